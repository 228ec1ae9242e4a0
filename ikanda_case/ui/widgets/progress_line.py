"""Slow work in the place of its button: what is done, how far, and the way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from ikanda_case.ui.look.measures import GAP_4, GAP_12
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.label import ElidedLabel, PlainLabel

_BAR = 160


class ProgressLine(QWidget):
    """Hidden until `show_step`; never a window of its own."""

    cancelled = Signal()
    """The person asked to stop; the button is closed until the work says so."""

    def __init__(
        self,
        look: Look,
        name: str,
        *,
        cancel_words: str,
        stopping_words: str,
        parent: QWidget | None = None,
    ) -> None:
        """`stopping_words` stand on the button between asking and stopping."""
        super().__init__(parent)
        self._stopping_words = stopping_words
        self._words = ElidedLabel(role="strong")
        self._step = PlainLabel(role="text2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(name)
        self._bar.setMinimumWidth(look.measures.px(_BAR))
        self._bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._cancel = Button(look, cancel_words, parent=self)
        self._cancel.clicked.connect(self._on_cancel_clicked)
        self._after = PlainLabel(role="caption", wrap=True)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        words = QHBoxLayout()
        words.setSpacing(GAP_12)
        words.addWidget(self._words, 1)
        words.addWidget(self._step)
        left = QVBoxLayout()
        left.setSpacing(GAP_4)
        left.addLayout(words)
        left.addWidget(self._bar)
        line = QHBoxLayout()
        line.setSpacing(GAP_12)
        line.addLayout(left, 1)
        line.addWidget(self._cancel)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP_4)
        lines.addLayout(line)
        lines.addWidget(self._after)
        self._after.hide()

    def show_step(self, words: str, step_words: str = "", *, done: int = 0, total: int = 0) -> None:
        """What is being done and "step 2 of 3"; a total of 0 means nobody knows how long."""
        self._words.setText(words)
        self._step.setText(step_words)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setAccessibleDescription(f"{words} {step_words}".strip())
        self.show()

    def set_aftermath(self, words: str) -> None:
        """What stopping now leaves behind."""
        self._after.setText(words)
        self._after.setVisible(bool(words))

    def finish(self) -> None:
        """Give the place back."""
        self._cancel.set_busy("")
        self.hide()

    def _on_cancel_clicked(self) -> None:
        self._cancel.set_busy(self._stopping_words)
        self.cancelled.emit()
