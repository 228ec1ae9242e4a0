"""Keeps this process's memory out of files: it holds the key and the words of open cases.

Swap and hibernation are the system's own and cannot be refused by a program without more rights:
only an encrypted disk helps there.
"""

import ctypes
import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4
_WER_NO_HEAP = 1
_NO_FAULT_BOX = 0x0001 | 0x0002
"""SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX: no box that offers to send a dump."""


def refuse_dumps() -> None:
    """Make a crash leave no picture of this memory, and let no other program of the person read it.

    On Linux no core file, no core for the collector of the system, no debugger of the same
    person; on macOS no core file; on Windows no heap in an error report. Call it when the window
    stands: a desktop portal that asks later who this is gets no answer any more.
    """
    if sys.platform == "win32":
        _windows()
    else:
        _no_core_file()
    if sys.platform == "linux":
        _linux()


def _no_core_file() -> None:
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _linux() -> None:
    with suppress(OSError), open("/proc/self/coredump_filter", "w", encoding="ascii") as which:
        which.write("0")  # the limit above does not hold for a collector behind a pipe
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _windows() -> None:
    if sys.platform == "win32":
        with suppress(OSError, AttributeError):
            ctypes.windll.kernel32.SetErrorMode(_NO_FAULT_BOX)
            ctypes.windll.wer.WerSetFlags(_WER_NO_HEAP)
