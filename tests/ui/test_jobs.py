"""Lanes with real threads: order, delivery on the window's thread, draining, ending."""

import gc
import sqlite3
import threading
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ikanda_case.domain.errors import EnvironmentFault
from ikanda_case.ui.jobs import Cancelled, Jobs, Lane, Progress

LONG = 5.0
T = TypeVar("T")


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    assert made.close(LONG)


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


class Gate:
    """Holds a lane until the test opens it."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.opened = threading.Event()

    def hold(self) -> str:
        self.entered.set()
        assert self.opened.wait(LONG)
        return "held"


def fails(error: object) -> None:
    raise AssertionError(error)


def ignore(_result: object) -> None:
    """For outcomes a test does not look at."""


def gives(value: T) -> Callable[[], T]:
    return lambda: value


def test_result_comes_back_on_the_windows_thread(qtbot: QtBot, jobs: Jobs, owner: QObject) -> None:
    window = threading.get_ident()
    seen: list[tuple[int, int]] = []

    def on_done(worker: int) -> None:
        seen.append((worker, threading.get_ident()))

    jobs.run(threading.get_ident, on_done=on_done, on_error=fails, owner=owner)
    qtbot.waitUntil(lambda: bool(seen))
    worker, delivered = seen[0]
    assert delivered == window
    assert worker != window


def test_error_comes_back_as_it_was_raised(qtbot: QtBot, jobs: Jobs, owner: QObject) -> None:
    raised = ValueError("as it was")
    seen: list[Exception] = []

    def work() -> None:
        raise raised

    jobs.run(work, on_done=fails, on_error=seen.append, owner=owner, lane=Lane.WRITE)
    qtbot.waitUntil(lambda: seen == [raised])


def test_commands_run_in_the_order_given(qtbot: QtBot, jobs: Jobs, owner: QObject) -> None:
    gate = Gate()
    done: list[object] = []
    jobs.run(gate.hold, on_done=done.append, on_error=fails, owner=owner, lane=Lane.WRITE)
    for number in range(5):
        jobs.run(
            gives(number),
            on_done=done.append,
            on_error=fails,
            owner=owner,
            lane=Lane.WRITE,
        )
    gate.opened.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert done == ["held", 0, 1, 2, 3, 4]


def test_newest_query_runs_first(qtbot: QtBot, jobs: Jobs, owner: QObject) -> None:
    gate = Gate()
    done: list[object] = []
    jobs.run(gate.hold, on_done=done.append, on_error=fails, owner=owner)
    assert gate.entered.wait(LONG)
    for number in range(3):
        jobs.run(gives(number), on_done=done.append, on_error=fails, owner=owner)
    gate.opened.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert done == ["held", 2, 1, 0]


def test_newer_query_with_the_same_key_replaces_those_that_wait(
    qtbot: QtBot, jobs: Jobs, owner: QObject
) -> None:
    gate = Gate()
    done: list[object] = []
    jobs.run(gate.hold, on_done=done.append, on_error=fails, owner=owner)
    assert gate.entered.wait(LONG)
    for word in ("i", "in", "inz"):
        jobs.run(gives(word), on_done=done.append, on_error=fails, owner=owner, key="search")
    jobs.run(lambda: "other", on_done=done.append, on_error=fails, owner=owner, key="counts")
    gate.opened.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert done == ["held", "other", "inz"]


def test_a_lane_keeps_its_thread_so_that_it_may_own_a_connection(
    qtbot: QtBot, owner: QObject
) -> None:
    connections: list[sqlite3.Connection] = []
    closed: list[int] = []

    def close() -> None:
        connections[0].close()
        closed.append(threading.get_ident())

    jobs = Jobs(at_end={Lane.WRITE: close})
    answers: list[Any] = []

    def connect() -> int:
        connections.append(sqlite3.connect(":memory:"))
        return threading.get_ident()

    def ask() -> int:
        return int(connections[0].execute("select 41 + 1").fetchone()[0])

    jobs.run(connect, on_done=answers.append, on_error=fails, owner=owner, lane=Lane.WRITE)
    jobs.run(ask, on_done=answers.append, on_error=fails, owner=owner, lane=Lane.WRITE)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers[1] == 42
    assert jobs.close(LONG)
    assert closed == [answers[0]]


def test_failing_last_act_is_told(qtbot: QtBot) -> None:
    raised = OSError("no room")

    def close() -> None:
        raise raised

    jobs = Jobs(at_end={Lane.READ: close})
    with qtbot.waitSignal(jobs.failed_unseen) as told:
        assert jobs.close(LONG)
    assert told.args == [raised]


def test_result_is_dropped_when_its_view_has_gone(qtbot: QtBot, jobs: Jobs) -> None:
    gate = Gate()
    seen: list[object] = []
    view = QObject()
    jobs.run(gate.hold, on_done=seen.append, on_error=seen.append, owner=view)
    assert gate.entered.wait(LONG)
    view.deleteLater()
    with qtbot.waitSignal(view.destroyed):
        pass
    gate.opened.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert seen == []


def test_waiting_for_a_result_keeps_no_view_alive(qtbot: QtBot, jobs: Jobs) -> None:
    gate = Gate()
    seen: list[object] = []
    view = QObject()
    gone = threading.Event()
    view.destroyed.connect(gone.set)
    jobs.run(gate.hold, on_done=seen.append, on_error=fails, owner=view)
    assert gate.entered.wait(LONG)
    del view
    gc.collect()
    assert gone.is_set()
    gate.opened.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert seen == []


def test_failed_command_is_told_although_its_view_has_gone(qtbot: QtBot, jobs: Jobs) -> None:
    gate, raised = Gate(), OSError("disk full")

    def work() -> None:
        gate.hold()
        raise raised

    view = QObject()
    jobs.run(work, on_done=fails, on_error=fails, owner=view, lane=Lane.WRITE)
    assert gate.entered.wait(LONG)
    del view
    with qtbot.waitSignal(jobs.failed_unseen) as told:
        gate.opened.set()
    assert told.args == [raised]


def test_cancelled_query_never_starts(qtbot: QtBot, jobs: Jobs, owner: QObject) -> None:
    gate = Gate()
    started: list[int] = []
    jobs.run(gate.hold, on_done=ignore, on_error=fails, owner=owner)
    assert gate.entered.wait(LONG)
    ticket = jobs.run(lambda: started.append(1), on_done=ignore, on_error=fails, owner=owner)
    ticket.cancel()
    gate.opened.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert started == []


def test_cancelled_command_is_done_all_the_same(qtbot: QtBot, jobs: Jobs, owner: QObject) -> None:
    gate = Gate()
    started: list[int] = []
    delivered: list[object] = []
    jobs.run(gate.hold, on_done=ignore, on_error=fails, owner=owner, lane=Lane.WRITE)
    ticket = jobs.run(
        lambda: started.append(1),
        on_done=delivered.append,
        on_error=fails,
        owner=owner,
        lane=Lane.WRITE,
    )
    ticket.cancel()
    gate.opened.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert started == [1]
    assert delivered == []


def test_slow_work_reports_on_the_windows_thread_and_ends_with_its_last_step(
    qtbot: QtBot, jobs: Jobs, owner: QObject
) -> None:
    window = threading.get_ident()
    steps: list[tuple[int, int, str, int]] = []
    done: list[str] = []

    def work(progress: Progress) -> str:
        for number in range(1, 101):
            progress.report(number, 100, "pages")
        return "made"

    jobs.run_slow(
        work,
        on_done=done.append,
        on_error=fails,
        owner=owner,
        on_progress=lambda *step: steps.append((*step, threading.get_ident())),
    )
    qtbot.waitUntil(lambda: done == ["made"])
    assert steps[-1] == (100, 100, "pages", window)
    assert {thread for _done, _total, _code, thread in steps} == {window}
    counted = [step[0] for step in steps]
    assert counted == sorted(set(counted))


def test_slow_work_stops_when_asked(qtbot: QtBot, jobs: Jobs, owner: QObject) -> None:
    gate = Gate()
    outcome: list[object] = []

    def work(progress: Progress) -> str:
        gate.hold()
        progress.check()
        return "too late"

    ticket = jobs.run_slow(
        work,
        on_done=outcome.append,
        on_error=fails,
        owner=owner,
        on_cancelled=lambda: outcome.append("stopped"),
    )
    assert gate.entered.wait(LONG)
    ticket.cancel()
    gate.opened.set()
    qtbot.waitUntil(lambda: bool(outcome))
    assert outcome == ["stopped"]


def test_slow_work_that_ended_just_before_it_was_cancelled_says_so(
    qtbot: QtBot, jobs: Jobs, owner: QObject
) -> None:
    outcome: list[object] = []
    ticket = jobs.run_slow(
        lambda _progress: "ready",
        on_done=outcome.append,
        on_error=fails,
        owner=owner,
        on_cancelled=lambda: outcome.append("stopped"),
    )
    rested = jobs._workers[Lane.SLOW].wait_until_idle(monotonic() + LONG)
    ticket.cancel()
    qtbot.waitUntil(lambda: bool(outcome))
    assert (rested, outcome) == (True, ["stopped"])


def test_slow_work_cancelled_before_it_starts_never_does(
    qtbot: QtBot, jobs: Jobs, owner: QObject
) -> None:
    gate = Gate()
    outcome: list[object] = []
    started: list[int] = []
    jobs.run_slow(lambda _progress: gate.hold(), on_done=ignore, on_error=fails, owner=owner)
    ticket = jobs.run_slow(
        lambda _progress: started.append(1),
        on_done=outcome.append,
        on_error=fails,
        owner=owner,
        on_cancelled=lambda: outcome.append("stopped"),
    )
    ticket.cancel()
    gate.opened.set()
    qtbot.waitUntil(lambda: bool(outcome))
    assert (started, outcome) == ([], ["stopped"])


def test_lanes_do_not_wait_for_each_other(qtbot: QtBot, jobs: Jobs, owner: QObject) -> None:
    gate = Gate()
    done: list[object] = []
    jobs.run_slow(lambda _p: gate.hold(), on_done=done.append, on_error=fails, owner=owner)
    assert gate.entered.wait(LONG)
    for lane in (Lane.READ, Lane.WRITE):
        jobs.run(gives(lane), on_done=done.append, on_error=fails, owner=owner, lane=lane)
    qtbot.waitUntil(lambda: set(done) == {Lane.READ, Lane.WRITE})
    gate.opened.set()
    qtbot.waitUntil(lambda: "held" in done)


def test_busy_is_said_and_taken_back(qtbot: QtBot, jobs: Jobs, owner: QObject) -> None:
    said: list[tuple[str, bool]] = []
    jobs.busy_changed.connect(lambda lane, busy: said.append((lane, busy)))
    gate = Gate()
    jobs.run(gate.hold, on_done=ignore, on_error=fails, owner=owner, lane=Lane.WRITE)
    qtbot.waitUntil(lambda: said == [("write", True)])
    gate.opened.set()
    qtbot.waitUntil(lambda: said == [("write", True), ("write", False)])


def test_drain_finishes_commands_delivers_them_and_forgets_queries(
    qtbot: QtBot, jobs: Jobs, owner: QObject
) -> None:
    gate = Gate()
    done: list[object] = []
    jobs.run(gate.hold, on_done=ignore, on_error=fails, owner=owner)
    assert gate.entered.wait(LONG)
    jobs.run(lambda: "query", on_done=done.append, on_error=fails, owner=owner)
    for number in range(3):
        jobs.run(
            gives(number),
            on_done=done.append,
            on_error=fails,
            owner=owner,
            lane=Lane.WRITE,
        )
    gate.opened.set()
    assert jobs.drain(LONG)
    assert done == [0, 1, 2]


def test_drain_says_when_something_does_not_end(qtbot: QtBot, jobs: Jobs, owner: QObject) -> None:
    gate = Gate()
    jobs.run(gate.hold, on_done=ignore, on_error=fails, owner=owner, lane=Lane.WRITE)
    assert gate.entered.wait(LONG)
    assert not jobs.drain(0.01)
    gate.opened.set()
    assert jobs.drain(LONG)


def test_drain_stops_slow_work(qtbot: QtBot, jobs: Jobs, owner: QObject) -> None:
    started, stopped = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        started.set()
        try:
            while True:
                progress.check()
        except Cancelled:
            stopped.set()
            raise

    jobs.run_slow(work, on_done=fails, on_error=fails, owner=owner)
    assert started.wait(LONG)
    assert jobs.drain(LONG)
    assert stopped.is_set()


def test_while_locking_a_command_is_refused_and_a_query_dropped(
    qtbot: QtBot, jobs: Jobs, owner: QObject
) -> None:
    refused: list[Exception] = []
    ran: list[str] = []

    def ask(lane: Lane, on_error: Callable[[Exception], None]) -> None:
        jobs.run(
            lambda: ran.append("ran"),
            on_done=ignore,
            on_error=on_error,
            owner=owner,
            lane=lane,
        )

    assert jobs.drain(LONG)
    ask(Lane.READ, fails)
    ask(Lane.WRITE, refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    assert isinstance(refused[0], EnvironmentFault)
    assert refused[0].code == "window_closing"
    assert ran == []
    jobs.resume()
    ask(Lane.WRITE, fails)
    qtbot.waitUntil(lambda: ran == ["ran"])


def test_thread_survives_a_callback_that_fails(qtbot: QtBot, jobs: Jobs, owner: QObject) -> None:
    done: list[str] = []

    def breaks(_result: object) -> None:
        raise LookupError("a bug in a view")

    with qtbot.captureExceptions() as caught:
        jobs.run(lambda: "first", on_done=breaks, on_error=fails, owner=owner)
        qtbot.waitUntil(lambda: bool(caught))
    jobs.run(lambda: "second", on_done=done.append, on_error=fails, owner=owner)
    qtbot.waitUntil(lambda: done == ["second"])
    assert caught[0][0] is LookupError


def test_no_thread_is_left_after_closing(qtbot: QtBot) -> None:
    before = {thread.ident for thread in threading.enumerate()}
    jobs = Jobs()
    assert len(threading.enumerate()) == len(before) + len(Lane)
    assert jobs.close(LONG)
    assert {thread.ident for thread in threading.enumerate()} == before
