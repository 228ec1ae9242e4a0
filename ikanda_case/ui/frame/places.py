"""Where in the program a person is, and the way back."""

from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["list", "words", "case", "item", "letter", "post", "report", "settings"]
_KEPT = 50
_ONE_PAGE = ("case", "words")
"""Kinds of places that are one page whatever their key."""


@dataclass(frozen=True, slots=True)
class Place:
    """One page with what it shows; `key` is a list, a tab, a letter's number, or a section."""

    kind: Kind
    key: str = ""
    stream: int = 0

    @property
    def nav_key(self) -> str:
        """The navigation's item this place belongs to; empty for none."""
        if self.kind == "list":
            return self.key
        return {"item": "waiting", "report": "report"}.get(self.kind, "")

    @property
    def wants_room(self) -> bool:
        """Whether the navigation gives its width to the page."""
        return self.kind in ("letter", "settings")

    @property
    def can_be_left(self) -> bool:
        """Whether Escape may lead back: nothing typed here could be lost."""
        return self.kind in ("words", "case", "letter", "report", "settings")

    @property
    def is_case(self) -> bool:
        """Whether a case is in front of the person."""
        return self.kind in ("case", "letter")

    def same_page(self, other: "Place") -> bool:
        """Whether it is the same page of the same thing, on whatever side of it."""
        return (self.kind, self.stream) == (other.kind, other.stream)

    def without_words(self) -> "Place":
        """The same place without anything a person typed: kept while the file is locked."""
        return Place("words") if self.kind == "words" else self


TODAY = Place("list", "today")


class Trail:
    """The places a person came through, the present one last."""

    def __init__(self, first: Place = TODAY) -> None:
        self._places = [first]

    @property
    def here(self) -> Place:
        """Where the person is."""
        return self._places[-1]

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return len(self._places) > 1

    def go(self, place: Place) -> None:
        """Come to a place; the same page with another tab, or other words, is no new place."""
        here = self.here
        same_page = replace(here, key="") == replace(place, key="") and place.kind in _ONE_PAGE
        if place == here or same_page:
            self._places[-1] = place
            return
        self._places.append(place)
        del self._places[:-_KEPT]

    def back(self) -> Place:
        """Leave this place and return the one before; the first is never left."""
        if self.can_go_back:
            self._places.pop()
        return self.here

    def forget_words(self) -> None:
        """Keep nothing that a person typed."""
        self._places = [place.without_words() for place in self._places]
