"""Asking the index of words: a query becomes one statement, its rows become findings."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from ikanda_case.app.queries import Findings, FoundCase, FoundDocument, Marked, RegisterLine
from ikanda_case.app.search_words import Condition, Query, Term
from ikanda_case.store.engine import CaseDb
from ikanda_case.store.search_index import ROOM

WEIGHED = 100_000
"""Steps of the engine, some fifteen for a document that holds the words: what takes more is not
weighed, and the newest cases come first."""
_AROUND = 18
"""Words of a document that are given round a hit."""
_START, _END, _CUT = "\x02", "\x03", "…"

_PLACES = {
    "sender": "{sender context}",
    "addressee": "{addressee}",
    "ref": "{ref context}",
    "title": "{title}",
}
_WEIGHED = "rank MATCH 'bm25(4.0, 4.0, 2.0, 8.0, 0.0, 1.0)' AND rank < 0.0"
"""Title, sender, addressee, reference, context, body: the context alone finds nothing."""

_DOCUMENT = "d.id, d.kind, d.place, d.what, d.on_day"
_HITS = ", ".join(f"highlight(search_words, {place}, '{_START}', '{_END}')" for place in range(3))
_MARKED = f"{_HITS}, snippet(search_words, 5, '{_START}', '{_END}', '{_CUT}', {_AROUND})"
_UNMARKED = (
    "search_words.title, search_words.sender, search_words.addressee,"
    " substr(search_words.body, 1, 200)"
)
_FROM_WORDS = "search_words CROSS JOIN search_document d ON d.id = search_words.rowid"
_FROM_CASES = (
    f"register r CROSS JOIN search_document d ON d.id = r.stream << {ROOM}"
    " CROSS JOIN search_words ON search_words.rowid = d.id"
)
_FROM_DOCUMENTS = "search_document d CROSS JOIN search_words ON search_words.rowid = d.id"
_SURROUNDINGS = {
    "r.": f" LEFT JOIN register r ON r.stream = d.id >> {ROOM}",
    "i.": f" LEFT JOIN item i ON i.stream = d.id >> {ROOM}",
}
"""What a condition needs beside the document; nothing is looked up that none asks for."""
_ITEMS = "SELECT stream, name, waiting FROM item WHERE stream IN (SELECT value FROM json_each(?))"
_NOT_WITH = (
    f"d.id >> {ROOM} NOT IN"
    f" (SELECT search_words.rowid >> {ROOM} FROM search_words WHERE search_words MATCH ?)"
)


LinesOf = Callable[[Sequence[int]], Iterable[RegisterLine]]
"""Returns the lines of cases by their streams, each as new as its case."""


def found(db: CaseDb, query: Query, most: int, lines_of: LinesOf) -> Findings:
    """Return what fits, in at most `most` documents, each case with its line."""
    if query.is_empty:
        return Findings()
    weighed = db.rows_within(WEIGHED, *statement(query, most + 1)) if query.terms else None
    rows = db.rows(*statement(query, most + 1, newest_first=True)) if weighed is None else weighed
    documents = _by_stream(rows[:most], marked=bool(query.terms))
    lines = {line.stream: line for line in lines_of(tuple(documents))}
    missing = [stream for stream in documents if stream not in lines]
    items = db.rows(_ITEMS, (json.dumps(missing),)) if missing else ()
    names = {stream: (name, bool(waiting)) for stream, name, waiting in items}
    cases = tuple(
        FoundCase(stream, tuple(each), lines.get(stream), *names.get(stream, ()))
        for stream, each in documents.items()
    )
    newest_first = bool(query.terms) and weighed is None
    return Findings(cases, newest_first=newest_first, more=len(rows) > most)


# ---- the statement -----------------------------------------------------------------------------


@dataclass
class _Where:
    """The clauses of a statement, and their values in the same order."""

    clauses: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, clause: str, *values: Any) -> None:
        self.clauses.append(clause)
        self.values += values


def statement(query: Query, most: int, *, newest_first: bool = False) -> tuple[str, list[Any]]:
    """Return the statement that answers a query, and its values: nothing typed is written in it."""
    where = _Where()
    if query.terms:
        where.add("search_words MATCH ?", matching(query.terms))
        source, columns, order = _FROM_WORDS, _MARKED, "search_words.rowid DESC"
        if not newest_first:
            where.add(_WEIGHED)
            order = "search_words.rank"
    else:
        source, columns, order = _without_words(query, where)
    if query.without:
        where.add(_NOT_WITH, " OR ".join(map(_expression, query.without)))
    for each in query.conditions:
        _narrow(where, each, query.today)
    clauses = " AND ".join(where.clauses)
    for mark, joined in _SURROUNDINGS.items():
        if mark in clauses and f"register {mark[0]} " not in source:
            source += joined
    sql = f"SELECT {_DOCUMENT}, {columns} FROM {source}"
    if clauses:
        sql += f" WHERE {clauses}"
    return f"{sql} ORDER BY {order} LIMIT ?", [*where.values, most]


def _without_words(query: Query, where: _Where) -> tuple[str, str, str]:
    """Return where documents come from that no word asks for: the cases, or those of a kind."""
    kinds = [each for each in query.conditions if each.aspect == "kind" and not each.negated]
    items = any(
        each.aspect == "is" and not each.negated and {"new", "aside"} & {*each.values}
        for each in query.conditions
    )
    if not kinds and not items:
        return _FROM_CASES, _UNMARKED, "r.sort_day, r.stream"
    if not kinds:
        where.add("d.kind = 'message'")
    return _FROM_DOCUMENTS, _UNMARKED, "d.id DESC"


def matching(terms: Iterable[Term]) -> str:
    """Return what FTS5 is to match: every term, each a text of its own that holds no operator."""
    return " AND ".join(map(_expression, terms))


def _expression(term: Term) -> str:
    words = '"' + term.text.replace('"', '""') + '"' + (" *" if term.prefix else "")
    return f"({_PLACES[term.place]} : {words})" if term.place else words


# ---- what cases must be ------------------------------------------------------------------------

_COLUMNS = {
    "language": "r.language",
    "channel": "r.channel",
    "handler": "r.handler",
    "kind": "d.kind",
}
_IS = {
    "open": "r.is_open = 1",
    "closed": "r.is_open = 0",
    "late": "r.is_open = 1 AND r.due < ?",
    "suspended": "r.is_open = 1 AND r.suspended = 1",
    "extended": "r.extended = 1",
    "new": "r.stream IS NULL AND i.waiting = 1",
    "aside": "r.stream IS NULL AND i.waiting = 0",
}
_COMPARED = {sign: f"r.is_open = 1 AND r.due {sign} ?" for sign in ("<", "<=", "=", ">=", ">")}


def _narrow(where: _Where, condition: Condition, today: date) -> None:
    clause, values = _clause(condition, today)
    where.add(f"NOT coalesce(({clause}), 0)" if condition.negated else f"({clause})", *values)


def _clause(condition: Condition, today: date) -> tuple[str, list[str]]:
    values = [*condition.values]
    match condition.aspect:
        case "after":
            return "r.received_on >= ?", values
        case "before":
            return "r.received_on < ?", values
        case "due":
            return _COMPARED[condition.comparison], values
        case "right":
            rights = " OR ".join("instr(r.rights, ?)" for _ in values)
            return rights, [json.dumps(each) for each in values]
        case "is":
            days = [today.isoformat() for each in values if "?" in _IS[each]]
            return " OR ".join(f"({_IS[each]})" for each in values), days
        case aspect:
            marks = ", ".join("?" * len(values))
            return f"{_COLUMNS[aspect]} IN ({marks})", values


# ---- rows --------------------------------------------------------------------------------------


def _by_stream(rows: Iterable[tuple[Any, ...]], *, marked: bool) -> dict[int, list[FoundDocument]]:
    """Return the documents of each stream, in the order the first of each came.

    `marked`: words were looked for. A document that only its context fits is left out.
    """
    found: dict[int, list[FoundDocument]] = {}
    for number, kind, place, what, on, *texts in rows:
        title, sender, addressee, body = texts
        if marked and kind != "case" and not any(_START in text for text in texts):
            continue
        people = next((text for text in (sender, addressee) if _START in text), "")
        document = FoundDocument(
            kind, place, what, _day(on), _marks(title), _marks(people), _marks(body)
        )
        found.setdefault(number >> ROOM, []).append(document)
    return found


def _marks(text: str) -> Marked:
    """Return words on one line, without the signs that stand round the hits."""
    if not text:
        return _NOTHING
    if "\n" in text or "  " in text:
        text = " ".join(text.split())
    if _START not in text:
        return Marked(text)
    before, *pieces = text.split(_START)
    said, marks, length = [before], [], len(before)
    for piece in pieces:
        hit, _, after = piece.partition(_END)
        marks.append((length, length + len(hit)))
        said += (hit, after)
        length += len(piece) - 1
    return Marked("".join(said), tuple(marks))


_NOTHING = Marked("")
_day = lru_cache(4096)(date.fromisoformat)
