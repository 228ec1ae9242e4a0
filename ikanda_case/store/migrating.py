"""A case file of an older form: a copy of it is brought to today's form, checked, put in place."""

import hashlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ikanda_case import __version__
from ikanda_case.app.ports import OfficeClock
from ikanda_case.domain.errors import DamageError, EnvironmentFault, KnownError
from ikanda_case.domain.journal import OFFICE
from ikanda_case.domain.restoring import Migrated
from ikanda_case.domain.rulebook import Rulebook
from ikanda_case.store import files, schema
from ikanda_case.store.backup import Backup
from ikanda_case.store.backup_folder import back_up_into, folder_beside
from ikanda_case.store.engine import PATIENCE_MS, CaseDb, connect
from ikanda_case.store.faults import translated
from ikanda_case.store.opened import OpenCaseFile, opened
from ikanda_case.store.slots import FIRST_PERSON
from ikanda_case.store.successor import (
    MIGRATED,
    alone,
    clear,
    clear_all,
    copy_under_same_key,
    draft_of,
    take_place,
)
from ikanda_case.store.verify import verify
from ikanda_case.store.watched import Progress, watched
from ikanda_case.store.writer_lock import WriterLock

Told = Callable[[int, int, str], None]
"""Hears how much is done, of how much (0: nobody knows), and the step: backing_up, copying,
migrating, listing or checking. What it raises stops the work and leaves the file as it was."""

_KEPT = {
    "journal": "SELECT n, stream, kind, on_day, actor, recorded_at, digest, link FROM journal"
    " ORDER BY n",
    "payload": "SELECT n, salt, body FROM payload ORDER BY n",
    "removed": "SELECT n, by FROM removed ORDER BY n",
    "state": "SELECT stream, n, digest FROM state ORDER BY stream",
    "blob": "SELECT sha256, size FROM blob ORDER BY sha256",  # `verify` looks at the bytes
    "secret": "SELECT name, body FROM secret ORDER BY name",
    "slot": "SELECT id, body FROM slot ORDER BY id",
    "reference": "SELECT year, last FROM reference ORDER BY year",
    "meta": "SELECT name, value FROM meta WHERE name IN ('uuid', 'generation', 'created_at')"
    " ORDER BY name",
}
"""What no migration may change by a bit: everything that cannot be made anew."""


BackUp = Callable[[OpenCaseFile, OfficeClock, Progress], Backup]
"""Makes the backup that goes before, of the file as it lies; others may read it meanwhile."""


def _looks_on(_file: OpenCaseFile) -> None:
    """Nobody has anything against it."""


def _hears_nothing(_done: int, _total: int, _step: str) -> None:
    """Nobody wants to know."""


def back_up_beside(file: OpenCaseFile, clock: OfficeClock, progress: Progress) -> Backup:
    """Make it where backups make themselves when nobody chose a place."""
    folder = folder_beside(file.path)
    return back_up_into(
        file.path, file.data_key, folder, "before-new-form", clock, progress=progress
    )


@dataclass(frozen=True, slots=True)
class Witness:
    """Who is there while an older file is brought to the form of today."""

    person: str = FIRST_PERSON
    """In whose name the entry is written."""
    look_first: Callable[[OpenCaseFile], None] = _looks_on
    """Sees the file as it lies, before anything is done; what it raises stops it."""
    told: Told = _hears_nothing
    back_up: BackUp | None = back_up_beside
    """None: the file is itself a copy of a backup."""


NOBODY = Witness()


def opened_current(
    path: Path,
    key: bytes,
    rulebook: Rulebook,
    clock: OfficeClock,
    *,
    read_only: bool = False,
    checked: bool = True,
    patience_ms: int = PATIENCE_MS,
    witness: Witness = NOBODY,
) -> OpenCaseFile:
    """Open a case file as `opened` does; an older one that is to be written is migrated first.

    Errors as `opened` and `migrate`.
    """

    def now() -> OpenCaseFile:
        return opened(
            path,
            key,
            rulebook,
            clock,
            read_only=read_only,
            checked=checked,
            patience_ms=patience_ms,
        )

    try:
        file = now()
    except EnvironmentFault as fault:
        if fault.code != "older_file":
            raise
        backup = migrate(path, key, rulebook, clock, witness=witness)
        file = now()
        file.backed_up_at_opening = backup.path if backup else None
    if not read_only:
        clear_all(path.resolve())
    return file


