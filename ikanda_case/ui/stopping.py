"""Asking slow work to stop so that it ends with an answer of its own: done, or stopped."""

from collections.abc import Callable

from ikanda_case.ui.lanes import Progress

PARTS = 1000
"""Bytes are counted in thousandths of the whole: the bar has no room for more."""


class StoppedError(Exception):
    """The person asked to stop, and the work heard it in time."""


class Stop:
    """Asked on the window's thread, heard on the lane that does the work.

    A ticket that is cancelled delivers nothing, also of work that was done already: what changes
    a file must say which of the two it was.
    """

    def __init__(self) -> None:
        self.asked = False

    def ask(self) -> None:
        """Have the work end where it can."""
        self.asked = True

    def require_going_on(self) -> None:
        """Raise StoppedError once it was asked."""
        if self.asked:
            raise StoppedError

    def heeding(self, progress: Progress) -> Callable[[int, int], None]:
        """Return what the work tells how far it is; it raises StoppedError once it was asked."""

        def step(done: int, total: int) -> None:
            progress.report(done * PARTS // max(total, 1), PARTS)
            self.require_going_on()

        return step
