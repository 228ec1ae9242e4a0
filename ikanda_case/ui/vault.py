"""What the window asks of the case file as a vault; `bootstrap` hands over the real part."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from ikanda_case.app.desk import Changes
from ikanda_case.domain.errors import FactValue
from ikanda_case.ui.gate import Strength


@dataclass(frozen=True, slots=True)
class Way:
    """One way into the file, as anyone may see it; it opens nothing."""

    kind: str
    """passphrase or computer."""
    label: str
    person: str
    """The id of a person of the journal; empty where it does not say."""


@dataclass(frozen=True, slots=True)
class Look:
    """One stage of a whole look over the file, and what it found."""

    name: str
    ok: bool
    code: str
    """With its facts a sentence `check_<code>` of the area store_errors."""
    facts: Mapping[str, FactValue]
    seconds: float


@dataclass(frozen=True, slots=True)
class VaultState:
    """What is known of the file without looking it over."""

    last_backup: datetime | None
    remembered: bool
    keyring_refused: str
    """Why this computer cannot remember a key, empty when it can."""


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup that was opened and checked."""

    path: Path
    made_at: datetime
    entries: int
    noted: bool


Tell = Callable[[str, int, int], None]
"""Told the stage, how much of it was done, and of how much; what it raises ends the look."""


def nobody_asks(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


class Vault(Protocol):
    """The open file as a vault. Every call is slow or reads a file: use a lane."""

    def state(self) -> VaultState:
        """Return what is known of it."""

    def ways(self) -> Sequence[Way]:
        """Return the ways in."""

    def strength(self, passphrase: str) -> Strength:
        """Judge a passphrase for this file."""

    def give_way(self, person: str, passphrase: str, label: str) -> Changes:
        """Let a person open the file, by a new passphrase in place of a forgotten one.

        InputError: weak, taken, not a label.
        """

    def take_away(self, person: str) -> Changes:
        """Take every way in of a person away; InputError("last_way_in")."""

    def remove(self, person: str, reason: str) -> Changes:
        """Take every way in of a colleague away, who may no longer act."""

    def change_passphrase(self, old: str, new: str) -> Changes:
        """Put a new passphrase in place of the old one; EnvironmentFault("wrong_passphrase")."""

    def stages(self) -> Sequence[str]:
        """Return the names of the stages of a whole look, in order."""

    def look_over(self, tell: Tell = nobody_asks) -> Iterator[Look]:
        """Yield stage by stage what a look at everything found; damage is never an error.

        `tell` is called several times a second, on the thread that looks.
        """

    def back_up(self, folder: Path, progress: Callable[[int, int], None]) -> BackupMade:
        """Make a backup in a folder and check it; what `progress` raises stops it."""

    def remember(self) -> Changes:
        """Let this computer's keyring open the file from now on."""

    def forget(self) -> Changes:
        """Take that back."""

    def sheet(self, lang: str) -> bytes:
        """Return the recovery sheet as PDF, to be printed and never kept."""
