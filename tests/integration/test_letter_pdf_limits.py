"""What does not fit is refused by name; what is hostile is printed as it is, or refused."""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikanda_case.domain.errors import InputError
from ikanda_case.domain.page import (
    Box,
    Heading,
    LetterPage,
    Listing,
    Paragraph,
    Run,
    Table,
)
from ikanda_case.letters.render import render_letter
from ikanda_case.pdf.archive import check_archivable
from ikanda_case.pictures.pages import page_texts
from tests.support.letters import (
    RECIPIENT,
    TEXTS,
    letter_page,
    opened,
    paragraph,
    with_blocks,
    words,
)
from tests.support.pdf_content import unmarked

pdftotext = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext")

Change = Callable[[LetterPage, str], LetterPage]


def refused(page: LetterPage) -> InputError:
    with pytest.raises(InputError) as error:
        render_letter(page)
    return error.value


def text_of(page: LetterPage) -> str:
    return words(" ".join(page_texts(render_letter(page).pdf)))


# ---- the window --------------------------------------------------------------------------------

SIX_LINES = (
    "Fictieve Vereniging voor Verzonnen Personen",
    "t.a.v. mevrouw Voorbeeld-Denkbeeldig",
    "Residentie Nergens, verdieping 3",
    "Verzonnensteenweg 1234 bus 5",
    "0000 Nergenshuizen",
    "NEDERLAND",
)


def boxes(pdf: bytes) -> list[tuple[float, float, float, float, str]]:
    """Return the words of the first page with their edges in millimetres from the top left."""
    said = subprocess.run(
        ["pdftotext", "-bbox", "-l", "1", "-", "-"], input=pdf, stdout=subprocess.PIPE, check=True
    ).stdout.decode()
    found = re.findall(
        r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', said
    )
    edges = [tuple(float(edge) * 25.4 / 72 for edge in word[:4]) for word in found]
    return [(*edge, word[4]) for edge, word in zip(edges, found, strict=True)]


@pdftotext
@pytest.mark.parametrize("lines", [RECIPIENT, SIX_LINES, ("Voorbeeld",)])
def test_the_address_stands_in_the_window_and_nothing_else_does(lines: tuple[str, ...]) -> None:
    pdf = render_letter(replace(letter_page(), recipient=lines)).pdf
    seen = [box for box in boxes(pdf) if box[2] > 105 and box[3] > 29 and box[1] < 80]
    assert words(" ".join(box[4] for box in seen)) == words(" ".join(lines))
    for left, top, right, bottom, _ in seen:
        assert left >= 114.9
        assert right <= 195.1
        assert top >= 40
        assert bottom <= 71


@pdftotext
def test_a_long_reference_block_pushes_the_text_down_and_stays_left() -> None:
    page = letter_page()
    lines = tuple(
        (f"Regel {n}", "een waarde die over meer dan één regel gaat, " * 2) for n in range(9)
    )
    pdf = render_letter(replace(page, texts=(replace(page.texts[0], reference_lines=lines),))).pdf
    placed = boxes(pdf)
    title = next(box for box in placed if box[4] == "Wij" and box[3] - box[1] > 6)
    below = max(box[3] for box in placed if box[0] < 105 and box[4] in ("gaat,", "Regel"))
    assert title[1] > below
    assert not [
        b for b in placed if b[2] > 105 and 29 < b[1] < 80 and b[4] not in " ".join(RECIPIENT)
    ]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("regel",) * 7, 7),
        (("een naam die zo lang is dat zij over twee regels gaat", *("regel",) * 5), 6),
        (("Eenwoorddatbrederisdanhetvenstervaneenenvelopooitzalworden",), 1),
        (("een naam", "9450 Haaltert aan de overkant van een heel lange naam van een gemeente"), 2),
    ],
)
def test_an_address_that_overflows_stops_the_letter(lines: tuple[str, ...], told: int) -> None:
    error = refused(replace(letter_page(), recipient=lines))
    assert error.code == "address_too_long"
    assert error.facts == {"lines": told, "most": 6}


def test_a_long_name_goes_on_below_and_nothing_is_cut() -> None:
    name = "Marie-Antoinette Vandenbroucke-van der Verzonnenhoeve (fictief)"
    lines = (name, "Verzonnen Steenweg 1234 bus 56", "0000 Nergenshuizen", "LUXEMBURG")
    words = " ".join(text_of(replace(letter_page(), recipient=lines)).split())
    assert " ".join(lines) in words


def test_an_address_of_the_widest_letters_is_never_shrunk() -> None:
    fits = replace(letter_page(), recipient=("W" * 23,))
    assert render_letter(fits).pages == 1
    assert refused(replace(letter_page(), recipient=("W" * 24,))).code == "address_too_long"


# ---- what is missing ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "part"),
    [
        (replace(letter_page(), texts=()), "text"),
        (replace(letter_page(), recipient=()), "address"),
        (replace(letter_page(), recipient=(" ", "\u200b")), "address"),
        (with_blocks(title="  "), "title"),
    ],
)
def test_a_part_that_is_missing_is_named(page: LetterPage, part: str) -> None:
    error = refused(page)
    assert (error.code, error.facts) == ("letter_part_missing", {"part": part})


