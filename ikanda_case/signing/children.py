"""Processes that each take one piece of work after the other, and may break at any of them."""

import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, TimeoutError
from contextlib import suppress
from pathlib import Path
from typing import IO, Generic, TypeVar

A = TypeVar("A")
T = TypeVar("T")

WORTH_A_PROCESS = 16
"""Pieces for which it pays to start one more process."""
_LOOK_EVERY = 0.2
"""Seconds between two looks at whether to stop."""
_PASSED_ON = ("LD_LIBRARY_PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR")
_ROOT = Path(__file__).resolve().parents[2]
_LENGTH = 8
_LARGEST = 1 << 28


def write_part(stream: IO[bytes], part: bytes) -> None:
    """Write bytes after their length."""
    stream.write(len(part).to_bytes(_LENGTH, "big"))
    stream.write(part)


def read_part(stream: IO[bytes]) -> bytes | None:
    """Return the bytes that come after their length; None at the end of the stream.

    None as well for a length that nothing here has: whoever wrote it is not to be believed.
    """
    told = stream.read(_LENGTH)
    length = int.from_bytes(told, "big")
    if len(told) < _LENGTH or length > _LARGEST:
        return None
    part = stream.read(length)
    return part if len(part) == length else None


def command_of(module: str, flag: str) -> list[str]:
    """Return the call of a child: this Python, or the frozen program with a flag of its own."""
    if getattr(sys, "frozen", False):
        return [sys.executable, flag]
    return [sys.executable, "-P", "-m", module]


class Child:
    """One process; when a piece breaks it or keeps it too long it is not used again."""

    def __init__(self, command: Sequence[str], passed_on: Sequence[str] = ()) -> None:
        names = (*_PASSED_ON, *passed_on)
        kept = {name: os.environ[name] for name in names if name in os.environ}
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**kept, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    @property
    def lives(self) -> bool:
        """Return whether it can be given more."""
        return self._process.poll() is None

    def answer(self, parts: Iterable[bytes], answers: int, seconds: float) -> list[bytes] | None:
        """Hand over the parts and return that many answers; None when it broke or took longer."""
        limit = threading.Timer(seconds, self._process.kill)
        limit.daemon = True
        limit.start()
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            for part in parts:
                write_part(stdin, part)
            stdin.flush()
            found = [read_part(stdout) for _ in range(answers)]
        except (OSError, ValueError):
            found = [None]
        finally:
            limit.cancel()
        whole = [each for each in found if each is not None]
        if len(whole) == len(found):
            return whole
        self.end()
        return None

    def end(self) -> None:
        """End it now."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError, ValueError):
                    pipe.close()
        self._process.wait()


class Crew(Generic[T, A]):
    """Threads that each lead one child; `ask` hands a piece to one and returns its answer."""

    def __init__(
        self, count: int, start: Callable[[], Child], ask: Callable[[Child, T], A], lost: A
    ) -> None:
        """About `count` pieces will come; `lost` is the answer for one given after the end."""
        size = max(1, min(os.cpu_count() or 1, count // WORTH_A_PROCESS))
        self._size, self._start, self._ask, self._lost = size, start, ask, lost
        self._threads = ThreadPoolExecutor(size, "children")
        self._own = threading.local()
        self._children: list[Child] = []
        self._lock = threading.Lock()
        self._ended = False

    def answers(self, pieces: Iterable[T], look: Callable[[], None]) -> Iterator[A]:
        """Yield each answer in the order of the pieces; a few of them are held at a time.

        `look` is called several times a second, and what it raises ends the work and the children.
        """
        waiting: deque[Future[A]] = deque()
        try:
            for piece in pieces:
                waiting.append(self._threads.submit(self._take, piece))
                if len(waiting) > 2 * self._size:
                    yield _answer(waiting.popleft(), look)
            while waiting:
                yield _answer(waiting.popleft(), look)
        finally:
            self._end()

    def _take(self, piece: T) -> A:
        child = getattr(self._own, "child", None)
        if child is None or not child.lives:
            with self._lock:
                if self._ended:
                    return self._lost
                child = self._own.child = self._start()
                self._children.append(child)
        return self._ask(child, piece)

    def _end(self) -> None:
        with self._lock:
            self._ended = True
            for child in self._children:
                child.end()
        self._threads.shutdown(cancel_futures=True)


def _answer(future: "Future[A]", look: Callable[[], None]) -> A:
    while True:
        look()
        with suppress(TimeoutError):
            return future.result(_LOOK_EVERY)
