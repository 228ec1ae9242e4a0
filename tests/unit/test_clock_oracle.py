"""The clock says what a second clock, written another way, says."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikanda_case.domain.clock import ClockEvent, deadline
from ikanda_case.domain.errors import InputError
from ikanda_case.tables.calendars import load_calendar
from tests.unit.clock_histories import RULES, histories
from tests.unit.clock_oracle import Refused, answer, works

BELGIUM = load_calendar()


def both(
    rule: str, received: date, events: list[ClockEvent], right: str = "ACCESS"
) -> tuple[object, object]:
    """What the clock and the oracle say, a refusal being its code."""
    try:
        found = deadline(rule, received, events, BELGIUM, right=right)
        ours: object = (found.due, found.strict_due, found.state, list(found.flags))
    except InputError as error:
        ours = error.code
    try:
        theirs: object = answer(rule, received, events, right)
    except Refused as refused:
        theirs = refused.args[0]
    return ours, theirs


@given(histories(), st.sampled_from(("art12", *RULES)), st.sampled_from(("ACCESS", "ERASE")))
@settings(max_examples=400, deadline=None)
def test_any_history(history: tuple[date, list[ClockEvent]], rule: str, right: str) -> None:
    ours, theirs = both(rule, *history, right)
    assert ours == theirs


@pytest.mark.full
@given(histories(), st.sampled_from(("ACCESS", "ACCESS", "ERASE")))
@settings(max_examples=20_000, deadline=None)
@pytest.mark.timeout(1800)
def test_many_histories_of_the_month(history: tuple[date, list[ClockEvent]], right: str) -> None:
    ours, theirs = both("art12", *history, right)
    assert ours == theirs


def plain_histories(received: date) -> Iterator[list[ClockEvent]]:
    """What happens to most requests."""

    def on(days: int) -> date:
        return received + timedelta(days=days)

    asked = [ClockEvent("identity_requested", on(2)), ClockEvent("identity_received", on(16))]
    yield []
    yield [ClockEvent("extended", on(20))]
    yield asked
    yield [*asked, ClockEvent("extended", on(40))]
    yield [ClockEvent("identity_requested", on(9)), ClockEvent("identity_received", on(12))]


def compare_day(received: date) -> None:
    for rule in RULES:
        ours, theirs = both(rule, received, [])
        assert ours == theirs, (rule, received)
    for events in plain_histories(received):
        ours, theirs = both("art12", received, events)
        assert ours == theirs, (received, events)


def test_days_of_twenty_years_sampled() -> None:
    for number in range(0, 7600, 37):
        compare_day(date(2016, 1, 1) + timedelta(days=number))


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_every_day_of_twenty_years() -> None:
    day = date(2016, 1, 1)
    while day.year <= 2036:
        compare_day(day)
        day += timedelta(days=1)


def test_the_calendar_agrees_with_the_oracle_on_every_day() -> None:
    day = date(2000, 1, 1)
    while day.year <= 2100:
        assert BELGIUM.is_working(day) == works(day), day
        day += timedelta(days=1)
