"""A crash below Python: where it was is kept for the next start, and no library speaks of it."""

import faulthandler
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from ikanda_case.desktop.fault_reports import FaultReports
from ikanda_case.domain.bug import MOST_PLACES, place

_ENDING = ".crash"
_KIND = re.compile(r"(Fatal Python error|Windows fatal exception): ([\w ()-]{1,60})\n")
_PLACE = re.compile(r'  File "([^"\n]{1,1000})", line (\d{1,9}|\?\?\?) in (\S{1,200})')
_MOST = 64 * 1024


class NativeCrash:
    """Watches over one run of the program; what an earlier run left becomes a report."""

    def __init__(self, folder: Path, reports: FaultReports) -> None:
        self._path = folder / f"{os.getpid()}{_ENDING}"
        self._folder = folder
        self._reports = reports
        self._file: IO[bytes] | None = None

    def watch(self) -> None:
        """From now on a crash leaves its places in a file of this run."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._gather()
            private = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
            self._file = os.fdopen(private, "w+b")
            _hold(self._file)
            faulthandler.enable(self._file)

    def rest(self) -> None:
        """The run ended well: nothing of it stays."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def _gather(self) -> None:
        for path in self._folder.glob(f"*{_ENDING}"):
            with suppress(OSError), path.open("r+b") as file:
                _hold(file)  # refused while the run that made it goes on
                lines = crash_lines(file.read(_MOST).decode("utf-8", "replace"))
                if lines:
                    self._reports.write(lines, ended=True)
            _drop_unheld(path)


def crash_lines(text: str) -> tuple[str, ...]:
    """Return what a report may say of Python's own account of a crash; empty for no crash."""
    kind = _KIND.search(text)
    if kind is None:
        return ()
    places = [
        place(path, int(line) if line.isdigit() else 0, function)
        for path, line, function in _PLACE.findall(text)
    ]
    return (kind[2].strip(), *(f"  {each}" for each in places[:MOST_PLACES]))


def quiet_libraries() -> None:
    """Let no library write to standard error, unless a person is looking at it.

    What is written there by programs of a desktop goes into a log of the system; the words of a
    library may quote what it was given.
    """
    with suppress(OSError, ValueError):
        if sys.stderr is not None and not sys.stderr.isatty():
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 2)
            os.close(nowhere)


def _hold(file: IO[bytes]) -> None:
    """Hold a file as long as it is open; OSError when another process does."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _drop_unheld(path: Path) -> None:
    """Windows refuses to remove what is open; elsewhere the lock says so."""
    with suppress(OSError):
        if sys.platform == "win32":
            path.unlink()
            return
        with path.open("rb") as file:
            _hold(file)
            path.unlink()
