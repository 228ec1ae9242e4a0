"""Many letters judged at once, on every core, each by a process that may break."""

import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, TimeoutError
from contextlib import suppress
from pathlib import Path

from ikanda_case.signing.child import FLAG

SECONDS = 20.0
"""Wall time for one letter; then it counts as unreadable, and its process is ended."""
WORTH_A_PROCESS = 16
"""Letters for which it pays to start one more process."""

_LOOK_EVERY = 0.2
"""Seconds between two looks at whether to stop."""
_UNREADABLE = (False, "unreadable")
_PASSED_ON = ("LD_LIBRARY_PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR")
_ROOT = Path(__file__).resolve().parents[2]


def judged(
    letters: Iterable[bytes], count: int, look: Callable[[], None] = lambda: None
) -> Iterator[tuple[bool, str]]:
    """Yield of each letter, in their order, whether its signatures are valid, and why not.

    `count` says how many there will be about; a few are held at a time, never all. `look` is
    called several times a second, and what it raises ends the work and the processes.
    """
    size = max(1, min(os.cpu_count() or 1, count // WORTH_A_PROCESS))
    waiting: deque[Future[tuple[bool, str]]] = deque()
    crew = _Crew(size)
    try:
        for letter in letters:
            waiting.append(crew.take(letter))
            if len(waiting) > 2 * size:
                yield _answer(waiting.popleft(), look)
        while waiting:
            yield _answer(waiting.popleft(), look)
    finally:
        crew.end()


def child_command() -> list[str]:
    """Return the call of the child: this Python, or the frozen program with a flag of its own."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG]
    return [sys.executable, "-P", "-m", "ikanda_case.signing.child"]


def _answer(future: Future[tuple[bool, str]], look: Callable[[], None]) -> tuple[bool, str]:
    while True:
        look()
        with suppress(TimeoutError):
            return future.result(_LOOK_EVERY)


class _Crew:
    """Threads that each lead one child process."""

    def __init__(self, size: int) -> None:
        self._threads = ThreadPoolExecutor(size, "signatures")
        self._own = threading.local()
        self._children: list[_Child] = []
        self._lock = threading.Lock()
        self._ended = False

    def take(self, letter: bytes) -> "Future[tuple[bool, str]]":
        return self._threads.submit(self._judge, letter)

    def _judge(self, letter: bytes) -> tuple[bool, str]:
        child = getattr(self._own, "child", None)
        if child is None or not child.lives:
            with self._lock:
                if self._ended:
                    return _UNREADABLE
                child = self._own.child = _Child()
                self._children.append(child)
        return child.judge(letter)

    def end(self) -> None:
        with self._lock:
            self._ended = True
            for child in self._children:
                child.end()
        self._threads.shutdown(cancel_futures=True)


class _Child:
    """One process; when a letter breaks it or keeps it too long it is not used again."""

    def __init__(self) -> None:
        kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        self._process = subprocess.Popen(
            child_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**kept, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    def judge(self, letter: bytes) -> tuple[bool, str]:
        limit = threading.Timer(SECONDS, self._process.kill)
        limit.daemon = True
        limit.start()
        try:
            return self._asked(letter)
        except (OSError, ValueError):
            self.end()
            return _UNREADABLE
        finally:
            limit.cancel()

    def _asked(self, letter: bytes) -> tuple[bool, str]:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        stdin.write(len(letter).to_bytes(8, "big"))
        stdin.write(letter)
        stdin.flush()
        valid, why = json.loads(stdout.readline())
        return bool(valid), str(why)

    def end(self) -> None:
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError, ValueError):
                    pipe.close()
        self._process.wait()
