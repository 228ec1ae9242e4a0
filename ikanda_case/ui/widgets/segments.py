"""A choice of one in a few, all of them visible: arrow keys move."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from ikanda_case.ui.look.measures import RADIUS_CONTROL
from ikanda_case.ui.look.theme import Look

_SIDE = 14


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice."""

    key: str
    words: str
    refused: str = ""
    """Why it cannot be chosen now; empty means it can."""


class Segments(QWidget):
    """Choices side by side in one frame; nothing is chosen until somebody does."""

    chosen = Signal(str)
    """Key of the choice, by the person's hand."""

    def __init__(
        self,
        look: Look,
        name: str,
        options: Sequence[Segment],
        *,
        chosen: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._group = QButtonGroup(self)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._buttons: dict[str, _SegmentButton] = {}
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_options(options)
        self.choose(chosen)
        look.changed.connect(self.update)

    @property
    def current(self) -> str:
        """Key of what is chosen; empty for nothing."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose this without saying `chosen`; an empty key chooses nothing."""
        self._group.setExclusive(False)
        for name, button in self._buttons.items():
            button.setChecked(name == key)
        self._group.setExclusive(True)

    def set_options(self, options: Sequence[Segment]) -> None:
        """Other choices; what was chosen stays so if it is still there."""
        kept = self.current
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._line.removeWidget(button)
            button.deleteLater()
        self._buttons = {option.key: self._made(option) for option in options}
        self.choose(kept)

    def _made(self, option: Segment) -> "_SegmentButton":
        button = _SegmentButton(self._look, option, self)
        button.clicked.connect(lambda: self.chosen.emit(option.key))
        self._group.addButton(button)
        self._line.addWidget(button)
        return button

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame round all, hair lines between."""
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.ctrl), 1))
        painter.setBrush(QColor(tokens.surface))
        frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, RADIUS_CONTROL, RADIUS_CONTROL)


class _SegmentButton(QRadioButton):
    """A radio button drawn as a part of the frame."""

    def __init__(self, look: Look, option: Segment, parent: Segments) -> None:
        super().__init__(option.words, parent)
        self._look = look
        self.setAccessibleName(option.words)
        self.setAccessibleDescription(option.refused)
        self.setToolTip(option.refused)
        self.setEnabled(not option.refused)

    def sizeHint(self) -> QSize:
        """As wide as its words in SemiBold, so that choosing moves nothing."""
        words = QFontMetricsF(self._look.fonts.strong).horizontalAdvance(self.text())
        return QSize(round(words) + 2 * _SIDE, self._look.measures.control)

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """All of it."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words; chosen: select ground and accent edge; with the keyboard: the ring."""
        tokens, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().toRectF().adjusted(1, 1, -1, -1)
        chosen = self.isChecked()
        if chosen or self.hasFocus() or self.underMouse():
            edge = tokens.focus if self.hasFocus() else tokens.accent
            fill = tokens.select if chosen else tokens.hover
            outlined = chosen or self.hasFocus()
            painter.setPen(QPen(QColor(edge), 2) if outlined else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(fill if self.isEnabled() else tokens.surface))
            painter.drawRoundedRect(box, RADIUS_CONTROL - 1, RADIUS_CONTROL - 1)
        ink = self._look.colour("text" if self.isEnabled() else "disabled", selected=chosen)
        painter.setFont(fonts.strong if chosen else fonts.body)
        painter.setPen(ink)
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
