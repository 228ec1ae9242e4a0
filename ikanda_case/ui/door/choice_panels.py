"""A choice of one among a few that each need a sentence: nothing is chosen beforehand."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ikanda_case.ui.look.measures import GAP_8, GAP_12, GAP_24
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.label import PlainLabel


@dataclass(frozen=True, slots=True)
class Option:
    """One choice."""

    key: str
    words: str
    second: str = ""


class ChoicePanels(QWidget):
    """Panels side by side; the whole panel can be clicked, arrow keys move."""

    chosen = Signal(str)

    def __init__(
        self, look: Look, name: str, options: Sequence[Option], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._radios: dict[str, QRadioButton] = {}
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP_8)
        for option in options:
            panel = _ChoicePanel(look, option)
            panel.radio.clicked.connect(self._on_radio_clicked)
            self._group.addButton(panel.radio)
            self._radios[option.key] = panel.radio
            line.addWidget(panel, 1)

    @property
    def current(self) -> str:
        """Key of the choice; empty for none."""
        return next((key for key, radio in self._radios.items() if radio.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose as if by hand."""
        self._radios[key].click()

    def _on_radio_clicked(self) -> None:
        self.chosen.emit(self.current)


class _ChoicePanel(QFrame):
    def __init__(self, look: Look, option: Option) -> None:
        super().__init__()
        self._look = look
        set_role(self, "panel")
        self.radio = QRadioButton(option.words)
        self.radio.setAccessibleDescription(option.second)
        second = PlainLabel(option.second, role="caption", wrap=True)
        second.setContentsMargins(GAP_24, 0, 0, 0)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(GAP_12, GAP_8, GAP_12, GAP_8)
        lines.setSpacing(0)
        lines.addWidget(self.radio)
        lines.addWidget(second)
        lines.addStretch(1)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Anywhere in the panel counts."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.radio.setFocus()
            self.radio.click()

    def _on_look_changed(self) -> None:
        self.radio.setFont(self._look.fonts.strong)
