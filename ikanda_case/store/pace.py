"""How far a long look over a case file is, told a few times a second, and the way to stop it."""

from collections.abc import Callable
from time import perf_counter

Tell = Callable[[str, int, int], None]
"""Told the stage, how much of it was done, and of how much; what it raises ends the look."""

_PAUSE = 0.1
"""Seconds between two words, so that telling costs nothing and stopping takes no time."""


def nobody_asks(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


class Pace:
    """Counts what was done of one stage after another."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._stage = ""
        self._total = 0
        self._next = 0.0
        self.done = 0

    def begin(self, stage: str, total: int) -> None:
        """Begin a stage of so many steps."""
        self._stage, self._total, self.done = stage, total, 0
        self._say(perf_counter())

    def step(self, count: int = 1) -> None:
        """Count what was done."""
        self.done += count
        self.look()

    def look(self) -> None:
        """Tell when it is time to."""
        now = perf_counter()
        if now >= self._next:
            self._say(now)

    def _say(self, now: float) -> None:
        self._next = now + _PAUSE
        if self._stage:
            self._tell(self._stage, min(self.done, self._total), self._total)
