"""What the operating system tells the window, and where the window's own faults are noted."""

from collections.abc import Callable, Sequence
from typing import Protocol


class Surroundings(Protocol):
    """The real ones come from `bootstrap`; `Alone` is a window that nobody tells anything."""

    def settle(self) -> None:
        """After the first paint and before any passphrase: make a crash leave no memory behind."""

    def watch(self, left: Callable[[str], None]) -> None:
        """While a file is open: hear that the person is away, and why.

        `left` gets screen, switch or sleep, on any thread.
        """

    def rest(self) -> None:
        """The file is closed: hear nothing more, and let the computer sleep."""

    def hear_faults(self, tell: Callable[[BaseException], None]) -> None:
        """Hear of every fault that nobody caught; `tell` is called on any thread."""

    def note_fault(self, error: BaseException) -> None:
        """Write a report of a fault that was caught and shown."""

    def fault_reports(self) -> Sequence[str]:
        """Return the reports of this computer, newest first."""

    def bad_ending(self) -> str:
        """Return the report of a fault that ended the program last time, once; empty for none."""


class Alone:
    """No system to hear, no place for reports: for a window on its own."""

    def settle(self) -> None:
        """Nothing waits."""

    def watch(self, left: Callable[[str], None]) -> None:
        """Nobody will say so."""

    def rest(self) -> None:
        """Nothing was heard."""

    def hear_faults(self, tell: Callable[[BaseException], None]) -> None:
        """Nobody will tell."""

    def note_fault(self, error: BaseException) -> None:
        """It was shown, and that is all."""

    def fault_reports(self) -> Sequence[str]:
        """There are none."""
        return ()

    def bad_ending(self) -> str:
        """There was none."""
        return ""
