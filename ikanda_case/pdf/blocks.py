"""The parts of a running text: paragraphs and headings, list items, the framed box."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ikanda_case.pdf import grid
from ikanda_case.pdf.grid import Style
from ikanda_case.pdf.lines import Line, Piece, broken, draw_lines, pieces_of
from ikanda_case.pdf.tags import Tag, TaggedCanvas


class Block(Protocol):
    """A part of the text, laid out for one measure; all lengths in points."""

    @property
    def before(self) -> float:
        """Return the space wanted above."""

    @property
    def after(self) -> float:
        """Return the space wanted below."""

    @property
    def keeps(self) -> bool:
        """Return whether it must stand on the page of the block that follows."""

    @property
    def height(self) -> float:
        """Return how high it is."""

    @property
    def least(self) -> float:
        """Return how high its smallest first part is that may stand at the foot of a page."""

    @property
    def tail(self) -> float:
        """Return how high its smallest last part is that may stand at the head of a page."""

    def split(self, room: float) -> "tuple[Block, Block] | None":
        """Return it in two parts, the first at most `room` high; None when it does not part."""

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw it downwards from `top`."""


@dataclass(frozen=True)
class Text:
    """A paragraph or a heading: at least two lines of it stand on each page."""

    lines: Sequence[Line]
    style: Style
    tag: Tag
    keeps: bool = False

    @property
    def before(self) -> float:
        return self.style.before

    @property
    def after(self) -> float:
        return self.style.after

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading

    @property
    def least(self) -> float:
        count = len(self.lines)
        return (count if count <= 3 else 2) * self.style.leading

    @property
    def tail(self) -> float:
        return self.least

    def split(self, room: float) -> "tuple[Text, Text] | None":
        count = len(self.lines)
        first = min(int((room + 0.001) / self.style.leading), count - 2)
        if count <= 3 or first < 2:
            return None
        above = replace(self, lines=self.lines[:first], style=replace(self.style, after=0))
        below = replace(self, lines=self.lines[first:], style=replace(self.style, before=0))
        return above, below

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        with canvas.tagged(self.tag):
            draw_lines(canvas, self.lines, self.style, x, top)


def text(
    pieces: Sequence[Piece], style: Style, tag: Tag, measure: float, *, keeps: bool = False
) -> Text:
    """Return a paragraph broken into lines for a measure in points."""
    return Text(broken(pieces, style.size, measure), style, tag, keeps)


@dataclass(frozen=True)
class Item:
    """One item of a list: its label hangs before the first line."""

    body: Text
    label: str
    label_tag: Tag
    after: float
    keeps: bool = False
    before: float = 0

    @property
    def height(self) -> float:
        return self.body.height

    @property
    def least(self) -> float:
        return self.body.least

    @property
    def tail(self) -> float:
        return self.body.tail

    def split(self, room: float) -> "tuple[Item, Item] | None":
        parts = self.body.split(room)
        if parts is None:
            return None
        return replace(self, body=parts[0], after=0), replace(self, body=parts[1], label="")

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        if self.label:
            with canvas.tagged(self.label_tag):
                draw_lines(canvas, [pieces_of(self.label)], self.body.style, x, top)
        self.body.draw(canvas, x + grid.ITEM_HANGING, top)


def listing(
    items: Sequence[Sequence[Piece]], parent: Tag, measure: float, *, numbered: bool
) -> list[Item]:
    """Return the items of a list, numbered or with dashes."""
    holder = parent.child("L", numbering="Decimal" if numbered else "Disc")
    made: list[Item] = []
    hanging = measure - grid.ITEM_HANGING
    for number, pieces in enumerate(items, start=1):
        tag = holder.child("LI")
        label = tag.child("Lbl")
        body = text(pieces, grid.ITEM, tag.child("LBody"), hanging)
        last = number == len(items)
        after = grid.BODY.after if last else grid.ITEM.after
        made.append(Item(body, f"{number}." if numbered else "–", label, after))
    return made


@dataclass(frozen=True)
class Box:
    """Text in a frame; the frame is drawn, not read aloud."""

    body: Text
    measure: float
    keeps: bool = False

    @property
    def before(self) -> float:
        return self.body.before

    @property
    def after(self) -> float:
        return self.body.after

    @property
    def height(self) -> float:
        return self.body.height + self._inside

    @property
    def least(self) -> float:
        return self.body.least + self._inside

    @property
    def tail(self) -> float:
        return self.body.tail + self._inside

    @property
    def _inside(self) -> float:
        return 2 * grid.BOX_INSIDE[1] + grid.BOX_RULE

    def split(self, room: float) -> "tuple[Box, Box] | None":
        parts = self.body.split(room - self._inside)
        if parts is None:
            return None
        return replace(self, body=parts[0]), replace(self, body=parts[1])

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        half = grid.BOX_RULE / 2
        with canvas.artifact("Layout"):
            canvas.setLineWidth(grid.BOX_RULE)
            canvas.rect(
                x + half, top - self.height + half, self.measure - 2 * half, self.height - 2 * half
            )
        self.body.draw(canvas, x + grid.BOX_INSIDE[0], top - grid.BOX_INSIDE[1] - half)


def box(pieces: Sequence[Piece], style: Style, tag: Tag, measure: float) -> Box:
    """Return a text framed to the full measure."""
    inner = measure - grid.BOX_INSIDE[0] - grid.BOX_INSIDE_RIGHT
    return Box(text(pieces, style, tag, inner), measure)
