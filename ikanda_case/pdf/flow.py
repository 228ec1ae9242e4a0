"""Blocks put on pages one after the other, and the finished raw PDF."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from ikanda_case.pdf.blocks import Block
from ikanda_case.pdf.tags import Frame, TaggedCanvas

MOST_PAGES = 200


class BlockTooHigh(Exception):
    """A block does not part and is higher than a whole page."""


class TooManyPages(Exception):
    """The text is longer than `most` pages."""

    most = MOST_PAGES


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that begin on a page of their own, and what surrounds them."""

    frame: Frame
    blocks: Sequence[Block]


def lay_out(canvas: TaggedCanvas, sections: Iterable[Section]) -> tuple[int, ...]:
    """Draw the sections and return the page, from 1, on which each of them begins."""
    return tuple(_Column(canvas, section).fill() for section in sections)


class _Column:
    """The text of one section, as it goes down the pages."""

    def __init__(self, canvas: TaggedCanvas, section: Section) -> None:
        self.canvas = canvas
        self.frame = section.frame
        self.waiting = deque(section.blocks)
        self.y = self.page_top = 0.0
        self.last_after = 0.0

    def fill(self) -> int:
        began = self.canvas.page_index + 1
        self._open(first=True)
        while self.waiting:
            self._place(self.waiting.popleft())
        self.canvas.showPage()
        return began

    def _open(self, *, first: bool) -> None:
        self.canvas.frame = self.frame
        self.y = self.page_top = self.frame.open_page(self.canvas, first=first)

    @property
    def _empty(self) -> bool:
        return self.y == self.page_top

    def _gap(self, block: Block) -> float:
        return 0 if self._empty else max(self.last_after, block.before)

    def _place(self, block: Block) -> None:
        room = self.y - self._gap(block) - self.frame.bottom
        fits = block.height <= room + 0.001
        if fits and (self._empty or self._needed(block) <= room + 0.001):
            self._draw(block)
            return
        parts = None if block.keeps and not self._empty else block.split(room)
        if parts is not None:
            self._draw(parts[0])
            self._next_page(parts[1])
        elif self._empty:
            raise BlockTooHigh
        else:
            self._next_page(block)

    def _draw(self, block: Block) -> None:
        self.y -= self._gap(block)
        block.draw(self.canvas, self.frame.left, self.y)
        self.y -= block.height
        self.last_after = block.after

    def _next_page(self, block: Block) -> None:
        self.waiting.appendleft(block)
        self.canvas.showPage()
        if self.canvas.page_index >= MOST_PAGES:
            raise TooManyPages
        self._open(first=False)

    def _needed(self, block: Block) -> float:
        """Return the height of a block with the beginning of what it must stay with."""
        needed = block.height
        for following in islice(self.waiting, 8):
            if not block.keeps:
                break
            needed += max(block.after, following.before)
            needed += following.height if following.keeps else following.least
            block = following
        return needed
