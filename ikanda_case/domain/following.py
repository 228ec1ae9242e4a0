"""Settling what followed: notices, confirmations, policy tasks, breaches (rules 7.5, 7.6, S12)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Breach, Case
from ikanda_case.domain.clock import Deadline, deadline
from ikanda_case.domain.deadlines import clock_policy
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.follow_ons import FollowOn, follow_ons
from ikanda_case.domain.guards.base import (
    Happened,
    require_day,
    require_no_numbers,
    require_open,
    require_words,
)
from ikanda_case.domain.office import Office

ONLY_NOTICES = frozenset({"recipient_notice", "joint_controller"})
"""Only a notice may be impossible or disproportionate (GDPR Art. 19)."""


def settle(
    case: Case, office: Office, settled: f.FollowOnSettled, on: date, today: date
) -> list[Happened]:
    """Record that one thing that followed is done, or why it need not be (S12)."""
    require_open(case)
    require_day(case, on, today, "follow_on_settled")
    found = _find(case, office, settled)
    source = {"rule": "S12", "article": f"GDPR Art. {found.article}"}
    if settled.outcome != "done":
        require_words(settled.how, "how", **source)
    if settled.outcome in ("impossible", "disproportionate") and found.code not in ONLY_NOTICES:
        raise RuleError("only_notices_are_impossible", **source)
    require_no_numbers(settled.how, "how")
    return [(on, replace(settled, how=settled.how.strip()))]


def _find(case: Case, office: Office, settled: f.FollowOnSettled) -> FollowOn:
    wanted = (settled.code, settled.right, settled.subject)
    for each in follow_ons(case, office):
        if (each.code, each.right, each.subject) == wanted:
            return each
    raise InputError("no_such_follow_on")


# ---- policy tasks (rules 7.6) ------------------------------------------------------------------


def open_task(case: Case, opened: f.PolicyTaskOpened, on: date, today: date) -> list[Happened]:
    """Open a task for a defect this case showed; the case does not wait for it."""
    _require_case(case)
    require_day(case, on, today, "policy_task_opened")
    for field in ("code", "what", "owner"):
        require_words(getattr(opened, field), field, "7.6", "GDPR Art. 24")
    if opened.by is None:
        raise RuleError("words_missing", rule="7.6", article="GDPR Art. 24", field="by")
    if any(each.opened.code == opened.code and not each.done_on for each in case.policy_tasks):
        raise RuleError("task_is_open", rule="7.6", article="GDPR Art. 24")
    return [(on, opened)]


def task_done(case: Case, done: f.PolicyTaskDone, on: date, today: date) -> list[Happened]:
    """Record that the defect is mended."""
    _require_case(case)
    require_day(case, on, today, "policy_task_done")
    require_words(done.how, "how", "7.6", "GDPR Art. 24")
    if not any(each.opened.code == done.code and not each.done_on for each in case.policy_tasks):
        raise InputError("no_such_task")
    return [(on, done)]


# ---- breaches (rules 7.5) ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BreachClock:
    """One breach that is not decided on, and the moment the authority must know (Art. 33(1))."""

    breach: Breach
    deadline: Deadline

    def late(self, now: datetime) -> bool:
        """Return whether the hours have passed; a later notice carries its reasons."""
        due = self.deadline.due
        return isinstance(due, datetime) and now > due


def open_breach(case: Case, opened: f.BreachOpened, on: date, today: date) -> list[Happened]:
    """Open the breach entry of this case; the 72 hours run from awareness."""
    _require_case(case)
    if on > today:
        raise RuleError(
            "in_the_future", rule="7.5", article="GDPR Art. 33(1)", what="breach_opened", on=on
        )
    require_words(opened.what, "what", "7.5", "GDPR Art. 33(3)")
    for field in ("happened", "persons", "measures"):
        require_no_numbers(getattr(opened, field), field)
    if opened.aware_at.tzinfo is None:
        raise InputError("moment_without_offset")
    return [(on, opened)]


def decide_breach(case: Case, decided: f.BreachDecided, on: date, today: date) -> list[Happened]:
    """Record whether the authority is notified, with the reason either way (Art. 33(5))."""
    _require_case(case)
    require_day(case, on, today, "breach_decided")
    require_words(decided.why, "why", "7.5", "GDPR Art. 33(5)")
    if not case.breaches:
        raise RuleError("no_breach", rule="7.5", article="GDPR Art. 33")
    return [(on, decided)]


def breach_clocks(case: Case, office: Office) -> tuple[BreachClock, ...]:
    """Return the clocks of the breaches nobody decided on yet."""
    return tuple(
        BreachClock(
            each,
            deadline(
                "hours_72", each.on, (), office.rulebook.calendar,
                instant=each.opened.aware_at, policy=clock_policy(office.policy),
            ),
        )
        for each in case.breaches
        if each.decided is None
    )  # fmt: skip


def _require_case(case: Case) -> None:
    if not case.opened:
        raise RuleError("not_a_case", rule="S1", article="GDPR Art. 12(3)")
