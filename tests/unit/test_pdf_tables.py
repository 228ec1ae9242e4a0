"""Tables fill their measure, keep words whole and never part a row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikanda_case.pdf.lines import pieces_of, widest_word
from ikanda_case.pdf.tables import GUTTER, LEAST_COLUMN, Table, bold, column_widths, table
from ikanda_case.pdf.tags import Tag

CELL = st.text("abcdef ghijk", max_size=60).map(pieces_of)


def cells(*words: str) -> list[tuple[tuple[str, str], ...]]:
    return [pieces_of(word) for word in words]


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1)
    )
)
def test_columns_fill_the_measure(rows: list[list[tuple[tuple[str, str], ...]]]) -> None:
    columns = column_widths(rows, 9.5, 445)
    assert sum(columns) == pytest.approx(445)
    assert all(wide > 0 for wide in columns)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6))
def test_no_word_is_cut_when_there_is_room(rows: list[list[tuple[tuple[str, str], ...]]]) -> None:
    needed = [max(widest_word(row[i], 9.5) for row in rows) + GUTTER for i in range(3)]
    columns = column_widths(rows, 9.5, 445)
    if sum(needed) <= 445:
        assert all(wide >= need - GUTTER for wide, need in zip(columns, needed, strict=True))


def test_the_first_column_keeps_its_words_at_the_cost_of_the_others() -> None:
    rows = [cells("persoonsgegevensverwerkingsovereenkomst", "x" * 200, "y" * 200)]
    columns = column_widths(rows, 9.5, 445)
    assert columns[0] >= widest_word(rows[0][0], 9.5)
    assert min(columns) >= LEAST_COLUMN - 0.01


def made(rows: int) -> Table:
    return table(
        bold(["Een", "Twee"]),
        [cells(f"rij {n}", "waarde") for n in range(rows)],
        Tag("Document"),
        445,
    )


def test_a_table_parts_between_rows_and_repeats_its_head() -> None:
    whole = made(10)
    row = whole.rows[0].height
    parts = whole.split(whole.head.height + 4.5 * row)
    assert parts is not None
    above, below = parts
    assert (len(above.rows), len(below.rows)) == (4, 6)
    assert below.repeated
    assert not above.repeated
    assert below.head is whole.head


@pytest.mark.parametrize("room", [0, 30])
def test_a_head_never_stands_alone(room: float) -> None:
    assert made(10).split(room) is None


def test_a_table_that_fits_does_not_part() -> None:
    whole = made(3)
    assert whole.split(whole.height) is None
