"""Fields for a day and for a number, with values of Python's own."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDateEdit, QSpinBox, QWidget

_LEAD = 8
_EARLIEST = QDate(1900, 1, 1)


class DayField(QDateEdit):
    """A day, typed as dd/MM/yyyy or taken from the calendar; scrolling past never changes it."""

    day_changed = Signal(object)
    """The new `date`."""

    def __init__(
        self,
        name: str,
        day: date,
        *,
        earliest: date | None = None,
        latest: date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.lineEdit().setAccessibleName(name)
        self.setCalendarPopup(True)
        self.setDisplayFormat("dd/MM/yyyy")
        self.setMinimumDate(_qdate(earliest) if earliest else _EARLIEST)
        if latest:
            self.setMaximumDate(_qdate(latest))
        self.set_day(day)
        self.dateChanged.connect(self._on_date_changed)

    @property
    def day(self) -> date:
        """What stands in the field."""
        return _date(self.date())

    def set_day(self, day: date) -> None:
        """Another day, within the bounds."""
        self.setDate(_qdate(day))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Left to the page."""
        event.ignore()

    def _on_date_changed(self, day: QDate) -> None:
        self.day_changed.emit(_date(day))


class NumberField(QSpinBox):
    """A whole number between bounds; scrolling past never changes it."""

    def __init__(
        self, name: str, least: int, most: int, *, unit: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.lineEdit().setAccessibleName(name)
        self.setRange(least, most)
        self.setSuffix(f" {unit}" if unit else "")
        self.lineEdit().setTextMargins(_LEAD, 0, _LEAD, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Left to the page."""
        event.ignore()


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
