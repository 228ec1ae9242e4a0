"""What is written down when another file takes the place of a case file: it says which."""

from dataclasses import dataclass
from datetime import datetime

from ikanda_case.domain.facts import Fact


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class Migrated(Fact):
    """The file was brought to a newer form on disk; what it holds stayed as it was."""

    kind = "migrated"
    from_form: int
    to_form: int
    program: str
    """The version of the program that did it."""
