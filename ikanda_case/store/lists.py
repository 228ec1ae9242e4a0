"""The lists made from the journal: register, items taken in, persons, references."""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from ikanda_case import __version__
from ikanda_case.app.queries import RegisterFilter, RegisterLine, RowLine, Waiting, register_line
from ikanda_case.domain.case import Case
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.journal import canonical
from ikanda_case.domain.office import Office
from ikanda_case.domain.people import folded
from ikanda_case.domain.rulebook import Rulebook
from ikanda_case.store.engine import CaseDb

_REFERENCE = re.compile(r"AVG-(\d{4})-(\d{1,9})", re.ASCII)

_LINE = (
    "stream, ref, state, is_open, received_on, due, strict_due, suspended, extended, rights,"
    " handler, identity, next_step, next_step_by, blocker, language, channel, requester, subject,"
    " error, found_by, keys"
)
_SAVE_LINE = (
    f"INSERT INTO register ({_LINE}, sort_day, as_of)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
ALL_LINES = f"SELECT {_LINE}, sort_day, as_of FROM register"
_ITEM = "stream, sha256, name, size, media_type, taken_in_at, times, waiting, as_of"
_SAVE_ITEM = f"INSERT OR REPLACE INTO item ({_ITEM}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
ALL_ITEMS = f"SELECT {_ITEM} FROM item"
_SAVE_REFERENCE = (
    "INSERT INTO reference VALUES (?, ?)"
    " ON CONFLICT (year) DO UPDATE SET last = max(last, excluded.last)"
)


# ---- writing -----------------------------------------------------------------------------------


def save(db: CaseDb, case: Case, office: Office) -> None:
    """Put an item or case into every list it belongs to, in place of what stood there.

    InputError("reference_taken", ref): another case has that reference.
    """
    as_of = case.entries[-1].n
    if case.taken_in:
        db.run(_SAVE_ITEM, item_row(case, as_of))
    if case.opened:
        _save_line(db, register_line(case, office), as_of)


def item_row(case: Case, as_of: int) -> tuple[Any, ...]:
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
        int(case.state == "NEW"),
        as_of,
    )


def line_row(line: RegisterLine, as_of: int) -> tuple[Any, ...]:
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
        canonical(line.keys).decode(),
        line.sort_day.isoformat(),
        as_of,
    )


def _save_line(db: CaseDb, line: RegisterLine, as_of: int) -> None:
    db.run("DELETE FROM register WHERE stream = ?", (line.stream,))
    if db.value(BY_REF, (line.ref,)) is not None:
        raise InputError("reference_taken", ref=line.ref)
    db.run(_SAVE_LINE, line_row(line, as_of))
    db.run("DELETE FROM person_key WHERE stream = ?", (line.stream,))
    for key in line.keys:
        db.run("INSERT INTO person_key VALUES (?, ?)", (key, line.stream))
    known = _REFERENCE.fullmatch(line.ref)
    if known:
        db.run(_SAVE_REFERENCE, (int(known[1]), int(known[2])))


def highest_reference(year: int, lines: Iterable[tuple[Any, ...]]) -> int:
    """Return the highest number of a year among rows of `ALL_LINES`, 0 without one."""
    known = (_REFERENCE.fullmatch(row[1]) for row in lines)
    return max((int(each[2]) for each in known if each and int(each[1]) == year), default=0)


def clear(db: CaseDb) -> None:
    """Empty every list that can be made anew; given-out references stay given out."""
    for table in ("register", "person_key", "item"):
        db.run(f"DELETE FROM {table}")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


# ---- reading -----------------------------------------------------------------------------------


def select_lines(wanted: RegisterFilter) -> tuple[str, list[Any]]:
    """Return the query for the lines that fit, earliest due first, and its values."""
    where: list[str] = []
    values: list[Any] = []

    def narrow(clause: str, *value: Any) -> None:
        where.append(clause)
        values.extend(value)

    if wanted.is_open is not None:
        narrow(f"is_open = {int(wanted.is_open)}")  # written out: the partial indexes need it
    if wanted.due_from:
        narrow("sort_day >= ? AND due IS NOT NULL", wanted.due_from.isoformat())
    if wanted.due_to:
        narrow("sort_day <= ? AND due IS NOT NULL", wanted.due_to.isoformat())
    if wanted.right:
        narrow("instr(rights, ?)", json.dumps(wanted.right))
    if wanted.suspended is not None:
        narrow("suspended = ?", int(wanted.suspended))
    if wanted.identity:
        marks = ", ".join("?" * len(wanted.identity))
        narrow(f"identity IN ({marks})", *wanted.identity)
    if wanted.handler is not None:
        narrow("handler = ?", wanted.handler)
    if wanted.received_from:
        narrow("received_on >= ?", wanted.received_from.isoformat())
    for word in folded(wanted.words).split():
        narrow("instr(found_by, ?)", word)
    sql = (
        f"SELECT {_LINE}, as_of IS (SELECT n FROM state WHERE state.stream = register.stream)"
        f" FROM register{' WHERE ' if where else ''}{' AND '.join(where)}"
        " ORDER BY sort_day, stream"
    )
    if wanted.limit:
        sql += " LIMIT ?"
        values.append(wanted.limit)
    return sql, values


def select_some(streams: Sequence[int]) -> tuple[str, list[str]]:
    """Return the query for the lines of these cases, in no order, and its value."""
    sql = (
        f"SELECT {_LINE}, as_of IS (SELECT n FROM state WHERE state.stream = register.stream)"
        " FROM register WHERE stream IN (SELECT value FROM json_each(?))"
    )
    return sql, [json.dumps(streams)]


def line_of(row: tuple[Any, ...]) -> RegisterLine:
    """Return the line of a row of `select_lines`."""
    return RegisterLine(
        stream=row[0],
        ref=row[1],
        state=row[2],
        is_open=bool(row[3]),
        received_on=date.fromisoformat(row[4]),
        due=_day(row[5]),
        strict_due=_day(row[6]),
        suspended=bool(row[7]),
        extended=bool(row[8]),
        rows=_rows(row[9]),
        handler=row[10],
        identity=row[11],
        next_step=row[12],
        next_step_by=_day(row[13]),
        blocker=row[14],
        language=row[15],
        channel=row[16],
        requester=row[17],
        subject=row[18],
        error=row[19],
        found_by=row[20],
        keys=tuple(json.loads(row[21])),
    )


@lru_cache(4096)  # a long list names few days, and names each of them often
def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@lru_cache(4096)
def _rows(text: str) -> tuple[RowLine, ...]:
    return tuple(
        RowLine(right, _day(due), _day(strict), done)
        for right, due, strict, done in json.loads(text)
    )


WAITING = (
    "SELECT stream, name, size, media_type, taken_in_at, times,"
    " as_of IS (SELECT n FROM state WHERE state.stream = item.stream)"
    " FROM item WHERE waiting = 1 ORDER BY stream DESC"
)
BY_BYTES = "SELECT min(stream) FROM item WHERE sha256 = ?"
BY_REF = "SELECT stream FROM register WHERE ref = ?"
LAST_REFERENCE = "SELECT last FROM reference WHERE year = ?"
STREAMS = "SELECT stream FROM state WHERE stream > 0 ORDER BY stream"
LAST_STREAM = "SELECT max(stream) FROM state"


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
    return canonical({"program": __version__, "rules": dict(rulebook.versions)}).decode()
