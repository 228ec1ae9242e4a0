"""The edges of the clock: the days on which one answer becomes another."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ikanda_case.domain.clock import ClockEvent, deadline, first_month_end
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.periods import add_months, ends_of_days, last_day_of_month
from ikanda_case.tables.calendars import load_calendar
from tests.unit.clock_histories import RULES
from tests.unit.clock_oracle import answer

BELGIUM = load_calendar()
RECEIVED = date(2026, 6, 1)


def said(*events: tuple[str, date], received: date = RECEIVED, rule: str = "art12") -> object:
    found = deadline(rule, received, [ClockEvent(kind, on) for kind, on in events], BELGIUM)
    return found.due, found.strict_due, found.state, list(found.flags)


def test_each_pair_of_events_on_each_pair_of_days_is_what_the_oracle_says() -> None:
    kinds = ("identity_requested", "identity_received", "identity_insufficient", "extended",
             "identity_verified", "mandate_requested", "mandate_received")  # fmt: skip
    days = [RECEIVED + timedelta(days=n) for n in (0, 1, 7, 8, 9, 30, 31, 32)]
    for first in kinds:
        for second in kinds:
            for one in days:
                for other in days:
                    events = [ClockEvent(first, one), ClockEvent(second, other)]
                    found = deadline("art12", RECEIVED, events, BELGIUM)
                    ours = (found.due, found.strict_due, found.state, list(found.flags))
                    assert ours == answer("art12", RECEIVED, events), events


def test_every_rule_counts_its_days_as_the_oracle_does() -> None:
    for rule in RULES:
        for number in range(0, 60):
            day = date(2026, 3, 20) + timedelta(days=number)
            found = deadline(rule, day, [], BELGIUM)
            assert (found.due, found.strict_due) == answer(rule, day, [])[:2]


def test_a_period_of_one_day_is_possible_and_of_none_is_not() -> None:
    assert said(rule="days_1")[0] == date(2026, 6, 2)  # type: ignore[index]
    assert said(rule="workdays_1")[0] == date(2026, 6, 2)  # type: ignore[index]
    for rule in ("days_0", "workdays_0", "days_-1"):
        with pytest.raises(InputError) as refused:
            deadline(rule, RECEIVED, [], BELGIUM)
        assert refused.value.code == "bad_days"


def test_hours_are_elapsed_hours() -> None:
    aware = datetime(2026, 10, 24, 10, 0, tzinfo=UTC)
    found = deadline("hours_72", RECEIVED, [], BELGIUM, instant=aware)
    assert found.due == found.strict_due == aware + timedelta(hours=72)
    for instant, code in ((None, "moment_needed"), (datetime(2026, 1, 1), "moment_without_offset")):
        with pytest.raises(InputError) as refused:
            deadline("hours_72", RECEIVED, [], BELGIUM, instant=instant)
        assert refused.value.code == code


def test_the_years_of_the_table_are_in_it_and_no_others() -> None:
    first, last = BELGIUM.first_year, BELGIUM.last_year
    assert deadline("art12", date(first, 1, 1), [], BELGIUM).due
    note = ClockEvent("reminder_sent", date(last, 1, 4))
    assert deadline("art12", date(last, 1, 4), [note], BELGIUM).due
    for day in (date(first - 1, 12, 31), date(last + 1, 1, 1)):
        with pytest.raises(InputError) as refused:
            deadline("art12", RECEIVED, [ClockEvent("reminder_sent", day)], BELGIUM)
        assert refused.value.code == "outside_holiday_table"
    with pytest.raises(InputError) as numbered:
        deadline("art12", RECEIVED, [note, ClockEvent("dreamt", RECEIVED)], BELGIUM)
    assert numbered.value.facts == {"number": 2}


def test_effective_and_since_may_be_the_day_itself() -> None:
    same = ClockEvent("effective_receipt", RECEIVED)
    assert deadline("art12", RECEIVED, [same], BELGIUM).due == date(2026, 7, 1)
    asked = ClockEvent("identity_requested", RECEIVED, since=RECEIVED)
    assert deadline("art12", RECEIVED, [asked], BELGIUM).due is None


def test_an_answer_about_the_mandate_says_nothing_about_identity() -> None:
    def june(*events: tuple[str, int]) -> list[str]:
        told = [ClockEvent(kind, date(2026, 6, day)) for kind, day in events]
        found = deadline("art12", RECEIVED, told, BELGIUM)
        ours = (found.due, found.strict_due, found.state, list(found.flags))
        assert ours == answer("art12", RECEIVED, told)
        return list(found.flags)

    late = (("identity_requested", 2), ("identity_verified", 3), ("mandate_requested", 3),
            ("mandate_received", 10), ("identity_requested", 12))  # fmt: skip
    assert "asked_late_no_credit" in june(*late)
    timely = (("identity_requested", 2), ("identity_received", 3), ("mandate_requested", 4),
              ("identity_requested", 9))  # fmt: skip
    assert "asked_late_no_credit" not in june(*timely)


def test_a_question_on_the_day_of_receipt_is_none_before_it() -> None:
    dated = ClockEvent("letter_dated", date(2026, 5, 25))
    asked = ClockEvent("identity_requested", RECEIVED)
    assert deadline("art12", RECEIVED, [dated, asked], BELGIUM).state == "suspended"


def test_the_first_month_ends_rolled_by_the_same_start() -> None:
    later = [ClockEvent("effective_receipt", date(2026, 6, 10))]
    assert first_month_end(RECEIVED, later, BELGIUM) == date(2026, 7, 10)
    assert first_month_end(date(2026, 11, 5), [], BELGIUM) == date(2026, 12, 7)


def test_months_end_where_the_calendar_says() -> None:
    assert add_months(date(2027, 11, 30), 3) == date(2028, 2, 29)
    assert add_months(date(2099, 11, 30), 3) == date(2100, 2, 28)
    assert add_months(date(2026, 12, 31), 2) == date(2027, 2, 28)
    for number in (28, 29, 30, 31):
        assert add_months(date(2027, 1, number), 1) == date(2027, 2, 28)
        assert add_months(date(2028, 1, number), 1) == date(2028, 2, min(number, 29))
    assert last_day_of_month(date(2026, 4, 2)) == date(2026, 4, 30)
    assert last_day_of_month(date(2000, 2, 1)) == date(2000, 2, 29)
    for month in range(1, 12):
        next_first = date(2026, month + 1, 1)
        assert last_day_of_month(date(2026, month, 1)) == next_first - timedelta(days=1)
    assert last_day_of_month(date(2026, 12, 1)) == date(2026, 12, 31)
    [end] = ends_of_days(date(2026, 4, 30), 1, BELGIUM)
    assert (end.last, end.rolled, end.long_enough) == (date(2026, 5, 1), date(2026, 5, 4), True)


def test_working_days_name_what_they_skip_and_nothing_before() -> None:
    found = deadline("workdays_3", date(2026, 11, 20), [], BELGIUM)
    assert [step.code for step in found.steps] == ["received", "working_days", "due"]
    found = deadline("workdays_1", date(2026, 11, 20), [], BELGIUM)
    assert [(step.code, step.date) for step in found.steps][2:] == [
        ("weekend", date(2026, 11, 21)),
        ("weekend", date(2026, 11, 22)),
        ("due", date(2026, 11, 23)),
    ]
    found = deadline("workdays_1", date(2026, 11, 21), [], BELGIUM)
    assert [(step.code, step.date) for step in found.steps][2:] == [
        ("weekend", date(2026, 11, 22)),
        ("due", date(2026, 11, 23)),
    ], "the rest day it arrived on is not counted, so it is not skipped either"
    found = deadline("optout_10wd", date(2026, 4, 30), [], BELGIUM)
    holidays = [step.date for step in found.steps if step.code == "holiday"]
    assert holidays == [date(2026, 5, 1), date(2026, 5, 14)]
