"""A table of a letter or report: rules instead of boxes, head repeated, no row ever parted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ikanda_case.pdf import grid
from ikanda_case.pdf.fonts import BOLD, width
from ikanda_case.pdf.grid import Style
from ikanda_case.pdf.lines import Line, Piece, broken, draw_lines, widest_word
from ikanda_case.pdf.tags import Tag, TaggedCanvas

GUTTER = 10.0
"""Space between two columns, in points."""

LEAST_COLUMN = 40.0
"""No column is made narrower than this by a long word in another one."""

EMPTY_COLUMN = 10.0
"""How wide a column of nothing stays."""

Cell = Sequence[Piece]


@dataclass(frozen=True)
class Row:
    """The cells of one row, broken into lines."""

    cells: tuple[list[Line], ...]
    tags: tuple[Tag, ...]
    style: Style

    @cached_property
    def height(self) -> float:
        most = max((len(lines) for lines in self.cells), default=1)
        return max(most, 1) * self.style.leading + sum(grid.CELL_INSIDE)


@dataclass(frozen=True)
class Table:
    """Rows under a head. On a following page the head is drawn again as an artifact."""

    head: Row
    rows: Sequence[Row]
    columns: tuple[float, ...]
    repeated: bool = False
    keeps: bool = False
    before: float = grid.TABLE_SPACE[0]
    after: float = grid.TABLE_SPACE[1]

    @cached_property
    def height(self) -> float:
        return self.head.height + sum(row.height for row in self.rows)

    @property
    def least(self) -> float:
        return self.head.height + sum(row.height for row in self.rows[:1])

    @property
    def tail(self) -> float:
        return self.rows[-1].height if self.rows else self.height

    def split(self, room: float) -> "tuple[Table, Table] | None":
        used, fitting = self.head.height, 0
        for row in self.rows:
            used += row.height
            if used > room + 0.001:
                break
            fitting += 1
        if not 0 < fitting < len(self.rows):
            return None
        below = replace(self, rows=self.rows[fitting:], repeated=True)
        return replace(self, rows=self.rows[:fitting]), below

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        self._draw_row(canvas, self.head, x, top)
        below = top - self.head.height
        edges = [(top, 0), (below, 1)]
        for number, row in enumerate(self.rows, start=1):
            self._draw_row(canvas, row, x, below)
            below -= row.height
            edges.append((below, 1 if number == len(self.rows) else 2))
        with canvas.artifact("Layout"):
            for y, rule in edges:
                canvas.setLineWidth(grid.TABLE_RULES[rule])
                canvas.setStrokeGray(0.6 if rule == 2 else 0)
                canvas.line(x, y, x + sum(self.columns), y)

    def _draw_row(self, canvas: TaggedCanvas, row: Row, x: float, top: float) -> None:
        again = self.repeated and row is self.head
        for lines, tag, wide in zip(row.cells, row.tags, self.columns, strict=True):
            if lines:
                with canvas.artifact() if again else canvas.tagged(tag):
                    draw_lines(canvas, lines, row.style, x, top - grid.CELL_INSIDE[0])
            x += wide


def table(
    head: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    parent: Tag,
    measure: float,
    style: Style = grid.CELL,
    columns: tuple[float, ...] | None = None,
) -> Table:
    """Return a table as wide as the measure; every row has as many cells as the head.

    `columns` are the widths of a table whose columns must stand under another one's.
    """
    holder = parent.child("Table")
    columns = columns or column_widths([head, *rows], style.size, measure)
    head_style = replace(style, bold=True)
    return Table(
        _row(head, holder.child("TR"), "TH", columns, head_style),
        [_row(cells, holder.child("TR"), "TD", columns, style) for cells in rows],
        columns,
    )


def bold(cells: Sequence[str]) -> list[Cell]:
    """Return the words of a head as cells."""
    return [((text, BOLD),) for text in cells]


def _row(cells: Sequence[Cell], tag: Tag, role: str, columns: Sequence[float], style: Style) -> Row:
    scope = "Column" if role == "TH" else ""
    tags = tuple(tag.child(role, scope=scope) for _ in cells)
    last = len(columns) - 1
    measures = [wide - (GUTTER if i < last else 0) for i, wide in enumerate(columns)]
    broken_cells = tuple(
        broken(cell, style.size, measure) for cell, measure in zip(cells, measures, strict=True)
    )
    return Row(broken_cells, tags, style)


def column_widths(rows: Sequence[Sequence[Cell]], size: float, measure: float) -> tuple[float, ...]:
    """Return the widths of the columns, which together fill the measure.

    Each column first gets its longest word, the first column before all others; what is left
    goes to the columns by how much more they would need to stand on one line, and when all do,
    by how wide they are.
    """
    count = len(rows[0])
    gutters = [GUTTER] * (count - 1) + [0.0]
    cells = [[row[i] for row in rows] for i in range(count)]
    words = [
        max(EMPTY_COLUMN, *(widest_word(cell, size) for cell in column)) + g
        for column, g in zip(cells, gutters, strict=True)
    ]
    whole = [
        max(_one_line(cell, size) for cell in column) + g
        for column, g in zip(cells, gutters, strict=True)
    ]
    least = _within(words, measure)
    wish = [max(0.0, wide - narrow) for wide, narrow in zip(whole, least, strict=True)]
    left = measure - sum(least)
    if sum(wish) > left:
        share = left / sum(wish)
        return tuple(narrow + share * more for narrow, more in zip(least, wish, strict=True))
    settled = [narrow + more for narrow, more in zip(least, wish, strict=True)]
    share = measure / sum(settled)
    return tuple(share * wide for wide in settled)


def _within(words: Sequence[float], measure: float) -> list[float]:
    """Return the longest words' widths, cut down from the last column on until they fit."""
    least = list(words)
    over = sum(least) - measure
    for i in sorted(range(len(least)), key=lambda i: (i == 0, -least[i])):
        if over <= 0:
            break
        given = min(over, max(0.0, least[i] - LEAST_COLUMN))
        least[i] -= given
        over -= given
    return least


def _one_line(cell: Cell, size: float) -> float:
    lines = broken(cell, size, float("inf"))
    return max((sum(width(*piece, size) for piece in line) for line in lines), default=0)
