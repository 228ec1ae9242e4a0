"""The sides of one case, with the number of open points behind each."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QWidget

from ikanda_case.ui.look.theme import Look

_SIDE, _GAP, _UNDERLINE = 12, 6, 3


@dataclass(frozen=True, slots=True)
class Tab:
    """One side."""

    key: str
    words: str
    open_points: int = 0
    spoken: str = ""
    """Words and open points as a sentence; empty reads them as they stand."""


class Tabs(QTabBar):
    """A tab bar; Ctrl+Tab and the arrows move, nothing is cut before it can be scrolled to."""

    chosen = Signal(str)

    def __init__(
        self, look: Look, name: str, tabs: Sequence[Tab] = (), *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._tabs: tuple[Tab, ...] = ()
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_tabs(tabs)
        self.currentChanged.connect(self._on_current_changed)
        look.changed.connect(self._on_look_changed)

    @property
    def current(self) -> str:
        """Key of the side that is shown."""
        place = self.currentIndex()
        return self._tabs[place].key if 0 <= place < len(self._tabs) else ""

    def set_tabs(self, tabs: Sequence[Tab]) -> None:
        """All sides; the same keys only change their words and numbers."""
        kept, tabs = self.current, tuple(tabs)
        same = [tab.key for tab in tabs] == [tab.key for tab in self._tabs]
        was_blocked = self.blockSignals(True)
        if not same:
            while self.count():
                self.removeTab(0)
        self._tabs = tabs
        for place, tab in enumerate(tabs):
            if not same:
                self.addTab("")
            number = f" {tab.open_points}" if tab.open_points else ""
            self.setTabText(place, f"{tab.words}{number}".replace("&", "&&"))
            self.setAccessibleTabName(place, tab.spoken or f"{tab.words}{number}")
        self.choose(kept)
        self.blockSignals(was_blocked)
        self.updateGeometry()
        self.update()

    def choose(self, key: str) -> None:
        """Show this side; says `chosen` when it was another."""
        for place, tab in enumerate(self._tabs):
            if tab.key == key:
                self.setCurrentIndex(place)

    def tabSizeHint(self, index: int) -> QSize:
        """As wide as its words in SemiBold, so that choosing moves nothing."""
        tab = self._tabs[index] if index < len(self._tabs) else Tab("", "")
        metrics = QFontMetricsF(self._look.fonts.strong)
        width = metrics.horizontalAdvance(tab.words) + 2 * _SIDE
        if tab.open_points:
            width += metrics.horizontalAdvance(str(tab.open_points)) + _GAP
        return QSize(round(width), self._look.measures.tabs)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Words are never cut."""
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words, numbers, the underline of the chosen one, the ring of the keyboard."""
        painter = QPainter(self)
        for place, tab in enumerate(self._tabs):
            self._paint_tab(painter, QRectF(self.tabRect(place)), tab, place)

    def _paint_tab(self, painter: QPainter, rect: QRectF, tab: Tab, place: int) -> None:
        tokens, fonts = self._look.tokens, self._look.fonts
        chosen = place == self.currentIndex()
        font = fonts.strong if chosen else fonts.body
        metrics = QFontMetricsF(font)
        number = str(tab.open_points) if tab.open_points else ""
        words, digits = metrics.horizontalAdvance(tab.words), metrics.horizontalAdvance(number)
        total = words + (digits + _GAP if number else 0)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text if chosen else tokens.text2))
        left = rect.left() + (rect.width() - total) / 2
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        words_at = left + (digits + _GAP if number and right_to_left else 0)
        number_at = left if right_to_left else left + words + _GAP
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.drawText(QRectF(words_at, rect.top(), words + 1, rect.height()), middle, tab.words)
        if number:
            spot = QRectF(number_at, rect.top(), digits + 1, rect.height())
            painter.drawText(spot, middle, number)
        if chosen:
            line = QRectF(rect.left(), rect.bottom() - _UNDERLINE, rect.width(), _UNDERLINE)
            painter.fillRect(line, QColor(tokens.accent))
            if self.hasFocus():
                painter.setPen(QPen(QColor(tokens.focus), 2))
                painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)

    def _on_current_changed(self, _place: int) -> None:
        self.chosen.emit(self.current)

    def _on_look_changed(self) -> None:
        self.set_tabs(self._tabs)
