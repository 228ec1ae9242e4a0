"""The small language of letter texts: `{slot}`, `*bold*`, and when a clause is in force."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from ikanda_case.domain.page import Run, Runs

_TOKEN = re.compile(r"\{([a-z_]+)\}|(\*)")
_BLANK_LINE = re.compile(r"\n[ \t\u00a0]*\n\s*")
_UNPRINTED = frozenset({"Cc", "Cf", "Cs"})
_ENDS = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a letter text: words as they stand, or the name of a slot."""

    text: str
    slot: bool = False
    bold: bool = False


def pieces(text: str) -> tuple[Piece, ...]:
    """Return the parts of a letter text; ValueError for a stray brace or an open `*`."""
    found: list[Piece] = []
    bold, place = False, 0
    for match in _TOKEN.finditer(text):
        found += _words(text[place : match.start()], bold)
        place = match.end()
        if match[1]:
            found.append(Piece(match[1], slot=True, bold=bold))
        else:
            bold = not bold
    found += _words(text[place:], bold)
    if bold:
        raise ValueError("*")
    return tuple(found)


def _words(text: str, bold: bool) -> list[Piece]:
    if "{" in text or "}" in text:
        raise ValueError("{")
    return [Piece(text, bold=bold)] if text else []


def slots(text: str) -> tuple[str, ...]:
    """Return the names of the slots of a letter text, in order, each once."""
    return tuple(dict.fromkeys(piece.text for piece in pieces(text) if piece.slot))


def printable(value: str) -> str:
    """Return a value as it may be printed: its own signs, nothing that steers what is around it.

    Control and other unseen signs go, marks that turn the direction of writing among them; line
    ends become `\\n`. What the checks read is then what the page shows.
    """
    lines = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = (
        sign
        for sign in lines.replace("\u2028", "\n").replace("\u2029", "\n\n")
        if sign == "\n" or unicodedata.category(sign) not in _UNPRINTED
    )
    return "".join(kept).strip()


def filled(text: str, values: Mapping[str, str]) -> Runs:
    """Return a letter text with its slots filled; values are printed as they are.

    A full stop after a slot is left out where the value already ends its sentence.
    """
    runs: list[Run] = []
    parts = pieces(text)
    for place, piece in enumerate(parts):
        words = values[piece.text] if piece.slot else piece.text
        before = parts[place - 1] if place else None
        if before and before.slot and words.startswith(".") and not piece.slot:
            words = words[1:] if values[before.text].endswith(_ENDS) else words
        runs.append(Run(words, piece.bold))
    return merged(runs)


def merged(runs: Iterable[Run]) -> Runs:
    """Return the same text in as few runs as its weights allow."""
    together: list[Run] = []
    for run in runs:
        if together and together[-1].bold == run.bold:
            together[-1] = Run(together[-1].text + run.text, run.bold)
        elif run.text:
            together.append(run)
    return tuple(together)


def plain(runs: Runs) -> str:
    """Return the words of runs without their weight."""
    return "".join(run.text for run in runs)


def paragraphs(runs: Runs) -> tuple[Runs, ...]:
    """Return runs as paragraphs, parted at blank lines; empty ones are left out."""
    found: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = _BLANK_LINE.split(run.text)
        found[-1].append(Run(first, run.bold))
        found += [[Run(each, run.bold)] for each in rest]
    return tuple(merged(each) for each in found if "".join(run.text for run in each).strip())


def on_one_line(runs: Runs) -> Runs:
    """Return runs with every line end made a space."""
    return merged(Run(re.sub(r" *\n\s*", " ", run.text), run.bold) for run in runs)


def conditions_in(when: str) -> tuple[str, ...]:
    """Return the names of the conditions that `when` asks about."""
    return tuple(name.removeprefix("not ") for name in when.split(" and ")) if when else ()


def holds(when: str, conditions: Set[str]) -> bool:
    """Tell whether `when` is fulfilled: names joined by `and`, each may have `not` before it."""
    for name in when.split(" and ") if when else ():
        if name.startswith("not "):
            if name.removeprefix("not ") in conditions:
                return False
        elif name not in conditions:
            return False
    return True
