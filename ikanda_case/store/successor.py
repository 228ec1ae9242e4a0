"""A copy that becomes the case file: made beside it while nobody else is in, put in its place."""

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from ikanda_case.domain.errors import EnvironmentFault
from ikanda_case.store import files
from ikanda_case.store.engine import CIPHER, CaseDb, connect
from ikanda_case.store.faults import translated
from ikanda_case.store.watched import Progress, watched

REKEYED, MIGRATED, RESTORED = "rekeyed", "migrated", "restored"
"""What a copy is made for; it is called so until it is the case file."""


def draft_of(path: Path, made_for: str) -> Path:
    """Return where the copy lies until it is the case file."""
    return path.with_name(f".{path.name}.{made_for}")


def clear(draft: Path) -> None:
    """Remove a copy and what the engine keeps beside it."""
    with translated():
        for each in draft.parent.glob(f"{escape(draft.name)}*"):
            each.unlink(missing_ok=True)


def clear_all(path: Path) -> None:
    """Remove what was broken off, where that can be; only the file's one writer may."""
    for made_for in (REKEYED, MIGRATED, RESTORED):
        with suppress(EnvironmentFault):
            clear(draft_of(path, made_for))


@contextmanager
def alone(path: Path, key: bytes) -> Generator[CaseDb, None, None]:
    """Hold a case file that nobody else has open, with everything in the file itself.

    It leaves the write-ahead log first: whoever waits meanwhile would have to change the file's
    header to write, and the engine refuses that in a file that was moved away.
    """
    db = connect(path, key, "rw")
    try:
        if db.value("PRAGMA journal_mode=DELETE") != "delete":
            raise EnvironmentFault("locked")
        db.run("PRAGMA locking_mode=EXCLUSIVE")
        db.run("BEGIN EXCLUSIVE")  # nobody comes in any more, until the connection is closed
        db.run("COMMIT")
        if db.value("PRAGMA journal_mode") != "delete":  # somebody came in between
            raise EnvironmentFault("locked")
        yield db
    finally:
        db.conn.close()


def copy_under_same_key(db: CaseDb, copy: Path, step: Progress) -> None:
    """Write one state of a file into a new one; what `step` raises stops it."""
    files.new_private_file(copy)
    total = int(db.value("PRAGMA page_count")) * int(CIPHER["cipher_page_size"])
    with watched(db, lambda: step(min(copy.stat().st_size, total), total)):
        db.run("VACUUM INTO ?", (str(copy),))


def take_place(made: Path, path: Path, db: CaseDb) -> None:
    """Put a finished copy in the place of the file that is held `alone`, for good."""
    files.require_whole(made)
    _require_quiet(path)
    if os.name == "nt":  # an open file cannot be replaced there
        db.conn.close()
    files.move_into_place(made, path)


def _require_quiet(path: Path) -> None:
    """Refuse a file beside which the engine still keeps pages; EnvironmentFault("locked")."""
    if any(each.exists() for each in files.side_files(path)):
        raise EnvironmentFault("locked")
