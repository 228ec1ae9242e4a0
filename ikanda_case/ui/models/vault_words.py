"""What the vault and its ways in say: pure rows, badges and sentences."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from ikanda_case.domain.errors import KnownError
from ikanda_case.texts.catalogue import phrase, sentences
from ikanda_case.texts.errors import error_sentence
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.vault import Look, Way
from ikanda_case.ui.widgets.banner import Notice

UNANCHORED = "unanchored"
"""No fault of the file, and nothing to be sure of: what is newer is noted nowhere outside it."""


def with_own_way(ways: Iterable[Way]) -> frozenset[str]:
    """Return the ids of the people who have a passphrase of their own."""
    return frozenset(way.person for way in ways if way.kind == "passphrase" and way.person)


def access_badge(words: Callable[..., str], *, own: bool) -> Badge:
    """Return whether a colleague can open the file alone."""
    if own:
        return Badge(Shape.TICK_DISC, words("access_yes"), "ok")
    return Badge(Shape.DASH, words("access_no"), "text2")


def initials(name: str) -> str:
    """Return the first letters of a name, for the label on a key: "Rik Ontwerp" is RO."""
    parts: Sequence[str] = [part for part in name.split() if part[:1].isalpha()]
    return "".join(part[0] for part in parts).upper()[:4]


def look_sentence(look: Look, lang: str) -> str:
    """Return what one stage found, in words."""
    known = sentences(lang, "store_errors")
    code = f"check_{look.code}"
    return phrase(lang, "store_errors", code if code in known else "check_damaged", look.facts)


def look_rows(stages: Iterable[str], looks: Iterable[Look], words: Words) -> list[Row]:
    """Return a row for each stage: name, what was found, how long it took, the outcome."""
    found = {look.name: look for look in looks}
    rows = []
    for stage in stages:
        look = found.get(stage)
        name = Cell(words(f"stage.{stage}"), strong=True)
        if look is None:
            waits = Badge(Shape.HOLLOW, words("outcome_waits"), "text2")
            rows.append(Row(stage, (name, Cell(), Cell(), Cell(badge=waits))))
            continue
        time = words("seconds", seconds=seconds_said(look.seconds, words.lang))
        cells = (
            name,
            Cell(look_sentence(look, words.lang)),
            Cell(time),
            Cell(badge=_outcome(look, words)),
        )
        rows.append(Row(stage, cells))
    return rows


def _outcome(look: Look, words: Words) -> Badge:
    if not look.ok:
        return Badge(Shape.CROSS_DISC, words("outcome_bad"), "late", strong=True)
    if look.code == UNANCHORED:
        return Badge(Shape.HALF, words("outcome_waits"), "soon")
    return Badge(Shape.TICK_DISC, words("outcome_ok"), "ok")


def seconds_said(seconds: float, lang: str) -> str:
    """Return a length of time with one decimal, as the language writes it."""
    return f"{seconds:.1f}" if lang == "en" else f"{seconds:.1f}".replace(".", ",")


def verdict(looks: Sequence[Look], total: int, at: datetime, words: Words) -> Notice:
    """Return what a look over the file came to: whole, not whole, or broken off."""
    bad = next((look for look in looks if not look.ok), None)
    if bad is not None:
        first = look_sentence(bad, words.lang)
        return Notice("late", words("broken", first=first), words("broken_said"))
    if len(looks) < total:
        said = words("stopped_said", done=len(looks), total=total)
        return Notice("soon", words("stopped"), said)
    took = seconds_said(sum(look.seconds for look in looks), words.lang)
    return Notice("ok", words("whole", time=f"{at:%H:%M}", seconds=took), words("whole_said"))


def not_yet(words: Words) -> Notice:
    """Return what is said before a whole look."""
    return Notice("info", words("unknown"), words("unknown_said"))


def fault(error: KnownError, lang: str) -> Notice:
    """Return what went wrong as a notice."""
    said = error_sentence(error, lang)
    return Notice("late", said.message, said.hint)
