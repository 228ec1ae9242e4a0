"""What is asked of the register: which lines fit, in which order, how many, how they stand."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from ikanda_case.app.queries import Order, RegisterFilter
from ikanda_case.domain.people import folded
from ikanda_case.store.lists import LINE, fresh

Query = tuple[str, list[Any]]
"""A statement and its values."""

_FRESH = fresh("register")
_GUARD = f" OR NOT ({_FRESH})"
"""What lets a line through of which nobody knows whether it fits."""
LINES = f"SELECT {LINE}, {_FRESH} FROM register WHERE stream IN (SELECT value FROM json_each(?))"
"""The lines of the streams in a JSON list, in no order."""
DUE_DAYS = (
    "SELECT sort_day, count(*) FROM register INDEXED BY register_open"
    " WHERE is_open = 1 AND due IS NOT NULL AND sort_day <= ? GROUP BY sort_day ORDER BY sort_day"
)

_BY_VALUE: Mapping[Order, tuple[str, tuple[str, ...]]] = {
    "ref": ("register_by_ref", ("substr(ref, 1, 9)", "length(ref)", "ref")),
    "requester": ("register_by_name", ("sort_name", "stream")),
    "received": ("register_by_receipt", ("received_on", "stream")),
}
_BY_DUE = ("sort_day", "stream")
_DUE_INDEX = {None: "register_due", True: "register_open", False: "register_closed"}
CODES: Mapping[Order, str] = {"handler": "handler", "identity": "identity", "step": "next_step"}
"""Orders by a code; the reader's order of codes is none that an index could have."""


def select_lines(wanted: RegisterFilter) -> Query:
    """Return the query for the lines that fit, in their order, but for an order by codes.

    A list is asked for again and again, and its query is kept; what somebody typed never is.
    """
    return _lines(wanted) if wanted.words else _kept_lines(wanted)


def _lines(wanted: RegisterFilter) -> Query:
    return _limited(wanted, *_select(f"{LINE}, {_FRESH}", wanted, *_ordered(wanted)))


_kept_lines = lru_cache(maxsize=64)(_lines)


def select_streams(wanted: RegisterFilter) -> Query:
    """Return the query for their streams, with the code they are ordered by if it is one."""
    code = CODES.get(wanted.order)
    what = f"stream, {code}" if code else "stream"
    return _limited(wanted, *_select(what, wanted, *_ordered(wanted)))


def select_count(wanted: RegisterFilter) -> Query:
    """Return the query for how many lines fit, and how many of them are not fresh."""
    what = f"count(*), {_stale(wanted)}"
    return _select(what, wanted, index_by_due(wanted.is_open), ())


def select_tally(wanted: RegisterFilter, today: date) -> Query:
    """Return the query for the columns of a `Tally` over the open cases that fit.

    A line has a last day only while something is owed. The last column is how many are not fresh.
    """
    wanted = replace(wanted, is_open=True)
    day, soon = today.isoformat(), (today + timedelta(days=3)).isoformat()
    what = (
        "coalesce(sum(due < ?), 0), coalesce(sum(due = ?), 0),"
        " coalesce(sum(due > ? AND due <= ?), 0), coalesce(sum(suspended), 0), min(strict_due),"
        f" {_stale(wanted)}"
    )
    sql, values = _select(what, wanted, _DUE_INDEX[True], ())
    return sql, [day, day, day, soon, *values]


def _stale(wanted: RegisterFilter) -> str:
    """Return the column that counts lines that fit only because nobody knows how they are."""
    asked = any(_GUARD in clause for clause in _fitting(wanted)[0])
    return f"coalesce(sum(NOT ({_FRESH})), 0)" if asked else "0"


def takes_all(wanted: RegisterFilter) -> bool:
    """Return whether every line fits."""
    return not _fitting(wanted)[0]


def index_of(wanted: RegisterFilter) -> str:
    """Return the index by which the lines that fit are found in their order."""
    return _ordered(wanted)[0]


def index_by_due(is_open: bool | None) -> str:
    """Return the index by which lines are counted."""
    return _DUE_INDEX[is_open]


def as_json(streams: Iterable[int]) -> str:
    """Return the value of `LINES`."""
    return json.dumps(list(streams))


def _ordered(wanted: RegisterFilter) -> tuple[str, tuple[str, ...]]:
    return _BY_VALUE.get(wanted.order, (_DUE_INDEX[wanted.is_open], _BY_DUE))


def _select(what: str, wanted: RegisterFilter, index: str, order: tuple[str, ...]) -> Query:
    clauses, values = _fitting(wanted)
    sql = f"SELECT {what} FROM register INDEXED BY {index}"
    if clauses:
        sql += f" WHERE {' AND '.join(clauses)}"
    if order:
        down = " DESC" if wanted.descending and wanted.order not in CODES else ""
        sql += f" ORDER BY {', '.join(each + down for each in order)}"
    return sql, values


def _limited(wanted: RegisterFilter, sql: str, values: list[Any]) -> Query:
    if not wanted.limit or wanted.order in CODES:
        return sql, values
    return f"{sql} LIMIT ?", [*values, wanted.limit]


def _fitting(wanted: RegisterFilter) -> tuple[list[str], list[Any]]:
    """Return what a line must be to fit, and the values in it.

    A line that is not fresh fits whatever it says: it is made anew then, and marked. Of open cases
    the index says what is asked, and that was counted.
    """
    clauses: list[str] = []
    values: list[Any] = []

    def narrow(clause: str, *value: Any) -> None:
        clauses.append(clause)
        values.extend(value)

    def unless_stale(clause: str, *value: Any, in_index: bool = wanted.is_open is True) -> None:
        narrow(clause if in_index else f"({clause}{_GUARD})", *value)

    if wanted.is_open is not None:
        narrow(f"is_open = {int(wanted.is_open)}")  # written out: the partial indexes need it
    if wanted.due_from:
        narrow("sort_day >= ?", wanted.due_from.isoformat())
    if wanted.due_to:
        narrow("sort_day <= ?", wanted.due_to.isoformat())
    if wanted.due_from or wanted.due_to:
        unless_stale("due IS NOT NULL")
    if wanted.right:
        unless_stale("instr(rights, ?)", json.dumps(wanted.right), in_index=False)
    if wanted.suspended is not None:
        unless_stale("suspended = ?", int(wanted.suspended))
    for column, codes in (("identity", wanted.identity), ("next_step", wanted.next_step)):
        if codes:
            unless_stale(f"{column} IN ({', '.join('?' * len(codes))})", *codes)
    if wanted.handler is not None:
        unless_stale("handler = ?", wanted.handler)
    if wanted.received_from:
        unless_stale("received_on >= ?", wanted.received_from.isoformat(), in_index=False)
    for word in folded(wanted.words).split():
        narrow("instr(found_by, ?)", word)
    return clauses, values
