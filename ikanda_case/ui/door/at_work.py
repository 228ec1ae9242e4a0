"""Does work on a closed case file while its view shows how far it is, and says how it ended."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ikanda_case.ui.closed_work import ClosedWork
from ikanda_case.ui.door.work_view import WorkView
from ikanda_case.ui.jobs import Jobs, Progress
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.stopping import Stop, StoppedError

if TYPE_CHECKING:
    from ikanda_case.ui.gate import Gate


@dataclass(frozen=True)
class Ended:
    """How closed work ended."""

    work: ClosedWork
    said: str = ""
    """What is to be said then."""
    fault: Exception | None = None
    done: bool = False
    """It was done; else the file is what it was."""


class AtWork(QObject):
    """One piece of work at a time; asked to stop too late, it is done."""

    ended = Signal(object)
    """An Ended."""

    def __init__(self, look: Look, gate: "Gate", jobs: Jobs, lang: str, parent: QObject) -> None:
        super().__init__(parent)
        self._gate = gate
        self._jobs = jobs
        self._stop = Stop()
        self._work: ClosedWork | None = None
        self.view = WorkView(look, lang)
        self.view.stop_wanted.connect(self._on_stop_wanted)

    def announce(self, work: ClosedWork) -> None:
        """Show what will be done once the file is closed."""
        self._work = work
        self._stop = Stop()
        self.view.begin(work)

    @property
    def is_wanted(self) -> bool:
        """Whether something was announced and waits for the file to be closed."""
        return self._work is not None

    def begin(self) -> None:
        """Do what was announced."""
        work, self._work = self._work, None
        if work is None:
            return
        gate, stop, deed = self._gate, self._stop, work.deed

        def do(progress: Progress) -> Ended:
            try:
                return Ended(work, said=deed(gate, stop.heeding(progress)), done=True)
            except StoppedError:
                return Ended(work, said=work.stopped)

        self._jobs.run_slow(
            do,
            on_done=self._end,
            on_error=lambda error: self._end(Ended(work, fault=error)),
            owner=self,
            on_progress=lambda done, _total, _code: self.view.show_step(done),
        )

    def _on_stop_wanted(self) -> None:
        self._stop.ask()

    def _end(self, ended: Ended) -> None:
        self.view.end()
        self.ended.emit(ended)
