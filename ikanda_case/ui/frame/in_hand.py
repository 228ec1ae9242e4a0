"""Words that are typed and not kept yet, as the file keeps them while it is locked."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, get_args, runtime_checkable

from ikanda_case.ui.frame.places import Kind, Place

_FORM = 1


@dataclass(frozen=True, slots=True)
class Held:
    """One thing in hand: a form, a dialog, a search."""

    what: str
    """Which: the page or dialog that holds it knows its own."""
    words: Mapping[str, str] = field(repr=False)
    """By field."""


@runtime_checkable
class Holds(Protocol):
    """A page or dialog in which words may stand that are not kept yet."""

    def in_hand(self) -> Sequence[Held]:
        """Return what a person would miss; empty for nothing."""

    def take_up(self, held: Held) -> None:
        """Give one thing back, once the page has been read; what is not its own it leaves."""


@runtime_checkable
class Drafts(Protocol):
    """A page whose words become a draft once it is left, and until then are kept at each pause."""

    def unkept(self) -> Sequence[Held]:
        """Return what a crash would take; empty for nothing. `Holds.take_up` gives it back."""


@dataclass(frozen=True, slots=True)
class InHand:
    """Everything in hand, and the place a person was at."""

    here: Place
    things: tuple[tuple[Place, Held], ...]
    """Each at the place where it is given back."""


def as_text(in_hand: InHand) -> str:
    """Return what the file keeps; empty when nothing is in hand and no words were looked for."""
    if not in_hand.things and in_hand.here.kind != "words":
        return ""
    said = {
        "form": _FORM,
        "here": _said(in_hand.here),
        "things": [[_said(place), held.what, dict(held.words)] for place, held in in_hand.things],
    }
    return json.dumps(said, ensure_ascii=False)


def from_text(text: str) -> InHand | None:
    """Return what was kept; None for nothing, and for a form of another version."""
    try:
        said = json.loads(text)
        if said["form"] != _FORM:
            return None
        things = tuple((_place(place), _held(what, words)) for place, what, words in said["things"])
        return InHand(_place(said["here"]), things)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _said(place: Place) -> list[object]:
    return [place.kind, place.key, place.stream]


def _place(said: Any) -> Place:
    kind, key, stream = said
    if kind not in get_args(Kind):
        raise ValueError("no such place")
    return Place(kind, str(key), int(stream))


def _held(what: object, words: Mapping[object, object]) -> Held:
    return Held(str(what), {str(name): str(value) for name, value in words.items()})
