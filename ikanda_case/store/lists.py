"""The lists made from the journal: register, items taken in, persons, references."""

import json
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from ikanda_case import __version__
from ikanda_case.app.queries import RegisterLine, RowLine, Waiting, case_keys, register_line
from ikanda_case.domain.case import Case
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.journal import canonical
from ikanda_case.domain.office import Office
from ikanda_case.domain.people import folded
from ikanda_case.domain.rulebook import Rulebook
from ikanda_case.store import schema
from ikanda_case.store.engine import CaseDb

_REFERENCE = re.compile(r"AVG-(\d{4})-(\d{1,9})", re.ASCII)

LINE = (
    "stream, ref, state, is_open, received_on, due, strict_due, suspended, extended, rights,"
    " handler, identity, next_step, next_step_by, blocker, language, channel, requester, subject,"
    " error, found_by"
)
"""The columns of a line, as `lines_of` reads them."""
_STORED = f"{LINE}, sort_day, sort_name, as_of, made"
SAVE_LINE = (
    f"INSERT INTO register ({_STORED})"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
ALL_LINES = f"SELECT {_STORED} FROM register"
_ITEM = "stream, sha256, name, size, media_type, taken_in_at, times, waiting, as_of, made"
SAVE_ITEM = f"INSERT OR REPLACE INTO item ({_ITEM}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
ALL_ITEMS = f"SELECT {_ITEM} FROM item"
BY_NAME = (
    "SELECT stream FROM register INDEXED BY register_by_name WHERE sort_name = ?1"
    " UNION SELECT stream FROM person_key"
    " WHERE key >= 'home:' || ?1 || '|' AND key < 'home:' || ?1 || '}' ORDER BY stream DESC"
)
"""The cases of a folded name, newest first; `}` follows `|`, which ends the name in a key."""
BY_NAME_NEEDS = ("register_by_name", "sqlite_autoindex_person_key_1")
_SAVE_REFERENCE = (
    "INSERT INTO reference VALUES (?, ?)"
    " ON CONFLICT (year) DO UPDATE SET last = max(last, excluded.last)"
)


# ---- writing -----------------------------------------------------------------------------------


def save(db: CaseDb, case: Case, office: Office, made: int) -> None:
    """Put an item or case into every list it belongs to, in place of what stood there.

    `made` is the number of the making of all lists that goes on.

    InputError("reference_taken", ref): another case has that reference.
    """
    as_of = case.entries[-1].n
    if case.taken_in:
        db.run(SAVE_ITEM, item_row(case, as_of, made))
    if case.opened:
        _save_line(db, line_row(register_line(case, office), as_of, made))
        _save_keys(db, case)


def item_row(case: Case, as_of: int, made: int) -> tuple[Any, ...]:
    """Return the row of `item` of something taken in."""
    fact = case.taken_in
    if fact is None:
        raise ValueError("nothing was taken in")
    arrived = next(entry for entry in case.entries if entry.kind == fact.kind)
    return (
        case.id,
        fact.sha256,
        fact.name,
        fact.size,
        fact.media_type,
        arrived.recorded_at.isoformat(),
        case.times,
        int(case.waits),
        as_of,
        made,
    )


def line_row(line: RegisterLine, as_of: int, made: int) -> tuple[Any, ...]:
    """Return the row of `register` of a line."""
    rights = [[row.right, _iso(row.due), _iso(row.strict_due), row.done] for row in line.rows]
    return (
        line.stream,
        line.ref,
        line.state,
        int(line.is_open),
        line.received_on.isoformat(),
        _iso(line.due),
        _iso(line.strict_due),
        int(line.suspended),
        int(line.extended),
        canonical(rights).decode(),
        line.handler,
        line.identity,
        line.next_step,
        _iso(line.next_step_by),
        line.blocker,
        line.language,
        line.channel,
        line.requester,
        line.subject,
        line.error,
        line.found_by,
        line.sort_day.isoformat(),
        folded(line.requester),
        as_of,
        made,
    )


def _save_line(db: CaseDb, row: tuple[Any, ...]) -> None:
    stream, ref, *_ = row
    db.run("DELETE FROM register WHERE stream = ?", (stream,))
    if db.value(BY_REF, (ref,)) is not None:
        raise InputError("reference_taken", ref=ref)
    db.run(SAVE_LINE, row)
    known = numbered(ref)
    if known:
        db.run(_SAVE_REFERENCE, known)


def _save_keys(db: CaseDb, case: Case) -> None:
    db.run("DELETE FROM person_key WHERE stream = ?", (case.id,))
    for key in case_keys(case):
        db.run("INSERT INTO person_key VALUES (?, ?)", (key, case.id))


def numbered(ref: str) -> tuple[int, int] | None:
    """Return the year and the number of a reference that this program gave out."""
    known = _REFERENCE.fullmatch(ref)
    return (int(known[1]), int(known[2])) if known else None


def clear(db: CaseDb) -> None:
    """Empty every list that can be made anew; given-out references stay given out."""
    for table in ("register", "person_key", "item"):
        db.run(f"DELETE FROM {table}")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


# ---- reading -----------------------------------------------------------------------------------


_MOST_KNOWN = 4096


class _Known(dict[Any, Any]):
    """What texts mean: a long list names few days and rights, and names each of them often."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: Any) -> Any:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        found = self[text] = self._read(text)
        return found


def day_of(text: str | None) -> date | None:
    """Return the day of a column that may be empty."""
    return date.fromisoformat(text) if text else None


def _rows(text: str) -> tuple[RowLine, ...]:
    return tuple(
        RowLine(right, day_of(due), day_of(strict), done)
        for right, due, strict, done in json.loads(text)
    )


_ON, _DAYS, _ROWS = _Known(date.fromisoformat), _Known(day_of), _Known(_rows)


def lines_of(rows: Iterable[tuple[Any, ...]]) -> tuple[RegisterLine, ...]:
    """Return the lines of rows of `LINE` and one column more; ValueError for what is no line."""
    make, kind, on, days, rights_of = tuple.__new__, RegisterLine, _ON, _DAYS, _ROWS
    found = [
        make(kind, (
            stream, ref, state, is_open == 1, on[received_on], days[due], days[strict_due],
            suspended == 1, extended == 1, rights_of[rights], handler, identity, next_step,
            days[next_step_by], blocker, language, channel, requester, subject, error, found_by,
        ))
        for stream, ref, state, is_open, received_on, due, strict_due, suspended, extended, rights,
        handler, identity, next_step, next_step_by, blocker, language, channel, requester, subject,
        error, found_by, _ in rows
    ]  # fmt: skip
    return tuple(found)


MADE = "lists_made"
"""The name in `meta` of how often all lists were made anew: by the office's change or by rules."""
MAKING = f"SELECT CAST(value AS INTEGER) FROM meta WHERE name = '{MADE}'"


def fresh(table: str) -> str:
    """Return the column that says whether a row is what its journal and the present rules give."""
    newest = f"(SELECT n FROM state WHERE state.stream = {table}.stream)"
    return f"as_of IS {newest} AND made IS ({MAKING})"


WAITING = (
    f"SELECT stream, name, size, media_type, taken_in_at, times, {fresh('item')}"
    " FROM item INDEXED BY item_waiting WHERE waiting = 1 ORDER BY stream DESC"
)
BY_BYTES = "SELECT min(stream) FROM item WHERE sha256 = ?"
BY_REF = "SELECT stream FROM register WHERE ref = ?"
LAST_REFERENCE = "SELECT last FROM reference WHERE year = ?"
STREAMS = "SELECT stream FROM state WHERE stream > 0 ORDER BY stream"
LAST_STREAM = "SELECT max(stream) FROM state"
LAST_IN_JOURNAL = "SELECT max(stream) FROM journal"
UNKNOWN_STREAM = (
    "SELECT stream FROM journal WHERE stream NOT IN (SELECT stream FROM state) ORDER BY 1 LIMIT 1"
)


def waiting_of(row: tuple[Any, ...]) -> Waiting:
    """Return the item of a row of `WAITING`."""
    stream, name, size, media_type, at, times, _ = row
    return Waiting(stream, name, size, media_type, datetime.fromisoformat(at), times)


def select_alike(keys: Iterable[str]) -> tuple[str, list[str]]:
    """Return the query for the cases that share a person key, newest first, and its values."""
    values = sorted(set(keys))
    marks = ", ".join("?" * len(values))
    sql = f"SELECT DISTINCT stream FROM person_key WHERE key IN ({marks}) ORDER BY stream DESC"
    return sql, values


def weighs_on_lists(office: Office) -> tuple[object, ...]:
    """Return what of the office the lists depend on: not who works there, nor its key."""
    return (office.described, office.policy, office.rulebook)


def made_by(rulebook: Rulebook) -> str:
    """Return what lists are made by: a file whose lists were made otherwise gets new ones."""
    maker = {"program": __version__, "form": schema.FORM, "rules": dict(rulebook.versions)}
    return canonical(maker).decode()
