"""What the search field offers while somebody types: what was found first, then commands."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ikanda_case.app.queries import Marked
from ikanda_case.domain.people import folded
from ikanda_case.ui.models.search_rows import CaseHead, Hit
from ikanda_case.ui.widgets.lines import Line

MOST_CASES, MOST_COMMANDS = 6, 5
EVERYTHING = "everything"
"""Key of the line that leads to the page with everything that was found."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One line: what it is, and what stands at its end."""

    words: str
    second: Marked = Marked("")
    end: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A command that can be given now."""

    code: str
    words: str
    key: str = ""


def palette_lines(
    found: Sequence[Line],
    notes: Iterable[str],
    everything: Named | None,
    commands: Iterable[Named],
    words: Callable[..., str],
) -> list[Line]:
    """Return the lines, grouped under headings; a group without lines has no heading.

    `found` are the lines of a search; of each case its first document is offered. `notes` say what
    was not understood, above everything.
    """
    lines = [_heading(note, note) for note in notes]
    cases = _cases(found)
    if everything is not None and cases:
        cases.append(
            Line(EVERYTHING, Offer(everything.words, end=everything.key), everything.words)
        )
    named = [
        Line(f"command:{each.code}", Offer(each.words, end=each.key), f"{each.words} {each.key}")
        for each in commands
    ]
    for title, group in (("palette_cases", cases), ("palette_commands", named)):
        if group:
            lines.append(_heading(title, words(title)))
            lines += group
    return lines


def _cases(found: Sequence[Line]) -> list[Line]:
    """Return a line for each case: its reference, its name, and the words of its best document."""
    lines: list[Line] = []
    for head, first in pairwise(found):
        if head.heading and len(lines) < MOST_CASES:
            case: CaseHead = head.value
            hit: Hit = first.value
            second = hit.text if hit.text.marks else hit.title
            offer = Offer(case.ref or case.note, _beside(case.name, second), hit.label, strong=True)
            lines.append(Line(first.key, offer, f"{head.spoken}, {first.spoken}"))
    return lines


def _beside(name: str, words: Marked) -> Marked:
    lead = f"{name}   " if words.text else name
    shift = len(lead)
    return Marked(lead + words.text, tuple((at + shift, end + shift) for at, end in words.marks))


def _heading(key: str, words: str) -> Line:
    return Line(f"\0{key}", words, words, heading=True)


def fitting(commands: Iterable[Named], text: str) -> list[Named]:
    """Return the commands whose names hold the words that were typed."""
    wanted = folded(text).split()
    found = [each for each in commands if all(word in folded(each.words) for word in wanted)]
    return found[:MOST_COMMANDS]
