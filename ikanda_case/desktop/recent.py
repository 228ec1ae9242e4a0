"""The case files opened on this computer before: paths and times, nothing that is in them."""

import json
import os
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from platformdirs import user_state_path

MOST = 8


@dataclass(frozen=True, slots=True)
class RecentFile:
    """One case file and when it was last opened."""

    path: Path
    opened_at: datetime | None
    remembered: bool = False
    """This computer's keyring was asked to open it."""


class RecentFiles:
    """A short list in the person's own folder; one that cannot be read is an empty one."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = (folder or user_state_path("ikanda-case", appauthor=False)) / "recent.json"

    @property
    def folder(self) -> Path:
        """Where this computer's notes about case files lie."""
        return self._file.parent

    def all(self) -> tuple[RecentFile, ...]:
        """Return the files, newest first."""
        try:
            read = json.loads(self._file.read_text(encoding="utf-8"))
            return tuple(
                RecentFile(Path(path), datetime.fromisoformat(at), remembered is True)
                for path, at, remembered in read[:MOST]
            )
        except (OSError, ValueError, TypeError, KeyError):
            return ()

    def opened(self, path: Path, at: datetime) -> None:
        """Put a file at the head of the list."""
        path = path.absolute()
        known = self.all()
        remembered = any(each.remembered for each in known if each.path == path)
        others = [each for each in known if each.path != path]
        self._write([RecentFile(path, at, remembered), *others][:MOST])

    def remember(self, path: Path, *, remembered: bool) -> None:
        """Note whether this computer's keyring opens a file."""
        self._write(
            [
                replace(each, remembered=remembered) if each.path == path.absolute() else each
                for each in self.all()
            ]
        )

    def forget(self, path: Path) -> None:
        """Take a file off the list."""
        self._write([each for each in self.all() if each.path != path.absolute()])

    def _write(self, files: list[RecentFile]) -> None:
        rows = [
            [str(each.path), each.opened_at.isoformat() if each.opened_at else "", each.remembered]
            for each in files
        ]
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside = self._file.with_suffix(".new")
            beside.write_text(json.dumps(rows), encoding="utf-8")
            os.replace(beside, self._file)
        except OSError:
            return  # a list nobody needs is no reason to stop
