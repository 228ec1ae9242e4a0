"""The list of what was found: each case with its documents, the hits marked."""

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from ikanda_case.app.queries import Marked
from ikanda_case.ui.look.measures import GAP_4, GAP_8, GAP_12, GAP_16
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.models.search_rows import CaseHead, Hit
from ikanda_case.ui.widgets.lines import Drawing, Line, LineDelegate, LineList
from ikanda_case.ui.widgets.marked import lines_needed
from ikanda_case.ui.widgets.sizes import badge_height, badge_width

_ICON = 16
_WORDS_AT = GAP_16 + _ICON + GAP_12
_MOST_LINES = 2
"""Of the words round a hit."""


class Results(LineList):
    """Arrows go from document to document, Enter opens one; cases stand above as headings."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        set_role(self, "clear")
        self.setItemDelegate(LineDelegate(look, self, _Painter(look)))
        look.changed.connect(self.scheduleDelayedItemsLayout)


class _Painter:
    def __init__(self, look: Look) -> None:
        self._look = look

    def is_chosen(self, line: Line, *, selected: bool) -> bool:
        """The document the keyboard or pointer chose."""
        return selected

    def height(self, line: Line, width: int) -> int:
        """A case, or a document with the words round its hits."""
        fonts = self._look.fonts
        if line.heading:
            return round(badge_height(self._look) + GAP_12 + GAP_4)
        hit: Hit = line.value
        first = QFontMetricsF(fonts.body).height()
        lines = lines_needed(hit.text.text, fonts.body, _room(width), _MOST_LINES)
        return round(first * (1 + lines) + 2 * GAP_4 + (2 if lines else 0))

    def draw(self, line: Line, drawing: Drawing) -> None:
        """A case or a document."""
        if line.heading:
            self._draw_head(line.value, drawing)
        else:
            drawing.canvas.quiet_ground(drawing.selected, ring=drawing.ring)
            self._draw_hit(line.value, drawing)

    def _draw_head(self, head: CaseHead, drawing: Drawing) -> None:
        canvas, fonts = drawing.canvas, self._look.fonts
        width, height = drawing.place.width(), drawing.place.height() - GAP_12
        canvas.fill(GAP_16, GAP_4, width - 2 * GAP_16, 1, self._look.tokens.line)
        badge = head.badge
        taken = badge_width(badge, self._look) + GAP_12 if badge is not None else 0.0
        room = width - 2 * GAP_16 - taken
        at = 0.0
        words = ((head.ref, fonts.strong, "text"), (head.name, fonts.strong, "text"))
        for text, font, ink in (*words, (head.note, fonts.body, "text2")):
            if text:
                place = canvas.place(GAP_16 + at, GAP_12, max(0.0, room - at), height)
                at += canvas.words(text, font, ink, place) + GAP_12  # type: ignore[arg-type]
        if badge is not None:
            spot = canvas.place(width - GAP_16 - taken + GAP_12, GAP_12, taken - GAP_12, height)
            canvas.narrowed(spot).badge(badge)

    def _draw_hit(self, hit: Hit, drawing: Drawing) -> None:
        canvas, fonts = drawing.canvas, self._look.fonts
        width = drawing.place.width()
        first = QFontMetricsF(fonts.body).height()
        if hit.icon:
            canvas.icon(hit.icon, _ICON, "text2", GAP_16, GAP_4 + (first - _ICON) / 2)
        day = QFontMetricsF(fonts.caption).horizontalAdvance(hit.day) + 1
        end = width - GAP_16 - day
        canvas.words(
            hit.day, fonts.caption, "muted", canvas.place(end, GAP_4, day, first), trailing=True
        )
        at = float(_WORDS_AT)
        room = max(0.0, end - at - GAP_12)
        taken = canvas.words(hit.label, fonts.medium, "text", canvas.place(at, GAP_4, room, first))
        gap = GAP_8 if hit.label else 0
        rest = max(0.0, room - taken - gap)
        self._words(hit.title, drawing, at + taken + gap, GAP_4, rest, 1)
        self._words(hit.text, drawing, at, GAP_4 + first + 2, _room(round(width)), _MOST_LINES)

    def _words(
        self, words: Marked, drawing: Drawing, x: float, y: float, width: float, lines: int
    ) -> None:
        if words.text and width > 0:
            font = self._look.fonts.body
            place = drawing.canvas.place(x, y, width, QFontMetricsF(font).height() * lines)
            drawing.canvas.marked(words.text, words.marks, font, "text2", place, lines=lines)


def _room(width: int) -> float:
    return max(1.0, width - _WORDS_AT - GAP_16)
