"""A new data key for a case file: copied beside, checked, and put in its place."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes

from ikanda_case.app.ports import OfficeClock
from ikanda_case.domain.access_facts import KeyChanged
from ikanda_case.domain.errors import DamageError, EnvironmentFault
from ikanda_case.domain.journal import OFFICE, canonical
from ikanda_case.domain.rulebook import Rulebook
from ikanda_case.store import files, slots
from ikanda_case.store.casefile import USUAL_COST, open_with_passphrase
from ikanda_case.store.engine import CIPHER, KEY_SIZE, CaseDb, connect
from ikanda_case.store.keys import Keys, read_keys, write_keys
from ikanda_case.store.opened import opened
from ikanda_case.store.slots import Cost, Slot, as_json
from ikanda_case.store.successor import REKEYED, alone, clear, draft_of, take_place
from ikanda_case.store.watched import Progress, nobody_looks, part_of, sound_pages, watched
from ikanda_case.store.ways_in import WayIn, seen
from ikanda_case.store.writer_lock import WriterLock

_PARTS = 2
"""The copy is written, then looked over: as much each, for progress."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a change of the data key came to."""

    generation: int
    """Of the new key; the number of the recovery sheet to print now."""
    kept: WayIn
    fallen: tuple[WayIn, ...]
    """Ways in that are gone: each of these people needs a new one, each computer is asked."""


@dataclass(frozen=True, slots=True, repr=False)
class KeyChange:
    """A change of the data key that is about to happen."""

    old: bytes
    new: bytes
    keys: Keys
    """The slots of the old key."""
    fresh: tuple[Slot, ...]
    """The slots of the new one."""
    actor: str
    reason: str


def rotate_key(
    path: Path,
    passphrase: str,
    rulebook: Rulebook,
    clock: OfficeClock,
    *,
    reason: str = "",
    actor: str = "",
    cost: Cost = USUAL_COST,
    progress: Progress = nobody_looks,
) -> Rotated:
    """Give a closed case file a new data key; the passphrase opens it before and after.

    Whoever kept the old key, and every recovery sheet of it, is shut out of the file from then
    on; older copies of the file still open with them. All other ways in fall away, for no
    passphrase but this one is known here. The seals of the journal stay what they were. The
    caller makes a back-up first. A crash at any moment leaves the old file or the new one, and
    the passphrase opens it. What `progress` raises before the two change places leaves all as it
    was; after that it is not asked any more.

    EnvironmentFault: those of `casefile.open_with_passphrase`, "in_use"(by, since) or "locked"
    when anyone else has the file open, "disk_full", "disk_failed".
    DamageError("rotation_differs") when the copy is not what was copied: nothing was changed.
    """
    with open_with_passphrase(path, passphrase, rulebook, clock) as file:
        generation = file.contents().generation
        mine, old = file.opened_by, file.data_key
    assert mine is not None
    keys = read_keys(path).of_generation(generation)
    new = token_bytes(KEY_SIZE)
    fresh = slots.passphrase_slot(
        passphrase,
        new,
        keys.file_id,
        label=mine.label,
        role=mine.role,
        generation=generation + 1,
        cost=cost,
    )
    who = actor or mine.person
    change = KeyChange(old, new, keys, (fresh,), who, reason)
    change_key(path, change, rulebook, clock, progress=progress)
    fallen = tuple(seen(slot) for slot in keys.slots if slot.id != mine.id)
    return Rotated(generation + 1, seen(fresh), fallen)


def change_key(
    path: Path,
    change: KeyChange,
    rulebook: Rulebook,
    clock: OfficeClock,
    *,
    progress: Progress = nobody_looks,
) -> None:
    """Carry out a change of the data key; see `rotate_key`.

    Between the two swaps the slots of both keys lie beside the file. What a crash leaves of
    them is taken away when the file is next opened.
    """
    made = draft_of(path, REKEYED)
    clear(made)
    files.new_private_file(made)
    writer = change.fresh[0].label
    try:
        now = clock.brussels(clock.now())
        with WriterLock(path, now, writer), alone(path, change.old) as db:
            _copy(db, made, change, part_of(progress, 0, _PARTS))
            _require_sound(made, change.new, part_of(progress, 1, _PARTS))
            _enter(made, change, rulebook, clock)
            files.require_whole(made)
            progress(1, 1)
            both = change.keys
            for slot in change.fresh:
                both = both.with_slot(slot)
            write_keys(path, both)
            take_place(made, path, db)
    except BaseException:
        clear(made)
        raise
    with suppress(EnvironmentFault):  # the change is done; opening takes the old ones away
        write_keys(path, Keys(change.keys.file_id, change.fresh), forgetting=True)


def _copy(db: CaseDb, made: Path, change: KeyChange, step: Progress) -> None:
    """Write all of a file under the new key; from here on nobody else gets at the old one."""
    generation = max(slot.generation for slot in change.fresh)
    total = int(db.value("PRAGMA page_count")) * int(CIPHER["cipher_page_size"])
    db.run("ATTACH DATABASE ? AS fresh KEY ?", (str(made), f"x'{change.new.hex()}'"))
    db.run("PRAGMA fresh.journal_mode=MEMORY")  # a copy that fails is thrown away as a whole
    db.run("BEGIN EXCLUSIVE")
    try:
        if db.value("PRAGMA main.journal_mode") != "delete":  # somebody came in between
            raise EnvironmentFault("locked")
        with watched(db, lambda: step(min(made.stat().st_size, total), total)):
            db.run("SELECT sqlcipher_export('fresh')").fetchall()
        for name in ("application_id", "user_version"):
            db.run(f"PRAGMA fresh.{name}={int(db.value(f'PRAGMA main.{name}'))}")
        _require_same(db)
        db.run("UPDATE fresh.meta SET value = ? WHERE name = 'generation'", (str(generation),))
        db.keep()
    finally:
        if db.in_transaction:
            db.run("ROLLBACK")
    db.run("DETACH DATABASE fresh")


def _require_same(db: CaseDb) -> None:
    """Refuse a copy that has not every table, trigger and row; DamageError("rotation_differs")."""
    forms = [
        db.rows(f"SELECT type, name, sql FROM {of}.sqlite_master ORDER BY type, name")
        for of in ("main", "fresh")
    ]
    if forms[0] != forms[1]:
        raise DamageError("rotation_differs")
    for kind, name, sql in forms[0]:
        if kind == "table" and not sql.startswith("CREATE VIRTUAL"):  # its own tables hold its rows
            counts = [db.value(f'SELECT count(*) FROM {of}."{name}"') for of in ("main", "fresh")]
            if counts[0] != counts[1]:
                raise DamageError("rotation_differs")


def _require_sound(made: Path, key: bytes, step: Progress) -> None:
    look = connect(made, key, "ro")
    try:
        if not sound_pages(look, step):
            raise DamageError("rotation_differs")
    finally:
        look.conn.close()


def _enter(made: Path, change: KeyChange, rulebook: Rulebook, clock: OfficeClock) -> None:
    """Write into the copy its slots and the entry that says what it is."""
    generation = max(slot.generation for slot in change.fresh)
    fact = KeyChanged(generation=generation, reason=change.reason)
    with opened(made, change.new, rulebook, clock) as file, file.work(change.actor) as unit:
        unit.append(OFFICE, clock.today(), fact)
        unit.keep_slots({each.id: canonical(as_json(each)).decode() for each in change.fresh})
        unit.commit()
    files.settle_content(made)
