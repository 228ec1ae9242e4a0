"""A second clock, written another way: day by day, with other people's months and holidays."""

from collections.abc import Sequence
from datetime import date, timedelta

import holidays
from dateutil.relativedelta import relativedelta

from ikanda_case.domain.clock import ClockEvent

DAY = timedelta(days=1)
FESTIVE = frozenset(holidays.country_holidays("BE", years=range(2000, 2101)))


class Refused(Exception):
    """The oracle refuses the question too, by the same name."""


def works(day: date) -> bool:
    return day.isoweekday() < 6 and day not in FESTIVE


def moved(day: date) -> date:
    return day if works(day) else moved(day + DAY)


def working_days_later(day: date, count: int) -> date:
    while count:
        day += DAY
        count -= works(day)
    return day


def working_days_in(after: date, until: date) -> int:
    return sum(works(after + DAY * n) for n in range(1, (until - after).days + 1))


def days_later(day: date, count: int) -> date:
    end = moved(day + DAY * count)
    while count >= 2 and working_days_in(day, end) < 2:
        end = moved(end + DAY)
    return end


def starts(received: date, events: Sequence[ClockEvent]) -> tuple[date, date, list[str]]:
    """The start by the default reading, the earliest arrival, and the flags of the start."""
    flags = []
    base = received
    effective = sorted(each.on for each in events if each.kind == "effective_receipt")
    if any(each.forwarded_by_staff for each in events if each.kind == "effective_receipt"):
        flags.append("first_arrival_counts_forwarded")
    elif effective:
        base = effective[0]
        flags.append("first_arrival_ineffective")
    other = sorted(each.on for each in events if each.kind == "received_other_channel")
    if other and other[0] < base:
        return other[0], min(received, other[0]), [*flags, "earlier_channel_counts"]
    return base, min([received, *other]), flags


def answer(
    rule: str, received: date, events: Sequence[ClockEvent], right: str = "ACCESS"
) -> tuple[date | None, date, str, list[str]]:
    """due, strict_due, state, flags."""
    refuse_impossible(received, events)
    start, earliest, flags = starts(received, events)
    if rule.startswith("art12"):
        return month(start, earliest, flags, sorted(events, key=lambda each: each.on), right)
    unit, _, number = rule.partition("_")
    if unit == "days":
        due, strict = (days_later(day, int(number)) for day in (start, earliest))
    else:
        count = 10 if rule == "optout_10wd" else int(number)
        due, strict = (working_days_later(day, count) for day in (start, earliest))
    return due, strict, "running", flags


def refuse_impossible(received: date, events: Sequence[ClockEvent]) -> None:
    for each in events:
        if each.kind == "effective_receipt" and each.on < received:
            raise Refused("effective_before_receipt")
        if each.kind.endswith("_requested") and each.since and each.since > each.on:
            raise Refused("since_after_question")


def month(  # noqa: PLR0912 - one walk in one piece, on purpose unlike what it checks
    start: date, earliest: date, flags: list[str], events: Sequence[ClockEvent], right: str
) -> tuple[date | None, date, str, list[str]]:
    about = ("_requested", "_insufficient", "extended")
    answers = ("identity_received", "mandate_received", "clarification_received")
    for each in events:
        if each.on < earliest and (each.kind.endswith(about) or each.kind in answers):
            raise Refused("event_before_receipt")
    waiting: set[str] = set()  # kinds of question that are open
    waited = 0  # days that passed while one was
    months = 1
    strict_months = 1
    position = 0
    day = earliest
    last = max([day, *(each.on for each in events)])
    while day <= last:
        if waiting and day > start:
            waited += 1
        while position < len(events) and events[position].on <= day:
            each = events[position]
            wall = moved(start + relativedelta(months=months) + DAY * waited)
            past = not waiting and day > wall
            subject = each.kind.rsplit("_", 1)[0]
            asked = [n for n in range(position) if events[n].kind == f"{subject}_requested"]
            if each.kind.endswith("_requested") and subject not in waiting:
                verdict = question(events, position, asked, start, right, past)
                if verdict:
                    flags.append(verdict)
                else:
                    waiting.add(subject)
            elif each.kind in answers or each.kind == "identity_insufficient":
                if not asked:
                    flags.append("unsolicited_evidence")
                elif each.kind in answers or not asked_again_properly(events, position):
                    waiting.discard(subject)
            elif each.kind == "identity_verified":
                waiting.discard("identity")
            elif each.kind == "extended":
                if not each.reason:
                    flags.append("extension_invalid_no_reason")
                else:
                    if day <= moved(earliest + relativedelta(months=1)):
                        strict_months = 3
                    if past:
                        flags.append("extension_too_late")
                    elif months == 3:
                        flags.append("second_extension_refused")
                    else:
                        months = 3
                        if day > moved(start + relativedelta(months=1)):
                            flags.append("extension_relies_on_suspension_contested")
            position += 1
        day += DAY
    first = earliest + relativedelta(months=1)
    strict = first
    if strict_months == 3:
        strict = min(earliest + relativedelta(months=3), first + relativedelta(months=2))
    due = None if waiting else moved(start + relativedelta(months=months) + DAY * waited)
    flags = [*flags, "suspended_open"] if waiting else flags
    return due, moved(strict), "suspended" if waiting else "running", list(dict.fromkeys(flags))


def question(
    events: Sequence[ClockEvent],
    position: int,
    asked: Sequence[int],
    start: date,
    right: str,
    past: bool,
) -> str:
    each = events[position]
    if past:
        return "asked_after_expiry_no_credit"
    since = start
    if each.kind == "identity_requested" and asked:
        replies = [
            reply.on
            for reply in events[asked[-1] + 1 : position]
            if reply.kind in ("identity_received", "identity_insufficient")
        ]
        since = replies[0] if replies else start
    if working_days_in(each.since or since, each.on) > 5 and not each.justified:
        return "asked_late_no_credit"
    if each.kind == "clarification_requested":
        lawful = right == "ACCESS" and each.large_volume
        return "" if lawful else "clarification_not_recital63_no_credit"
    return "" if each.reasonable_doubt else "no_reasonable_doubt_no_credit"


def asked_again_properly(events: Sequence[ClockEvent], position: int) -> bool:
    """Whether nothing later says that the office asked again too late or without doubt."""
    kinds = ("identity_requested", "identity_received", "identity_insufficient")
    later = [each for each in events[position + 1 :] if each.kind in kinds]
    if not later or later[0].kind != "identity_requested":
        return True
    late = working_days_in(events[position].on, later[0].on) > 5
    return later[0].reasonable_doubt and not late
