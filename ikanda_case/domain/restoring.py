"""What is written down when a backup takes the place of a case file."""

from dataclasses import dataclass
from datetime import datetime

from ikanda_case.domain.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored(Fact):
    """The file was put back to an earlier state, and why; the entry stands at its new end."""

    kind = "restored"
    reason: str
    entries: int
    """How many entries the state that was put back holds."""
    head: str
    """Its head; hexadecimal."""
    made_at: datetime | None = None
    """When the backup was made; None when an older file was accepted without one."""
    replaced_entries: int = 0
    """How many entries the state that was replaced held; 0 when it could not be read."""
    replaced_head: str = ""
