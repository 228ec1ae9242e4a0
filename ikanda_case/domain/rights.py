"""The request types of the desk and the grounds each may be refused on (rules 1.1, 1.3, 1.4)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from ikanda_case.domain.errors import InputError

Need = Literal["E", "4E", "B", "counsel"]
"""Evidence note, second person, written balancing, the lawyer (rules 1.3)."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What follows from a right beside the answer; `text` by language."""

    code: str
    article: str
    text: Mapping[str, str]


Per = Literal["", "recipient", "processor", "marketing"]


@dataclass(frozen=True, slots=True)
class FollowOnType:
    """What must be done after a right was carried out, before the case may close (S12)."""

    code: str
    article: str
    per: Per
    """One for each such recipient of the data map; empty: one."""
    within: str
    """The policy that counts its working days; empty: no day of its own."""
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RightType:
    """One type of request (rules 1.1)."""

    id: str
    article: str
    """Article of the GDPR without its name, such as 21(1); several are parted by commas."""
    short: Mapping[str, str]
    """One or two words for lists, by language."""
    name: Mapping[str, str]
    """The name as a letter says it, article included, by language."""
    answer_rule: str
    """Rule of the clock for the answer; `hand`: a person types the date of the authority."""
    effect_rule: str
    """Rule of the clock for stopping the processing; empty when the answer is all."""
    refusable: bool
    """False where the law knows no refusal; listed grounds are then only closing codes."""
    grounds: tuple[str, ...]
    """Codes that may be chosen for this type, and no others (rules 1.4)."""
    needs_identity: bool
    """Identity must be settled before the answer; where there is no doubt, nothing is asked."""
    extendable: bool
    """Two further months are possible (GDPR Art. 12(3))."""
    house_rule: str = ""
    """Rule of the clock for the office's own aim: policy, never law."""
    limits: Mapping[str, str] = field(default_factory=dict)
    """What a ground reaches for this type only: `copy_only`, `part_only`, `counsel`, ..."""
    limitations: tuple[str, ...] = ()
    """Limits of the answer that are no grounds, such as RECIPIENT_UNKNOWN."""
    duties: tuple[str, ...] = ()
    follow_ons: tuple[str, ...] = ()
    """What is tracked after it is carried out, by code (S12)."""
    answer_by_law: bool = True
    """False where the day of the answer is the office's own policy."""

    @property
    def marketing_is_absolute(self) -> bool:
        """Return whether it stops marketing: no identity, no balancing, no fee (Art. 21(3))."""
        return self.effect_rule.startswith("optout")


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground of refusal or limitation (rules 1.3); G06 is the measure FEE, no ground."""

    code: str
    article: str
    title: Mapping[str, str]
    """The ground as a letter words it, by language."""
    needs: frozenset[Need]
    limit: Mapping[str, str] = field(default_factory=dict)
    """What the person who chooses it must know, by language."""
    articles: Mapping[str, str] = field(default_factory=dict)
    """Another article where the right decides it, by right."""
    measure: bool = False
    evidence: tuple[str, ...] = ()
    """What must be noted, by name, before it may be used (need E)."""

    def article_for(self, right: str) -> str:
        """Return the article that carries this ground against that right."""
        return self.articles.get(right, self.article)


@dataclass(frozen=True, slots=True)
class RightsTable:
    """Every request type and ground, with the version that told dates rest on."""

    version: str
    rights: Mapping[str, RightType]
    grounds: Mapping[str, Ground]
    not_marketing: Mapping[str, RightType] = field(default_factory=dict)
    """The form a type takes when it is not about marketing (OPTOUT_PROFILE)."""
    duties: Mapping[str, Duty] = field(default_factory=dict)
    follow_ons: Mapping[str, FollowOnType] = field(default_factory=dict)

    def form(self, id: str, *, meant: str = "", marketing: bool = True) -> RightType:
        """Return the form a right takes in a case.

        Data of a child take the form of the right that is meant, with the grounds of both; a
        profile that serves no marketing is an objection.
        """
        own = self.right(id, marketing=marketing)
        if id != "CHILD_DATA" or not meant:
            return own
        wanted = self.right(meant, marketing=marketing)
        grounds = self.allowed(id, meant=meant)
        duties = tuple(dict.fromkeys((*wanted.duties, *own.duties)))
        return replace(wanted, id=id, grounds=grounds, duties=duties, short=own.short)

    def right(self, id: str, *, marketing: bool = True) -> RightType:
        """Return a type; InputError("unknown_right") when the table has none of that id."""
        if id not in self.rights:
            raise InputError("unknown_right", right=id)
        if not marketing and id in self.not_marketing:
            return self.not_marketing[id]
        return self.rights[id]

    def ground(self, code: str) -> Ground:
        """Return a ground; InputError("unknown_ground") when the table has none of that code."""
        if code not in self.grounds:
            raise InputError("unknown_ground", ground=code)
        return self.grounds[code]

    def allowed(self, id: str, *, marketing: bool = True, meant: str = "") -> tuple[str, ...]:
        """Return the grounds that may be chosen, in order (rules 1.4).

        `meant` is the right that data of a child are asked under: its grounds come first.
        """
        own = self.right(id, marketing=marketing).grounds
        others = self.right(meant).grounds if id == "CHILD_DATA" and meant else ()
        return tuple(dict.fromkeys((*others, *own)))

    def needs(self, id: str, code: str) -> frozenset[Need]:
        """Return what a ground needs when it is used against that right (rules 1.3, 1.4)."""
        needs = self.ground(code).needs
        counsel = self.right(id).limits.get(code) == "counsel"
        return needs | {"counsel"} if counsel else needs


_PART = re.compile(r"(\d+)((?:\([^()]+\))*)")
_ACTS = {"nl": "AVG", "fr": "du RGPD", "en": "GDPR", "de": "DSGVO"}
_WORDS = {
    "nl": ("artikel", "artikelen", "en"),
    "fr": ("article", "articles", "et"),
    "en": ("Article", "Articles", "and"),
}


def cited(article: str, language: str) -> str:
    """Return articles of the GDPR as a letter cites them.

    `17(3)(b)` becomes "artikel 17(3)(b) AVG", in German "Artikel 17 Absatz 3 Buchstabe b DSGVO";
    several, parted by commas, are joined with "and". An empty text stays empty.
    """
    parts = [part.strip() for part in article.split(",") if part.strip()]
    if not parts:
        return ""
    if language == "de":
        return f"{_joined([_german(part) for part in parts], 'und')} {_ACTS['de']}"
    one, several, conjunction = _WORDS[language]
    word = one if len(parts) == 1 else several
    return f"{word} {_joined(parts, conjunction)} {_ACTS[language]}"


def _joined(parts: list[str], conjunction: str) -> str:
    *first, last = parts
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def _german(part: str) -> str:
    match = _PART.fullmatch(part)
    if match is None:
        return f"Artikel {part}"
    words = [f"Artikel {match[1]}"]
    for piece in re.findall(r"\(([^()]+)\)", match[2]):
        words.append(f"{'Absatz' if piece.isdecimal() else 'Buchstabe'} {piece}")
    return " ".join(words)
