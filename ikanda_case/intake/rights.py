"""Suggests which rights a text means, by phrases a lawyer can read and change."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ikanda_case.app.drafts import RightHint

WIDEST_GAP = 5
"""Words that `...` in a phrase may stand for, at most."""
MOST_WORDS = 30_000
MOST_QUOTES = 5

_WORD = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"[!?;]|\n\s*\n")
_STOP = re.compile(r"[.:]\s")
_ABBREVIATED = frozenset(("art", "artt", "arts", "nr", "nrs", "no", "al", "abs", "par", "z", "b"))
_GAP = "..."


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row: each a set of alternatives, `*` for any ending, None for a short gap."""

    right: str
    certain: bool
    words: tuple[tuple[str, ...] | None, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The phrases of all languages, by the first two letters of their first word."""

    phrases: Mapping[str, tuple[Phrase, ...]]


NO_WORDS = Vocabulary({})


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    start: int
    end: int
    sentence: int


def vocabulary(texts: Iterable[str]) -> Vocabulary:
    """Return the phrases of `resources/intake/rights.<language>.toml` texts, one per language.

    Each file holds one table per right with `certain` and `likely` lists. ValueError when a
    phrase is empty, starts or ends with a gap, or a text is no TOML.
    """
    sorted_in: dict[str, list[Phrase]] = {}
    for text in texts:
        for right, lists in tomllib.loads(text).items():
            for certainty in ("certain", "likely"):
                for written in lists.get(certainty, ()):
                    phrase = Phrase(right, certainty == "certain", _compiled(written))
                    for key in {each[:2] for each in phrase.words[0] or ()}:
                        sorted_in.setdefault(key, []).append(phrase)
    return Vocabulary({key: tuple(phrases) for key, phrases in sorted_in.items()})


def _compiled(written: str) -> tuple[tuple[str, ...] | None, ...]:
    words = tuple(
        None if each == _GAP else tuple(_fold(one) for one in each.split("|"))
        for each in written.split()
    )
    if not words or words[0] is None or words[-1] is None:
        raise ValueError(written)
    if not all(re.fullmatch(r"[^\W_]+\*?", one) for each in words for one in each or ()):
        raise ValueError(written)
    if any(one.endswith("*") and len(one) < 3 for one in words[0]):
        raise ValueError(written)
    return words


def rights_in(texts: Iterable[str], known: Vocabulary) -> tuple[RightHint, ...]:
    """Return the rights that `texts` seem to mean, each with the words that say so.

    The words are quoted as they stand; the right whose words come first is first.
    """
    quotes: dict[str, dict[str, None]] = {}
    certain: set[str] = set()
    for text in texts:
        words = _words(text)
        for place, word in enumerate(words):
            for phrase in known.phrases.get(word.folded[:2], ()):
                last = _match(phrase.words, words, place, word.sentence)
                if last is not None:
                    quote = text[word.start : words[last].end]
                    quotes.setdefault(phrase.right, {})[quote] = None
                    certain |= {phrase.right} if phrase.certain else set()
    return tuple(
        RightHint(right, tuple(found)[:MOST_QUOTES], right in certain)
        for right, found in quotes.items()
    )


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    sentence = end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        abbreviated = bool(words) and words[-1].folded in _ABBREVIATED
        if _BREAK.search(between) or (_STOP.search(between) and not abbreviated):
            sentence += 1
        end = match.end()
        words.append(_Word(_fold(match[0]), match.start(), end, sentence))
        if len(words) >= MOST_WORDS:
            break
    return words


def _match(
    wanted: tuple[tuple[str, ...] | None, ...], words: list[_Word], place: int, sentence: int
) -> int | None:
    """Return the place of the last word of a phrase that starts at `place`, or None."""
    if place >= len(words) or words[place].sentence != sentence:
        return None
    if wanted[0] is None:
        tails = (
            _match(wanted[1:], words, later, sentence)
            for later in range(place, place + WIDEST_GAP + 1)
        )
        return next((last for last in tails if last is not None), None)
    if not any(_fits(one, words[place].folded) for one in wanted[0]):
        return None
    return place if len(wanted) == 1 else _match(wanted[1:], words, place + 1, sentence)


def _fits(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
