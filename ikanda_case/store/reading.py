"""One look at the case file."""

import hashlib
from array import array
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from operator import itemgetter

from ikanda_case.app.queries import (
    Findings,
    RegisterFilter,
    RegisterLine,
    Tally,
    Waiting,
    register_line,
)
from ikanda_case.app.search_words import Query
from ikanda_case.domain.case import Case
from ikanda_case.domain.errors import DamageError, EnvironmentFault, InputError
from ikanda_case.domain.journal import OFFICE, Entry
from ikanda_case.domain.office import Office, office_of
from ikanda_case.domain.people import folded
from ikanda_case.domain.replay import case_of
from ikanda_case.domain.rulebook import Rulebook
from ikanda_case.store import inventory, lists, register_queries, search, search_index
from ikanda_case.store.engine import CaseDb, Row
from ikanda_case.store.journal_rows import head, state_of, stream_entries
from ikanda_case.store.seal import Seal

_IS_FRESH = itemgetter(-1)
LISTS_MADE_BY = "lists_made_by"
"""The name in `meta` of what the lists were made by."""


class LastOffice:
    """The office as last replayed; shared by all looks at one open file."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.lists_made_by = lists.made_by(rulebook)
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

    def __init__(self, db: CaseDb, seal: Seal, last_office: LastOffice, counted: set[str]) -> None:
        """`counted` holds the indexes that were counted since the file was opened."""
        self._db = db
        self._seal = seal
        self._last_office = last_office
        self._counted = counted

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
            self._require_counted("register_ref")
            raise InputError("unknown_case")
        return found

    def stream_of_blob(self, sha256: str) -> int | None:
        """Return the first stream that took these bytes in, if any did."""
        self._require_lists()
        found: int | None = self._db.value(lists.BY_BYTES, (sha256,))
        if found is None and self._known_before(sha256):
            self._require_counted("item_bytes")
        return found

    def _known_before(self, sha256: str) -> bool:
        """Return whether these bytes were kept before: only then can their item be missing."""
        return self._db.value("SELECT 1 FROM blob WHERE sha256 = ?", (sha256,)) is not None

    def streams_with(self, sha256: str) -> tuple[int, ...]:
        """Return the streams that have a document of these bytes, in order."""
        self._require_lists()
        return tuple(row[0] for row in self._db.rows(search_index.STREAMS_OF, (sha256,)))

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
        """Return the lines of the register that fit, in the order asked for.

        A line older than its case is made anew from the journal and says so in its `error`.
        """
        if wanted.order in register_queries.CODES:
            return self.lines(self.matching(wanted))
        self._require_lists()
        self._require_counted(register_queries.index_of(wanted))
        return self._lines(self._db.rows(*register_queries.select_lines(wanted)))

    def matching(self, wanted: RegisterFilter) -> Sequence[int]:
        """Return the streams of the lines that fit, in the same order."""
        self._require_lists()
        self._require_counted(register_queries.index_of(wanted))
        rows = self._db.rows(*register_queries.select_streams(wanted))
        if wanted.order in register_queries.CODES:
            rows = _by_rank(rows, wanted)
        return array("q", (row[0] for row in rows))

    def lines(self, streams: Iterable[int]) -> tuple[RegisterLine, ...]:
        """Return the lines of these streams, in their order; one that is no case is left out."""
        self._require_lists()
        wanted = tuple(streams)
        rows = self._db.rows(register_queries.LINES, (register_queries.as_json(wanted),))
        known = {row[0]: row for row in rows}
        if len(known) < len(wanted):
            self._require_no_cases(set(wanted) - known.keys())
        return self._lines([known[each] for each in wanted if each in known])

    def _require_no_cases(self, streams: Iterable[int]) -> None:
        """Refuse to leave out a case because its line is not there."""
        for each in streams:
            if case_of(each, self.entries(each)).opened:
                raise DamageError("inventory_differs")

    def _lines(self, rows: list[Row]) -> tuple[RegisterLine, ...]:
        try:
            found = lists.lines_of(rows)
        except ValueError as error:
            raise DamageError("damaged") from error
        if all(map(_IS_FRESH, rows)):
            return found
        pairs = zip(found, rows, strict=True)
        return tuple(line if row[-1] else self._made_anew(line) for line, row in pairs)

    def _made_anew(self, line: RegisterLine) -> RegisterLine:
        try:
            made = register_line(self.case(line.stream), self.office())
        except DamageError as error:
            return line._replace(due=None, strict_due=None, error=error.code)
        return made._replace(error="list_differs")

    def count(self, wanted: RegisterFilter) -> int:
        """Return how many lines fit."""
        self._require_lists()
        if register_queries.takes_all(wanted) and (known := self._kept_inventory()) is not None:
            return known.amounts.cases  # the engine would count whichever index is the smallest
        self._require_counted(register_queries.index_by_due(wanted.is_open))
        [(found, stale)] = self._db.rows(*register_queries.select_count(wanted))
        if stale:
            raise DamageError("inventory_differs")
        number: int = found
        return number

    def tally(self, wanted: RegisterFilter, today: date) -> Tally:
        """Return how the open cases among the lines that fit stand on a day."""
        self._require_lists()
        if wanted.is_open is False:
            return Tally(0, 0, 0, 0, None)
        self._require_counted(register_queries.index_by_due(True))
        (row,) = self._db.rows(*register_queries.select_tally(wanted, today))
        late, due_today, soon, suspended, oldest, stale = row
        if stale:
            raise DamageError("inventory_differs")
        return Tally(late, due_today, soon, suspended, lists.day_of(oldest))

    def due_days(self, until: date) -> tuple[tuple[date, int], ...]:
        """Return each day up to `until` that open cases are due on, in order, and how many."""
        self._require_lists()
        self._require_counted(register_queries.index_by_due(True))
        rows = self._db.rows(register_queries.DUE_DAYS, (until.isoformat(),))
        try:
            return tuple((date.fromisoformat(on), number) for on, number in rows)
        except ValueError as error:
            raise DamageError("damaged") from error

    def waiting(self) -> tuple[Waiting, ...]:
        """Return what was taken in and that nobody has looked at, newest first."""
        self._require_lists()
        self._require_counted("item_waiting")
        rows = self._db.rows(lists.WAITING)
        try:
            return tuple(
                lists.waiting_of(row)
                for row in rows
                if row[-1] or self.case(row[0]).waits  # a list older than the item
            )
        except ValueError as error:
            raise DamageError("damaged") from error

    def alike(self, keys: Iterable[str]) -> tuple[int, ...]:
        """Return the streams of cases that share one of these person keys, newest first."""
        self._require_lists()
        self._require_counted("sqlite_autoindex_person_key_1")
        sql, values = lists.select_alike(keys)
        return tuple(row[0] for row in self._db.rows(sql, values))

    def named(self, name: str) -> tuple[int, ...]:
        """Return the streams of cases whose requester or data subject has this name, newest first.

        Accents, case and spaces do not matter; a data subject is known by name with an address.
        """
        self._require_lists()
        for index in lists.BY_NAME_NEEDS:
            self._require_counted(index)
        return tuple(row[0] for row in self._db.rows(lists.BY_NAME, (folded(name),)))

    def found(self, query: Query, most: int) -> Findings:
        """Return the cases and documents that fit, in at most so many documents, best first."""
        self._require_lists()
        try:
            return search.found(self._db, query, most, self.lines)
        except ValueError as error:
            raise DamageError("damaged") from error

    def unread(self, most: int) -> tuple[tuple[str, str], ...]:
        """Return files whose words were not read for the search yet: SHA-256 and name."""
        self._require_lists()
        rows = self._db.rows(search_index.UNREAD, (most,))
        return tuple((sha256, name) for sha256, name in dict.fromkeys(rows))

    def streams(self) -> tuple[int, ...]:
        """Return every stream but the office's, in order of taking in."""
        return tuple(row[0] for row in self._db.rows(lists.STREAMS))

    def _require_lists(self) -> None:
        """Refuse lists that other rules made: opening the file for writing makes them anew."""
        made_by = self._db.value("SELECT value FROM meta WHERE name = ?", (LISTS_MADE_BY,))
        if made_by != self._last_office.lists_made_by:
            raise EnvironmentFault("lists_outdated")

    def _require_counted(self, index: str) -> None:
        """Count an index before it is first read: what it lacks would be missed without a trace.

        DamageError: "inventory_differs", "head_differs".
        """
        if index in self._counted:
            return
        known = self._kept_inventory()
        if known is None or inventory.counted(self._db, index) != known.indexes[index]:
            raise DamageError("inventory_differs")
        self._counted.add(index)

    def _kept_inventory(self) -> inventory.Inventory | None:
        return inventory.kept(self._db, self._seal)


def _by_rank(rows: list[Row], wanted: RegisterFilter) -> list[Row]:
    """Put rows of stream and code in the order of the codes; among equals nothing moves."""
    ranks = {code: rank for rank, code in enumerate(wanted.ranks)}
    last = len(ranks)
    ordered = sorted(rows, key=lambda row: ranks.get(row[1], last), reverse=wanted.descending)
    return ordered[: wanted.limit or None]
