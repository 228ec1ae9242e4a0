"""The search language: what a person typed becomes words to find and what cases must be.

Nothing a person types is an error. What is not understood is looked for as words, and said.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from ikanda_case.app.search_names import ASPECTS, FIELDS, NOBODY, Aspect, Place, bare, values_of
from ikanda_case.domain.numbers import Hit, find_numbers
from ikanda_case.domain.office import Office

MOST_SIGNS = 400
"""Characters of a search that are looked at; nobody types more by hand."""
MOST_TERMS = 12
"""Words of a search that are looked for."""
DOT = "●"
"""Stands for each figure of a number that may not be kept."""
SHORTEST_PREFIX = 2
"""Letters a word must have before it also stands for longer words."""

Comparison = Literal["<", "<=", "=", ">=", ">"]
MisreadCode = Literal[
    "no_word", "star", "value", "cut", "too_many", "national_number", "card_number"
]


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words in this order; accents and capitals make no difference."""

    text: str
    prefix: bool = False
    """It also stands for longer words that begin with it."""
    place: Place | None = None
    """Where it is to be found; None: anywhere."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What a case, or the document in it, must be: one of these values, or none of them."""

    aspect: Aspect
    values: tuple[str, ...]
    """Codes; people's ids; ISO days."""
    comparison: Comparison = "="
    """How the last day stands to the value, for `termijn:`."""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Misread:
    """A part of the search that was not understood."""

    code: MisreadCode
    part: str = ""
    """As typed; empty for a number that may not be kept (rules 3.4)."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for."""

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    """A case with one of these words is left out."""
    conditions: tuple[Condition, ...] = ()
    misread: tuple[Misread, ...] = ()
    today: date = date.min

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.terms or self.without or self.conditions)


@dataclass(frozen=True)
class Names:
    """Whose names the search language knows beside its own: those of the rules and the office."""

    office: Office | None = None

    @cached_property
    def rights(self) -> Mapping[str, str]:
        """The names of the rights in every language, bare, with their ids."""
        known = self.office.rulebook.rights.rights if self.office else {}
        return {
            bare(name): code
            for code, right in known.items()
            for name in (code, *right.short.values())
        }

    @property
    def people(self) -> Iterable[tuple[str, str]]:
        """The ids of colleagues with their names."""
        known = self.office.people.values() if self.office else ()
        return ((person.id, person.name) for person in known)


def parse(text: str, today: date, names: Names) -> Query:
    """Return what `text` asks for. Any text will do; the last word also stands for longer ones."""
    clean, misread = _cut_numbers(_clean(text))
    if len(clean) > MOST_SIGNS:
        misread.append(Misread("cut"))
        clean = clean[:MOST_SIGNS]
    query = Query(misread=tuple(misread), today=today)
    for piece in _pieces(clean):
        query = _with(query, piece, names)
    return _limited(query)


def without_numbers(text: str) -> str:
    """Return a search as it may be shown and kept: national and card numbers are dots in it.

    Rules 3.4(c). A number that signs without ink keep apart is one too.
    """
    hits = _numbers(text)
    if not hits:
        clean = _clean(text)
        hits = _numbers(clean)
        text = clean if hits else text
    hidden = {place for hit in hits for place in range(hit.start, hit.end)}
    return "".join(
        DOT if place in hidden and sign.isalnum() else sign for place, sign in enumerate(text)
    )


def refused(text: str) -> tuple[Misread, ...]:
    """Return what to say of the numbers in a search that are neither looked for nor kept."""
    return tuple(_cut_numbers(_clean(text))[1])


def _numbers(text: str) -> tuple[Hit, ...]:
    if not any(map(str.isdecimal, text)):
        return ()
    return tuple(hit for hit in find_numbers(text) if hit.kind != "iban")


def _cut_numbers(text: str) -> tuple[str, list[Misread]]:
    hits = _numbers(text)
    for hit in reversed(hits):
        text = f"{text[: hit.start]} {text[hit.end :]}"
    codes: dict[str, MisreadCode] = {"national": "national_number", "card": "card_number"}
    return text, [Misread(code) for code in dict.fromkeys(codes[hit.kind] for hit in hits)]


