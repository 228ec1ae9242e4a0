"""One look at the case file, and one unit of work in it."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from ikanda_case.app.ports import OfficeClock
from ikanda_case.app.queries import RegisterFilter, RegisterLine, Waiting, register_line
from ikanda_case.domain.case import Case
from ikanda_case.domain.entry_kinds import OFFICE_FACTS
from ikanda_case.domain.errors import DamageError, EnvironmentFault, InputError
from ikanda_case.domain.facts import Fact
from ikanda_case.domain.journal import OFFICE, Entry
from ikanda_case.domain.office import Office, office_of
from ikanda_case.domain.replay import case_of
from ikanda_case.domain.rulebook import Rulebook
from ikanda_case.store import lists
from ikanda_case.store.engine import CaseDb
from ikanda_case.store.journal_rows import Pen, head, state_of, stream_entries
from ikanda_case.store.seal import ROOT, Seal

LISTS_MADE_BY = "lists_made_by"
"""The name in `meta` of what the lists were made by."""


class LastOffice:
    """The office as last replayed; shared by all looks at one open file."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._known: tuple[tuple[int, bytes], Office] | None = None

    def at(self, state: tuple[int, bytes], entries: Callable[[], Iterable[Entry]]) -> Office:
        """Return the office in a state of its stream; `entries` are asked for when they differ."""
        known = self._known
        if known is None or known[0] != state:
            known = (state, office_of(entries(), self.rulebook))
            self._known = known
        return known[1]


class StoredReading:
    """One consistent look at the case file (`ports.Reading`)."""

    def __init__(self, db: CaseDb, seal: Seal, last_office: LastOffice) -> None:
        self._db = db
        self._seal = seal
        self._last_office = last_office

    def office(self) -> Office:
        """Return the office as its entries say."""
        return self._last_office.at(state_of(self._db, OFFICE), lambda: self.entries(OFFICE))

    def entries(self, stream: int) -> tuple[Entry, ...]:
        """Return a stream's entries in order; empty when there is no such stream.

        DamageError: "entry_damaged"(entry), "state_differs"(stream).
        """
        return stream_entries(self._db, self._seal, stream)

    def case(self, stream: int) -> Case:
        """Return the item or case of a stream; InputError("unknown_case") when there is none."""
        entries = self.entries(stream) if stream != OFFICE else ()
        if not entries:
            raise InputError("unknown_case")
        return case_of(stream, entries)

    def stream_of(self, ref: str) -> int:
        """Return the stream of a reference; InputError("unknown_case") when there is none."""
        self._require_lists()
        found: int | None = self._db.value(lists.BY_REF, (ref,))
        if found is None:
            raise InputError("unknown_case")
        return found

    def stream_of_blob(self, sha256: str) -> int | None:
        """Return the first stream that took these bytes in, if any did."""
        self._require_lists()
        found: int | None = self._db.value(lists.BY_BYTES, (sha256,))
        return found

    def blob(self, sha256: str) -> bytes:
        """Return stored bytes; DamageError("blob_missing" or "blob_differs", sha256)."""
        body: bytes | None = self._db.value("SELECT body FROM blob WHERE sha256 = ?", (sha256,))
        if body is None:
            raise DamageError("blob_missing", sha256=sha256)
        if hashlib.sha256(body).hexdigest() != sha256:
            raise DamageError("blob_differs", sha256=sha256)
        return body

    def secret(self, name: str) -> bytes | None:
        """Return a secret kept inside the file (the signing key), if there is one."""
        found: bytes | None = self._db.value("SELECT body FROM secret WHERE name = ?", (name,))
        return found

    def head(self) -> str:
        """Return the chain's newest link as 64 hexadecimal digits."""
        return head(self._db)[1].hex()

    def register(self, wanted: RegisterFilter) -> tuple[RegisterLine, ...]:
        """Return the lines of the register that fit, earliest due first.

        A line older than its case is made anew from the journal and says so in its `error`.
        """
        self._require_lists()
        sql, values = lists.select_lines(wanted)
        try:
            found = [(lists.line_of(row), row[-1]) for row in self._db.rows(sql, values)]
        except ValueError as error:
            raise DamageError("damaged") from error
        return tuple(line if fresh else self._made_anew(line) for line, fresh in found)

    def _made_anew(self, line: RegisterLine) -> RegisterLine:
        try:
            made = register_line(self.case(line.stream), self.office())
        except DamageError as error:
            return replace(line, due=None, strict_due=None, error=error.code)
        return replace(made, error="list_differs")

    def waiting(self) -> tuple[Waiting, ...]:
        """Return what was taken in and that nobody has looked at, newest first."""
        self._require_lists()
        rows = self._db.rows(lists.WAITING)
        try:
            return tuple(
                lists.waiting_of(row)
                for row in rows
                if row[-1] or self.case(row[0]).state == "NEW"  # a list older than the item
            )
        except ValueError as error:
            raise DamageError("damaged") from error

    def alike(self, keys: Iterable[str]) -> tuple[int, ...]:
        """Return the streams of cases that share one of these person keys, newest first."""
        self._require_lists()
        sql, values = lists.select_alike(keys)
        return tuple(row[0] for row in self._db.rows(sql, values))

    def streams(self) -> tuple[int, ...]:
        """Return every stream but the office's, in order of taking in."""
        return tuple(row[0] for row in self._db.rows(lists.STREAMS))

    def _require_lists(self) -> None:
        """Refuse lists that other rules made: opening the file for writing makes them anew."""
        made_by = self._db.value("SELECT value FROM meta WHERE name = ?", (LISTS_MADE_BY,))
        if made_by != lists.made_by(self._last_office.rulebook):
            raise EnvironmentFault("lists_outdated")


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
        return written

    def keep(self, content: bytes) -> str:
        """Keep bytes once and return their SHA-256 as hexadecimal."""
        self._require_open()
        sha256 = hashlib.sha256(content).hexdigest()
        self._db.run(
            "INSERT INTO blob VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
            (sha256, len(content), content),
        )
        return sha256

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
        self._not_listed.update(self.streams())
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
        for stream in sorted(self._not_listed):
            entries = self._entries.get(stream) or super().entries(stream)  # not kept: too many
            lists.save(self._db, self._cases.get(stream) or case_of(stream, entries), office)
        self._not_listed.clear()

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

    def stream_of(self, ref: str) -> int:
        self._up_to_date()
        return super().stream_of(ref)

    def stream_of_blob(self, sha256: str) -> int | None:
        self._up_to_date()
        return super().stream_of_blob(sha256)

    def register(self, wanted: RegisterFilter) -> tuple[RegisterLine, ...]:
        self._up_to_date()
        return super().register(wanted)

    def waiting(self) -> tuple[Waiting, ...]:
        self._up_to_date()
        return super().waiting()

    def alike(self, keys: Iterable[str]) -> tuple[int, ...]:
        self._up_to_date()
        return super().alike(keys)

    def _up_to_date(self) -> None:
        if not self._over:
            self.list_anew()
