"""The legal clock: from receipt and events to the last day, with every step that led there."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter

from ikanda_case.domain.calendars import Calendar, RestDay
from ikanda_case.domain.clock_terms import (
    EVENT_KINDS,
    FLAGS,
    QUESTIONS,
    RECEIPTS,
    ROLL,
    SOURCES,
    ClockEvent,
    ClockPolicy,
    Deadline,
    Start,
    Step,
    rest_step,
    rest_steps,
    step,
)
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.month import art12
from ikanda_case.domain.periods import DaysEnd, add_months, ends_of_days, rest_before

__all__ = [
    "EVENT_KINDS",
    "FLAGS",
    "SOURCES",
    "ClockEvent",
    "ClockPolicy",
    "Deadline",
    "Step",
    "deadline",
    "first_month_end",
]

_SKIP = "Reg. 1182/71 Art. 2(2), 3(3)"
_LAST_DAY = "Reg. 1182/71 Art. 3(2)(b)"
_DEFAULT_POLICY = ClockPolicy()
_COUNTED_RULE = re.compile(r"(workdays|days)_(0|-?[1-9][0-9]*)", re.ASCII)


def deadline(
    rule: str,
    received: date,
    events: Sequence[ClockEvent],
    calendar: Calendar,
    *,
    right: str = "ACCESS",
    instant: datetime | None = None,
    policy: ClockPolicy = _DEFAULT_POLICY,
) -> Deadline:
    """Return the last day for an answer or an effect, by rules 2.3.

    `rule` is art12 (or art12_*), optout_10wd, workdays_N, days_N or hours_72; `received` the
    Brussels date of the first arrival; `instant`, with its offset, is needed for hours_72 only,
    whose moments come back in UTC. Events count by their day, ties in the order given.

    InputError: unknown_rule, bad_days(count), unknown_event(number), event_before_receipt(kind,
    on, receipt), effective_before_receipt(on, receipt), since_after_question(since, on),
    outside_holiday_table(year, first_year, last_year), moment_needed, moment_without_offset.
    """
    ordered = _in_order(received, events, calendar)
    if rule == "hours_72":
        return _hours(instant, policy.breach_hours)
    start = _start(received, ordered, policy)
    if rule == "art12" or rule.startswith("art12_"):
        return art12(start, ordered, calendar, right, policy)
    if rule == "optout_10wd":
        return _working_days(start, policy.optout_working_days, "optout", calendar)
    unit, count = _counted_rule(rule)
    if unit == "workdays":
        return _working_days(start, count, "working_days", calendar)
    return _days(start, count, calendar)


def first_month_end(
    received: date,
    events: Sequence[ClockEvent],
    calendar: Calendar,
    policy: ClockPolicy = _DEFAULT_POLICY,
) -> date:
    """Return the end of the first month, rolled: a refusal is due then, whatever else (S8)."""
    start = _start(received, _in_order(received, events, calendar), policy)
    return calendar.roll(add_months(start.day, 1))


# ---- start ------------------------------------------------------------------------------------


def _in_order(
    received: date, events: Sequence[ClockEvent], calendar: Calendar
) -> Sequence[ClockEvent]:
    """Return the events by day, ties in the order given; what cannot be is refused."""
    calendar.check(received)
    first, last = calendar.first_year, calendar.last_year
    for number, event in enumerate(events, 1):
        if event.kind not in EVENT_KINDS:
            raise InputError("unknown_event", number=number)
        if not first <= event.on.year <= last:
            raise calendar.outside(event.on.year)
        if event.kind == "effective_receipt" and event.on < received:
            raise InputError("effective_before_receipt", on=event.on, receipt=received)
        if event.kind in QUESTIONS and event.since is not None:
            calendar.check(event.since)
            if event.since > event.on:
                raise InputError("since_after_question", since=event.since, on=event.on)
    return sorted(events, key=_day_of)


_day_of = attrgetter("on")


def _start(received: date, events: Sequence[ClockEvent], policy: ClockPolicy) -> Start:
    receipts = [event for event in events if event.kind in RECEIPTS]
    if not receipts:
        return Start(received, received, (), (step("received", received),))
    official = [event.on for event in receipts if event.kind == "received_other_channel"]
    effective = [event for event in receipts if event.kind == "effective_receipt"]
    steps = [step("received", received)]
    base = received
    if effective:
        if policy.first_arrival_always or any(event.forwarded_by_staff for event in effective):
            steps.append(step("first_arrival_counts_forwarded", base))
        else:
            base = min(event.on for event in effective)
            steps.append(step("first_arrival_ineffective", base, first=received))
    day = min([base, *official])
    if day < base:
        steps.append(step("earlier_channel_counts", day))
    strict = min([received, *official])  # no effective receipt is before `received`
    flags = tuple(each.code for each in steps[1:])
    return Start(day, strict, flags, tuple(steps))


# ---- working days, days, hours: of the events only receipts matter ----------------------------


def _counted_rule(rule: str) -> tuple[str, int]:
    """Return the unit and number of a rule such as workdays_3."""
    match = _COUNTED_RULE.fullmatch(rule)
    if match is None:
        raise InputError("unknown_rule")
    unit, digits = match.groups()
    count = int(digits[:10])  # ten digits are beyond every table already
    if count < 1:
        raise InputError("bad_days", count=count)
    return unit, count


def _working_days(start: Start, count: int, code: str, calendar: Calendar) -> Deadline:
    """Count working days; the day of receipt is not counted (Reg. 1182/71 Art. 2(2), 3(1))."""
    due = calendar.add_working_days(start.day, count)
    rests = {rest.day: rest for rest in rest_before(due, start.day, calendar)}
    for holiday in calendar.holidays_between(start.day, due):
        rests[holiday.date] = RestDay(holiday.date, None, holiday)  # on a Monday to Friday
    steps = (
        *start.steps,
        step(code, due, count=count),
        *(rest_step(rests[day], _SKIP) for day in sorted(rests)),
        Step("due", due, _LAST_DAY),
    )
    strict_due = calendar.add_working_days(start.strict, count)
    return Deadline(due, strict_due, "running", start.flags, steps)


def _days(start: Start, count: int, calendar: Calendar) -> Deadline:
    """Count calendar days, with at least two working days among them (Art. 3(4), 3(5))."""
    ends = tuple(ends_of_days(start.day, count, calendar))
    steps = [*start.steps, step("calendar_days", ends[0].last, count=count)]
    for end in ends:
        steps += rest_steps(end.last, calendar)
        if not end.long_enough:
            steps.append(step("two_working_days", end.rolled))
    due = ends[-1].rolled
    steps.append(Step("due", due, _end_of_days_source(ends)))
    *_, strict_end = ends_of_days(start.strict, count, calendar)
    return Deadline(due, strict_end.rolled, "running", start.flags, tuple(steps))


def _end_of_days_source(ends: tuple[DaysEnd, ...]) -> str:
    if len(ends) > 1:
        return SOURCES["two_working_days"]
    return ROLL if ends[0].rolled > ends[0].last else _LAST_DAY


def _hours(instant: datetime | None, hours: int) -> Deadline:
    """Count elapsed hours from awareness: no roll, no events (GDPR Art. 33(1))."""
    if instant is None:
        raise InputError("moment_needed")
    if instant.tzinfo is None:
        raise InputError("moment_without_offset")
    aware = instant.astimezone(UTC)
    due = aware + timedelta(hours=hours)
    steps = (step("aware", aware), step("due_moment", due, count=hours))
    return Deadline(due, due, "running", (), steps)
