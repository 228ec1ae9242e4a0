"""The inventory: what lies beside the journal, counted, sealed and bound to the journal's head.

A page of a list, or of an index by which a list is read, may be put back to an older state: sound
in itself, and a case it lacks leaves no trace where it is looked for. So each unit of work notes
how much there is, and whoever reads an index counts it first (threats T4).
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import NamedTuple

from ikanda_case.domain.errors import DamageError
from ikanda_case.domain.journal import canonical
from ikanda_case.store.engine import CaseDb
from ikanda_case.store.journal_rows import head
from ikanda_case.store.schema import FORM
from ikanda_case.store.seal import Seal

BESIDE = -1
"""Where it lies among the states; no stream has that number."""
_SEAL_SIZE = 32

Sum = tuple[int, int]
"""How many rows there are, and a sum over what stands in them."""


@dataclass(frozen=True, slots=True)
class _Index:
    """An index by which lists are read, and what stands in it."""

    table: str
    columns: str
    where: str = ""

    @property
    def sums(self) -> str:
        """Return the two columns of its `Sum`."""
        only = f" FILTER (WHERE {self.where})" if self.where else ""
        row = f"crc32(CAST(concat_ws('|', {self.columns}) AS BLOB))"
        return f"count(*){only}, coalesce(sum({row}){only}, 0)"


_OPEN = (
    "sort_day, stream, coalesce(due, ''), coalesce(strict_due, ''), suspended, handler, identity,"
    " next_step"
)
INDEXES: Mapping[str, _Index] = {
    "register_ref": _Index("register", "ref, stream"),
    "register_due": _Index("register", "sort_day, stream"),
    "register_open": _Index("register", _OPEN, "is_open = 1"),
    "register_closed": _Index("register", "sort_day, stream", "is_open = 0"),
    "register_by_ref": _Index("register", "ref, is_open, stream"),
    "register_by_name": _Index("register", "sort_name, stream, is_open"),
    "register_by_receipt": _Index("register", "received_on, stream, is_open"),
    "item_bytes": _Index("item", "sha256, stream"),
    "item_waiting": _Index("item", "stream", "waiting = 1"),
    "sqlite_autoindex_person_key_1": _Index("person_key", "key, stream"),
}
AT_OPENING = ("register_open", "item_waiting")
"""What the office works from all day; the others are counted when they are first read."""
_TABLES = tuple(dict.fromkeys(each.table for each in INDEXES.values()))
_OF_STREAM = {
    table: f"SELECT {', '.join(i.sums for i in INDEXES.values() if i.table == table)}"
    f" FROM {table} WHERE stream = ?"
    for table in _TABLES
}
_SMALL = (
    "SELECT name, value FROM meta WHERE name <> 'generation' ORDER BY name",
    "SELECT name, body FROM secret ORDER BY name",
    "SELECT id, body FROM slot ORDER BY id",
    "SELECT type, name, sql FROM sqlite_master ORDER BY type, name",
)
_GIVEN_OUT = "SELECT year, last FROM reference ORDER BY year"
_BLOBS = "SELECT count(*), coalesce(sum(size), 0) FROM blob"
_AMOUNTS = (
    "SELECT (SELECT count(*) FROM item), (SELECT count(*) FROM item WHERE waiting = 1),"
    " (SELECT count(*) FROM register), (SELECT count(*) FROM register WHERE is_open = 1),"
    " count(*), coalesce(sum(size), 0) FROM blob"
)
_KEPT = "SELECT n, digest FROM state WHERE stream = ?"
_KEEP = (
    "INSERT INTO state VALUES (?, ?, ?)"
    " ON CONFLICT (stream) DO UPDATE SET n = excluded.n, digest = excluded.digest"
)


@dataclass(frozen=True, slots=True)
class Inventory:
    """What lies beside the journal."""

    indexes: Mapping[str, Sum]
    blobs: Sum
    """How many, and their bytes together."""
    given_out: tuple[tuple[int, int], ...]
    """The last reference of each year."""
    small: str
    """A digest of what is noted of the file, its secrets, its slots and its form."""

    @property
    def amounts(self) -> "Amounts":
        """Return how much there is, as a person would count it."""
        names = ("item_bytes", "item_waiting", "register_due", "register_open")
        items, waiting, cases, open_cases = (self.indexes[name][0] for name in names)
        return Amounts(items, waiting, cases, open_cases, *self.blobs)

    def after(self, before: Mapping[str, Sum], now: Mapping[str, Sum]) -> "Inventory":
        """Return it with some rows of the lists in place of others."""
        changed = {
            name: (rows + now[name][0] - before[name][0], total + now[name][1] - before[name][1])
            for name, (rows, total) in self.indexes.items()
        }
        return replace(self, indexes=changed)

    def with_blobs(self, number: int, size: int) -> "Inventory":
        """Return it with so many blobs more, of so many bytes together."""
        return replace(self, blobs=(self.blobs[0] + number, self.blobs[1] + size))

    def with_small(self, db: CaseDb, *, all_of_it: bool) -> "Inventory":
        """Return it with the references as they are now, or with all of the small tables."""
        return replace(
            self, given_out=_given_out(db), small=_digest(db) if all_of_it else self.small
        )

    def keep(self, db: CaseDb, seal: Seal) -> None:
        """Write it down, bound to the head as it is now."""
        n, link = head(db)
        said = canonical(
            [
                FORM,
                dict(self.indexes),
                self.blobs,
                [list(each) for each in self.given_out],
                self.small,
            ]
        )
        db.run(_KEEP, (BESIDE, n, seal.beside(link, said) + said))


class Amounts(NamedTuple):
    """How much lies beside the journal."""

    items: int
    waiting: int
    cases: int
    open_cases: int
    blobs: int
    blob_bytes: int


def amounts(db: CaseDb, seal: Seal) -> Amounts:
    """Return how much there is; it is counted where nothing sound was written down of it."""
    with suppress(DamageError):
        known = kept(db, seal)
        if known is not None:
            return known.amounts
    found = db.one(_AMOUNTS)
    assert found is not None
    return Amounts(*found)


def kept(db: CaseDb, seal: Seal) -> Inventory | None:
    """Return the inventory that was last written down; None in a file that has none yet.

    DamageError("head_differs") when it is not the one of the present head.
    """
    found = db.one(_KEPT, (BESIDE,))
    if found is None:
        return None
    n, link = head(db)
    mark, said = found[1][:_SEAL_SIZE], found[1][_SEAL_SIZE:]
    if found[0] != n or not hmac.compare_digest(mark, seal.beside(link, said)):
        raise DamageError("head_differs")
    form, indexes, blobs, given_out, small = json.loads(said)
    if form != FORM:  # of the copy that is being brought to this form: its lists are made anew
        return None
    sums = {name: (rows, total) for name, (rows, total) in indexes.items()}
    return Inventory(sums, tuple(blobs), tuple((year, last) for year, last in given_out), small)


def taken(db: CaseDb) -> Inventory:
    """Return the inventory as it is found now; every row is looked at."""
    blobs = db.one(_BLOBS)
    assert blobs is not None
    sums = {name: counted(db, name) for name in INDEXES}
    return Inventory(sums, (blobs[0], blobs[1]), _given_out(db), _digest(db))


def of_stream(db: CaseDb, stream: int) -> dict[str, Sum]:
    """Return what the rows of one stream contribute to each index."""
    found: list[int] = []
    for table in _TABLES:
        found += db.one(_OF_STREAM[table], (stream,)) or ()
    names = [name for table in _TABLES for name, each in INDEXES.items() if each.table == table]
    return dict(zip(names, zip(found[::2], found[1::2], strict=True), strict=True))


def counted(db: CaseDb, name: str) -> Sum:
    """Return what stands in an index."""
    index = INDEXES[name]
    where = f" WHERE {index.where}" if index.where else ""
    bare = replace(index, where="").sums
    found = db.one(f"SELECT {bare} FROM {index.table} INDEXED BY {name}{where}")
    assert found is not None
    return found[0], found[1]


def require_kept(db: CaseDb, seal: Seal, names: Iterable[str] = AT_OPENING) -> None:
    """Refuse indexes or small tables that are not what was last written down.

    DamageError: "inventory_differs", "head_differs".
    """
    inventory = kept(db, seal)
    if inventory is None:
        raise DamageError("inventory_differs")
    if inventory != inventory.with_small(db, all_of_it=True):
        raise DamageError("inventory_differs")
    for name in names:
        if counted(db, name) != inventory.indexes[name]:
            raise DamageError("inventory_differs")


def _given_out(db: CaseDb) -> tuple[tuple[int, int], ...]:
    return tuple((year, last) for year, last in db.rows(_GIVEN_OUT))


def _digest(db: CaseDb) -> str:
    digest = hashlib.sha256()
    for sql in _SMALL:
        digest.update(repr(db.rows(sql)).encode())
    return digest.hexdigest()
