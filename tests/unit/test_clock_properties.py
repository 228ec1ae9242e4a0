"""What must hold of every deadline, whatever happened."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ikanda_case.domain.clock import (
    FLAGS,
    SOURCES,
    ClockEvent,
    Deadline,
    deadline,
    first_month_end,
)
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.periods import add_months
from ikanda_case.tables.calendars import load_calendar
from tests.unit.clock_histories import RULES, histories

BELGIUM = load_calendar()
NO_EFFECT = ("fee_quoted", "reminder_sent", "holding_reply", "delivery_failed", "response_resent",
             "duplicate_received", "letter_dated", "postmark")  # fmt: skip
ONE_DAY = timedelta(days=1)

History = tuple[date, list[ClockEvent]]


def counted(rule: str, history: History) -> Deadline:
    """Return the deadline of a history that is not refused."""
    try:
        return deadline(rule, *history, BELGIUM)
    except InputError:
        assume(False)
        raise


@given(histories(), st.sampled_from(RULES))
@settings(max_examples=300, deadline=None)
def test_every_deadline(history: History, rule: str) -> None:
    found = counted(rule, history)
    received, events = history
    starts = [received, *(e.on for e in events if e.kind == "received_other_channel")]
    assert found.strict_due > min(starts)
    assert BELGIUM.is_working(found.strict_due)
    assert len(set(found.flags)) == len(found.flags)
    assert set(found.flags) <= set(FLAGS)
    assert {step.code for step in found.steps} <= set(SOURCES)
    assert all(step.rule for step in found.steps)
    if found.due is None:
        assert found.state == "suspended"
        assert found.flags[-1] == "suspended_open"
        assert found.steps[-1].code.endswith("_open")
    else:
        assert found.state == "running"
        assert found.strict_due <= found.due
        assert BELGIUM.is_working(found.due)
        assert (found.steps[-1].code, found.steps[-1].date) == ("due", found.due)


@given(histories(), st.sampled_from(RULES))
@settings(max_examples=200, deadline=None)
def test_every_rest_day_passed_over_at_the_end_is_named(history: History, rule: str) -> None:
    found = counted(rule, history)
    assume(found.due is not None)
    assert found.due is not None
    named = [
        step.date for step in found.steps if step.code in ("weekend", "weekend_named", "holiday")
    ]
    assert named == sorted(named)
    assert not any(BELGIUM.is_working(day) for day in named)
    counts = ("one_month", "three_months", "days_credited", "calendar_days", "two_working_days")
    ends = [step.date for step in found.steps if step.code.startswith(counts)]
    day = ends[-1] if ends else found.due
    while day < found.due:
        assert BELGIUM.is_working(day) or day in named
        day += ONE_DAY


@given(histories(), st.sampled_from(NO_EFFECT), st.integers(0, 90), st.sampled_from(RULES))
@settings(max_examples=200, deadline=None)
def test_an_event_without_effect_changes_nothing(
    history: History, kind: str, days: int, rule: str
) -> None:
    received, events = history
    extra = ClockEvent(kind, received + timedelta(days=days))
    assert counted(rule, (received, [*events, extra])) == counted(rule, history)


@given(histories(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_given_matters_only_within_a_day(history: History, chance: object) -> None:
    received, events = history
    by_day = {event.on: event for event in events}  # one a day
    ordered = list(by_day.values())
    shuffled = list(ordered)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert counted("art12", (received, shuffled)) == counted("art12", (received, ordered))


@given(st.dates(date(2001, 1, 1), date(2098, 1, 1)), st.integers(0, 40))
def test_received_later_is_never_due_earlier(received: date, days: int) -> None:
    later = received + timedelta(days=days)
    for rule in RULES:
        one, other = (deadline(rule, day, [], BELGIUM) for day in (received, later))
        assert one.due is not None
        assert other.due is not None
        assert one.due <= other.due


@given(histories())
@settings(max_examples=150, deadline=None)
def test_the_first_months_end_comes_no_later_than_any_due_date(history: History) -> None:
    found = counted("art12", history)
    first = first_month_end(*history, BELGIUM)
    assert found.due is None or first <= found.due


@given(st.dates(date(2001, 1, 1), date(2098, 1, 1)), st.integers(0, 60))
def test_months_keep_the_number_of_the_day_or_end_the_month(day: date, count: int) -> None:
    later = add_months(day, count)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == count
    assert later.day == day.day or (later.day < day.day and (later + ONE_DAY).day == 1)


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2100-01-31", 1, "2100-02-28"),
        ("2000-01-30", 1, "2000-02-29"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-31", 12, "2027-12-31"),
    ],
)
def test_months_at_the_end_of_february(day: str, count: int, later: str) -> None:
    assert add_months(date.fromisoformat(day), count).isoformat() == later