def migrate(
    path: Path,
    key: bytes,
    rulebook: Rulebook,
    clock: OfficeClock,
    *,
    witness: Witness = NOBODY,
) -> Backup | None:
    """Bring a closed case file to the form of today; return the backup that was made before.

    None without one, and when another program was faster. The backup holds the file in its old
    form, which the earlier version of the program still opens. The entries
    stay what they were, link by link, and one more says what was done. A crash at any moment
    leaves the old file or the new one; what it leaves over goes when the file is next opened.

    EnvironmentFault: "in_use"(by, since) or "locked" when anyone else has the file open,
    "migration_failed"(form, known), "disk_full", "disk_failed", "network_path"(kind).
    DamageError: "migration_differs"(check) when the copy is not what was copied, or not sound;
    what opening and `back_up` find. After any of them the file is what it was.
    """
    steps = _Steps(witness.told)
    with WriterLock(path, clock.brussels(clock.now())), ExitStack() as if_it_fails:
        place = path.resolve()  # a second name of it must not become a file of its own
        draft = draft_of(place, MIGRATED)
        clear_all(place)
        if_it_fails.callback(clear, draft)
        with opened(path, key, rulebook, clock, read_only=True) as old:
            was = old.contents().form
            if was == schema.FORM:
                return None
            witness.look_first(old)
        backup = None
        if witness.back_up is not None:
            _require_alone(place, key)
            with opened(path, key, rulebook, clock, read_only=True) as old:
                backup = witness.back_up(old, clock, steps.of("backing_up"))
            if_it_fails.callback(backup.path.unlink, missing_ok=True)
        with alone(place, key) as db:
            copy_under_same_key(db, draft, steps.of("copying"))
            _change(db, draft, key, was, steps)
            _enter(draft, key, rulebook, clock, _Entry(was, witness.person, backup), steps)
            _require_sound(draft, key, rulebook, clock, steps)
            take_place(draft, place, db)
            if_it_fails.pop_all()
    return backup


@dataclass(slots=True)
class _Steps:
    """Passes on how far it is, and knows what the witness stopped it with."""

    told: Told
    stopped: BaseException | None = field(default=None, init=False)

    def tell(self, step: str, done: int = 0, total: int = 0) -> None:
        try:
            self.told(done, total, step)
        except BaseException as error:
            self.stopped = error
            raise

    def of(self, step: str) -> Progress:
        return lambda done, total: self.tell(step, done, total)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the journal says of it."""

    was: int
    person: str
    backup: Backup | None


def _require_alone(place: Path, key: bytes) -> None:
    """Ask before the backup too, which takes long; EnvironmentFault("locked")."""
    with alone(place, key):
        pass
    connect(place, key, "rw").conn.close()  # back to the log: who looks in meanwhile is noticed


# ---- on the copy -------------------------------------------------------------------------------


def _change(db: CaseDb, draft: Path, key: bytes, was: int, steps: _Steps) -> None:
    """Run the migrations that the copy has not had; nothing that is kept may differ then."""
    look = partial(steps.tell, "migrating")
    copy = connect(draft, key, "rw")
    try:
        try:
            with copy.transaction(writing=True), watched(copy, look):
                with translated():
                    schema.MIGRATIONS.apply(copy)
                copy.keep()
        except Exception as error:
            if isinstance(error, KnownError) or error is steps.stopped:
                raise
            raise EnvironmentFault("migration_failed", form=was, known=schema.FORM) from error
        if copy.value("PRAGMA user_version") != schema.FORM:
            raise EnvironmentFault("migration_failed", form=was, known=schema.FORM)
        with watched(copy, look), watched(db, look):
            for name in _KEPT:
                if _digest(copy, name) != _digest(db, name):
                    raise DamageError("migration_differs", check=name)
    finally:
        copy.conn.close()


def _digest(db: CaseDb, name: str) -> bytes:
    digest = hashlib.sha256()
    with translated():
        for row in db.run(_KEPT[name]):
            digest.update(repr(row).encode())
    return digest.digest()


def _enter(
    draft: Path,
    key: bytes,
    rulebook: Rulebook,
    clock: OfficeClock,
    entry: _Entry,
    steps: _Steps,
) -> None:
    """Write into the copy what was done, and make its lists anew from the journal."""
    fact = Migrated(from_form=entry.was, to_form=schema.FORM, program=__version__)
    with opened(draft, key, rulebook, clock) as file:
        with file.work(entry.person) as unit:
            unit.append(OFFICE, clock.today(), fact)
            unit.make_lists(steps.of("listing"))
            unit.commit()
        if entry.backup is not None:
            file.note_backup(entry.backup.made_at)
    with alone(draft, key):
        pass  # everything is in the file itself now
    files.settle_content(draft)


def _require_sound(
    draft: Path, key: bytes, rulebook: Rulebook, clock: OfficeClock, steps: _Steps
) -> None:
    with opened(draft, key, rulebook, clock, read_only=True, checked=False) as file:
        for check in verify(file, tell=lambda _, done, total: steps.tell("checking", done, total)):
            if not check.ok:
                raise DamageError("migration_differs", check=check.name)
