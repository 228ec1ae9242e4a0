"""One unit of work in the case file: kept as a whole, or not at all."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from ikanda_case.app.ports import OfficeClock
from ikanda_case.app.search_documents import FilePart
from ikanda_case.domain.case import Case
from ikanda_case.domain.entry_kinds import OFFICE_FACTS
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.facts import Fact
from ikanda_case.domain.journal import OFFICE, Entry
from ikanda_case.domain.replay import case_of
from ikanda_case.store import lists, search_index
from ikanda_case.store.engine import CaseDb
from ikanda_case.store.journal_rows import Pen
from ikanda_case.store.reading import LISTS_MADE_BY, LastOffice, StoredReading
from ikanda_case.store.seal import ROOT, Seal

_NO_DELETE = (
    "CREATE TRIGGER blob_no_delete BEFORE DELETE ON blob"
    " BEGIN SELECT RAISE(ABORT, 'blob is only added to'); END"
)
"""As the form of the file has it: put back in the transaction that lifts it, word for word."""


class StoredWork(StoredReading):
    """One short unit of work (`ports.Work`), inside the write transaction of its connection."""

    def __init__(
        self, db: CaseDb, seal: Seal, last_office: LastOffice, clock: OfficeClock, actor: str
    ) -> None:
        super().__init__(db, seal, last_office)
        self._clock = clock
        self._pen = Pen(db, seal, actor)
        self._entries: dict[int, tuple[Entry, ...]] = {}
        self._cases: dict[int, Case] = {}
        self._not_listed: set[int] = set()
        self._not_indexed: set[int] = set()
        self._listed_for: tuple[object, ...] | None = None
        self._newest: int = db.value(lists.LAST_STREAM) or 0
        self._over = False

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
        return sha256

    def keep_words(self, sha256: str, parts: Sequence[FilePart]) -> None:
        """Keep what was read of a stored file, to be searched, in place of an earlier reading."""
        self._require_open()
        self._not_indexed.update(search_index.keep(self._db, sha256, parts))

    def discard(self, sha256: str) -> None:
        """Remove kept bytes, and the words read of them; the file overwrites what it frees."""
        self._require_open()
        self._not_indexed.update(search_index.keep(self._db, sha256, ()))
        self._db.run("DROP TRIGGER blob_no_delete")
        self._db.run("DELETE FROM blob WHERE sha256 = ?", (sha256,))
        self._db.run(_NO_DELETE)

    def keep_secret(self, name: str, content: bytes) -> None:
        """Keep a secret inside the file, in place of an earlier one of that name."""
        self._require_open()
        if name == ROOT:
            raise ValueError("the journal's own secret is never replaced")
        self._db.run("INSERT OR REPLACE INTO secret VALUES (?, ?)", (name, content))

    def keep_slots(self, bodies: Mapping[str, str]) -> None:
        """Keep the copy of the slots by their ids, in place of the earlier one."""
        self._require_open()
        self._db.run("DELETE FROM slot")
        for each in bodies.items():
            self._db.run("INSERT INTO slot VALUES (?, ?)", each)

    def note(self, name: str, value: str) -> None:
        """Note something about the file itself, outside the journal, in place of what was there."""
        self._require_open()
        self._db.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def commit(self) -> None:
        """Keep everything done so far for good; the unit is over then."""
        self._require_open()
        self.list_anew()
        self._over = True
        self._db.keep()

    def leave(self) -> None:
        """End the unit; what was not committed is undone by its transaction."""
        self._over = True

    def make_lists(self) -> None:
        """Make every list anew from the journal, by the rules of today."""
        self._require_open()
        lists.clear(self._db)
        search_index.clear(self._db)
        self._not_listed.update(self.streams())
        self._not_indexed.update(self._not_listed)
        self._db.run(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)",
            (LISTS_MADE_BY, lists.made_by(self._last_office.rulebook)),
        )
        self.list_anew()

    def list_anew(self) -> None:
        """Bring the lists up to what this unit wrote so far."""
        office = self.office()
        if self._listed_for not in (None, lists.weighs_on_lists(office)):
            self._not_listed.update(self.streams())
        self._listed_for = None
        for stream in sorted(self._not_listed | self._not_indexed):
            entries = self._entries.get(stream) or super().entries(stream)  # not kept: too many
            case = self._cases.get(stream) or case_of(stream, entries)
            if stream in self._not_listed:
                lists.save(self._db, case, office)
            if stream in self._not_indexed:
                search_index.save(self._db, case)
        self._not_listed.clear()
        self._not_indexed.clear()

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
