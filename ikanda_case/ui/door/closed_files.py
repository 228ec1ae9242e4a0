"""What the door does to case files that nobody has open: a backup put back, an older file taken."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ikanda_case.ui.door.at_work import AtWork
from ikanda_case.ui.door.older_dialog import OlderDialog
from ikanda_case.ui.door.restore_dialog import RestoreDialog
from ikanda_case.ui.jobs import Jobs
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.banner import Notice

if TYPE_CHECKING:
    from ikanda_case.ui.door.unlock_view import Asked
    from ikanda_case.ui.gate import Gate


class ClosedFiles(QObject):
    """The dialogs that ask first, and the work itself."""

    work_wanted = Signal(object)
    """A ClosedWork that a person said yes to."""
    accepted = Signal(object)
    """The Asked of a file that may be opened although it is older than it was here."""
    failed = Signal(object)
    """The Exception with which that ended."""

    def __init__(self, look: Look, gate: "Gate", jobs: Jobs, lang: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._gate = gate
        self._jobs = jobs
        self._lang = lang
        self._over = parent
        self.at_work = AtWork(look, gate, jobs, lang, self)

    def ask_restore(self, target: Path | None, backup: Path | None) -> None:
        """Ask which backup takes the place of a file."""
        dialog = RestoreDialog(
            self._look, self._gate, self._jobs, self._lang, target, parent=self._over.window()
        )
        dialog.wanted.connect(self.work_wanted)
        if backup is not None:
            dialog.set_backup(str(backup))
        dialog.open()

    def ask_older(self, asked: "Asked", found: Notice) -> None:
        """Ask whether to go on with a file that is older than it was here, and why."""
        dialog = OlderDialog(self._look, self._lang, found, parent=self._over.window())
        dialog.accepted_older.connect(lambda reason: self._accept(asked, reason))
        dialog.open()

    def _accept(self, asked: "Asked", reason: str) -> None:
        gate = self._gate
        self._jobs.run_slow(
            lambda _progress: gate.accept_older(asked.path, asked.passphrase, reason),
            on_done=lambda _nothing: self.accepted.emit(asked),
            on_error=self.failed.emit,
            owner=self,
        )
