"""Faults of the program itself: each is noted, and those nobody caught are shown, once."""

from PySide6.QtCore import QObject, Qt, Signal

from ikanda_case.domain.errors import KnownError
from ikanda_case.ui.surroundings import Surroundings


class FaultWatch(QObject):
    """Between the last resort, which may speak on any thread, and the window."""

    met = Signal(object)
    """An Exception that nobody caught: to be shown."""
    _heard = Signal(object)

    def __init__(self, surroundings: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._surroundings = surroundings
        self._shown: set[str] = set()
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)
        surroundings.hear_faults(self._heard.emit)

    def note(self, error: BaseException) -> None:
        """Note a fault that is shown by whoever met it; a known error is none."""
        if not isinstance(error, KnownError) and self._is_new(error):
            self._surroundings.note_fault(error)

    def _on_heard(self, error: BaseException) -> None:
        """The last resort has noted it."""
        if isinstance(error, Exception) and self._is_new(error):
            self.met.emit(error)

    def _is_new(self, error: BaseException) -> bool:
        """Once a run: a fault in drawing would come back with every drawing."""
        from ikanda_case.ui.frame.faults import details_of

        details = details_of(error)
        is_new = details not in self._shown
        self._shown.add(details)
        return is_new
