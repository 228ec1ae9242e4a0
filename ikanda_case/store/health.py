"""What is known of a case file's health without looking it over."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

from ikanda_case.domain.journal import canonical
from ikanda_case.store import files
from ikanda_case.store.faults import translated
from ikanda_case.store.opened import OpenCaseFile

LAST_LOOK = "last_look"
"""The name in `meta` of when everything in the file was last looked over and found whole.

It is a note and no entry: looking changes nothing that happened. A look that found damage is noted
outside the file, which is not written in for that.
"""


@dataclass(frozen=True, slots=True)
class LastLook:
    """The last look over everything in the file that found it whole."""

    at: datetime
    entries: int
    """How many there were."""


@dataclass(frozen=True, slots=True)
class Health:
    """What is known of an open file; nothing personal."""

    form: int
    generation: int
    entries: int
    size: int
    """Bytes on the disk, with what waits in the log."""
    created_at: datetime
    last_look: LastLook | None
    last_backup: datetime | None
    unanchored: int
    """How many of the newest entries nothing outside the file knows of."""
    unanchored_since: date | None


def health_of(file: OpenCaseFile) -> Health:
    """Return what is known of an open file."""
    about = file.contents()
    noted = min(file.anchor.entries, about.entries) if file.anchor else 0
    return Health(
        form=about.form,
        generation=about.generation,
        entries=about.entries,
        size=_size_of(file),
        created_at=about.created_at,
        last_look=last_look(file),
        last_backup=about.last_backup,
        unanchored=about.entries - noted,
        unanchored_since=about.unanchored_since,
    )


def _size_of(file: OpenCaseFile) -> int:
    places = (file.path, *files.side_files(file.path))
    with translated():
        return sum(each.stat().st_size for each in places if each.exists())


def note_look(file: OpenCaseFile, look: LastLook) -> None:
    """Note that everything was found whole; EnvironmentFault: "read_only", "locked"."""
    said = {"at": look.at.astimezone(UTC).isoformat(), "entries": look.entries}
    with file.work("") as unit:
        unit.note(LAST_LOOK, canonical(said).decode())
        unit.commit()


def last_look(file: OpenCaseFile) -> LastLook | None:
    """Return when everything was last found whole; None before the first look."""
    with file.own_look() as (db, _, _):
        said: str | None = db.value("SELECT value FROM meta WHERE name = ?", (LAST_LOOK,))
    try:
        found = json.loads(said or "{}")
        return LastLook(datetime.fromisoformat(found["at"]), int(found["entries"]))
    except (ValueError, KeyError, TypeError):
        return None
