"""What one run of the program has of its system: last resort, reports, a watch on the person."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ikanda_case.desktop.fault_reports import FaultReports, log_folder
from ikanda_case.desktop.last_resort import LastResort
from ikanda_case.desktop.log import open_log
from ikanda_case.desktop.native_crash import NativeCrash, quiet_libraries
from ikanda_case.desktop.temporary import keep_temporary_files_in_memory

if TYPE_CHECKING:
    from ikanda_case.desktop.away import Away


class SystemSurroundings:
    """`ui.surroundings.Surroundings` over the real system; `install` comes before all else."""

    def __init__(self, version: str) -> None:
        folder = log_folder()
        self._folder = folder
        self._reports = FaultReports(version, folder)
        self._resort = LastResort(self._reports)
        self._crash = NativeCrash(folder, self._reports)
        self._away: Away | None = None

    def install(self) -> None:
        """From now on nothing of this process prints or logs what a fault says."""
        self._resort.install()
        keep_temporary_files_in_memory()
        open_log(self._folder)

    def ended(self, error: BaseException) -> None:
        """Report the fault that ends the program."""
        self._resort.ended(error)

    def watch_crashes(self) -> None:
        """A window lives long: a crash below Python is reported at its next start."""
        self._crash.watch()

    def close(self) -> None:
        """The run ends as it should."""
        self.rest()
        self._crash.rest()

    # ---- what the window asks ------------------------------------------------------------------

    def settle(self) -> None:
        from ikanda_case.desktop.memory import refuse_dumps

        refuse_dumps()
        quiet_libraries()

    def watch(self, left: Callable[[str], None]) -> None:
        from ikanda_case.desktop.away import away

        if self._away is None:
            self._away = away()
        self._away.watch(left)

    def rest(self) -> None:
        if self._away is not None:
            self._away.rest()

    def hear_faults(self, tell: Callable[[BaseException], None]) -> None:
        self._resort.tell(tell)

    def note_fault(self, error: BaseException) -> None:
        self._resort.caught(error)

    def fault_reports(self) -> Sequence[str]:
        return self._reports.all()

    def bad_ending(self) -> str:
        return self._reports.unsaid_ending()
