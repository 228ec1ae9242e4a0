"""Words become lines: none lost, none too wide, no-break spaces kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikanda_case.pdf.fonts import BOLD, TEXT, width
from ikanda_case.pdf.lines import broken, pieces_of, widest_word

LETTERS = st.text("abcdefghijklm ÉÿœŒß-,.;  \u00a0\u202f", max_size=120)
PIECES = st.lists(st.tuples(LETTERS, st.sampled_from((TEXT, BOLD))), max_size=5)


def said(lines: list[tuple[tuple[str, str], ...]]) -> str:
    return " ".join("".join(text for text, _ in line) for line in lines)


def plain(pieces: list[tuple[str, str]]) -> str:
    return " ".join(word for word in "".join(text for text, _ in pieces).split(" ") if word)


@given(PIECES, st.floats(150, 500))
def test_no_word_is_lost_and_no_line_too_wide(
    pieces: list[tuple[str, str]], measure: float
) -> None:
    lines = broken(pieces, 10.5, measure)
    assert said(lines).replace(" ", "") == plain(pieces).replace(" ", "")
    for line in lines:
        assert sum(width(text, font, 10.5) for text, font in line) <= measure + 0.01
    if widest_word(pieces, 10.5) <= measure:
        assert said(lines) == plain(pieces)


@given(st.lists(st.sampled_from(["een", "twee", "drieëntwintig", "\n"]), max_size=30))
def test_a_line_end_ends_a_line(tokens: list[str]) -> None:
    lines = broken(pieces_of(" ".join(tokens)), 10.5, 10_000)
    text = " ".join(tokens).rstrip("\n ")
    assert len(lines) == (text.count("\n") + 1 if text else 0)


def test_a_word_too_wide_for_its_line_is_cut_where_it_ends() -> None:
    word = "x" * 400
    lines = broken(pieces_of(f"voor {word} na"), 10.5, 200)
    assert said(lines).replace(" ", "") == f"voor{word}na"
    assert all(sum(width(text, font, 10.5) for text, font in line) <= 200 for line in lines)


def test_an_accent_stays_with_its_letter() -> None:
    lines = broken(pieces_of("e\u0301" * 200), 10.5, 100)
    assert len(lines) > 1
    assert not any(line[0][0].startswith("\u0301") for line in lines)


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"])
def test_no_line_ends_at_a_no_break_space(space: str) -> None:
    sentence = f"publicité{space}? " * 40
    for line in broken(pieces_of(sentence), 10.5, 130):
        joined = "".join(text for text, _ in line)
        assert not joined.startswith("?")
        assert joined.endswith("?")


def test_neighbours_of_one_weight_are_one_piece() -> None:
    lines = broken([("een twee ", TEXT), ("drie", BOLD), (" vier", TEXT)], 10.5, 500)
    assert lines == [(("een twee ", TEXT), ("drie ", BOLD), ("vier", TEXT))]
