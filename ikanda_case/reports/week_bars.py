"""A small bar chart: late in black, the rest light, the number above each bar."""

from collections.abc import Sequence
from dataclasses import dataclass

from ikanda_case.pdf import grid
from ikanda_case.pdf.fonts import TEXT, width
from ikanda_case.pdf.grid import Style
from ikanda_case.pdf.lines import draw_line
from ikanda_case.pdf.tags import Tag, TaggedCanvas

_HIGHEST = 64.0
_ABOVE, _BELOW = 16.0, 18.0
_SHARE = 0.6
"""How much of its place a bar fills."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its label below and its count above."""

    label: str
    count: int
    strong: bool = False


@dataclass(frozen=True)
class WeekBars:
    """The chart as a block of the page; `spoken` is its text for a screen reader."""

    bars: Sequence[Bar]
    tag: Tag
    measure: float
    spoken: str
    before: float = 3.0
    after: float = 5.0
    keeps: bool = False

    @property
    def height(self) -> float:
        return _ABOVE + _HIGHEST + _BELOW + grid.NOTE.leading + 4

    @property
    def least(self) -> float:
        return self.height

    @property
    def tail(self) -> float:
        return self.height

    def split(self, room: float) -> None:
        """A chart is never parted."""

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw bars as an artifact and the same numbers as text below them."""
        ground = top - _ABOVE - _HIGHEST
        place = self.measure / len(self.bars)
        most = max(1, *(bar.count for bar in self.bars))
        with canvas.artifact("Layout"):
            for number, bar in enumerate(self.bars):
                left = x + number * place + place * (1 - _SHARE) / 2
                self._bar(canvas, bar, left, ground, place * _SHARE, most)
            canvas.setStrokeGray(0)
            canvas.setLineWidth(0.8)
            canvas.line(x, ground, x + self.measure, ground)
        with canvas.tagged(self.tag):
            draw_line(canvas, self.spoken, _fitting(self.spoken, self.measure), x, ground - 30)

    def _bar(
        self, canvas: TaggedCanvas, bar: Bar, left: float, ground: float, wide: float, most: int
    ) -> None:
        high = _HIGHEST * bar.count / most
        canvas.setFillGray(0 if bar.strong else 0.78)
        canvas.setStrokeGray(0)
        canvas.setLineWidth(0.6)
        if high:
            canvas.rect(left, ground, wide, high, stroke=1, fill=1)
        canvas.setFillGray(0)
        strong = Style(9, 12, bold=True)
        middle = left + wide / 2
        for text, style, down in (
            (str(bar.count), strong, ground + high + 4),
            (bar.label, grid.FOOT, ground - 13),
        ):
            half = width(text, TEXT, style.size) / 2
            draw_line(canvas, text, style, middle - half, down)


def _fitting(text: str, measure: float) -> Style:
    """Return the note's style, smaller only as far as one line needs."""
    size = grid.NOTE.size
    while size > 6 and width(text, TEXT, size) > measure:
        size -= 0.5
    return Style(size, grid.NOTE.leading, grey=0.33)
