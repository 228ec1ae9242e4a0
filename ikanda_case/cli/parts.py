"""What the commands need of the rest of the program; `bootstrap` hands over the real parts."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from ikanda_case.app.desk import Desk
from ikanda_case.domain.calendars import Calendar

Tell = Callable[[str, int, int], None]
"""Told the stage of long work, how much of it was done, and of how much."""


class CheckLike(Protocol):
    """One check of `verify`."""

    @property
    def name(self) -> str: ...
    @property
    def ok(self) -> bool: ...
    @property
    def detail(self) -> str: ...
    @property
    def seconds(self) -> float: ...


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The program as the commands see it."""

    version: str
    lang: Callable[[], str]
    calendar: Callable[[], Calendar]
    to_brussels: Callable[[datetime], datetime]
    now: Callable[[], datetime]
    remembered: Callable[[Path], bool]
    """Whether this computer's keyring can open the file."""
    create: Callable[[Path, str, str], None]
    """Path, passphrase, the owner's label."""
    open_desk: Callable[..., AbstractContextManager[Desk]]
    """path, passphrase or None for the keyring, read_only, today."""
    info: Callable[[Path, str | None], Mapping[str, Any]]
    verify: Callable[[Path, str | None, date | None, str, Tell], Iterator[CheckLike]]
    """Case file, passphrase, since when signatures are checked, a printed head, progress."""
    back_up: Callable[[Path, str | None, Path, Callable[[int, int], None]], Mapping[str, Any]]
    """Case file, passphrase, new file or folder, progress (done, of how much)."""
    restore: Callable[[Path, Path, str | None, str, Callable[[int, int], None]], Mapping[str, Any]]
    """Backup, case file, passphrase, reason, progress."""
    change_passphrase: Callable[[Path, str, str], None]
    """Case file, the old passphrase or the code of the recovery sheet, the new passphrase."""
    verdict: Callable[[bytes], Any]
    report: Callable[..., bytes]
    """report, form (json, csv, pdf), names, lang."""
    new_passphrase: Callable[[], str]
