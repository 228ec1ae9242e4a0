"""What an empty place says: why it is empty, what next, and one quiet button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ikanda_case.ui.look.measures import GAP_4, GAP_8, GAP_24
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import PlainLabel


class EmptyState(QWidget):
    """Two sentences in the middle; no drawing."""

    acted = Signal()

    def __init__(
        self,
        look: Look,
        why: str,
        next_step: str = "",
        action: str = "",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._why = PlainLabel(role="strong", wrap=True)
        self._next = PlainLabel(role="text2", wrap=True)
        self._action = Button(look, action, kind="ghost", parent=self)
        self._action.clicked.connect(self.acted)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(GAP_24, GAP_24, GAP_24, GAP_24)
        lines.setSpacing(GAP_4)
        lines.addStretch(2)
        for label in (self._why, self._next):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            lines.addWidget(label)
        lines.addSpacing(GAP_8)
        lines.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addStretch(3)
        self.set_words(why, next_step, action)

    def set_words(self, why: str, next_step: str = "", action: str = "") -> None:
        """Other sentences, another way on."""
        self._why.setText(why)
        self._next.setText(next_step)
        self._next.setVisible(bool(next_step))
        self._action.set_words(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(f"{why} {next_step}".strip())
