"""One thread with its queue, and what is known about a piece of work on it."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic
from typing import Any
from weakref import ReferenceType

import shiboken6
from PySide6.QtCore import QObject


class Lane(StrEnum):
    """Each lane is one ordinary thread for its whole life, so it may own what no other may use."""

    WRITE = "write"
    """Commands, in the order given."""
    READ = "read"
    """Queries, the newest first."""
    SLOW = "slow"
    """Rendering, signing, archives: in order, can be cancelled, reports how far it is."""
    QUIET = "quiet"
    """What nobody waits for: as slow work, and it never stands before any."""


class Cancelled(Exception):
    """The person asked to stop: raised by `Progress.check`, never shown as an error."""


@dataclass(eq=False)
class Ticket:
    """A piece of work under way, to be given up when its result is no longer wanted."""

    _given_up: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Nothing of it is delivered any more.

        What did not start never will, unless it is a command; slow work is asked to stop.
        """
        self._given_up.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was given up."""
        return self._given_up.is_set()


@dataclass(frozen=True, slots=True)
class Step:
    """How far slow work is."""

    done: int
    total: int
    """0 when nobody knows."""
    code: str = ""
    """Which step, for `texts` to word."""


class Progress:
    """Given to slow work: tells how far it is and hears whether to stop; used on its thread."""

    def __init__(self, ticket: Ticket, tell: Callable[[Step], None]) -> None:
        self._ticket = ticket
        self._tell = tell

    @property
    def is_cancelled(self) -> bool:
        """Whether the person asked to stop."""
        return self._ticket.is_cancelled

    def check(self) -> None:
        """Raises Cancelled when the person asked to stop."""
        if self._ticket.is_cancelled:
            raise Cancelled

    def report(self, done: int, total: int = 0, code: str = "") -> None:
        """Say how far it is, then `check`."""
        self._tell(Step(done, total, code))
        self.check()


@dataclass(eq=False)
class Job:
    """A piece of work, who asked for it, and where the outcome goes."""

    work: Callable[[], Any]
    on_done: Callable[[Any], None]
    on_error: Callable[[Exception], None]
    owner: ReferenceType[QObject]
    lane: Lane
    key: str
    ticket: Ticket
    on_progress: Callable[[int, int, str], None] | None = None
    on_cancelled: Callable[[], None] | None = None

    @property
    def has_owner(self) -> bool:
        """Whether the view that asked is still there; only on the window's thread."""
        owner = self.owner()
        return owner is not None and shiboken6.isValid(owner)


class Worker:
    """One lane: a queue, its lock, its thread."""

    def __init__(self, lane: Lane, run: Callable[[Job], None], tell: Callable[[], None]) -> None:
        self._lane = lane
        self._run = run
        self._tell = tell
        self._waiting: deque[Job] = deque()
        self._running: Job | None = None
        self._closing = False
        self._change = threading.Condition()
        self._thread = threading.Thread(target=self._work, name=f"jobs-{lane}", daemon=True)
        self._thread.start()

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs and nothing waits."""
        with self._change:
            return self._running is None and not self._waiting

    def put(self, job: Job) -> None:
        """Take the job; a newer one with the same key replaces those that wait."""
        with self._change:
            if job.key and self._lane is not Lane.WRITE:
                self._waiting = deque(other for other in self._waiting if other.key != job.key)
            self._waiting.append(job)
            self._change.notify_all()

    def empty(self) -> None:
        """Forget what waits and ask what runs to stop; commands are never forgotten."""
        if self._lane is Lane.WRITE:
            return
        with self._change:
            self._waiting.clear()
            if self._running is not None:
                self._running.ticket.cancel()
            self._change.notify_all()

    def wait_until_idle(self, until: float) -> bool:
        """True once nothing runs and nothing waits, False when `until` (monotonic) has passed."""
        with self._change:
            return self._change.wait_for(
                lambda: self._running is None and not self._waiting,
                timeout=max(0.0, until - monotonic()),
            )

    def close(self, until: float) -> bool:
        """End the thread after what waits; False when it is still at work at `until`."""
        with self._change:
            self._closing = True
            self._change.notify_all()
        self._thread.join(max(0.0, until - monotonic()))
        return not self._thread.is_alive()

    def _next(self) -> Job | None:
        with self._change:
            self._change.wait_for(lambda: bool(self._waiting) or self._closing)
            if not self._waiting:
                return None
            newest_first = self._lane is Lane.READ
            self._running = self._waiting.pop() if newest_first else self._waiting.popleft()
            return self._running

    def _work(self) -> None:
        while (job := self._next()) is not None:
            self._tell()
            self._run(job)
            del job
            with self._change:
                self._running = None
                self._change.notify_all()
            self._tell()


class Latest:
    """Passes on only the last of several values that come faster than they are taken."""

    def __init__(
        self, take: Callable[[Step], None], pass_on: Callable[[Callable[[], None]], None]
    ) -> None:
        self._take = take
        self._pass_on = pass_on
        self._lock = threading.Lock()
        self._value: Step | None = None

    def put(self, value: Step) -> None:
        """From the working thread."""
        with self._lock:
            pending, self._value = self._value is not None, value
        if not pending:
            self._pass_on(self._give)

    def _give(self) -> None:
        with self._lock:
            value, self._value = self._value, None
        if value is not None:
            self._take(value)
