"""What happened to a case, newest first, grouped by day."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.lines import Drawing, Line, LineDelegate, LineList

_ICON = 16
_SIDE, _WORDS_AT = 16, 44
_TOP, _BETWEEN, _AFTER = 6.0, 1.0, 6.0
_HEADING_ABOVE, _HEADING_BELOW = 10.0, 3.0
_JOIN_GAP = 4.0


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """One entry of the journal, in words."""

    key: str
    icon: str
    title: str
    time: str
    second: str = ""
    """Who and why."""
    struck: str = ""
    """The old value of a fact that was put right, struck through before the second line."""
    spoken: str = ""

    @property
    def sentence(self) -> str:
        """Time, what, who and why."""
        parts = (self.time, self.title, self.struck, self.second)
        return self.spoken or ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class HistoryDay:
    """All entries of one day."""

    title: str
    items: tuple[HistoryItem, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    item: HistoryItem
    joined: bool
    """Another entry of the same day follows."""


class History(QWidget):
    """Entries with icon, time and second line; a thin line joins those of one day."""

    opened = Signal(str)
    """Key of an entry: click, Enter or Space."""

    def __init__(self, look: Look, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = LineList(name, parent=self)
        self._list.setItemDelegate(LineDelegate(look, self._list, _HistoryPainter(look)))
        set_role(self._list, "clear")
        self._list.opened.connect(self.opened)
        self.setFocusProxy(self._list)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._list)
        look.changed.connect(self._list.scheduleDelayedItemsLayout)

    def set_days(self, days: Sequence[HistoryDay]) -> None:
        """Show these, newest day and newest entry first."""
        lines = []
        for place, day in enumerate(days):
            lines.append(Line(f"\0{place}", day.title, day.title, heading=True))
            for item in day.items:
                placed = _Placed(item, joined=item is not day.items[-1])
                tip = "\n".join(part for part in (item.title, item.struck, item.second) if part)
                lines.append(Line(item.key, placed, item.sentence, tip=tip))
        self._list.lines.set_lines(lines)
        self._list.scheduleDelayedItemsLayout()

    def choose(self, key: str) -> None:
        """Go to the entry with this key, if it is there, and give it the keyboard."""
        if self._list.choose(key):
            self._list.scrollTo(self._list.currentIndex())
            self._list.setFocus()

    def clear(self) -> None:
        """Show nothing."""
        self.set_days(())


class _HistoryPainter:
    def __init__(self, look: Look) -> None:
        self._look = look

    def is_chosen(self, line: Line, *, selected: bool) -> bool:
        """The entry the keyboard or pointer chose."""
        return selected

    def height(self, line: Line, width: int) -> int:
        """Two lines, or one for a heading."""
        fonts = self._look.fonts
        if line.heading:
            heading = QFontMetricsF(fonts.caption_strong).height()
            return round(heading + _HEADING_ABOVE + _HEADING_BELOW)
        first, second = QFontMetricsF(fonts.body).height(), QFontMetricsF(fonts.caption).height()
        has_second = line.value.item.second or line.value.item.struck
        return round(first + (second + _BETWEEN if has_second else 0) + _TOP + _AFTER)

    def draw(self, line: Line, drawing: Drawing) -> None:
        """A day or an entry."""
        canvas, fonts = drawing.canvas, self._look.fonts
        width = drawing.place.width()
        if line.heading:
            height = QFontMetricsF(fonts.caption_strong).height()
            place = canvas.place(_SIDE, _HEADING_ABOVE, width - 2 * _SIDE, height)
            canvas.words(line.value, fonts.caption_strong, "text2", place)
            return
        canvas.quiet_ground(drawing.selected, ring=drawing.ring)
        placed: _Placed = line.value
        item = placed.item
        canvas.icon(item.icon, _ICON, "text2", _SIDE, _TOP)
        if placed.joined:
            start = _TOP + _ICON + _JOIN_GAP
            rest = drawing.place.height() - start + _TOP - _JOIN_GAP
            canvas.fill(_SIDE + _ICON / 2, start, 1, max(0.0, rest), self._look.tokens.linestrong)
        first = QFontMetricsF(fonts.body).height()
        time = QFontMetricsF(fonts.caption).horizontalAdvance(item.time) + 1
        at = width - _SIDE - time
        canvas.words(
            item.time, fonts.caption, "muted", canvas.place(at, _TOP, time, first), trailing=True
        )
        room = canvas.place(_WORDS_AT, _TOP, at - _WORDS_AT - 8, first)
        canvas.words(item.title, fonts.body, "text", room)
        self._draw_second(item, drawing, _TOP + first + _BETWEEN)

    def _draw_second(self, item: HistoryItem, drawing: Drawing, top: float) -> None:
        canvas, font = drawing.canvas, self._look.fonts.caption
        height = QFontMetricsF(font).height()
        room = drawing.place.width() - _WORDS_AT - _SIDE
        at = float(_WORDS_AT)
        if item.struck:
            place = canvas.place(at, top, room, height)
            taken = canvas.words(item.struck, font, "muted", place, struck=True) + 6
            at, room = at + taken, max(0.0, room - taken)
        canvas.words(item.second, font, "muted", canvas.place(at, top, room, height))
