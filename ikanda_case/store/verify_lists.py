"""Whether the lists say of each case what a replay of its entries gives."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from time import perf_counter

from ikanda_case.app.queries import case_keys, register_line
from ikanda_case.domain.errors import DamageError
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.office import Office
from ikanda_case.domain.replay import case_of
from ikanda_case.domain.rulebook import Rulebook
from ikanda_case.store import inventory, lists, search_index, search_tree
from ikanda_case.store.engine import CaseDb, Row
from ikanda_case.store.finding import Bad, Finding
from ikanda_case.store.reading import LISTS_MADE_BY
from ikanda_case.store.seal import Seal

LINES = f"{lists.ALL_LINES} ORDER BY stream"
ITEMS = f"{lists.ALL_ITEMS} ORDER BY stream"
KEYS = "SELECT stream, key FROM person_key ORDER BY stream"
_LAST = 2**63 - 1


class Beside:
    """The rows of a table in the order of streams, handed out stream by stream."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = groupby(rows, itemgetter(0))
        self._next: tuple[int, Iterator[Row]] | None = (-1, iter(()))

    def of(self, stream: int, strays: Bad) -> list[Row]:
        """Return the rows of a stream; those of streams that were never asked for are strays."""
        while self._next is not None and self._next[0] < stream:
            if self._next[0] >= 0:
                strays.note(self._next[0])
            self._next = next(self._rows, None)
        if self._next is None or self._next[0] != stream:
            return []
        found = list(self._next[1])
        self._next = next(self._rows, None)
        return found


class ListsBeside:
    """The rows of every list beside the streams they were made from."""

    def __init__(self, db: CaseDb, seal: Seal, rulebook: Rulebook) -> None:
        self._db = db
        self._seal = seal
        self._made = 0
        self._made_by = lists.made_by(rulebook)
        self._ours: bool | None = None
        self._lines, self._items = Beside(db.each(LINES)), Beside(db.each(ITEMS))
        self._keys = Beside(db.each(KEYS))
        self._documents = Beside(db.each(search_index.ALL_DOCUMENTS))
        self._words = Beside(db.each(search_index.ALL_WORDS))
        self._files = Beside(db.each(search_index.ALL_FILES))
        self._differing = Bad()
        self._cases = self._taken = 0
        self._highest: dict[int, int] = {}
        self.seconds = 0.0
        """What comparing took."""

    def begin(self) -> None:
        """Look whether the lists are made by the rules of today; others are not compared."""
        made_by = self._db.value("SELECT value FROM meta WHERE name = ?", (LISTS_MADE_BY,))
        self._ours = made_by == self._made_by
        self._made = self._db.value(lists.MAKING) or 0

    def compare(self, stream: int, entries: Sequence[Entry], office: Office) -> None:
        """Compare what stands in the lists of a stream with what its entries add up to."""
        if not self._ours:
            return
        started = perf_counter()
        case = case_of(stream, entries)
        as_of = entries[-1].n
        items = [lists.item_row(case, as_of, self._made)] if case.taken_in else []
        line = register_line(case, office) if case.opened else None
        lines = [lists.line_row(line, as_of, self._made)] if line else []
        keys = {(stream, key) for key in case_keys(case)}
        found = self._found_of(stream)
        as_made = self._rows_of(stream) == (lines, items, keys)
        if not as_made or search_index.differs(case, *found):
            self._differing.note(stream)
        self.seconds += perf_counter() - started

    def pass_over(self, stream: int) -> None:
        """Leave a stream out whose entries cannot be replayed: that is said already."""
        self._rows_of(stream)
        self._found_of(stream)

    def _found_of(self, stream: int) -> tuple[list[Row], list[Row], list[Row]]:
        strays = self._differing
        return (
            self._documents.of(stream, strays),
            self._words.of(stream, strays),
            self._files.of(stream, Bad()),  # a stray among them is one of the documents already
        )

    def _rows_of(self, stream: int) -> tuple[list[Row], list[Row], set[Row]]:
        lines = self._lines.of(stream, self._differing)
        items = self._items.of(stream, self._differing)
        for line in lines:
            self._cases += 1
            self._note_reference(line[1])
        self._taken += len(items)
        return lines, items, set(self._keys.of(stream, self._differing))

    def _note_reference(self, ref: str) -> None:
        known = lists.numbered(ref)
        if known:
            year, number = known
            self._highest[year] = max(number, self._highest.get(year, 0))

    def finding(self) -> Finding:
        """Return what was found, after the last stream; DamageError when no walk came that far."""
        if self._ours is None:
            raise DamageError("damaged")
        if not self._ours:
            return Finding(True, "lists_of_other_rules")
        self.pass_over(_LAST)
        given: dict[int, int] = dict(self._db.rows("SELECT year, last FROM reference"))
        for year, highest in sorted(self._highest.items()):
            if highest > given.get(year, 0):
                return Finding(False, "reference_too_low", {"year": year})
        if self._differing.count:
            facts = {"count": self._differing.count, "stream": self._differing.first}
            return Finding(False, "lists_differ", facts)
        if search_tree.leads_astray(self._db):
            return Finding(False, "words_differ")
        if inventory.kept(self._db, self._seal) != inventory.taken(self._db):
            return Finding(False, "inventory_differs")
        return Finding(True, "lists_agree", {"cases": self._cases, "items": self._taken})
