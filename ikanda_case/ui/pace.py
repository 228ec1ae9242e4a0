"""How long the window makes a person wait, and how long it waits for one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things take that a person waits for."""

    idle_ms: int = 0
    """How long nothing may be touched before the file is locked; 0 is what the person chose."""
    second_ms: int = 1000
    """A second at the door after a wrong passphrase."""


USUAL_PACE = Pace()
