"""What this computer notes of a case file: where its backups go, and what was found wrong in it.

A folder of one computer is of no use on another, and a file that is not whole is not written in.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_state_path

if TYPE_CHECKING:
    from uuid import UUID


class FileNotes:
    """A small file in the person's own folder; one that cannot be read says nothing."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = (folder or user_state_path("ikanda-case", appauthor=False)) / "backups.json"

    def folder(self, file_id: UUID) -> Path | None:
        """Return the folder that a person chose for backups that make themselves, if one did."""
        said = self._of(file_id).get("folder")
        return Path(said) if isinstance(said, str) and said else None

    def choose(self, file_id: UUID, folder: Path | None) -> None:
        """Have them made in this folder from now on; None is beside the case file again."""
        self._keep(file_id, folder=str(folder.absolute()) if folder else "")

    def by_hand(self, file_id: UUID) -> tuple[Path, datetime] | None:
        """Return where and when a person last made a backup here, if one did."""
        said = self._of(file_id)
        try:
            return Path(said["by_hand"]), datetime.fromisoformat(said["by_hand_at"])
        except (KeyError, TypeError, ValueError):
            return None

    def made_by_hand(self, file_id: UUID, backup: Path, at: datetime) -> None:
        """Note where and when a person made a backup."""
        moment = at.astimezone(UTC).isoformat()
        self._keep(file_id, by_hand=str(backup.absolute()), by_hand_at=moment)

    def bad_look(self, file_id: UUID) -> tuple[datetime, int, str] | None:
        """Return when a look over everything found a stage that was not whole, how many entries
        there were, and which stage; None when the last look found none."""
        said: Any = self._of(file_id).get("bad_look")
        try:
            return datetime.fromisoformat(said[0]), int(said[1]), str(said[2])
        except (TypeError, ValueError, IndexError, KeyError):
            return None

    def note_bad_look(self, file_id: UUID, at: datetime, entries: int, stage: str) -> None:
        """Note that; an empty stage says that all is whole again."""
        moment = at.astimezone(UTC).isoformat()
        self._keep(file_id, bad_look=[moment, entries, stage] if stage else [])

    def _of(self, file_id: UUID) -> Mapping[str, Any]:
        said = self._all().get(str(file_id))
        return said if isinstance(said, dict) else {}

    def _all(self) -> dict[str, Any]:
        try:
            said = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return said if isinstance(said, dict) else {}

    def _keep(self, file_id: UUID, **said: object) -> None:
        """Write it down; OSError where this computer refuses."""
        known = {**self._all(), str(file_id): {**self._of(file_id), **said}}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        beside = self._file.with_suffix(".new")
        beside.write_text(json.dumps(known), encoding="utf-8")
        os.replace(beside, self._file)