def test_a_letter_of_one_line_has_its_title_and_signature() -> None:
    text = replace(TEXTS["nl"], blocks=(), salutation="", closing="", reference_lines=())
    said = text_of(replace(letter_page(), texts=(text,), small_print=()))
    assert "Wij hebben uw verzoek ontvangen" in said
    assert "Rik Ontwerp (fictief)" in said


def test_empty_parts_leave_no_trace() -> None:
    page = with_blocks(
        Heading(""), paragraph(""), Box(()), Listing(((),)), Table(("", ""), (("", ""),))
    )
    pdf = render_letter(page).pdf
    with opened(pdf) as made:
        assert all(unmarked(each) == [] for each in made.pages)


# ---- what is too much --------------------------------------------------------------------------


def test_a_table_has_at_most_five_columns_of_equal_rows() -> None:
    wide = Table(("a",) * 6, (("b",) * 6,))
    assert refused(with_blocks(wide)).code == "letter_table_columns"
    ragged = Table(("a", "b"), (("c",),))
    assert refused(with_blocks(ragged)).code == "letter_table_columns"


def test_a_row_higher_than_a_page_is_refused() -> None:
    row = Table(("a", "b"), (("kort", "woord " * 3000),))
    assert refused(with_blocks(row)).code == "letter_part_too_high"


def test_a_letter_has_an_end() -> None:
    assert refused(with_blocks(paragraph("regel\n" * 12_000))).code == "letter_too_long"


def test_small_print_of_three_lines_fits_and_of_four_does_not() -> None:
    long = "Fictief Voorbeeld " * 8
    assert render_letter(replace(letter_page(), small_print=(long, "kort"))).pages == 1
    error = refused(replace(letter_page(), small_print=(long, long)))
    assert error.code == "small_print_too_long"


def test_a_box_a_list_and_a_paragraph_longer_than_a_page_go_on() -> None:
    long = "woord dat verder gaat " * 700
    page = with_blocks(
        Box((Run(long),)), Listing(((Run(long),), (Run(long, bold=True),))), paragraph(long)
    )
    made = render_letter(page)
    assert made.pages > 8
    assert words(" ".join(page_texts(made.pdf))).count("verder") == 4 * 700


# ---- what is hostile ---------------------------------------------------------------------------

HOSTILE = [
    "<b>vet</b> & <font color='red'>rood</font>",
    "&lt;niet&gt; &amp;amp; &#0; &nbsp;",
    "<para><img src='file:///etc/passwd'/></para>",
    "<a href='javascript:alert(1)'>klik</a>",
    "{field} %(x)s ${y} \\n \\0 (haakjes) \\) endstream endobj",
    "=cmd|' /C calc'!A0",
    "]]> <!-- --> <?xml?>",
    "W" * 3000,
    "a_" * 1500,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_text_is_printed_as_it_is(text: str) -> None:
    page = with_blocks(
        Heading(text[:60]),
        paragraph(text),
        Box((Run(text, bold=True),)),
        Listing(((Run(text),),)),
        Table(("kop", "waarde"), ((text[:200], "x"),)),
    )
    said, asked = (each.replace(" ", "") for each in (text_of(page), words(text)))
    assert said.count(asked[:200]) >= 3


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("dag 😀", "U+1F600"),
        ("ש", "U+05E9"),
        ("م", "U+0645"),
        ("中", "U+4E2D"),
        ("\ue000", "U+E000"),
        ("\ufffe", "U+FFFE"),
        ("\U000e0041x\ud83d", "U+D83D"),
    ],
)
@pytest.mark.parametrize(
    "place",
    [
        lambda page, text: replace(page, recipient=(text,)),
        lambda page, text: replace(page, reference=text),
        lambda page, text: replace(page, small_print=(text,)),
        lambda page, text: replace(page, letterhead=replace(page.letterhead, signatory=text)),
        lambda page, text: with_blocks(Paragraph((Run("voor "), Run(text)))),
        lambda page, text: with_blocks(Table((text,), ())),
        lambda page, text: with_blocks(title=text),
    ],
)
def test_a_sign_without_a_letter_is_named(text: str, sign: str, place: Change) -> None:
    error = refused(place(letter_page(), text))
    assert (error.code, error.facts) == ("letter_glyph_missing", {"sign": sign})


def test_unseen_signs_do_not_reach_the_page() -> None:
    hidden = "be\u202etaald\u202c \u2066in\u2069 \u200beuro\x00\x1b[31m"
    assert "betaald in euro[31m" in text_of(with_blocks(paragraph(hidden)))


def test_a_line_end_in_a_name_is_a_space() -> None:
    page = replace(letter_page(), recipient=("Wout\nDenkbeeldig", "Nergenslaan\r\n3"))
    said = text_of(page)
    assert "Wout Denkbeeldig" in said
    assert "Nergenslaan 3" in said


LATIN = st.text(st.characters(max_codepoint=0x17F), max_size=400)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(LATIN, LATIN), max_size=4), LATIN, LATIN)
def test_any_latin_text_gives_an_archivable_letter(
    parts: list[tuple[str, str]], title: str, cell: str
) -> None:
    blocks = [block for head, body in parts for block in (Heading(head), paragraph(body))]
    table = Table(("kop", "waarde"), ((cell, cell), (title, "x")))
    made = render_letter(with_blocks(*blocks, table, title=f"Titel {title}"))
    check_archivable(made.pdf)
    with opened(made.pdf) as pdf:
        assert all(unmarked(page) == [] for page in pdf.pages)
