"""What the window asks of the case file as a vault; `bootstrap` hands over the real part."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ikanda_case.domain.errors import FactValue, KnownError
from ikanda_case.ui.gate import Strength

if TYPE_CHECKING:
    from ikanda_case.app.desk import Changes


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
class LastLook:
    """What the last look over everything in the file came to."""

    at: datetime
    entries: int
    bad: str
    """The first stage that was not whole; empty when all were."""


@dataclass(frozen=True, slots=True)
class VaultState:
    """What is known of the file without looking it over."""

    path: Path
    form: int
    generation: int
    """Of the data key."""
    entries: int
    size: int
    """Bytes on the disk."""
    created_at: datetime
    last_look: LastLook | None
    last_backup: datetime | None
    """Of any kind, on any computer."""
    unanchored: int
    """How many of the newest entries nothing outside the file knows of."""
    unanchored_since: date | None
    opened_with: str
    """passphrase, computer, or code."""
    label: str
    """On the way in that was used."""
    left_by: str
    """The computer whose program ended without closing the file; empty when none did."""
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


@dataclass(frozen=True, slots=True)
class BackupSeen:
    """A backup that lies in a folder."""

    path: Path
    why: str
    """daily, before-new-key or before-new-form; empty for one that a person made."""
    made_at: datetime
    entries: int


@dataclass(frozen=True, slots=True)
class Backups:
    """Where backups make themselves on this computer, and what lies there."""

    folder: Path
    chosen: bool
    """A person chose the folder; else it is the one beside the case file."""
    found: tuple[BackupSeen, ...]
    """Newest first."""
    refused: KnownError | None
    """Why the folder cannot be looked into."""
    by_hand: tuple[Path, datetime] | None
    """Where and when a person last made one on this computer."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who has the file open for writing."""

    label: str
    """On the way in that was used; empty when that does not say."""
    host: str
    since: datetime


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

    def give_way(self, person: str, passphrase: str, label: str) -> "Changes":
        """Let a person open the file, by a new passphrase in place of a forgotten one.

        InputError: weak, taken, not a label.
        """

    def take_away(self, person: str) -> "Changes":
        """Take every way in of a person away; InputError("last_way_in")."""

    def remove(self, person: str, reason: str) -> "Changes":
        """Take every way in of a colleague away, who may no longer act."""

    def change_passphrase(self, old: str, new: str) -> "Changes":
        """Put a new passphrase in place of the old one; EnvironmentFault("wrong_passphrase")."""

    def stages(self) -> Sequence[str]:
        """Return the names of the stages of a whole look, in order."""

    def look_over(self, tell: Tell = nobody_asks) -> Iterator[Look]:
        """Yield stage by stage what a look at everything found; damage is never an error.

        `tell` is called several times a second, on the thread that looks.
        """

    def note_look(self, look: LastLook) -> None:
        """Note what a look over everything found, in the file only where it was whole."""

    def back_up(self, folder: Path, progress: Callable[[int, int], None]) -> BackupMade:
        """Make a backup in a folder and check it; what `progress` raises stops it."""

    def back_up_daily(self, progress: Callable[[int, int], None]) -> BackupMade | None:
        """Make the day's backup in the folder for it; None when there is one already."""

    def backups(self) -> Backups:
        """Return where backups make themselves, and what lies there."""

    def keep_backups_in(self, folder: Path | None) -> None:
        """Have them made in this folder from now on; None is beside the case file again."""

    def opens(self, passphrase: str) -> bool:
        """Return whether a passphrase opens the file."""

    def writer(self) -> Writer | None:
        """Return who says to have the file open for writing; None when nobody does."""

    def begin_writing(self) -> None:
        """Go on writing in a file that is open for reading; EnvironmentFault("in_use")."""

    def remember(self) -> "Changes":
        """Let this computer's keyring open the file from now on."""

    def forget(self) -> "Changes":
        """Take that back."""

    def sheet(self, lang: str) -> bytes:
        """Return the recovery sheet as PDF, to be printed and never kept."""
