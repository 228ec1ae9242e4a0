"""The reports of faults on this computer: kinds, places and versions, for a person to show or not.

They are in the log folder of the person who uses the program, are sent nowhere, and hold no word
of what the program worked on (threats T20).
"""

import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_log_path

from ikanda_case.domain.bug import told

NAME = "ikanda-case"
KEPT = 10
"""So many reports; the oldest go first."""
MOST_IN_A_RUN = 5
"""A fault in drawing comes back sixty times a second: it is said a few times, not for ever."""
_ENDING = ".fault.txt"


def log_folder() -> Path:
    """Return the person's own folder for logs and reports."""
    return user_log_path(NAME, appauthor=False)


class FaultReports:
    """A folder of small text files that only their owner may read."""

    def __init__(self, version: str, folder: Path | None = None) -> None:
        self._version = version
        self._folder = folder or log_folder()
        self._written = 0

    def note(self, error: BaseException, *, ended: bool) -> None:
        """Write what may be said of a fault; `ended` when it ended the program."""
        self.write(told(error), ended=ended)

    def write(self, lines: tuple[str, ...], *, ended: bool) -> None:
        """Write a report; a full disk or a folder that cannot be made is no further fault."""
        self._written += 1
        if self._written > MOST_IN_A_RUN:
            return
        now = datetime.now(UTC)
        said = [
            f"{NAME} {self._version}, Python {'.'.join(map(str, sys.version_info[:3]))},"
            f" {sys.platform}",
            f"{now:%Y-%m-%d %H:%M:%S} UTC{', the program ended' if ended else ''}",
            *lines,
        ]
        name = f"{now:%Y%m%dT%H%M%S}-{os.getpid()}-{self._written}{_ENDING}"
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            private = os.open(self._folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(private, "w", encoding="utf-8") as file:
                file.write("\n".join(said) + "\n")
            self._drop_old()

    def all(self) -> tuple[str, ...]:
        """Return the reports, newest first."""
        found = []
        for path in reversed(self._paths()):
            with suppress(OSError, UnicodeError):
                found.append(path.read_text(encoding="utf-8"))
        return tuple(found)

    def unsaid_ending(self) -> str:
        """Return the newest report of a fault that ended the program, once; empty for none."""
        seen = self._folder / "seen"
        with suppress(OSError, UnicodeError):
            newest = self._paths()[-1:]
            last = seen.read_text(encoding="ascii") if seen.exists() else ""
            if newest and newest[0].name > last:
                seen.write_text(newest[0].name, encoding="ascii")
                said = newest[0].read_text(encoding="utf-8")
                return said if "the program ended" in said else ""
        return ""

    def _paths(self) -> list[Path]:
        try:
            return sorted(self._folder.glob(f"*{_ENDING}"))
        except OSError:
            return []

    def _drop_old(self) -> None:
        for path in self._paths()[:-KEPT]:
            path.unlink(missing_ok=True)
