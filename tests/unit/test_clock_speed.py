"""The clock in numbers: how much its steps cost, and that a long input costs no more a line."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from timeit import repeat

import pytest

from ikanda_case.cli.clock import answer_line
from ikanda_case.desktop.clock import to_brussels
from ikanda_case.domain.clock import ClockEvent, deadline
from ikanda_case.domain.periods import add_months
from ikanda_case.tables.calendars import load_calendar

BELGIUM = load_calendar()
DAYS = [date(2016, 1, 1) + timedelta(days=n) for n in range(1000)]


def seconds(work: Callable[[], object]) -> float:
    """The best of forty, so that a busy computer does not decide."""
    return min(repeat(work, number=1, repeat=40))


@pytest.mark.bench
def test_a_deadline_costs_at_most_thirty_times_a_bare_month() -> None:
    histories = [
        (
            ClockEvent("identity_requested", day + timedelta(days=2)),
            ClockEvent("identity_received", day + timedelta(days=9)),
            ClockEvent("extended", day + timedelta(days=20)),
        )
        for day in DAYS
    ]
    bare = seconds(lambda: [BELGIUM.roll(add_months(day, 1)) for day in DAYS])
    plain = seconds(lambda: [deadline("art12", day, (), BELGIUM) for day in DAYS])
    eventful = seconds(
        lambda: [
            deadline("art12", day, events, BELGIUM)
            for day, events in zip(DAYS, histories, strict=True)
        ]
    )
    print(f"plain {plain / bare:.1f} times, with three events {eventful / bare:.1f} times")
    assert plain / bare < 30
    assert eventful / bare < 30


@pytest.mark.bench
def test_lines_cost_the_same_however_many_there_are() -> None:
    lines = [
        json.dumps({"received": f"{day}T10:00:00", "jurisdiction": "BE", "rule": "art12"})
        for day in DAYS
    ]

    def answer(count: int) -> None:
        for number in range(count):
            answer_line(lines[number % len(lines)], BELGIUM, to_brussels)

    few, many = seconds(lambda: answer(500)), seconds(lambda: answer(5_000))
    print(f"{many / 5_000 * 1e6:.0f} microseconds a line")
    assert many / few < 15
