"""What is in a case file, as numbers; nothing personal."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from ikanda_case.store import inventory
from ikanda_case.store.engine import CaseDb
from ikanda_case.store.journal_rows import WRITTEN_AT, head
from ikanda_case.store.seal import Seal

LAST_BACKUP = "last_backup"
"""The name in `meta` of when the last backup was made."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a case file; nothing personal."""

    uuid: uuid.UUID
    form: int
    generation: int
    """Of the data key: it rises each time the file gets a new one."""
    created_at: datetime
    entries: int
    items: int
    waiting: int
    cases: int
    open_cases: int
    blobs: int
    blob_bytes: int
    last_backup: datetime | None
    unanchored_since: date | None
    """The day of the oldest entry that no anchor outside covers; None without entries."""


def contents_of(db: CaseDb, seal: Seal) -> Contents:
    """Return what is in a file that nothing outside is known of."""
    said: dict[str, str] = dict(db.rows("SELECT name, value FROM meta"))
    counted = inventory.amounts(db, seal)
    written_at: str | None = db.value(WRITTEN_AT, (1,))
    backup = said.get(LAST_BACKUP)
    return Contents(
        uuid=uuid.UUID(said["uuid"]),
        form=db.value("PRAGMA user_version"),
        generation=int(said["generation"]),
        created_at=datetime.fromisoformat(said["created_at"]),
        entries=head(db)[0],
        items=counted.items,
        waiting=counted.waiting,
        cases=counted.cases,
        open_cases=counted.open_cases,
        blobs=counted.blobs,
        blob_bytes=counted.blob_bytes,
        last_backup=datetime.fromisoformat(backup) if backup else None,
        unanchored_since=datetime.fromisoformat(written_at).date() if written_at else None,
    )
