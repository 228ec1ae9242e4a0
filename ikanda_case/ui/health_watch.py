"""Watches over the open case file: has the day's backup made, and knows what must be said of it."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from ikanda_case.domain.errors import KnownError
from ikanda_case.ui.jobs import Jobs, Lane, Progress
from ikanda_case.ui.stopping import PARTS
from ikanda_case.ui.vault import BackupMade, Vault, VaultState

FIRST_MS = 4_000
"""After a file was opened its person comes first; then the backup of the day is made."""
_AGAIN_MS = 600_000
"""A window that stays open over midnight makes the next day's within ten minutes."""
_AFTER_FAULT_MS = 3_600_000
"""A disk that is full or not connected is tried again in an hour."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What was found at one look."""

    state: VaultState
    made: BackupMade | None
    failed: KnownError | None
    """Why the day's backup could not be made."""


class HealthWatch(QObject):
    """Quiet: it opens nothing, asks nothing, and says what it found only where one looks."""

    changed = Signal()
    """What `state`, `failed` or `making` say is new."""
    made_one = Signal()
    """A backup made itself."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._vault: Vault | None = None
        self._running = False
        self.state: VaultState | None = None
        self.failed: KnownError | None = None
        self.making = -1
        """Percent of a backup that is being made; -1 while none is."""
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self.look_now)

    def start(self, vault: Vault | None, *, after_ms: int = FIRST_MS) -> None:
        """Watch from now on; a window that is made anew goes on with what is known."""
        if self._vault is None and vault is not None:
            self._vault = vault
            self._next.start(after_ms)

    def look_now(self) -> None:
        """Make the backup of the day if it is due, and see how the file is."""
        vault = self._vault
        if vault is None or self._running:
            return
        self._running = True

        def deed(progress: Progress) -> Watched:
            made, failed = None, None
            try:
                made = vault.back_up_daily(
                    lambda done, total: progress.report(done * PARTS // max(total, 1), PARTS)
                )
            except KnownError as error:
                failed = error
            return Watched(vault.state(), made, failed)

        self._jobs.run_slow(
            deed,
            on_done=self._on_looked,
            on_error=self._on_bug,
            owner=self,
            on_progress=lambda done, _total, _code: self._show(done * 100 // PARTS),
            on_cancelled=self._on_cancelled,
            lane=Lane.QUIET,
        )

    def learn(self, state: VaultState) -> None:
        """Take over what another view has just read."""
        self.state = state
        self.changed.emit()

    def _show(self, percent: int) -> None:
        if percent != self.making:
            self.making = percent
            self.changed.emit()

    def _on_looked(self, found: Watched) -> None:
        self._end(_AFTER_FAULT_MS if found.failed else _AGAIN_MS)
        self.failed = found.failed
        self.learn(found.state)
        if found.made is not None:
            self.made_one.emit()

    def _on_cancelled(self) -> None:
        self._end(_AGAIN_MS)
        self.changed.emit()

    def _on_bug(self, error: Exception) -> None:
        self._end(_AFTER_FAULT_MS)
        if not isinstance(error, KnownError):  # what is known stands in the file's own panel
            self._jobs.failed_unseen.emit(error)
        self.changed.emit()

    def _end(self, next_ms: int) -> None:
        self._running = False
        self.making = -1
        self._next.start(next_ms)
