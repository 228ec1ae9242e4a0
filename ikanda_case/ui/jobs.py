"""Work off the window's thread: lanes for commands, queries, slow work, and quiet work."""

from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from time import monotonic
from typing import Any, Literal, TypeVar
from weakref import ref

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ikanda_case.domain.errors import EnvironmentFault
from ikanda_case.ui.lanes import Cancelled, Job, Lane, Latest, Progress, Step, Ticket, Worker

__all__ = ["Cancelled", "Jobs", "Lane", "Progress", "Ticket"]

T = TypeVar("T")

PAINT_FIRST_MS = 30
"""Milliseconds in which what was just shown is being painted."""


class Jobs(QObject):
    """Runs work on its lane and brings the outcome back to the window's thread.

    A result whose owner has gone is dropped. A failed command whose owner has gone is not: it
    comes out of `failed_unseen`. Between `drain` and `resume` no work is taken.
    """

    busy_changed = Signal(str, bool)
    """A lane started or came to rest."""
    failed_unseen = Signal(object)
    """The exception of a command or slow work that nobody waits for any more."""
    _something_to_deliver = Signal()

    def __init__(
        self,
        *,
        at_end: Mapping[Lane, Callable[[], None]] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`at_end` runs on a lane's own thread as its last act: to close what it owns."""
        super().__init__(parent)
        self._deliveries: deque[Callable[[], None]] = deque()
        self._shut = False
        self._to_ask = 0
        self._busy: dict[Lane, bool] = dict.fromkeys(Lane, False)
        self._something_to_deliver.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._workers = {lane: Worker(lane, self._run, self._wake) for lane in Lane}
        self._at_end = dict(at_end or {})

    def run(
        self,
        work: Callable[[], T],
        *,
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None],
        owner: QObject,
        lane: Lane | Literal["read", "write"] = Lane.READ,
        key: str = "",
    ) -> Ticket:
        """Do `work` on its lane, then `on_done` or `on_error` on the window's thread.

        A query with a `key` replaces the waiting ones with the same key. While the file is being
        locked a query is dropped, and a command gets EnvironmentFault("window_closing") through
        `on_error`.
        """
        return self._put(Job(work, on_done, on_error, ref(owner), Lane(lane), key, Ticket()))

    def run_slow(
        self,
        work: Callable[[Progress], T],
        *,
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None],
        owner: QObject,
        on_progress: Callable[[int, int, str], None] | None = None,
        on_cancelled: Callable[[], None] | None = None,
        key: str = "",
        lane: Lane = Lane.SLOW,
    ) -> Ticket:
        """Do `work` on the slow or the quiet lane.

        Of several reports at once only the last is delivered.
        `on_progress` gets what was done, of how much (0 when nobody knows), and the step's code.
        After `Ticket.cancel` neither outcome is delivered; `on_cancelled` is called once, when the
        work really stopped, also when it ended on its own just before.
        """
        ticket = Ticket()
        job = Job(lambda: None, on_done, on_error, ref(owner), lane, key, ticket)
        job.on_progress = on_progress
        job.on_cancelled = on_cancelled
        reports = Latest(lambda step: self._bring_step(job, step), self._wake_with)
        progress = Progress(ticket, reports.put)

        def stoppable() -> T:
            progress.check()
            return work(progress)

        job.work = stoppable
        return self._put(job)

    def after_paint(self, ask: Callable[[], None], owner: QObject) -> None:
        """Ask for more once what was just shown is painted: work keeps the window's thread waiting.

        Nothing is asked for an owner that has gone, or while the file is being locked.
        """
        living = ref(owner)

        def due() -> None:
            self._to_ask -= 1
            still = living()
            if still is not None and shiboken6.isValid(still) and not self._shut:
                ask()

        self._to_ask += 1
        QTimer.singleShot(PAINT_FIRST_MS, self, due)

    @property
    def is_idle(self) -> bool:
        """Whether all lanes rest, everything was delivered, and nothing is about to be asked."""
        return self._nothing_waits and all(worker.is_idle for worker in self._workers.values())

    @property
    def _nothing_waits(self) -> bool:
        return not self._deliveries and not self._to_ask

    @property
    def is_settled(self) -> bool:
        """Whether everything that was asked for is delivered; quiet work may go on."""
        lanes = self._workers.items()
        rest = all(worker.is_idle for lane, worker in lanes if lane is not Lane.QUIET)
        return self._nothing_waits and rest

    def drain(self, timeout: float) -> bool:
        """Before locking: take nothing new, forget queries, stop slow work, finish commands.

        Outcomes that are ready are delivered before this returns. True when all lanes rest
        within `timeout` seconds. Blocks the window; call `resume` to go on.
        """
        self._shut = True
        until = monotonic() + timeout
        for worker in self._workers.values():
            worker.empty()
        rested = all([worker.wait_until_idle(until) for worker in self._workers.values()])
        self._deliver()
        return rested

    def resume(self) -> None:
        """Take work again."""
        self._shut = False

    def close(self, timeout: float) -> bool:
        """Drain, then end the threads; False when one of them is still at work."""
        until = monotonic() + timeout
        rested = self.drain(timeout)
        for lane, act in self._at_end.items():
            self._workers[lane].put(self._last_job(lane, act))
        ended = all([worker.close(until) for worker in self._workers.values()])
        self._deliver()
        return rested and ended

    def _last_job(self, lane: Lane, act: Callable[[], None]) -> Job:
        fail = self.failed_unseen.emit
        return Job(act, lambda _nothing: None, fail, ref(self), lane, "", Ticket())

    def _put(self, job: Job) -> Ticket:
        if not self._shut:
            self._workers[job.lane].put(job)
        elif job.lane is Lane.READ:
            job.ticket.cancel()
        else:
            self._wake_with(lambda: self._bring_error(job, EnvironmentFault("window_closing")))
        return job.ticket

    def _run(self, job: Job) -> None:
        """On the lane's thread: whatever happens, the thread lives on."""
        if job.ticket.is_cancelled and job.lane is Lane.READ:
            return
        try:
            result = job.work()
        except Cancelled:
            self._wake_with(lambda: self._bring_end(job))
        except Exception as error:
            fault = error
            self._wake_with(lambda: self._bring_error(job, fault))
        except BaseException as panic:  # a library's own, which would end the lane
            end = RuntimeError()
            end.__cause__ = panic
            self._wake_with(lambda: self._bring_error(job, end))
        else:
            self._wake_with(lambda: self._bring_result(job, result))

    def _bring_result(self, job: Job, result: Any) -> None:
        if job.ticket.is_cancelled:
            self._bring_end(job)
        elif job.has_owner:
            job.on_done(result)

    def _bring_end(self, job: Job) -> None:
        if job.on_cancelled is not None and job.has_owner:
            job.on_cancelled()

    def _bring_error(self, job: Job, error: Exception) -> None:
        if job.has_owner and not job.ticket.is_cancelled:
            job.on_error(error)
        elif job.lane is Lane.WRITE or (job.lane is not Lane.READ and not job.ticket.is_cancelled):
            self.failed_unseen.emit(error)
        else:
            self._bring_end(job)

    def _bring_step(self, job: Job, step: Step) -> None:
        if job.on_progress is not None and job.has_owner and not job.ticket.is_cancelled:
            job.on_progress(step.done, step.total, step.code)

    def _wake_with(self, delivery: Callable[[], None]) -> None:
        self._deliveries.append(delivery)
        self._wake()

    def _wake(self) -> None:
        """From any thread; a window that is already gone hears nothing."""
        with suppress(RuntimeError):
            self._something_to_deliver.emit()

    def _deliver(self) -> None:
        """On the window's thread: outcomes in the order they came, then who is busy."""
        while self._deliveries:
            self._deliveries.popleft()()
        for lane, worker in self._workers.items():
            busy = not worker.is_idle
            if busy != self._busy[lane]:
                self._busy[lane] = busy
                self.busy_changed.emit(str(lane), busy)