# ---- pieces ------------------------------------------------------------------------------------

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_PIECE = re.compile(
    r"""(?P<minus>-?)
        (?:(?P<field>[^\W\d_]{1,20}):(?=[^\s:/]))?
        (?:"(?P<phrase>[^"]*)(?P<end>"?) | (?P<word>[^\s"]+))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One word, phrase or field as it was typed."""

    raw: str
    field: str
    text: str
    negated: bool
    quoted: bool
    last: bool
    """Nothing follows it, not even a space: it may still be being typed."""


def _clean(text: str) -> str:
    """Return text on one line without signs that cannot be seen or that stand for nothing."""
    signs = (
        " " if kind in ("Cc", "Zs", "Zl", "Zp") or sign == DOT else sign
        for sign in text[: 4 * MOST_SIGNS]
        if (kind := unicodedata.category(sign)) not in ("Cf", "Cs", "Cn")
    )
    return unicodedata.normalize("NFC", "".join(signs)).translate(_QUOTES)


def _pieces(text: str) -> Iterator[_Piece]:
    for found in _PIECE.finditer(text):
        word = found["word"]
        yield _Piece(
            raw=found[0],
            field=found["field"] or "",
            text=found["phrase"] if word is None else word,
            negated=bool(found["minus"]),
            quoted=word is None,
            last=found.end() == len(text) and not found["end"],
        )


def _with(query: Query, piece: _Piece, names: Names) -> Query:
    if piece.last and piece.text.endswith(":") and bare(piece.text) in FIELDS:
        return query  # its value is still to come
    known = FIELDS.get(bare(piece.field)) if piece.field else None
    if known is None:
        whole = f"{piece.field}:{piece.text}" if piece.field else piece.text
        return _with_words(query, replace(piece, text=whole), None)
    if known in ASPECTS:
        condition = _condition(known, piece, query.today, names)  # type: ignore[arg-type]
        if condition is not None:
            return replace(query, conditions=(*query.conditions, condition))
        misread = Misread("value", piece.raw)
        query = replace(query, misread=(*query.misread, misread))
        return _with_words(query, replace(piece, text=f"{piece.field} {piece.text}"), None)
    return _with_words(query, piece, known)  # type: ignore[arg-type]


# ---- words -------------------------------------------------------------------------------------


def _with_words(query: Query, piece: _Piece, place: Place | None) -> Query:
    starred = piece.text.endswith("*") and not piece.quoted
    text = piece.text.rstrip("*") if starred else piece.text
    found = query.misread
    if "*" in text and not piece.quoted:
        found = (*found, Misread("star", piece.raw))
    if not _has_word(text):
        if any(unicodedata.category(sign)[0] == "S" for sign in text) or starred:
            found = (*found, Misread("no_word", piece.raw))
        return replace(query, misread=found)
    grows = starred or (piece.last and not piece.negated)
    term = Term(text.replace("*", " ").strip(), grows and _letters(text) >= SHORTEST_PREFIX, place)
    query = replace(query, misread=found)
    if piece.negated:
        return replace(query, without=(*query.without, term))
    return replace(query, terms=(*query.terms, term))


def _has_word(text: str) -> bool:
    return any(_is_part_of_word(sign) for sign in text)


def _letters(text: str) -> int:
    """Return how many letters the last word has."""
    count = 0
    for sign in reversed(text.rstrip()):
        if not _is_part_of_word(sign):
            break
        count += 1
    return count


def _is_part_of_word(sign: str) -> bool:
    """Tell whether the index keeps a sign: letters and figures of any script."""
    return unicodedata.category(sign)[0] in "LN"


def _limited(query: Query) -> Query:
    if len(query.terms) + len(query.without) <= MOST_TERMS:
        return query
    return replace(
        query,
        terms=query.terms[:MOST_TERMS],
        without=query.without[: max(0, MOST_TERMS - len(query.terms))],
        misread=(*query.misread, Misread("too_many")),
    )


# ---- what cases must be ------------------------------------------------------------------------

_DAYS = re.compile(r"(<=|>=|[<>=]?)\s*(\d{1,4})\s*([a-z]?)", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_BELGIAN = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_WEEK_LETTERS = "ws"
_DAY_LETTERS = ("", "d", "j", "t")


def _condition(aspect: Aspect, piece: _Piece, today: date, names: Names) -> Condition | None:
    """Return the condition a field states, None when its value says nothing."""
    if aspect in ("after", "before"):
        day = _day(piece.text)
        return Condition(aspect, (day.isoformat(),), negated=piece.negated) if day else None
    if aspect == "due":
        return _due(piece, today)
    asked = [each for each in piece.text.split(",") if bare(each)]
    found = [_codes(aspect, each, names) for each in asked]
    if not found or not all(found):
        return None
    codes = tuple(dict.fromkeys(code for each in found for code in each))
    return Condition(aspect, codes, negated=piece.negated)


def _codes(aspect: Aspect, value: str, names: Names) -> tuple[str, ...]:
    """Return the codes of a value: of the name itself, else of every name that begins so."""
    wanted = bare(value)
    if aspect == "handler":
        nobody = [""] if wanted in NOBODY else []
        people = [each for each, name in names.people if wanted in bare(f"{name} {each}")]
        return (*nobody, *people)
    known = names.rights if aspect == "right" else values_of(aspect)
    if wanted in known:
        return (known[wanted],)
    return tuple(_beginning_with(wanted, known))


def _beginning_with(wanted: str, known: Mapping[str, str]) -> Iterable[str]:
    return dict.fromkeys(code for name, code in known.items() if name.startswith(wanted))


def _due(piece: _Piece, today: date) -> Condition | None:
    found = _DAYS.fullmatch(piece.text.strip())
    if not found:
        return None
    number, unit = int(found[2]), found[3].lower()
    if unit not in (*_DAY_LETTERS, *_WEEK_LETTERS):
        return None
    day = today + timedelta(days=number * (7 if unit and unit in _WEEK_LETTERS else 1))
    comparison: Comparison = found[1] or "="  # type: ignore[assignment]
    return Condition("due", (day.isoformat(),), comparison, piece.negated)


def _day(text: str) -> date | None:
    """Return the day a text says; of a year or a month the first."""
    iso, belgian = _ISO.fullmatch(text.strip()), _BELGIAN.fullmatch(text.strip())
    try:
        if iso:
            return date(int(iso[1]), int(iso[2] or 1), int(iso[3] or 1))
        return date(int(belgian[3]), int(belgian[2]), int(belgian[1])) if belgian else None
    except ValueError:
        return None
