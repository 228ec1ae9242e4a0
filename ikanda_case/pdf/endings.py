"""What ends a letter: who signs, the place of the stamp, and what must stay together."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ikanda_case.pdf import grid
from ikanda_case.pdf.blocks import Block, Text
from ikanda_case.pdf.tags import SignatureField, Tag, TaggedCanvas


@dataclass(frozen=True)
class SignedBy:
    """Who signs, at the left; at the right the place of the stamp, when there is one."""

    texts: Sequence[Text]
    stamp: Tag | None
    measure: float
    field_name: str = ""
    spoken: str = ""
    before: float = 6
    after: float = 4
    keeps: bool = False

    @property
    def height(self) -> float:
        written = sum(each.height for each in self.texts)
        return max(written, grid.x(grid.STAMP_HEIGHT)) if self.stamp else written

    @property
    def least(self) -> float:
        return self.height

    @property
    def tail(self) -> float:
        return self.height

    def split(self, room: float) -> None:
        return None

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        below = top
        for each in self.texts:
            each.draw(canvas, x, below)
            below -= each.height
        if self.stamp is not None:
            right, wide, high = (
                x + self.measure,
                grid.x(grid.STAMP_WIDTH),
                grid.x(grid.STAMP_HEIGHT),
            )
            corners = (right - wide, top - high, right, top)
            place = SignatureField(canvas.page_index, corners, self.field_name, self.spoken)
            self.stamp.kids.append(place)


@dataclass(frozen=True)
class Together:
    """Blocks that stay on one page; the first one may give up its last lines to the rest.

    Ends a letter: closing, signature and enclosures never stand alone on a page when a
    paragraph can go along.
    """

    blocks: Sequence[Block]
    keeps: bool = False

    @property
    def before(self) -> float:
        return self.blocks[0].before

    @property
    def after(self) -> float:
        return self.blocks[-1].after

    @cached_property
    def height(self) -> float:
        return _stacked(self.blocks)

    @property
    def least(self) -> float:
        first = self.blocks[0]
        return first.least if self._parts else self.height

    @property
    def tail(self) -> float:
        return self.height

    @property
    def _parts(self) -> bool:
        first = self.blocks[0]
        return len(self.blocks) > 1 and first.height > first.least + first.tail

    def split(self, room: float) -> "tuple[Block, Block] | None":
        first = self.blocks[0]
        if not self._parts:
            return None
        parts = first.split(min(room, first.height - first.tail))
        if parts is None:
            return None
        return parts[0], Together((parts[1], *self.blocks[1:]))

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        above: Block | None = None
        for block in self.blocks:
            if above is not None:
                top -= max(above.after, block.before)
            block.draw(canvas, x, top)
            top -= block.height
            above = block


def _stacked(blocks: Sequence[Block]) -> float:
    gaps = sum(max(one.after, two.before) for one, two in pairwise(blocks))
    return gaps + sum(block.height for block in blocks)
