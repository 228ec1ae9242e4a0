"""Lists typed with dashes become lists; everything else stays the paragraph it was."""

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from ikanda_case.letters.dashes import is_dashed, joined, lines_of, without_dash
from ikanda_case.pdf.fonts import BOLD, TEXT
from ikanda_case.pdf.lines import Piece

PIECES = st.lists(
    st.tuples(st.text("ab –\n", max_size=12), st.sampled_from((TEXT, BOLD))), max_size=6
)


def said(pieces: tuple[Piece, ...] | list[Piece]) -> str:
    return "".join(text for text, _ in pieces)


@given(PIECES)
def test_nothing_is_lost(pieces: list[Piece]) -> None:
    assert said(joined(lines_of(pieces))) == said(pieces)


@given(PIECES)
def test_an_item_is_its_line_without_the_dash(pieces: list[Piece]) -> None:
    for line in lines_of(pieces):
        if is_dashed(line):
            assert "– " + said(without_dash(line)) == said(line)


def test_a_typed_list_is_seen_between_its_sentences() -> None:
    typed = [("Het gaat om:\n– naam;\n– ", TEXT), ("adres", BOLD), (".\nMeer niet.", TEXT)]
    groups = [
        (dashed, [said(line) for line in lines])
        for dashed, lines in groupby(lines_of(typed), key=is_dashed)
    ]
    assert groups == [
        (False, ["Het gaat om:"]),
        (True, ["– naam;", "– adres."]),
        (False, ["Meer niet."]),
    ]
