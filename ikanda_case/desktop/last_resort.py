"""The last resort: a fault that nobody caught leaves its kind and its places, and nothing else.

Without it Python, its threads, its log and its warnings print what an exception says to standard
error, which a desktop keeps in a log of its own.
"""

import logging
import sys
import threading
import warnings
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import TextIO

from ikanda_case.desktop.fault_reports import FaultReports
from ikanda_case.domain.bug import kind_of, place, told

Tell = Callable[[BaseException], None]


class LastResort:
    """Takes the place of everything in Python that would print an exception's own words."""

    def __init__(self, reports: FaultReports) -> None:
        self._reports = reports
        self._tell: Tell | None = None

    def install(self) -> None:
        """From now on nothing prints what an exception or a warning says."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        sys.unraisablehook = self._unraisable
        warnings.showwarning = _warned

    def tell(self, listener: Tell) -> None:
        """Tell the window of a fault that did not end the program; called on any thread."""
        self._tell = listener

    def ended(self, error: BaseException) -> None:
        """Report the fault that ends the program."""
        self._reports.note(error, ended=True)
        _say(error)

    def caught(self, error: BaseException) -> None:
        """Report a fault that the program survives and a person was told of already."""
        self._reports.note(error, ended=False)

    def _uncaught(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            return
        if self._tell is None:
            self.ended(error)
        else:
            self._survived(error)

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self._survived(args.exc_value)

    def _unraisable(self, args: "sys.UnraisableHookArgs") -> None:
        if args.exc_value is not None:
            self._survived(args.exc_value)

    def _survived(self, error: BaseException) -> None:
        self.caught(error)
        _say(error)
        if self._tell is not None:
            with suppress(RuntimeError):  # the window has just gone
                self._tell(error)


def _say(error: BaseException) -> None:
    """Say kind and places on standard error, where there is one."""
    if sys.stderr is not None:
        lines = ("ikanda-case met a fault of its own:", *told(error))
        print("\n".join(lines), file=sys.stderr, flush=True)


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    kind = kind_of(message) if isinstance(message, Warning) else category.__name__
    said = {"kind": kind, "place": place(filename, lineno, "").strip()}
    logging.getLogger(__name__).warning("python_warning", extra=said)
