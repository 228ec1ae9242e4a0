"""The office's own targets for a case (rules 2.7): policy, never shown as law."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ikanda_case.domain.case import ANSWERING, Case
from ikanda_case.domain.deadlines import CaseClock
from ikanda_case.domain.office import Office

TargetCode = Literal[
    "acknowledge", "triage", "search_orders", "search_results", "draft", "extension", "aim",
]  # fmt: skip
_SEARCHED = frozenset({"ACCESS", "PORT", "ERASE", "RECTIFY", "RESTRICT", "OBJECT"})
"""The rights for which the systems are searched."""


@dataclass(frozen=True, slots=True)
class Target:
    """One aim of the office, and the day it was met, if it was."""

    code: TargetCode
    due: date
    met_on: date | None = None
    right: str = ""
    """The right it is about; empty when it is about the whole case."""


def house_targets(case: Case, office: Office, clock: CaseClock) -> tuple[Target, ...]:
    """Return the targets of a running case, earliest first; none when nothing can be counted."""
    if clock.error or not clock.rows:
        return ()
    found = [*_at_the_start(case, office, clock), *_before_due(case, office, clock)]
    return tuple(sorted(found, key=lambda each: (each.due, each.code)))


def needs_search(case: Case) -> bool:
    """Return whether systems are searched for one of the rights."""
    return any(row.as_right in _SEARCHED for row in case.rows)


def _at_the_start(case: Case, office: Office, clock: CaseClock) -> Iterator[Target]:
    for row in clock.rows:
        for each in row.deadlines:
            if each.kind == "house" and isinstance(each.due, date):
                about = row.right if each.name == "aim" else ""
                if each.name == "aim" or row is clock.rows[0]:
                    yield Target(_aim(each.name), each.due, each.met_on, about)
    start = _start(case)
    policy, calendar = office.policy, office.rulebook.calendar
    yield Target(
        "triage", calendar.add_working_days(start, policy.triage_workdays), _triaged_on(case)
    )
    if needs_search(case):
        due = calendar.add_working_days(start, policy.search_orders_workdays)
        ordered = min((each.ordered_on for each in case.searches), default=None)
        yield Target("search_orders", due, ordered)


def _aim(name: str) -> TargetCode:
    return "aim" if name == "aim" else "acknowledge"


def _before_due(case: Case, office: Office, clock: CaseClock) -> Iterator[Target]:
    """Yield what is counted back from the due date; a suspended case has none."""
    due = clock.due
    if due is None:
        return
    policy, calendar = office.policy, office.rulebook.calendar
    if case.searches:
        back = [each.done_on for each in case.searches]
        last = max((day for day in back if day), default=None) if all(back) else None
        yield Target("search_results", due - timedelta(days=policy.results_days_before_due), last)
    yield Target("draft", due - timedelta(days=policy.draft_days_before_due), _drafted_on(case))
    if not case.extended and _extendable(case, office):
        day = calendar.add_working_days(due, -policy.extension_workdays_before_due)
        yield Target("extension", day, _drafted_on(case))


def _extendable(case: Case, office: Office) -> bool:
    rights = office.rulebook.rights
    return any(
        rights.form(row.right, meant=row.meant, marketing=row.marketing).extendable
        for row in case.rows
        if not row.answered_on
    )


def _start(case: Case) -> date:
    receipts = ("received", "received_other_channel")
    return min(entry.on for entry in case.in_force if entry.kind in receipts)


def _triaged_on(case: Case) -> date | None:
    """Return the day each right was typed and identity was decided on, whatever the decision."""
    if not all(row.typed for row in case.rows):
        return None
    decided = ("identity_not_needed", "identity_requested", "identity_verified")
    return min((each.on for each in case.in_force if each.kind in decided), default=None)


def _drafted_on(case: Case) -> date | None:
    """Return the day the last answer that is owed was drafted first; None while one is not."""
    days = []
    for row in case.rows:
        drafts = [
            entry.on
            for entry in case.in_force
            if entry.kind == "drafted" and _answers(entry.fact, row.right)
        ]
        if not drafts and not row.answered_on and not row.withdrawn_on:
            return None
        days += drafts[:1]
    return max(days, default=None)


def _answers(fact: object, right: str) -> bool:
    kind, rights = getattr(fact, "letter_kind", ""), getattr(fact, "rights", ())
    return kind in ANSWERING and right in rights
