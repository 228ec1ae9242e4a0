"""What surrounds a letter: the window page with its sender, and the pages that follow."""

from dataclasses import dataclass

from ikanda_case.domain.page import LetterPage, LetterText
from ikanda_case.letters.wording import PageWords
from ikanda_case.pdf import grid
from ikanda_case.pdf.envelope import Place, draw_outline, place_for
from ikanda_case.pdf.fonts import BOLD, TEXT, width
from ikanda_case.pdf.frame import (
    Foot,
    draw_demo,
    draw_fold_marks,
    draw_foot,
    draw_running_head,
)
from ikanda_case.pdf.letterhead import (
    Reference,
    draw_address,
    draw_logo,
    draw_pairs,
    draw_references,
    draw_sender,
    text_top,
)
from ikanda_case.pdf.tags import Tag, TaggedCanvas

_RECORD_PAIRS = 29.0
"""First baseline of the reference block of a record text, in millimetres."""

_RECORD_GAP = 8.0


def place_on(page: LetterPage) -> Place:
    """Return where address and sender stand for the envelope the page is made for."""
    chosen = page.envelope
    return place_for(chosen.window, chosen.across, chosen.down)


@dataclass(frozen=True)
class LetterFrame:
    """The frame of one text of a letter. The first text has the window, a record text has not."""

    page: LetterPage
    text: LetterText
    words: PageWords
    head: Tag
    """Takes the sender, the address and the references, before the text itself."""
    foot: Foot
    references: tuple[Reference, ...]
    window: bool
    left: float = grid.x(grid.TEXT_LEFT)
    right: float = grid.x(grid.TEXT_RIGHT)
    bottom: float = grid.y(grid.TEXT_BOTTOM)

    def open_page(self, canvas: TaggedCanvas, *, first: bool) -> float:
        """Draw the sender or the running head; return where the text begins."""
        opens = first and self.window
        if self.page.demo:
            spoken = self.head.child("P") if opens else None
            draw_demo(canvas, self.words("demo_mark"), self.words("demo"), spoken)
        if opens:
            return self._open_window(canvas)
        draw_running_head(
            canvas, self.page.letterhead.legal_name, self._running, self.left, self.right
        )
        if first and self.references:
            end = draw_pairs(canvas, self.head, self.references, _RECORD_PAIRS)
            return grid.y(end + _RECORD_GAP)
        return grid.y(grid.NEXT_TEXT_TOP)

    def close_page(self, canvas: TaggedCanvas, number: int, total: int) -> None:
        """Draw the foot with its page number."""
        draw_foot(canvas, self.foot, self.left, self.right, number, total)

    def _open_window(self, canvas: TaggedCanvas) -> float:
        draw_fold_marks(canvas)
        place = place_on(self.page)
        if self.page.outline:
            draw_outline(canvas, place)
        sender = self.page.letterhead
        if sender.logo:
            draw_logo(canvas, sender.logo, place)
        contact = (", ".join(sender.address), *sender.contact)
        end = draw_sender(canvas, self.head, sender.legal_name, sender.department, contact, place)
        draw_address(canvas, self.head, self.page.recipient, place)
        return grid.y(text_top(draw_references(canvas, self.head, self.references, end, place)))

    @property
    def _running(self) -> str:
        """Return what follows the sender in the running head, shortened until it fits."""
        label = self.words.label("date")
        dates = [value for name, value in self.text.reference_lines if name == label]
        parts = [self.page.letterhead.department, self.page.reference, *dates[:1]]
        parts = [part for part in parts if part]
        taken = width(self.page.letterhead.legal_name, BOLD, grid.FOOT.size) + 5
        while len(parts) > 1 and not self._fits(" · ".join(parts), taken):
            parts.pop(0)
        joined = " · ".join(parts)
        return joined if self._fits(joined, taken) else ""

    def _fits(self, text: str, taken: float) -> bool:
        return taken + width(text, TEXT, grid.FOOT.size) <= self.right - self.left
