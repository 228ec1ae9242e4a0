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
from tests.support.letters import a_logo
from tests.support.letters import letter_page as a_letter

MM = 72 / 25.4


@pytest.fixture
def desk() -> Desk:
    return replace(memory_desk(), renderer=Pages(), wording=Words())


def inside(pdf: bytes, left: float, top: float, right: float, bottom: float) -> str:
    """Return the words in a rectangle of page 1, in millimetres from its top left corner."""
    page = pypdfium2.PdfDocument(pdf)[0]
    corners = (left * MM, (297 - bottom) * MM, right * MM, (297 - top) * MM)
    return str(page.get_textpage().get_text_bounded(*corners))


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


# ---- the logo ------------------------------------------------------------------------------------


RIGHT = Envelope()


def the_page(desk: Desk, envelope: Envelope = RIGHT) -> bytes:
    return letter_page.trial_page(desk, envelope, "nl").pdf


@pytest.mark.parametrize("window", ["right", "left"])
def test_a_logo_stands_in_the_letterhead_and_the_page_stays_archivable(
    desk: Desk, window: str
) -> None:
    letter_page.choose_logo(desk, a_logo())
    pdf = the_page(desk, Envelope(window))  # type: ignore[arg-type]
    check_archivable(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (image,) = opened.pages[0].Resources.XObject.values()
        assert "/SMask" not in image and image.ColorSpace == "/DeviceRGB"
        contents = opened.pages[0].Contents.read_bytes()
    before = contents[: contents.index(b" Do")]
    assert before.rindex(b"/Artifact <</Type /Layout>> BDC") > before.rfind(b"EMC")
    drawn = pypdfium2.PdfDocument(pdf)[0]
    (box,) = [each.get_bounds() for each in drawn.get_objects() if each.type == 3]
    left, bottom, right, top = (each / MM for each in box)
    assert 297 - bottom <= 29, "nothing of it comes near the window"
    assert (right == pytest.approx(182)) if window == "right" else (left == pytest.approx(25))
    assert right - left <= 60.01 and top - bottom <= 18.01


@pytest.mark.parametrize("size", [(3000, 20), (20, 3000), (1, 1)])
def test_a_logo_of_any_shape_fits_and_none_is_blown_up(desk: Desk, size: tuple[int, int]) -> None:
    letter_page.choose_logo(desk, a_logo(*size))
    check_archivable(the_page(desk))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 not a picture", a_logo()[:200], b"<svg/>"])
def test_what_is_no_picture_changes_nothing(desk: Desk, content: bytes) -> None:
    letter_page.choose_logo(desk, a_logo())
    with desk.file.reading() as now:
        before = now.office().logo
    with pytest.raises(InputError, match="logo_no_picture"):
        letter_page.choose_logo(desk, content)
    with desk.file.reading() as now:
        assert now.office().logo == before != ""


def test_a_file_too_large_is_not_read(desk: Desk) -> None:
    with pytest.raises(InputError, match="logo_too_large"):
        letter_page.choose_logo(desk, a_logo() + bytes(letter_page.MOST_LOGO))


def test_a_logo_is_taken_away_again(desk: Desk) -> None:
    letter_page.choose_logo(desk, a_logo())
    letter_page.remove_logo(desk)
    with pikepdf.open(io.BytesIO(the_page(desk))) as opened:
        assert "/XObject" not in opened.pages[0].Resources
