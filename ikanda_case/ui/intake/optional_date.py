"""A day that may be left out."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ikanda_case.ui.look.measures import LABEL_GAP
from ikanda_case.ui.look.style import set_state
from ikanda_case.ui.widgets.inputs import DayField
from ikanda_case.ui.widgets.label import PlainLabel


class OptionalDate(QWidget):
    """A box that says what day it is about; ticked, the day stands below it."""

    changed = Signal()

    def __init__(self, words: str, hint: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.box = QCheckBox(words)
        self.edit = DayField(words, today)
        self._hint = PlainLabel(hint, role="caption", wrap=True)
        self._error = PlainLabel(role="late", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(LABEL_GAP)
        for part in (self.box, self.edit, self._hint, self._error):
            lines.addWidget(part)
        for below in (self.edit, self._hint, self._error):
            below.hide()
        self.set_error("")
        self.box.toggled.connect(self._on_box_toggled)
        self.edit.day_changed.connect(self.changed)

    @property
    def error(self) -> str:
        """What is said to be wrong."""
        return self._error.text()

    def day(self) -> date | None:
        """Return the day, None while the box is not ticked."""
        return self.edit.day if self.box.isChecked() else None

    def set_day(self, day: date | None) -> None:
        """Tick the box and show a day, or untick it and forget the day."""
        self.edit.set_day(day or self._today)
        self.box.setChecked(day is not None)

    def typed(self) -> str:
        """Return the day, empty for none, to outlive the form."""
        day = self.day()
        return day.isoformat() if day else ""

    def put_back(self, text: str) -> None:
        """Show it again."""
        try:
            self.set_day(date.fromisoformat(text) if text else None)
        except ValueError:
            return

    def set_error(self, words: str) -> None:
        """Say what is wrong with the day; empty words end it."""
        self._error.setText(words)
        self._error.setVisible(bool(words))
        set_state(self.edit, "wrong", on=bool(words))
        self.edit.setAccessibleDescription(f"{words} {self._hint.text()}".strip())

    def _on_box_toggled(self, ticked: bool) -> None:
        self.edit.setVisible(ticked)
        self._hint.setVisible(ticked)
        self.changed.emit()
