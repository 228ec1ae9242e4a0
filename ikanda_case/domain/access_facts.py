"""What happens to the ways into the case file, as kinds of journal entry."""

from dataclasses import dataclass

from ikanda_case.domain.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRemoved(Fact):
    """A colleague may no longer act; what that person did keeps the name."""

    kind = "person_removed"
    person: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChanged(Fact):
    """The case file got a new data key: earlier recovery sheets no longer open it."""

    kind = "key_changed"
    generation: int
    """Of the data key, from 1; it is also the number of its recovery sheet."""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPrinted(Fact):
    """The recovery sheet was printed; the code on it stands nowhere."""

    kind = "sheet_printed"
    generation: int
