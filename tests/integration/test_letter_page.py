"""The page of a letter for its envelope: where the address stands, and the page to try it with."""

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from ikanda_case.app import letter_page
from ikanda_case.app.desk import Desk
from ikanda_case.bootstrap.parts import Pages, Words
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.letters import LANGUAGES, Language
from ikanda_case.domain.page import ACROSS, DOWN, Envelope
from ikanda_case.letters.render import render_letter
from ikanda_case.pdf.archive import check_archivable
from tests.support.desks import memory_desk
from tests.support.letters import letter_page as a_letter

MM = 72 / 25.4


@pytest.fixture
def desk() -> Desk:
    return replace(memory_desk(), renderer=Pages(), wording=Words())


def inside(pdf: bytes, left: float, top: float, right: float, bottom: float) -> str:
    """Return the words in a rectangle of page 1, in millimetres from its top left corner."""
    page = pypdfium2.PdfDocument(pdf)[0]
    return page.get_textpage().get_text_bounded(
        left * MM, (297 - bottom) * MM, right * MM, (297 - top) * MM
    )


@pytest.mark.parametrize(
    ("envelope", "left", "top"),
    [
        (Envelope(), 114, 40),
        (Envelope("left"), 19, 40),
        (Envelope("right", 4, -5), 118, 35),
        (Envelope("left", -3, 6), 16, 46),
    ],
)
def test_the_address_stands_in_the_window_and_nothing_else_does(
    envelope: Envelope, left: float, top: float
) -> None:
    page = replace(a_letter(), envelope=envelope)
    pdf = render_letter(page).pdf
    seen = inside(pdf, left, top, left + 78, top + 31).split()
    assert seen == " ".join(page.recipient).split()
    window = (105, 36, 205, 79) if envelope.window == "right" else (5, 36, 105, 79)
    assert inside(pdf, *window).split() == seen, "the envelope shows nothing but the address"


@pytest.mark.parametrize("window", ["right", "left"])
def test_an_address_too_wide_for_its_window_stops_the_letter(window: str) -> None:
    page = replace(a_letter(), recipient=("W" * 30,), envelope=Envelope(window))  # type: ignore[arg-type]
    with pytest.raises(InputError, match="address_too_long"):
        render_letter(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("window", ["right", "left"])
def test_the_trial_page_shows_six_lines_in_what_the_window_always_shows(
    desk: Desk, language: Language, window: str
) -> None:
    made = letter_page.trial_page(desk, Envelope(window), language)  # type: ignore[arg-type]
    left = 115 if window == "right" else 20
    lines = inside(made.pdf, left, 40, left + 80, 69).splitlines()
    assert len(lines) == 6 and all(line.strip() for line in lines)
    assert made.pages == 1
    check_archivable(made.pdf)
    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        assert "/AcroForm" not in opened.Root, "nobody signs it"


def test_the_choice_is_kept_and_letters_are_made_for_it(desk: Desk) -> None:
    letter_page.choose_envelope(desk, Envelope("left", 2, -1))
    with desk.file.reading() as now:
        assert now.office().envelope == Envelope("left", 2, -1)


@pytest.mark.parametrize("moved", [Envelope("right", ACROSS + 1), Envelope("left", 0, -DOWN - 1)])
def test_an_address_is_not_moved_out_of_reach(desk: Desk, moved: Envelope) -> None:
    for act in (letter_page.choose_envelope, lambda d, e: letter_page.trial_page(d, e, "nl")):
        with pytest.raises(InputError, match="envelope_out_of_reach"):
            act(desk, moved)
