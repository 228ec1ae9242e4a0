"""Asking what a date would be, before anything is done."""

from dataclasses import replace
from datetime import date

from ikanda_case.app.desk import Desk
from ikanda_case.domain import what_if
from ikanda_case.domain.deadlines import CaseClock
from ikanda_case.domain.errors import RuleError
from ikanda_case.domain.facts import TakenIn
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.lifecycle import Receipt, receive
from ikanda_case.domain.replay import case_of
from ikanda_case.domain.what_if import Supposed, WhatIf


def suppose(desk: Desk, stream: int, supposed: Supposed) -> WhatIf:
    """Return the dates of a case now, and as they would be; nothing is written.

    RuleError("not_a_case") for an item nobody opened; InputError as `domain.what_if.what_if`.
    """
    with desk.file.reading() as now:
        case, office = now.case(stream), now.office()
    if not case.opened:
        raise RuleError("not_a_case", rule="S1", article="GDPR Art. 12(3)")
    return what_if.what_if(case, office, supposed)


def suppose_received(desk: Desk, receipt: Receipt, supposed: Supposed) -> WhatIf:
    """Return the dates on the day of receipt, before the case is opened; nothing is written."""
    today, at = desk.clock.today(), desk.clock.now()
    with desk.file.reading() as now:
        office = now.office()
    taken = TakenIn(name="-", sha256="", size=0)
    item = case_of(1, [Entry(1, 1, taken.kind, today, desk.actor, at, taken)])
    told = replace(receipt, despite=receipt.despite or "-")  # a reason is asked when it is opened
    happened = receive(item, told, "-", office, today)
    entries = [
        Entry(number, 1, fact.kind, on, desk.actor, at, fact)
        for number, (on, fact) in enumerate(happened, 2)
    ]
    return what_if.what_if(case_of(1, entries), office, supposed)


def by_day(
    desk: Desk, stream: int, supposed: Supposed, first: date, count: int
) -> tuple[tuple[date, CaseClock], ...]:
    """Return, for each day from `first` on that the answer may arrive, the dates then."""
    with desk.file.reading() as now:
        case, office = now.case(stream), now.office()
    return what_if.answers_by_day(case, office, supposed, what_if.days_from(first, count))
