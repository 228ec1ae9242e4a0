"""One open case file: what may be looked at in it, and the work done in it."""

import json
import uuid
from collections.abc import Generator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from ikanda_case.app.ports import OfficeClock
from ikanda_case.domain.errors import DamageError, EnvironmentFault, KnownError
from ikanda_case.domain.journal import CHAIN_START, canonical
from ikanda_case.domain.rulebook import Rulebook
from ikanda_case.store import inventory, lists
from ikanda_case.store.anchors import EVERY, Anchor, Anchors
from ikanda_case.store.connections import Connections
from ikanda_case.store.contents import LAST_BACKUP, Contents, contents_of
from ikanda_case.store.engine import PATIENCE_MS, CaseDb
from ikanda_case.store.faults import translated
from ikanda_case.store.first_look import look_first, require_form, require_sound
from ikanda_case.store.journal_rows import LINK_OF, WRITTEN_AT, head
from ikanda_case.store.keys import Keys
from ikanda_case.store.network import require_local
from ikanda_case.store.reading import LISTS_MADE_BY, LastOffice, StoredReading
from ikanda_case.store.seal import ROOT, Seal
from ikanda_case.store.slots import Slot, as_json, computer_slot, from_json
from ikanda_case.store.units import StoredWork
from ikanda_case.store.writer_lock import Holder, WriterLock, holder_of


