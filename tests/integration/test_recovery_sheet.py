"""The recovery sheet on paper: archivable, tagged, on one page, and both codes give the key."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

import pikepdf
import pypdfium2
import pytest

from ikanda_case.domain.recovery_code import SIGNS, code_of, fingerprint, key_from_code
from ikanda_case.pdf.grid import MM
from ikanda_case.reports.code_panel import modules, squares
from ikanda_case.reports.recovery_sheet import RecoverySheet, recovery_sheet
from ikanda_case.texts.catalogue import fields, sentences
from tests.support.pdf_content import fonts, roles, unmarked

KEY = bytes(range(1, 33))
LANGUAGES = ("nl", "fr", "en", "de")
SHEET = RecoverySheet(
    file="fictief.ikanda",
    office="Verzonnen BV, Afdeling Legal - Privacy",
    code=code_of(KEY),
    fingerprint=fingerprint(KEY),
    number=2,
    since=date(2026, 11, 20),
    made_on=date(2026, 11, 23),
    demo=False,
)


def text(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("number", [1, 2])
def test_a_sheet_is_one_tagged_archivable_page(lang: str, number: int) -> None:
    sheet = replace(SHEET, number=number, demo=number == 2)
    with pikepdf.open(io.BytesIO(recovery_sheet(sheet, lang))) as pdf:
        (page,) = pdf.pages
        assert unmarked(page) == []
        found = roles(pdf)
        assert (found.count("H1"), found.count("LI"), found.count("Table")) == (1, 13, 1)
        assert str(pdf.Root.Lang) == lang
        bases = {str(each.BaseFont).split("+")[-1] for each in fonts(pdf)}
        assert bases == {
            "NotoSans-Regular",
            "NotoSans-Bold",
            "DejaVuSansMono",
            "DejaVuSansMono-Bold",
        }


def test_the_sheet_says_what_it_opens_and_what_not() -> None:
    said = " ".join(text(recovery_sheet(SHEET, "nl")).split())
    for part in (
        "kluis fictief.ikanda van Verzonnen BV",
        "vanaf 20 november 2026",
        "Oudere back-ups niet: die horen bij herstelblad 1.",
        f"Sleutel 2, vingerafdruk {fingerprint(KEY)} · vervangt herstelblad 1",
        "Herstelblad 2 · kluis fictief.ikanda · gemaakt op 23 november 2026",
    ):
        assert part in said
    first = " ".join(text(recovery_sheet(replace(SHEET, number=1), "nl")).split())
    assert "Oudere" not in first and "vervangt" not in first and "DEMO" not in first
    assert "DEMO" in text(recovery_sheet(replace(SHEET, demo=True), "nl"))


def test_the_printed_lines_give_the_key_back() -> None:
    said = text(recovery_sheet(SHEET, "nl")).splitlines()
    code = SHEET.code.lines
    found = []
    for number, line in enumerate(code, start=1):
        wanted = [str(number), line.first, line.second, line.check]
        (at,) = [each for each in said if each.split() == wanted]
        found.append(at)
    assert key_from_code("\n".join(found)) == KEY


def test_a_sheet_shows_nothing_when_it_is_told_of() -> None:
    assert SHEET.code.text not in repr(SHEET) and SHEET.code.lines[0].first not in repr(SHEET)
    with pikepdf.open(io.BytesIO(recovery_sheet(SHEET, "nl"))) as pdf:
        metadata = pdf.Root.Metadata.read_bytes() + str(dict(pdf.docinfo)).encode()
    for line in SHEET.code.lines:
        assert line.first.encode() not in metadata and line.second.encode() not in metadata


def test_hostile_names_stay_on_the_page() -> None:
    sheet = replace(SHEET, file="a\u202eb" + "w" * 120 + ".ikanda", office="\x00" + "x" * 200)
    assert "\u202e" not in text(recovery_sheet(sheet, "nl"))


def test_all_languages_hold_the_same_sentences() -> None:
    for lang in LANGUAGES:
        assert sentences(lang, "recovery").keys() == sentences("nl", "recovery").keys()
        for code, sentence in sentences("nl", "recovery").items():
            assert fields(sentences(lang, "recovery")[code]) == fields(sentence), (lang, code)


# ---- the code to scan ----------------------------------------------------------------------------


def test_what_is_drawn_is_the_code_with_its_quiet_zone() -> None:
    page = pypdfium2.PdfDocument(recovery_sheet(SHEET, "nl"))[0]
    picture = page.render(scale=6).to_pil().convert("L")
    code = modules(SHEET.code.text)
    assert len(code) == 33
    side = 68 * MM
    module = side / (len(code) + 8)
    left = (182 - 1) * MM - side
    middle = round((left + 4.5 * module) * 6)  # of the finder's left edge, seven modules high
    column = "".join("#" if picture.getpixel((middle, y)) < 128 else " " for y in range(3000))
    top = column.index("#" * int(6.5 * module * 6)) / 6
    for row in range(-3, len(code) + 3):
        for place in range(-3, len(code) + 3):
            x = left + (place + 4.5) * module
            y = top + (row + 0.5) * module
            inside = 0 <= row < len(code) and 0 <= place < len(code)
            shown = picture.getpixel((round(x * 6), round(y * 6))) < 128
            assert shown == (inside and code[row][place]), (row, place)


def test_runs_cover_the_dark_modules_and_no_more() -> None:
    code = modules(SHEET.code.text)
    side = float(len(code) + 8)
    covered = {
        (round(top) - 4, round(left) - 4 + step)
        for left, top, wide, high in squares(code, side)
        for step in range(round(wide))
        if high == 1
    }
    dark = {(y, x) for y, row in enumerate(code) for x, each in enumerate(row) if each}
    assert covered == dark


@pytest.mark.parametrize("key", [KEY, bytes(32), b"\xff" * 32])
def test_what_is_scanned_gives_the_key_back(key: bytes) -> None:
    assert key_from_code(scanned(modules(code_of(key).text))) == key


MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda i, j: (i + j) % 2 == 0,
    lambda i, j: i % 2 == 0,
    lambda i, j: j % 3 == 0,
    lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0,
    lambda i, j: i * j % 2 + i * j % 3 == 0,
    lambda i, j: (i * j % 2 + i * j % 3) % 2 == 0,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2 == 0,
)
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def scanned(code: Sequence[Sequence[bool]]) -> str:
    """Read a version 4-Q symbol without error correction (ISO/IEC 18004)."""
    size = len(code)
    form = sum(code[8][place] << (14 - bit) for bit, place in enumerate((0, 1, 2, 3, 4, 5, 7, 8)))
    form ^= 0b101010000010010 & 0b111111110000000
    assert form >> 13 == 0b11  # level Q
    mask = MASKS[form >> 10 & 0b111]
    bits = [code[i][j] != mask(i, j) for i, j in path(size)]
    words = [
        sum(bit << (7 - place) for place, bit in enumerate(bits[at : at + 8]))
        for at in range(0, len(bits) - 7, 8)
    ]
    blocks = [words[block:48:2] for block in (0, 1)]  # two blocks of 24 words of content
    stream = "".join(f"{word:08b}" for block in blocks for word in block)
    assert stream[:4] == "0010"
    count, at, said = int(stream[4:13], 2), 13, ""
    while len(said) < count:
        two = len(said) + 1 < count
        value = int(stream[at : at + (11 if two else 6)], 2)
        at += 11 if two else 6
        said += ALPHANUMERIC[value // 45] + ALPHANUMERIC[value % 45] if two else ALPHANUMERIC[value]
    assert set(said) <= set(SIGNS)
    return said


def path(size: int) -> Iterator[tuple[int, int]]:
    """Return the modules that carry words, in the order they are laid."""
    up = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for step in range(size):
            row = size - 1 - step if up else step
            for column in (right, right - 1):
                if not kept(row, column, size):
                    yield row, column
        up = not up


def kept(row: int, column: int, size: int) -> bool:
    """Return whether a module belongs to finders, timing, alignment or format."""
    corner = (row < 9 and (column < 9 or column >= size - 8)) or (row >= size - 8 and column < 9)
    alignment = abs(row - (size - 7)) <= 2 and abs(column - (size - 7)) <= 2
    return corner or alignment or 6 in (row, column)
