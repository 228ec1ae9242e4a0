"""What an answer must not get wrong, because requesters and their tools look for just that.

A lint over a finished letter: each finding is a sentence to look at again, with what to do. It
reads the drafter's own words; the shipped texts around them are held to the rules by their tests.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ikanda_case.domain.answer_words import (
    BIRTH,
    CITED,
    COMMON,
    EMAIL,
    EXCESSIVE,
    FORM,
    LATE,
    OF_A_COMPLAINT,
    TELEPHONE,
)
from ikanda_case.domain.asking import asks_for, asks_for_secret, sentences

AnswerCode = Literal[
    "answer_asks_more_identity",
    "answer_insists_on_form",
    "answer_other_language",
    "answer_other_right",
    "answer_calls_excessive",
    "answer_late_unsaid",
    "answer_data_unverified",
    "answer_other_address",
    "answer_other_person",
]
ARTICLES: Mapping[str, frozenset[int]] = {
    "ACCESS": frozenset({15, 22}),
    "RECTIFY": frozenset({16, 18, 19}),
    "ERASE": frozenset({17, 18, 19, 21}),
    "RESTRICT": frozenset({18, 19, 21}),
    "PORT": frozenset({15, 17, 20}),
    "OBJECT": frozenset({17, 18, 19, 21}),
    "OPTOUT_DM": frozenset({21}),
    "OPTOUT_PROFILE": frozenset({21, 22}),
    "ADM": frozenset({15, 22}),
    "CONSENT_WD": frozenset({17, 19}),
    "RECIPIENTS": frozenset({15, 19}),
}
"""Articles 15 to 22 that an answer on a right may cite: its own and those that follow from it."""
_LEAST_WORDS = 12
"""A shorter text is not enough to tell its language by."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What the checks must know of the case; the defaults find nothing."""

    own_words: tuple[str, ...] = ()
    """What the drafter wrote: fields and free clauses, as printed."""
    language: str = "nl"
    rung: str = ""
    """The rung of the open question about identity; L4 and L5 may be shown or copied."""
    identity_settled: bool = True
    articles: frozenset[int] = frozenset()
    """Articles 15 to 22 that a letter of these rights may cite; empty: any."""
    abuse_ground: bool = False
    """The decision rests on G03, G04 or G05, so that the word is the ground's own."""
    late: bool = False
    """It answers a right after its last day."""
    says_late: bool = False
    """The kind itself apologises (L17)."""
    known_contacts: frozenset[str] = frozenset()
    """E-mail addresses and digits of telephone numbers that may stand in any letter of ours."""
    address_verified: bool = True
    others: frozenset[str] = frozenset()
    """Names and e-mail addresses of other cases that stand in the own words."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A finding within the words of one place: its code, start and end."""

    code: AnswerCode
    start: int
    end: int


def articles_of(rights: Iterable[str]) -> frozenset[int]:
    """Return the articles that a letter on these rights may cite; empty when any may be."""
    listed = [ARTICLES.get(right) for right in rights]
    known = [each for each in listed if each]
    return frozenset().union(*known) if known and len(known) == len(listed) else frozenset()


def spots(words: str, facts: AnswerFacts) -> Iterator[Spot]:
    """Yield what is wrong in the own words within one place of a letter."""
    for own in facts.own_words:
        start = words.find(own) if own else -1
        if start < 0:
            continue
        for spot in _of_own(own, facts):
            yield Spot(spot.code, start + spot.start, start + spot.end)


def of_whole(all_words: str, facts: AnswerFacts) -> Iterator[AnswerCode]:
    """Yield what is wrong with the letter as a whole."""
    if facts.late and not facts.says_late and not LATE.search(all_words):
        yield "answer_late_unsaid"
    if not facts.address_verified:
        yield "answer_other_address"


def _of_own(own: str, facts: AnswerFacts) -> Iterator[Spot]:
    if facts.rung not in ("L4", "L5"):
        yield from (Spot("answer_asks_more_identity", *each) for each in asks_for_secret(own))
    for start, end in asks_for(own, FORM):
        if not OF_A_COMPLAINT.search(own[start:end]):
            yield Spot("answer_insists_on_form", start, end)
    if not facts.abuse_ground:
        yield from _found("answer_calls_excessive", EXCESSIVE, own)
    if facts.articles:
        for match in CITED.finditer(own):
            if int(match[1]) not in facts.articles:
                yield Spot("answer_other_right", match.start(), match.end())
    if language_of(own) not in ("", facts.language):
        yield Spot("answer_other_language", 0, len(own))
    if not facts.identity_settled:
        yield from _data(own, facts.known_contacts)
    yield from _others(own, facts.others)


def _found(code: AnswerCode, pattern: re.Pattern[str], own: str) -> Iterator[Spot]:
    """Yield the sentences in which a pattern stands."""
    for start, end in sentences(own):
        if pattern.search(own[start:end]):
            yield Spot(code, start, end)


def _data(own: str, known: frozenset[str]) -> Iterator[Spot]:
    """Yield contact data and days of birth of somebody in a letter that must hold none yet."""
    for match in EMAIL.finditer(own):
        if match[0].casefold() not in known:
            yield Spot("answer_data_unverified", match.start(), match.end())
    for match in TELEPHONE.finditer(own):
        digits = "".join(sign for sign in match[0] if sign.isdigit())
        if len(digits) >= 9 and not any(each.endswith(digits[-8:]) for each in known):
            yield Spot("answer_data_unverified", match.start(), match.end())
    yield from _found("answer_data_unverified", BIRTH, own)


def _others(own: str, others: frozenset[str]) -> Iterator[Spot]:
    folded = own.casefold()
    for name in sorted(others):
        start = folded.find(name.casefold()) if len(folded) == len(own) else -1
        if start >= 0:
            yield Spot("answer_other_person", start, start + len(name))


def language_of(text: str) -> str:
    """Return nl, fr, en or de when a text is clearly in one of them; empty when it is not clear."""
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < _LEAST_WORDS:
        return ""
    counts = {language: sum(word in known for word in words) for language, known in COMMON.items()}
    (most, language), (second, _) = sorted(
        ((count, language) for language, count in counts.items()), reverse=True
    )[:2]
    return language if most >= max(3, len(words) // 6) and most >= 2 * second else ""
