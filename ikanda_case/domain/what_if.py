"""What would a date be if: a question put today, an answer on a later day, an extension."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ikanda_case.domain.case import Case
from ikanda_case.domain.clock import ClockEvent
from ikanda_case.domain.deadlines import CaseClock, case_clock
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.office import Office

_ASKED = {"identity": "identity_requested", "mandate": "mandate_requested",
          "clarification": "clarification_requested"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """What is supposed to happen from now on; a field left empty does not happen."""

    asked: str = "identity"
    """What is asked: identity, mandate or clarification."""
    asked_on: date | None = None
    """None when it was asked already, or is not asked."""
    answered_on: date | None = None
    """The day enough arrives; None: nothing comes."""
    extended_on: date | None = None
    reasonable_doubt: bool = True
    large_volume: bool = True
    """Of a clarification: it is the situation of GDPR rec. 63."""
    justified: bool = False
    """The approver recorded why it is asked late."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The dates as they are, and as they would be."""

    now: CaseClock
    then: CaseClock

    @property
    def flags(self) -> tuple[str, ...]:
        """Return what would arise that is not there now, each once."""
        before = {*_flags(self.now)}
        return tuple(flag for flag in dict.fromkeys(_flags(self.then)) if flag not in before)


def _flags(clock: CaseClock) -> Iterator[str]:
    for row in clock.rows:
        for each in row.deadlines:
            yield from each.deadline.flags


def what_if(case: Case, office: Office, supposed: Supposed) -> WhatIf:
    """Return the dates of a case as they would be; the case itself does not change.

    InputError: "unknown_question"; "answer_before_question"(on, asked); what the clock refuses
    stands in `then.error`.
    """
    events = (*case.events, *_events(case, supposed))
    return WhatIf(case_clock(case, office), case_clock(replace(case, events=events), office))


def answers_by_day(
    case: Case, office: Office, supposed: Supposed, days: Iterable[date]
) -> tuple[tuple[date, CaseClock], ...]:
    """Return, for each day the answer may arrive, the dates of the case then."""
    return tuple(
        (day, what_if(case, office, replace(supposed, answered_on=day)).then) for day in days
    )


def days_from(first: date, count: int) -> tuple[date, ...]:
    """Return so many days in a row."""
    return tuple(first + timedelta(days=number) for number in range(count))


def _events(case: Case, supposed: Supposed) -> list[ClockEvent]:
    if supposed.asked not in _ASKED:
        raise InputError("unknown_question")
    kind, found = _ASKED[supposed.asked], []
    if supposed.asked_on:
        found.append(
            ClockEvent(
                kind,
                supposed.asked_on,
                reasonable_doubt=supposed.reasonable_doubt,
                large_volume=supposed.large_volume,
                justified=supposed.justified,
            )
        )
    if supposed.answered_on:
        asked = supposed.asked_on or max(
            (each.on for each in case.events if each.kind == kind), default=None
        )
        if asked and supposed.answered_on < asked:
            raise InputError("answer_before_question", on=supposed.answered_on, asked=asked)
        found.append(ClockEvent(f"{supposed.asked}_received", supposed.answered_on))
    if supposed.extended_on:
        found.append(ClockEvent("extended", supposed.extended_on))
    return found
