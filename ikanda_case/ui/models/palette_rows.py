"""What the search field offers while somebody types: cases and persons first, then commands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ikanda_case.app.queries import RegisterLine
from ikanda_case.domain.people import folded
from ikanda_case.ui.widgets.lines import Line

MOST_CASES, MOST_COMMANDS = 6, 5


@dataclass(frozen=True, slots=True)
class Offer:
    """One line: what it is, and what stands at its end."""

    words: str
    second: str = ""
    end: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A command that can be given now."""

    code: str
    words: str
    key: str = ""


def palette_lines(
    cases: Iterable[RegisterLine], commands: Iterable[Named], words: Callable[..., str]
) -> list[Line]:
    """Return the lines, grouped under headings; a group without lines has no heading."""
    lines: list[Line] = []
    found = [
        Line(
            f"case:{case.stream}",
            Offer(case.ref, case.requester, strong=True),
            f"{case.ref}, {case.requester}",
        )
        for case in cases
    ]
    named = [
        Line(f"command:{each.code}", Offer(each.words, end=each.key), f"{each.words} {each.key}")
        for each in commands
    ]
    for title, group in (("palette_cases", found), ("palette_commands", named)):
        if group:
            lines.append(Line(f"\0{title}", words(title), words(title), heading=True))
            lines += group
    return lines


def fitting(commands: Iterable[Named], text: str) -> list[Named]:
    """Return the commands whose names hold the words that were typed."""
    wanted = folded(text).split()
    found = [each for each in commands if all(word in folded(each.words) for word in wanted)]
    return found[:MOST_COMMANDS]
