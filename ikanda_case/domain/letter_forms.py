"""What a letter kind is made of: clauses, the template they form, and what is put in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["nl", "fr", "en", "de"]
LANGUAGES: tuple[Language, ...] = ("nl", "fr", "en", "de")
Addressee = Literal["requester", "recipient", "processor", "controller", "authority"]
"""Whom a letter is written to: the requester, or somebody in the matter of her request."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a letter text.

    A `listing` has one item a line; a line `[rights]` stands for the lines of that listing.
    The text of a `free` clause is a proposal which the drafter's own words replace.
    """

    id: str
    kind: Literal["heading", "text", "box", "listing", "fixed", "free"]
    text: str
    when: str = ""
    """Conditions joined by `and`, each may have `not` before it; empty: always."""
    article: str = ""
    """The rule that wants this clause, without the name of the act."""
    required: bool = True
    """False: the clause falls away when a slot of it is empty, instead of stopping the letter."""
    label: str = ""
    """Its name in the list of mandatory contents; empty: not on that list."""
    numbered: bool = False
    """A listing with numbers."""
    note: bool = False
    """Printed small; at the end of the letter, under the signature."""
    fixed: bool = False
    """A block of rules 5.3, word for word: the office cannot change it."""
    part: bool = False
    """Composed once for each right when the letter answers several."""


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """One letter kind in one language (rules 5.2)."""

    kind: str
    language: Language
    version: int
    name: str
    title: str
    salutation: str
    closing: str
    clauses: tuple[Clause, ...]
    answers: frozenset[str] = frozenset()
    """`right`: answers a right; `data`: carries personal data (S6); `remedy`: must name complaint
    and court (GDPR Art. 12(4)); `date`: tells a date that is kept in its entry (rules 4)."""
    titles: tuple[tuple[str, str], ...] = ()
    """Other titles, as condition and title; the first that holds is taken."""
    salutation_unknown: str = ""
    """The salutation when the name is not known."""
    title_several: str = ""
    """The title of a letter for several rights; empty: as for one."""
    to: Addressee = "requester"
    standing: Mapping[str, str] = field(default_factory=dict)
    """Fields whose value stands with the texts: the supervisory authority in this language."""
    change: int = 0
    """Which change by the office this is; 0 for the text as it ships."""

    @property
    def edition(self) -> str:
        """Return the version a letter rests on: the shipped one, and the office's change of it."""
        return f"{self.version}+{self.change}" if self.change else str(self.version)

    @property
    def answers_a_right(self) -> bool:
        return "right" in self.answers

    @property
    def carries_personal_data(self) -> bool:
        return "data" in self.answers

    @property
    def needs_remedy(self) -> bool:
        return "remedy" in self.answers

    @property
    def tells_a_date(self) -> bool:
        return "date" in self.answers

    @property
    def to_others(self) -> bool:
        return self.to != "requester"

    @property
    def parts(self) -> tuple[Clause, ...]:
        """Return the clauses composed once for each right when the letter answers several."""
        return tuple(clause for clause in self.clauses if clause.part)


@dataclass(frozen=True, slots=True)
class Filling:
    """What the drafter puts in: all of it plain text, printed as it is."""

    fields: Mapping[str, str] = field(default_factory=dict)
    listings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    free: Mapping[str, str] = field(default_factory=dict)
    """Own words for free clauses by their id; `title` gives the letter its own title."""
    conditions: frozenset[str] = frozenset()
    parts: tuple["RightPart", ...] = ()
    """One for each right, in the order of the letter; none: the letter answers one right."""


@dataclass(frozen=True, slots=True)
class RightPart:
    """What a letter for several rights says of one of them."""

    right: str
    name: str
    """The right as a letter names it, article included: the heading of its part."""
    short: str
    """The right in one or two words, for lists."""
    clauses: tuple[Clause, ...]
    filling: Filling
    """As for a letter on this right alone."""


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing the letter still needs; `field` is a field, a listing or a free clause.

    In a letter for several rights clause and field are named with their right: `ground.ERASE`.
    """

    clause_id: str
    code: Literal["field_missing", "text_missing"]
    field: str
    article: str
    part: str = ""
    """The right whose part needs it, in one or two words."""


@dataclass(frozen=True, slots=True)
class Content:
    """One line of the list of mandatory contents."""

    clause_id: str
    label: str
    article: str
    done: bool
    part: str = ""
    """The right whose part must have it, in one or two words."""
