"""What the vault and its ways in say: pure rows, badges and sentences."""

from collections.abc import Callable, Iterable, Sequence

from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.vault import Way


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
