"""What happens to the ways into the case file, as kinds of journal entry; none holds a secret."""

from dataclasses import dataclass

from ikanda_case.domain.facts import Fact


@dataclass(frozen=True, kw_only=True)
class PersonRemoved(Fact):
    """A colleague may no longer act; what that person did keeps the name."""

    kind = "person_removed"
    person: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class WayGiven(Fact):
    """A colleague gets a passphrase of her own, or a new one in place of a forgotten one."""

    kind = "way_given"
    person: str
    way: str
    """The id of the slot: each way in beside the file can be found in the journal."""
    renewed: bool = False


@dataclass(frozen=True, kw_only=True)
class WayTaken(Fact):
    """A colleague's ways in are gone, those of computers too."""

    kind = "way_taken"
    person: str
    ways: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PassphraseChanged(Fact):
    """Somebody chose another passphrase for herself; the old one opens nothing any more."""

    kind = "passphrase_changed"
    person: str
    way: str


@dataclass(frozen=True, kw_only=True)
class ComputerRemembered(Fact):
    """A computer keeps a key of its own, and opens the file in this person's name."""

    kind = "computer_remembered"
    person: str
    way: str


@dataclass(frozen=True, kw_only=True)
class ComputerForgotten(Fact):
    """A computer asks for the passphrase again."""

    kind = "computer_forgotten"
    ways: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class KeyChanged(Fact):
    """The case file got a new data key: earlier recovery sheets no longer open it."""

    kind = "key_changed"
    generation: int
    """Of the data key, from 1; it is also the number of its recovery sheet."""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class SheetPrinted(Fact):
    """The recovery sheet was printed; the code on it stands nowhere."""

    kind = "sheet_printed"
    generation: int