class OpenCaseFile:
    """One open case file (`ports.CaseFile`); may be used from several threads."""

    def __init__(
        self,
        path: Path,
        key: bytes,
        rulebook: Rulebook,
        clock: OfficeClock,
        *,
        read_only: bool = False,
        patience_ms: int = PATIENCE_MS,
    ) -> None:
        """Use `casefile.create` or one of its ways in: they look first."""
        self.path = path
        self.read_only = read_only
        self._opened_by: Slot | None = None
        self.slots_put_back = False
        """Whether the slots beside the file were of no use and were laid there anew."""
        self._key = key
        self._clock = clock
        self._last_office = LastOffice(rulebook)
        self._counted: set[str] = set()
        self.backed_up_at_opening: Path | None = None
        """The backup that was made before an older file was brought to the form of today."""
        self.anchor: Anchor | None = None
        """The head that was last noted outside the file, if one is known here."""
        self._anchors: Anchors | None = None
        self._since_noted = 0
        self._refused = 0
        """How many entries there should be; 0 unless the file was refused for that."""
        self._lock: WriterLock | None = None
        self._place = _place_of(path)
        self._left: Holder | None = None
        """Who writes, or wrote and died; what that one had kept must be there."""
        if read_only:
            self._left = holder_of(path)
        else:
            require_local(path)
            self._lock = WriterLock(path, clock.brussels(clock.now()))
            self._left = self._lock.left_by
        self._connections = Connections(path, key, read_only=read_only, patience_ms=patience_ms)
        try:
            if not read_only:
                self._connections.writer()  # the last to close: it leaves no side files
            self._seal = Seal(_root_of(self._connections.reader()))
        except BaseException:
            self.close()
            raise

    @cached_property
    def file_id(self) -> uuid.UUID:
        """Return the id the file was made with; every copy has it."""
        db = self._connections.reader()
        return uuid.UUID(db.value("SELECT value FROM meta WHERE name = 'uuid'"))

    @property
    def opened_by(self) -> Slot | None:
        """Return the way in that was used; None for the recovery code and for a bare key."""
        return self._opened_by

    @opened_by.setter
    def opened_by(self, slot: Slot | None) -> None:
        self._opened_by = slot
        if self._lock is not None and slot is not None:
            self._lock.say(slot.label)

    def begin_writing(self) -> None:
        """Go on writing in a file that was opened for reading, once nobody else writes in it.

        What others wrote meanwhile is looked at as on opening. EnvironmentFault: "in_use"(by,
        since), "network_path"(kind), "file_replaced" when another file lies there by now, what
        the disk refuses; DamageError as `opened`. Then it stays open for reading.
        """
        if not self.read_only:
            return
        require_local(self.path)
        slot = self._opened_by
        with ExitStack() as undo:
            now = self._clock.brussels(self._clock.now())
            lock = undo.enter_context(WriterLock(self.path, now, slot.label if slot else ""))
            if _place_of(self.path) != self._place:
                raise EnvironmentFault("file_replaced")
            undo.callback(self._connections.allow_writing, allowed=False)
            self._connections.allow_writing(allowed=True)
            writer = self._connections.writer()
            require_form(writer, writing=True)
            self._left = lock.left_by
            undo.callback(lambda: lock.leave(self._refused) if self._refused else None)
            self._require_all_kept(writer)
            of_today = self._lists_are_of_today()
            require_sound(writer, self._seal, of_today=of_today)
            if not of_today:
                self.renew_lists()
            undo.pop_all()
        self._lock, self.read_only = lock, False

    @property
    def left_by(self) -> Holder | None:
        """Return whose process had the file open for writing and ended without closing it."""
        return self._lock.left_by if self._lock is not None else None

    @contextmanager
    def reading(self) -> Generator[StoredReading, None, None]:
        """Open a look at one state of the file; one inside another sees the same state."""
        held = self._connections.held()
        look = StoredReading(held.db, self._seal, self._last_office, self._counted)
        if held.db.in_transaction:
            yield look
            return
        with held.db.transaction(writing=False):
            yield look
        held.require_undisturbed()

    @contextmanager
    def work(self, actor: str) -> Generator[StoredWork, None, None]:
        """Open a unit of work in a person's name; what is not committed is undone.

        EnvironmentFault: "locked" when another one writes for longer than the patience,
        "read_only", "closed", and in it "disk_full", "disk_failed".
        """
        db = self._connections.writer()
        if db.in_transaction:
            raise EnvironmentFault("locked")
        with db.transaction(writing=True):
            known = (self._seal, self._last_office, self._counted)
            unit = StoredWork(db, *known, self._clock, actor)
            try:
                yield unit
            finally:
                unit.leave()
        if unit.kept is not None and self._lock is not None:
            self._lock.note(unit.kept)
        self._since_noted += 1
        if self._since_noted >= EVERY:
            self.note_outside()

    @contextmanager
    def own_look(self) -> Generator[tuple[CaseDb, Seal, Rulebook], None, None]:
        """Hold one state of the file over a fresh connection, for long looks at all of it."""
        held = self._connections.fresh()
        db = held.db
        try:
            with db.transaction(writing=False):
                db.value("SELECT count(*) FROM sqlite_master")  # from here on the state is held
                yield db, self._seal, self._last_office.rulebook
            held.require_undisturbed()
        finally:
            db.conn.close()

    def hold_to(self, anchors: Anchors, *, checked: bool = True) -> None:
        """Compare the file with its anchor, and note its head there from now on.

        A file open for reading is compared only; `checked=False` looks the anchor up only.
        DamageError: "older_than_anchor"(anchored, found, since), "differs_from_anchor"(entry).
        """
        if checked:
            self._require_all_kept(self._connections.reader())
        known = anchors.of(self.file_id)
        self.anchor = replace(known, at=self._clock.brussels(known.at)) if known else None
        if checked and self.anchor is not None:
            self.anchor.compare(head(self._connections.reader())[0], self.head_at)
        self._anchors = anchors if checked and not self.read_only else None

    def _require_all_kept(self, db: CaseDb) -> None:
        """Refuse a file that lacks what a process which died had kept: its log was cut or lost.

        It is refused again then until somebody accepts it, or puts a backup in its place.
        """
        left, found = self._left, head(db)[0]
        if left is None or found >= left.entries:
            return
        self._refused = left.entries
        facts = {"anchored": left.entries, "found": found}
        raise DamageError("older_than_anchor", since=self._clock.brussels(left.since), **facts)

    @property
    def left_with(self) -> int:
        """Return how many entries a process that died, or that writes now, had kept; or 0."""
        return self._left.entries if self._left is not None else 0

    def accept_loss(self) -> None:
        """Hold the file no longer to what a process that died had kept."""
        self._left, self._refused = None, 0

    def note_outside(self) -> None:
        """Note the head outside the file; a demo's is not worth it."""
        self._since_noted = 0
        if self._anchors is None:
            return
        with self.reading() as now:
            entries, link = head(self._connections.reader())
            demo = now.office().described.demo
        if not demo and (self.anchor is None or self.anchor.head != link.hex()):
            at = self._clock.now()
            self.anchor = self._anchors.keep(self.file_id, entries, link.hex(), at)

    def head_at(self, entry: int) -> str:
        """Return what the head was when an entry was the newest; empty if it never was."""
        if entry == 0:
            return CHAIN_START.hex()
        link: bytes | None = self._connections.reader().value(LINK_OF, (entry,))
        return link.hex() if link else ""

    def note_backup(self, made_at: datetime) -> None:
        """Note when the last backup was made."""
        with self.work("") as unit:
            unit.note(LAST_BACKUP, made_at.astimezone(UTC).isoformat())
            unit.commit()

    def contents(self) -> Contents:
        """Return what is in the file, as numbers."""
        db = self._connections.reader()
        with self.reading():
            found = contents_of(db, self._seal)
            if self.anchor is None or self.anchor.entries > found.entries:
                return found
            day: str | None = db.value(WRITTEN_AT, (self.anchor.entries + 1,))
            since = datetime.fromisoformat(day).date() if day else None
            return replace(found, unanchored_since=since)

    def _lists_are_of_today(self) -> bool:
        db = self._connections.reader()
        made_by = db.value("SELECT value FROM meta WHERE name = ?", (LISTS_MADE_BY,))
        return bool(made_by == lists.made_by(self._last_office.rulebook))

    def renew_lists(self) -> None:
        """Make register, items and person keys anew from the journal."""
        with self.work("") as unit:
            unit.make_lists()
            unit.commit()

    @property
    def person(self) -> str:
        """Return the id of the person whose way in was used; empty when it does not say."""
        return self.opened_by.person if self.opened_by else ""

    @property
    def data_key(self) -> bytes:
        """Return the key of the file, for what wraps, prints or replaces it."""
        return self._key

    def slot_for_computer(self, label: str) -> tuple[Slot, bytes]:
        """Return a new slot of this file for one computer, and the key that opens it."""
        about = self.contents()
        role = self.opened_by.role if self.opened_by else ""
        return computer_slot(
            self._key, about.uuid, label=label, generation=about.generation, role=role
        )

    def kept_slots(self) -> tuple[Slot, ...]:
        """Return the copy of the slots inside the file; DamageError("keys_damaged")."""
        rows = self._connections.reader().rows("SELECT body FROM slot ORDER BY id")
        return tuple(from_json(json.loads(body)) for (body,) in rows)

    def keep_slots(self, keys: Keys) -> None:
        """Keep a copy of the slots inside the file, to look them over and to mend them."""
        with self.work("") as unit:
            unit.keep_slots({each.id: canonical(as_json(each)).decode() for each in keys.slots})
            unit.commit()

    def close(self) -> None:
        """Close the file; everything in it is safe on disk before."""
        try:
            with suppress(KnownError):  # closing is never refused
                self.note_outside()
            self._connections.close()
        finally:
            if self._lock is not None and self._refused:
                self._lock.leave(self._refused)
            elif self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


