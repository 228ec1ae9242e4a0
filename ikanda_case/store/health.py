"""What is known of a case file's health without looking it over."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

from ikanda_case.domain.journal import canonical
from ikanda_case.store import files
from ikanda_case.store.faults import translated
from ikanda_case.store.opened import OpenCaseFile

LAST_LOOK = "last_look"
"""The name in `meta` of what the last whole look found.

It is a note and no entry: looking changes nothing, and a file open for reading is looked over too.
"""


@dataclass(frozen=True, slots=True)
class LastLook:
    """What the last look over everything in the file came to."""

    at: datetime
    entries: int
    """How many there were."""
    bad: str
    """The first stage that was not whole; empty when all were."""


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
    """Note what a look over everything found; EnvironmentFault: "read_only", "locked"."""
    said = {"at": look.at.astimezone(UTC).isoformat(), "entries": look.entries, "bad": look.bad}
    with file.work("") as unit:
        unit.note(LAST_LOOK, canonical(said).decode())
        unit.commit()


def last_look(file: OpenCaseFile) -> LastLook | None:
    """Return what the last look over everything found; None before the first."""
    with file.own_look() as (db, _, _):
        said: str | None = db.value("SELECT value FROM meta WHERE name = ?", (LAST_LOOK,))
    try:
        found = json.loads(said or "{}")
        return LastLook(datetime.fromisoformat(found["at"]), int(found["entries"]), found["bad"])
    except (ValueError, KeyError, TypeError):
        return None
