"""A filter that stands above a list: off it names itself, on it says its value."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from ikanda_case.ui.look.style import set_kind, set_state
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.paint import Canvas

_ARROW, _ARROW_AT = 12, 21
_BESIDE_WORDS = 43


class FilterChip(QPushButton):
    """A button with a menu; `set_value` switches it on."""

    def __init__(
        self, look: Look, words: str, menu: QMenu | None = None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._words = words
        self._value = ""
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_kind(self, "chip")
        if menu is not None:
            self.setMenu(menu)
        look.changed.connect(self.updateGeometry)
        self.set_value("")

    @property
    def value(self) -> str:
        """What the filter asks, in words; empty while it is off."""
        return self._value

    def set_value(self, words: str) -> None:
        """Say what is asked; empty switches the filter off."""
        self._value = words
        text = f"{self._words}: {words}" if words else self._words
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        set_state(self, "on", on=bool(words))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The words in SemiBold and the arrow."""
        words = QFontMetricsF(self._look.fonts.strong).horizontalAdvance(self.text())
        return QSize(round(words) + _BESIDE_WORDS, self._look.measures.control)

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """With its arrow at the trailing edge."""
        super().paintEvent(event)
        painter = QPainter(self)
        on = bool(self._value)
        place = self.rect().toRectF()
        direction = self.layoutDirection()
        canvas = Canvas(painter, self._look, place, selected=on, direction=direction)
        top = (place.height() - _ARROW) / 2
        canvas.icon("chevron_down", _ARROW, "text2", place.width() - _ARROW_AT, top)
