"""Reads what arrived so that it can be searched, while nobody waits for anything."""

from PySide6.QtCore import QObject, QTimer, Signal

from ikanda_case.app import search
from ikanda_case.app.desk import Changes
from ikanda_case.ui.context import Context
from ikanda_case.ui.jobs import Lane, Progress, Ticket

AFTER_MS = 10_000
"""Milliseconds after opening, or after something arrived, before reading begins."""
_ARRIVES = frozenset({"taken_in", "attached", "rendered"})
"""Kinds of entry that bring a file."""


class QuietReading(QObject):
    """Begins after a pause, stops at once when asked, and goes on where it was the next time."""

    told = Signal(int, int)
    """How many files were read, of how many; 0 of 0 when nothing is left to read."""

    def __init__(
        self, context: Context, parent: QObject | None = None, *, after_ms: int = AFTER_MS
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._ticket: Ticket | None = None
        self._again = False
        self._later = QTimer(self, singleShot=True, interval=after_ms)
        self._later.timeout.connect(self._begin)
        context.changed.connect(self._on_context_changed)

    def start(self) -> None:
        """Read soon; a file that may not be written is searched as far as it was read."""
        if not self._context.read_only:
            self._later.start()

    def stop(self) -> None:
        """Begin nothing more and give up what is being read: it is read another time."""
        self._later.stop()
        self._again = False
        if self._ticket is not None:
            self._ticket.cancel()

    def _begin(self) -> None:
        if self._ticket is not None:
            self._again = True
            return
        desk = self._context.desk

        def read(progress: Progress) -> int:
            return search.read_all(desk, progress.report)

        self._ticket = self._context.jobs.run_slow(
            read,
            on_done=self._on_read,
            on_error=self._on_failed,
            owner=self,
            on_progress=lambda done, total, _code: self.told.emit(done, total),
            on_cancelled=self._on_ended,
            lane=Lane.QUIET,
        )

    def _on_read(self, _count: int) -> None:
        self._on_ended()
        if self._again:
            self._again = False
            self._later.start()

    def _on_failed(self, error: Exception) -> None:
        self._on_ended()
        self._context.failed.emit(error)

    def _on_ended(self) -> None:
        self._ticket = None
        self.told.emit(0, 0)

    def _on_context_changed(self, changes: Changes) -> None:
        if any(entry.kind in _ARRIVES for entry in changes.entries):
            self.start()
