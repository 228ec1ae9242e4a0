"""Searching without an index: every document of every case, word by word."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ikanda_case.app.queries import (
    Findings,
    FoundCase,
    FoundDocument,
    Marked,
    RegisterLine,
)
from ikanda_case.app.search_documents import Document, FilePart, documents_of
from ikanda_case.app.search_words import Condition, Query, Term
from ikanda_case.domain.case import Case
from ikanda_case.domain.people import folded

COLUMNS = {
    None: ("title", "sender", "addressee", "ref", "context", "body"),
    "sender": ("sender", "context"),
    "addressee": ("addressee",),
    "ref": ("ref", "context"),
    "title": ("title",),
}
OWN = ("title", "sender", "addressee", "ref", "body")


@dataclass(frozen=True)
class Searched:
    """One case with what a search needs of it."""

    case: Case
    line: RegisterLine | None
    parts_of: Callable[[str], tuple[FilePart, ...]]

    def documents(self) -> Iterable[Document]:
        return documents_of(self.case, self.parts_of)

    def words(self, document: Document, column: str) -> list[str]:
        text = getattr(document, column)
        if column == "body" and not text and document.sha256:
            parts = {each.part: each.text for each in self.parts_of(document.sha256)}
            text = parts.get(document.part, "")
        return tokens(text)


def found(cases: Iterable[Searched], query: Query, most: int) -> Findings:
    """Return every fitting document of every case, the newest cases first."""
    if query.is_empty:
        return Findings()
    kinds = ("case",) if not query.terms else ()
    for each in query.conditions:
        if each.negated:
            continue
        if each.aspect == "kind":
            kinds = ()
            break
        if each.aspect == "is" and {"new", "aside"} & {*each.values} and not query.terms:
            kinds = ("message",)
    made = []
    for each in reversed([*cases]):
        documents = [_shown(d) for d in _fitting(each, query, kinds)]
        if documents:
            taken = each.case.taken_in
            name = taken.name if taken and not each.line else ""
            waiting = not each.line and each.case.state == "NEW"
            made.append(FoundCase(each.case.id, tuple(documents), each.line, name, waiting))
    if kinds == ("case",):
        made.sort(key=lambda each: (each.line.sort_day if each.line else date.max, each.stream))
    return Findings(tuple(made)[:most])


def _fitting(each: Searched, query: Query, kinds: tuple[str, ...]) -> Iterable[Document]:
    documents = [*each.documents()]
    if any(_holds(each, d, term) for term in query.without for d in documents):
        return
    for document in documents:
        if kinds and document.kind not in kinds:
            continue
        if not all(_holds(each, document, term) for term in query.terms):
            continue
        if query.terms and not any(_holds(each, document, t, own=True) for t in query.terms):
            continue
        if all(_is(each, document, c, query.today) != c.negated for c in query.conditions):
            yield document


def _holds(each: Searched, document: Document, term: Term, *, own: bool = False) -> bool:
    wanted = tokens(term.text)
    for column in COLUMNS[term.place]:
        if own and column not in OWN:
            continue
        words = each.words(document, column)
        for at in range(len(words) - len(wanted) + 1):
            piece = words[at : at + len(wanted)]
            if term.prefix:
                if piece[:-1] == wanted[:-1] and piece[-1].startswith(wanted[-1]):
                    return True
            elif piece == wanted:
                return True
    return False


def _is(each: Searched, document: Document, condition: Condition, today: date) -> bool:
    line, values = each.line, condition.values
    if condition.aspect == "kind":
        return document.kind in values
    if condition.aspect == "is":
        return any(_state(each, value, today) for value in values)
    if line is None:
        return False
    match condition.aspect:
        case "right":
            return any(row.right in values for row in line.rows)
        case "after":
            return line.received_on >= date.fromisoformat(values[0])
        case "before":
            return line.received_on < date.fromisoformat(values[0])
        case "due":
            return line.is_open and line.due is not None and _compared(line.due, condition)
        case aspect:
            return getattr(line, aspect) in values


def _compared(due: date, condition: Condition) -> bool:
    other = date.fromisoformat(condition.values[0])
    return {
        "<": due < other,
        "<=": due <= other,
        "=": due == other,
        ">=": due >= other,
        ">": due > other,
    }[condition.comparison]


def _state(each: Searched, value: str, today: date) -> bool:
    line = each.line
    if value in ("new", "aside"):
        return line is None and (each.case.state == "NEW") == (value == "new")
    if line is None:
        return False
    return {
        "open": line.is_open,
        "closed": not line.is_open,
        "late": line.is_open and line.due is not None and line.due < today,
        "suspended": line.is_open and line.suspended,
        "extended": line.extended,
    }[value]


def _shown(document: Document) -> FoundDocument:
    return FoundDocument(
        document.kind,
        document.place,
        document.what,
        document.day,
        Marked(document.title),
        Marked(document.sender or document.addressee),
        Marked(document.body[:200]),
    )


def tokens(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return re.findall(r"[^\W_]+", folded(text))
