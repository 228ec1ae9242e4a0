"""Work on a case file that nobody may have open: closed for it, and opened again after."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ikanda_case.ui.gate import Gate

Step = Callable[[int, int], None]
"""Told how far the work is; it raises to stop it."""


@dataclass(frozen=True)
class ClosedWork:
    """What is to be done, in words, and how the file is opened again."""

    path: Path
    passphrase: str = field(repr=False)
    title: str
    said: str
    """What happens meanwhile."""
    aftermath: str
    """What stopping leaves behind."""
    stopped: str
    """Said when it was stopped."""
    deed: "Callable[[Gate, Step], str]" = field(repr=False)
    """Does it, and returns what is said then."""
    section: str = ""
    """Of the settings, to be shown then; empty for the place the person was at."""
