"""What the window needs before a case file is open; `bootstrap` hands over the real part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ikanda_case.app.desk import Desk
    from ikanda_case.ui.vault import Writer

Told = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Recent:
    """A case file that was opened on this computer before."""

    path: Path
    opened_at: datetime | None
    remembered: bool
    """This computer's keyring can open it."""
    found: bool
    """It is still where it was."""


@dataclass(frozen=True, slots=True)
class Strength:
    """How good a passphrase is: 0 to 4, and whether it may be used."""

    score: int
    accepted: bool


@dataclass(frozen=True)
class Opened:
    """An open case file: the desk of the person who opened it, and how to let go of it."""

    path: Path
    desk: Desk
    read_only: str
    """Why nothing may be written, as a code (`asked`, `locked`, `network`, `role`); empty when it
    may."""
    backup: Path | None = None
    """The backup that was made before an older file was made ready for this version."""
    writer: Writer | None = None
    """Who has it open for writing, where that is the reason."""
    slots_put_back: bool = False
    """The file of the ways in was missing or of no use, and was made anew."""


@dataclass(frozen=True, slots=True)
class BackupSaid:
    """What a backup says it is; nobody has opened it yet."""

    made_at: datetime
    entries: int
    size: int
    """Bytes of the copy in it."""


@dataclass(frozen=True, slots=True)
class BackupOutlook:
    """What putting a backup back would mean."""

    made_at: datetime
    there: str
    """What lies in its place: nothing, readable, or unreadable."""
    newer: int | None
    """How many entries that file has and the backup has not; None where nobody can say."""
    earlier_key: bool
    """The backup opens with an earlier key than the file there has."""


@dataclass(frozen=True, slots=True)
class PutBack:
    """A backup that is the case file now."""

    made_at: datetime
    beside: str
    """The name of the file that was there before; empty when there was none."""


class Gate(Protocol):
    """Making, opening and closing case files. Every call but `recent` is slow: use a lane."""

    def warm_up(self) -> None:
        """Make ready what opening any file needs, so that opening takes no longer than it must."""

    def recent(self) -> Sequence[Recent]:
        """Return case files opened here before, newest first."""

    def forget_recent(self, path: Path) -> None:
        """Take a file off the list."""

    def strength(self, passphrase: str) -> Strength:
        """Judge a passphrase."""

    def keyring_refused(self) -> str:
        """Return the code of why this computer cannot remember a key, empty when it can."""

    def create(self, path: Path, passphrase: str, label: str) -> Opened:
        """Make a case file; InputError for a weak passphrase or a name that is taken."""

    def open(
        self,
        path: Path,
        passphrase: str | None,
        *,
        read_only: bool = False,
        told: Told | None = None,
    ) -> Opened:
        """Open with a passphrase, or with this computer's key when it is None.

        An older file that is to be written is made ready for this version first: `told` hears how
        much is done, of how much (0: nobody knows), and the step's code, and may stop it.
        """

    def remember(self, opened: Opened) -> None:
        """Let this computer's keyring open the file from now on."""

    def forget(self, path: Path) -> None:
        """Take that back."""

    def demo(self, folder: Path) -> tuple[Path, str]:
        """Make the demo file in an empty folder; return its path and passphrase."""

    def backup_says(self, backup: Path) -> BackupSaid:
        """Return what a backup says it is; InputError("no_backup"), DamageError."""

    def look_at_backup(self, backup: Path, target: Path, passphrase: str) -> BackupOutlook:
        """Open a backup and compare it with what lies at `target`; nothing is changed."""

    def restore(
        self,
        backup: Path,
        target: Path,
        passphrase: str,
        reason: str,
        progress: Callable[[int, int], None],
    ) -> PutBack:
        """Make a backup the case file again; what `progress` raises leaves all as it was."""

    def new_key(
        self, path: Path, passphrase: str, reason: str, progress: Callable[[int, int], None]
    ) -> int:
        """Give a closed file a new key after a backup, and return its number.

        What `progress` raises leaves the old key as it was.
        """

    def accept_older(self, path: Path, passphrase: str | None, reason: str) -> None:
        """Have a file that is older than it was here opened from now on, for a reason."""

    def close(self, opened: Opened) -> None:
        """Close the file; its key is forgotten."""
