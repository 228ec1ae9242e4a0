"""One unlocked case file from its opening to its closing; it is only closed when all work rests."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ikanda_case.ui.context import Adapters, Context
from ikanda_case.ui.jobs import Jobs
from ikanda_case.ui.look.theme import Look

if TYPE_CHECKING:
    from ikanda_case.domain.office import Office
    from ikanda_case.ui.gate import Gate, Opened

_PATIENCE = 0.3
"""Seconds the window waits for work to end before it goes on showing that it is locking."""
_LOOK_AGAIN_MS = 100


class Session(QObject):
    """Holds the context of an open file; `end` takes it away from everyone who has it."""

    closed = Signal()
    """The file is closed and its key forgotten."""
    failed = Signal(object)
    """The Exception with which closing ended."""

    def __init__(
        self,
        opened: "Opened",
        office: "Office",
        gate: "Gate",
        jobs: Jobs,
        look: Look,
        adapters: Adapters,
        *,
        lang: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.opened = opened
        self._gate = gate
        self._jobs = jobs
        self.context = Context(
            desk=opened.desk,
            office=office,
            jobs=jobs,
            look=look,
            adapters=adapters,
            lang=lang,
            read_only=opened.read_only,
            parent=self,
        )
        self.context.writer = opened.writer

    def end(self) -> None:
        """Finish commands, give up everything else, then close the file.

        Every view must have been cleared before: what it wanted kept is among the commands.
        """
        if self._jobs.drain(_PATIENCE):
            self._close()
        else:
            QTimer.singleShot(_LOOK_AGAIN_MS, self, self._look_again)

    def _look_again(self) -> None:
        """Slow work is still ending: nothing is shown meanwhile, and nothing new begins."""
        if self._jobs.is_idle:
            self._close()
        else:
            QTimer.singleShot(_LOOK_AGAIN_MS, self, self._look_again)

    def _close(self) -> None:
        gate, opened = self._gate, self.opened
        self._jobs.resume()
        self._jobs.run_slow(
            lambda _progress: gate.close(opened),
            on_done=self._on_closed,
            on_error=self._on_failed,
            owner=self,
        )

    def _on_closed(self, _nothing: None) -> None:
        self.closed.emit()
        self.deleteLater()

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)
        self.deleteLater()
