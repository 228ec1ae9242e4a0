"""What makes a passphrase good enough to protect a case file (threats T7)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ikanda_case.domain.errors import InputError
from ikanda_case.store.common_words import COMMON_WORDS
from ikanda_case.store.slots import same_form

SHORTEST = 12
"""Characters."""
LOWEST_SCORE = 3
"""On zxcvbn's scale of 0 to 4: safe from guessing off line, given the cost of each guess."""
LONGEST_JUDGED = 72
"""Characters zxcvbn looks at; judging more takes ever longer and changes nothing."""


@dataclass(frozen=True, slots=True)
class Strength:
    """What a passphrase is worth."""

    length: int
    score: int
    """0 (guessed at once) to 4."""

    @property
    def enough(self) -> bool:
        return self.length >= SHORTEST and self.score >= LOWEST_SCORE


def strength(passphrase: str, known: Iterable[str] = ()) -> Strength:
    """Judge a passphrase; `known` are words an attacker would try first (names, the label)."""
    from zxcvbn import zxcvbn

    text = same_form(passphrase)
    if not text:
        return Strength(0, 0)
    judged = zxcvbn(text[:LONGEST_JUDGED], user_inputs=[*_guesses(known), *COMMON_WORDS])
    return Strength(len(text), int(judged["score"]))


def _guesses(known: Iterable[str]) -> list[str]:
    """Return what is tried of a name: its words, and all of it in one."""
    words = [re.findall(r"\w+", each.casefold()) for each in known]
    return [guess for found in words if found for guess in ("".join(found), *found)]


def require_strong(passphrase: str, known: Iterable[str] = ()) -> None:
    """Refuse a weak passphrase.

    InputError("weak_passphrase", length, score, shortest, lowest_score).
    """
    found = strength(passphrase, known)
    if not found.enough:
        raise InputError(
            "weak_passphrase",
            length=found.length,
            score=found.score,
            shortest=SHORTEST,
            lowest_score=LOWEST_SCORE,
        )
