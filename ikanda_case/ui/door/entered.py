"""What came through the door: an open file, and what should still be said about it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ikanda_case.domain.office import Office
    from ikanda_case.ui.gate import Opened


@dataclass(frozen=True)
class Entered:
    """An open case file and how it came to be open."""

    opened: "Opened"
    office: "Office"
    """As it is now: who is of it, and in which roles."""
    demo_passphrase: str = field(default="", repr=False)
    """Of a demo file that was just made; empty for every other."""
    by_key: bool = False
    """This computer's key opens it from now on."""
    fault: Exception | None = None
    """What failed although the file is open: remembering its key, describing the office."""
    said: str = ""
    """What was done to the file before it was opened."""
    section: str = ""
    """Of the settings, to be shown first; empty for the place the person was at."""
