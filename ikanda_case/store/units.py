"""One unit of work in the case file: kept as a whole, or not at all."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from ikanda_case.app.ports import OfficeClock
from ikanda_case.app.search_documents import FilePart
from ikanda_case.domain.case import Case
from ikanda_case.domain.entry_kinds import OFFICE_FACTS
from ikanda_case.domain.errors import DamageError, InputError
from ikanda_case.domain.facts import Fact
from ikanda_case.domain.journal import OFFICE, Entry
from ikanda_case.domain.office import Office
from ikanda_case.domain.replay import case_of
from ikanda_case.store import inventory, lists, search_index
from ikanda_case.store.engine import CaseDb
from ikanda_case.store.journal_rows import Pen
from ikanda_case.store.reading import LISTS_MADE_BY, LastOffice, StoredReading
from ikanda_case.store.seal import ROOT, Seal
from ikanda_case.store.watched import Progress, nobody_looks


class StoredWork(StoredReading):
    """One short unit of work (`ports.Work`), inside the write transaction of its connection."""

    def __init__(
        self,
        db: CaseDb,
        seal: Seal,
        last_office: LastOffice,
        counted: set[str],
        clock: OfficeClock,
        actor: str,
    ) -> None:
        super().__init__(db, seal, last_office, counted)
        self._clock = clock
        self._pen = Pen(db, seal, actor)
        self._entries: dict[int, tuple[Entry, ...]] = {}
        self._cases: dict[int, Case] = {}
        self._not_listed: set[int] = set()
        self._not_indexed: set[int] = set()
        self._listed_for: tuple[object, ...] | None = None
        self._newest = _newest_stream(db)
        self._inventory = inventory.kept(db, seal)
        self._new_blobs: set[str] = set()
        self._count_anew = False
        self._small_changed = False
        self._over = False
        self.kept: int | None = None
        """How many entries there are since it was committed."""

    # ---- what it writes ------------------------------------------------------------------------

    def new_stream(self) -> int:
        """Return the number of a new, empty stream."""
        self._require_open()
        self._newest += 1
        self._entries[self._newest] = ()
        return self._newest

    def append(self, stream: int, on: date, *facts: Fact) -> tuple[Entry, ...]:
        """Write entries, one for each fact, in the actor's name.

        InputError("unknown_case") for a stream nobody began.
        """
        self._require_open()
        if any(isinstance(fact, OFFICE_FACTS) != (stream == OFFICE) for fact in facts):
            raise ValueError("office facts belong in the office's stream, and only they")
        if stream == OFFICE and self._listed_for is None:
            self._listed_for = lists.weighs_on_lists(self.office())
        before = self.entries(stream)
        if stream != OFFICE and not before and stream not in self._entries:
            raise InputError("unknown_case")
        now = self._clock.now()
        written = tuple(self._pen.write(stream, on, fact, now) for fact in facts)
        self._entries[stream] = before + written
        self._cases.pop(stream, None)
        if stream != OFFICE and written:
            self._not_listed.add(stream)
            self._not_indexed.add(stream)
        return written

    def keep(self, content: bytes) -> str:
        """Keep bytes once and return their SHA-256 as hexadecimal."""
        self._require_open()
        sha256 = hashlib.sha256(content).hexdigest()
        if self._db.value("SELECT 1 FROM blob WHERE sha256 = ?", (sha256,)) is None:
            self._db.run("INSERT INTO blob VALUES (?, ?, ?)", (sha256, len(content), content))
            self._new_blobs.add(sha256)
            self._count_blob(1, len(content))
        return sha256

    def _count_blob(self, number: int, size: int) -> None:
        if self._inventory is not None:
            self._inventory = self._inventory.with_blobs(number, size)

    def keep_words(self, sha256: str, parts: Sequence[FilePart]) -> None:
        """Keep what was read of a stored file, to be searched, in place of an earlier reading."""
        self._require_open()
        self._not_indexed.update(search_index.keep(self._db, sha256, parts))

    def discard(self, sha256: str) -> None:
        """Remove kept bytes, and the words read of them; the file overwrites what it frees."""
        self._require_open()
        self._not_indexed.update(search_index.keep(self._db, sha256, ()))
        size: int | None = self._db.value("SELECT size FROM blob WHERE sha256 = ?", (sha256,))
        if size is not None:
            self._db.run("DELETE FROM blob WHERE sha256 = ?", (sha256,))
            self._count_blob(-1, -size)

    def keep_secret(self, name: str, content: bytes) -> None:
        """Keep a secret inside the file, in place of an earlier one of that name."""
        self._require_open()
        if name == ROOT:
            raise ValueError("the journal's own secret is never replaced")
        self._db.run("INSERT OR REPLACE INTO secret VALUES (?, ?)", (name, content))
        self._small_changed = True

    def keep_slots(self, bodies: Mapping[str, str]) -> None:
        """Keep the copy of the slots by their ids, in place of the earlier one."""
        self._require_open()
        self._db.run("DELETE FROM slot")
        for each in bodies.items():
            self._db.run("INSERT INTO slot VALUES (?, ?)", each)
        self._small_changed = True

    def note(self, name: str, value: str) -> None:
        """Note something about the file itself, outside the journal, in place of what was there."""
        self._require_open()
        self._db.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
        self._small_changed = True

    def commit(self) -> None:
        """Keep everything done so far for good; the unit is over then."""
        self._require_open()
        self.list_anew()
        self._take_stock()
        self._over = True
        self._db.keep()
        self.kept = self._pen.written

    def leave(self) -> None:
        """End the unit; what was not committed is undone by its transaction."""
        self._over = True

    def make_lists(self, step: Progress = nobody_looks) -> None:
        """Make every list anew from the journal, by the rules of today; `step` may stop it."""
        self._require_open()
        lists.clear(self._db)
        search_index.clear(self._db)
        self._list_all()
        self._not_indexed.update(self._not_listed)
        self.note(LISTS_MADE_BY, self._last_office.lists_made_by)
        self.list_anew(step)

    def list_anew(self, step: Progress = nobody_looks) -> None:
        """Bring the lists up to what this unit wrote so far."""
        office = self.office()
        if self._listed_for not in (None, lists.weighs_on_lists(office)):
            self._list_all()
        self._listed_for = None
        made: int = self._db.value(lists.MAKING) or 0 if self._not_listed else 0
        wanted = sorted(self._not_listed | self._not_indexed)
        for number, stream in enumerate(wanted):
            step(number, len(wanted))
            entries = self._entries.get(stream) or super().entries(stream)  # not kept: too many
            case = self._cases.get(stream) or case_of(stream, entries)
            if stream in self._not_listed:
                self._list(case, office, made)
            if stream in self._not_indexed:
                search_index.save(self._db, case)
        self._not_listed.clear()
        self._not_indexed.clear()

    def _list(self, case: Case, office: Office, made: int) -> None:
        """Put a case into the lists, and count what that changes of them."""
        if self._count_anew or self._inventory is None:
            lists.save(self._db, case, office, made)
            return
        before = inventory.of_stream(self._db, case.id)
        lists.save(self._db, case, office, made)
        now = inventory.of_stream(self._db, case.id)
        self._inventory = self._inventory.after(before, now)

    def _list_all(self) -> None:
        """Have every line made anew, under a new number: lines of an earlier making are told."""
        unknown: int | None = self._db.value(lists.UNKNOWN_STREAM)
        if unknown is not None:
            raise DamageError("state_differs", stream=unknown)
        self._not_listed.update(self.streams())
        self.note(lists.MADE, str((self._db.value(lists.MAKING) or 0) + 1))
        self._count_anew = True

    def _take_stock(self) -> None:
        """Write down what lies beside the journal now.

        Where nothing was ever written down, whoever makes the lists anew begins it.
        """
        if self._count_anew:
            inventory.taken(self._db).keep(self._db, self._seal)
        elif self._inventory is not None:
            now = self._inventory.with_small(self._db, all_of_it=self._small_changed)
            now.keep(self._db, self._seal)

    def _require_open(self) -> None:
        if self._over:
            raise RuntimeError("this unit of work is over")

    # ---- what it reads, its own writing included -----------------------------------------------

    def entries(self, stream: int) -> tuple[Entry, ...]:
        """Return a stream's entries in order, those of this unit included."""
        if stream not in self._entries:
            found = super().entries(stream)
            if not found:
                return ()
            self._entries[stream] = found
        return self._entries[stream]

    def case(self, stream: int) -> Case:
        """Return the item or case of a stream; InputError("unknown_case") when there is none."""
        if stream not in self._cases:
            self._cases[stream] = super().case(stream)
        return self._cases[stream]

    def next_ref(self, year: int) -> str:
        """Return the next free reference of that year, such as AVG-2026-0136."""
        self._up_to_date()
        last: int = self._db.value(lists.LAST_REFERENCE, (year,)) or 0
        return f"AVG-{year:04}-{last + 1:04}"

    def _require_lists(self) -> None:
        """A look at a list sees what this unit wrote."""
        self._up_to_date()
        super()._require_lists()

    def _up_to_date(self) -> None:
        if not self._over:
            self.list_anew()

    def _known_before(self, sha256: str) -> bool:
        return sha256 not in self._new_blobs and super()._known_before(sha256)

    def _kept_inventory(self) -> inventory.Inventory | None:
        return None if self._count_anew else self._inventory


def _newest_stream(db: CaseDb) -> int:
    """Return the highest number of a stream; DamageError("state_differs", stream)."""
    newest: int = max(db.value(lists.LAST_STREAM) or 0, 0)
    in_journal: int = db.value(lists.LAST_IN_JOURNAL) or 0
    if newest != in_journal:
        raise DamageError("state_differs", stream=max(newest, in_journal))
    return newest
