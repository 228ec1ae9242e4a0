"""One writer at a time: who has a case file open for writing is told beside it."""

import contextlib
import json
import os
import socket
import sys
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from ikanda_case.domain.errors import EnvironmentFault
from ikanda_case.store.faults import translated

SUFFIX = "-lock"
LARGEST = 4096
"""Bytes; a lock file is far smaller, and what is larger is not read."""

_TRIES, _PAUSE_S = 25, 0.02
"""A file that changes hands is looked at again so often: its new holder says so at once."""
_WORDS = 512
"""Bytes; the words are filled up to so many."""
_BEYOND = 1 << 30
"""Which byte is locked on Windows: the words themselves stay readable to others."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes: nothing here is a login or a name the person did not choose."""

    label: str
    """On the slot that was used; empty when no slot was."""
    host: str
    pid: int
    since: datetime
    entries: int = 0
    """How many there were after the last unit of work that the file had acknowledged then."""

    @property
    def said(self) -> str:
        """Return what to call the holder."""
        return self.label or self.host


def lock_path(case_file: Path) -> Path:
    """Return where the lock of a case file lies: NAME.ikanda-lock beside NAME.ikanda."""
    return case_file.with_name(case_file.name + SUFFIX)


def holder_of(case_file: Path) -> Holder | None:
    """Return who says to have a case file open for writing; None when nobody does.

    Only taking the lock shows whether that is still so: a process that died leaves its words.
    """
    return _holder(lock_path(case_file.resolve()))


class WriterLock:
    """The operating system's lock on a small file; it ends with the process, however that ends."""

    def __init__(self, case_file: Path, now: datetime, label: str = "") -> None:
        """Take it at once, or EnvironmentFault("in_use", by, since), in the zone of `now`.

        A file that a dead process left behind is taken over: `left_by` says whose it was.
        """
        self._path = lock_path(case_file.resolve())
        self._since = now
        self._file: int | None = None
        self._label = label
        self._entries = 0
        self.left_by: Holder | None = None
        try:
            with translated():
                self._take()
            self.say(label)
        except BaseException:
            self.release()  # a disk that takes no words must not leave a lock that nobody holds
            raise

    def say(self, label: str) -> None:
        """Tell others who writes."""
        self._label = label
        if self._file is not None:
            with translated():
                self._write(self._file)

    def note(self, entries: int) -> None:
        """Note how many entries there are: whoever finds fewer after a crash knows it.

        It is for the case that this process dies; a disk that takes no word of it stops nobody.
        """
        self._entries = entries
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._write(self._file)

    def _write(self, file: int) -> None:
        said = {
            "label": self._label,
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "since": self._since.isoformat(),
            "entries": self._entries,
        }
        words = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, words.ljust(_WORDS))  # in one piece, and as long as the words before it

    def leave(self, entries: int) -> None:
        """Let others write, and leave the words there: they tell what the file should hold."""
        self.note(entries)
        file, self._file = self._file, None
        if file is not None:
            os.close(file)

    def release(self) -> None:
        """Let others write."""
        file, self._file = self._file, None
        if file is None:
            return
        if sys.platform == "win32":
            os.close(file)
            with contextlib.suppress(OSError):  # the next one has it already
                self._path.unlink()
        else:
            with contextlib.suppress(OSError):  # while it is ours: the next one makes its own
                if _is_at(file, self._path):
                    self._path.unlink()
            os.close(file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def _take(self) -> None:
        for _ in range(_TRIES):
            file = os.open(self._path, _FLAGS, 0o600)
            if _locked(file):
                if _is_at(file, self._path):
                    self.left_by = left = _holder(self._path)
                    self._entries = left.entries if left else 0
                    self._file = file
                    return
                os.close(file)  # its holder took it away while we opened it
                continue
            os.close(file)
            holder = _holder(self._path)
            if holder is not None:
                since = holder.since.astimezone(self._since.tzinfo)
                raise EnvironmentFault("in_use", by=holder.said, since=since)
            threading.Event().wait(_PAUSE_S)
        raise EnvironmentFault("in_use", by="?", since=self._since)


_FLAGS = (
    os.O_RDWR
    | os.O_CREAT
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def _holder(path: Path) -> Holder | None:
    """Return who a lock file names; None when it does not say, or is gone."""
    try:
        with open(path, "rb") as file:
            said = json.loads(file.read(LARGEST))
        return Holder(
            str(said["label"])[:80],
            str(said["host"])[:80],
            int(said["pid"]),
            datetime.fromisoformat(said["since"]),
            int(said.get("entries", 0)),
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _is_at(file: int, path: Path) -> bool:
    try:
        there = os.stat(path)
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(file), there)


if sys.platform == "win32":
    import msvcrt

    def _locked(file: int) -> bool:
        os.lseek(file, _BEYOND, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