# ---- opening -----------------------------------------------------------------------------------


def opened(
    path: Path,
    key: bytes,
    rulebook: Rulebook,
    clock: OfficeClock,
    *,
    read_only: bool = False,
    checked: bool = True,
    patience_ms: int = PATIENCE_MS,
) -> OpenCaseFile:
    """Open a case file by its data key, after a first look that changes nothing.

    The head and the newest entries are checked, unless the file is opened to be verified as a
    whole (`checked=False`). Lists that other rules made are made anew.

    InputError("no_case_file"). EnvironmentFault: "newer_file"(form, known), "locked",
    "cannot_open"; when it is to be written "older_file"(form, known), "in_use"(by, since),
    "network_path"(kind): it may be opened for reading then. DamageError: "not_readable",
    "entry_damaged"(entry), "head_differs", "inventory_differs".
    """
    look_first(path, key, read_only=read_only)
    opened = OpenCaseFile(path, key, rulebook, clock, read_only=read_only, patience_ms=patience_ms)
    try:
        with opened.reading():
            db = opened._connections.reader()
            require_form(db, writing=not read_only)
            of_today = opened._lists_are_of_today()
            if checked:
                require_sound(db, opened._seal, of_today=of_today)
                opened._counted.update(inventory.AT_OPENING if of_today else ())
        if not of_today and checked and not read_only:
            opened.renew_lists()
    except BaseException:
        opened.close()
        raise
    return opened


def _place_of(path: Path) -> tuple[int, int]:
    with translated():
        found = path.stat()
    return found.st_dev, found.st_ino


def _root_of(db: CaseDb) -> bytes:
    root: bytes | None = db.value("SELECT body FROM secret WHERE name = ?", (ROOT,))
    if root is None:
        raise DamageError("damaged")
    return root
