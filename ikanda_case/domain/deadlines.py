"""The deadlines of a case: each right by the clock, and which one comes first."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from ikanda_case.domain.case import Case, Row
from ikanda_case.domain.clock import ClockPolicy, Deadline, Step, deadline, first_month_end
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.office import Office

Kind = Literal["answer", "effect", "house"]


@dataclass(frozen=True, slots=True)
class RowDeadline:
    """One deadline of one right; `met_on` is the day it was met, if it was."""

    kind: Kind
    deadline: Deadline
    met_on: date | None = None

    @property
    def due(self) -> date | None:
        return self.deadline.due

    @property
    def strict_due(self) -> date | None:
        return self.deadline.strict_due


@dataclass(frozen=True, slots=True)
class RowClock:
    """One right: its deadlines, and the one that presses."""

    right: str
    deadlines: tuple[RowDeadline, ...]
    due: date | None
    strict_due: date | None
    suspended: bool
    done: bool

    @property
    def pressing(self) -> RowDeadline | None:
        """Return the deadline `due` comes from: the earliest that is not met, else the answer."""
        return _pressing(self.deadlines)


@dataclass(frozen=True, slots=True)
class CaseClock:
    """A case: due when its earliest open row is (rules 1.1).

    With every open row suspended there is no due date, only the earliest strict one; with no
    open row there is neither.
    """

    rows: tuple[RowClock, ...]
    due: date | None = None
    strict_due: date | None = None
    suspended: bool = False
    error: str = ""


def case_clock(case: Case, office: Office) -> CaseClock:
    """Return the deadlines of an opened case; a code in `error` when they cannot be counted."""
    try:
        rows = tuple(row_clock(case, row, office) for row in case.rows)
    except InputError as error:
        return CaseClock(rows=(), error=error.code)
    running = [row for row in rows if not row.done]
    dues = [row.due for row in running if row.due]
    stricts = [row.strict_due for row in running if row.strict_due]
    return CaseClock(
        rows=rows,
        due=min(dues, default=None),
        strict_due=min(stricts, default=None),
        suspended=not dues and any(row.suspended for row in running),
    )


def row_clock(case: Case, row: Row, office: Office) -> RowClock:
    """Return the deadlines of one right of a case."""
    right = office.rulebook.rights.right(row.right)
    found = []
    if right.answer_rule != "hand":
        answer = _counted(case, row, right.answer_rule, office)
        found.append(
            RowDeadline("answer", _for_refusal(case, row, answer, office), row.answered_on)
        )
    if right.effect_rule:
        effect = _counted(case, row, right.effect_rule, office)
        found.append(RowDeadline("effect", effect, row.executed_on))
    found.append(_acknowledgement(case, row, office))
    return _row_clock(row, tuple(found))


def _row_clock(row: Row, found: tuple[RowDeadline, ...]) -> RowClock:
    legal = [each for each in found if each.kind != "house"]
    done = all(each.met_on for each in legal) if legal else row.answered_on is not None
    pressing = _pressing(found)
    strict = [each.strict_due for each in found if each.kind != "house" and each.strict_due]
    open_strict = [
        each.strict_due
        for each in found
        if each.kind != "house" and not each.met_on and each.strict_due
    ]
    return RowClock(
        right=row.right,
        deadlines=found,
        due=pressing.due if pressing else None,
        strict_due=min(open_strict or strict, default=None),
        suspended=pressing is not None and pressing.deadline.state == "suspended",
        done=done,
    )


def _pressing(found: tuple[RowDeadline, ...]) -> RowDeadline | None:
    legal = [each for each in found if each.kind != "house"]
    unmet = [each for each in legal if not each.met_on] or legal
    return min(unmet, key=lambda each: each.due or date.max, default=None)


def _counted(case: Case, row: Row, rule: str, office: Office) -> Deadline:
    if case.received_on is None:
        raise InputError("not_received")
    policy = ClockPolicy(
        ask_within_working_days=office.policy.ask_within_workdays,
        breach_hours=office.policy.breach_hours,
        credit_suspension=office.policy.credit_suspension,
    )
    return deadline(
        rule,
        case.received_on,
        case.events,
        office.rulebook.calendar,
        right=row.right,
        policy=policy,
    )


def _for_refusal(case: Case, row: Row, answer: Deadline, office: Office) -> Deadline:
    """Return the answer's deadline, at the first month's end when a refusal is planned (S8).

    A refusal has only the one month (GDPR Art. 12(4)), whatever suspension or extension gave.
    """
    if row.decision not in ("partly", "refused") or case.received_on is None:
        return answer
    first = first_month_end(case.received_on, case.events, office.rulebook.calendar)
    if answer.due is not None and answer.due <= first:
        return answer
    step = Step("refusal_within_month", first, "GDPR Art. 12(4)")
    return replace(answer, due=first, state="running", steps=(*answer.steps, step))


def _acknowledgement(case: Case, row: Row, office: Office) -> RowDeadline:
    rule = f"workdays_{office.policy.acknowledge_workdays}"
    met = min(
        (each.sent_on for each in case.letters if each.sent_on and each.draft.letter_kind == "L01"),
        default=None,
    )
    return RowDeadline("house", _counted(case, row, rule, office), met)
