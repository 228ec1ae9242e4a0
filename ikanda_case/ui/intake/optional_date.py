"""A day that may be left out."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QWidget

from ikanda_case.ui.look.measures import GAP_8


class DayEdit(QDateEdit):
    """A day with a calendar, as `date`."""

    def __init__(self, name: str, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        self.setDisplayFormat("dd/MM/yyyy")
        self.setAccessibleName(name)
        self.set_day(day)

    def day(self) -> date:
        """Return the day as it stands."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Show another day."""
        self.setDate(QDate(day.year, day.month, day.day))


class OptionalDate(QWidget):
    """A box that says what day it is about, and the day once the box is ticked."""

    changed = Signal()

    def __init__(self, words: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QCheckBox(words)
        self._edit = DayEdit(words, today)
        self._edit.setEnabled(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_8)
        row.addWidget(self._box, 1)
        row.addWidget(self._edit)
        self._box.toggled.connect(self._edit.setEnabled)
        self._box.toggled.connect(self.changed)
        self._edit.dateChanged.connect(self.changed)

    def day(self) -> date | None:
        """Return the day, None while the box is not ticked."""
        return self._edit.day() if self._box.isChecked() else None

    def set_day(self, day: date | None) -> None:
        """Tick the box and show a day, or untick it."""
        if day is not None:
            self._edit.set_day(day)
        self._box.setChecked(day is not None)
