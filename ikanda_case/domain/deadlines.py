"""The deadlines of a case: each right by the clock, and which one comes first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from ikanda_case.domain.case import ANSWERING, Case, Row
from ikanda_case.domain.clock import ClockEvent, ClockPolicy, Deadline, deadline, first_month_end
from ikanda_case.domain.clock_terms import RECEIPTS, step
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.office import Office
from ikanda_case.domain.policy import Policy
from ikanda_case.domain.rights import RightType

Kind = Literal["answer", "effect", "house"]
_ABOUT_THE_PERSON = (
    "identity_requested", "identity_received", "identity_insufficient", "identity_verified",
    "mandate_requested", "mandate_received",
)  # fmt: skip
"""What touches only rights that need to know who asks (GDPR Art. 12(6))."""


@dataclass(frozen=True, slots=True)
class RowDeadline:
    """One deadline of one right; `met_on` is the day it was met, if it was."""

    kind: Kind
    deadline: Deadline
    met_on: date | None = None
    name: str = ""
    """Of a house target: acknowledge, or aim (the right's own)."""

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
    form = form_of(row, office)
    found = [*_of_law(case, row, form, office), _acknowledgement(case, row, office)]
    if form.house_rule:
        aim = _counted(case, row, form.house_rule, form, office)
        found.append(RowDeadline("house", aim, _first(row.executed_on, row.answered_on), "aim"))
    return _row_clock(row, tuple(found))


def form_of(row: Row, office: Office) -> RightType:
    """Return the type a row is treated as: a child's right as the one meant (rules 1.1)."""
    return office.rulebook.rights.form(row.right, meant=row.meant, marketing=row.marketing)


def month_end_of(case: Case, row: Row, office: Office) -> date:
    """Return the end of a row's first month, rolled: a refusal is due then (S8)."""
    received = _received(case, row)
    events = _events(case, row, form_of(row, office))
    policy = clock_policy(office.policy)
    return first_month_end(received, events, office.rulebook.calendar, policy)


@lru_cache(maxsize=8)
def clock_policy(policy: Policy) -> ClockPolicy:
    """Return what the clock must know of the office's parameters (rules 9)."""
    return ClockPolicy(
        ask_within_working_days=policy.ask_within_workdays,
        breach_hours=policy.breach_hours,
        credit_suspension=policy.credit_suspension,
        mandate_suspends=policy.mandate_suspends,
        fee_suspends=policy.fee_suspends,
        chained_extension=policy.extension_anchor == "chained",
        month_end_to_month_end=policy.month_end == "last_day",
        first_arrival_always=policy.unoffered_address == "first",
        optout_working_days=policy.optout_wall_workdays,
    )


def _of_law(case: Case, row: Row, form: RightType, office: Office) -> Iterator[RowDeadline]:
    """Yield what is owed: the answer, and where there is one the effect."""
    if form.answer_rule != "hand":
        answer = _counted(case, row, form.answer_rule, form, office)
        met = row.answered_on or row.withdrawn_on
        yield RowDeadline("answer", _for_refusal(case, row, answer, office), met)
    elif row.due:
        yield RowDeadline("answer", _by_hand(case, row, row.due), row.answered_on)
    if form.effect_rule:
        effect = _counted(case, row, form.effect_rule, form, office)
        yield RowDeadline("effect", effect, row.executed_on or row.withdrawn_on)


def _by_hand(case: Case, row: Row, due: date) -> Deadline:
    """Return the deadline an authority set in its letter, as a person typed it (rules 7.4)."""
    steps = (step("received", _received(case, row)), step("hand", due))
    return Deadline(due, due, "running", (), steps)


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


def _counted(case: Case, row: Row, rule: str, form: RightType, office: Office) -> Deadline:
    return deadline(
        office.policy.rule(rule),
        _received(case, row),
        _events(case, row, form),
        office.rulebook.calendar,
        right=row.as_right,
        policy=clock_policy(office.policy),
    )


def _received(case: Case, row: Row) -> date:
    day = row.received_on or case.received_on
    if day is None:
        raise InputError("not_received")
    return day


def _events(case: Case, row: Row, form: RightType) -> Sequence[ClockEvent]:
    """Return what the clock of one right takes into account.

    What needs no identity is done all the same (rules 3.5); what cannot be extended is not; a
    right asked later has its own receipt and knows nothing of what was before (rules 2.8).
    """
    ignored: tuple[str, ...] = () if form.needs_identity else _ABOUT_THE_PERSON
    ignored += () if form.extendable else ("extended",)
    since = row.received_on
    if since is None:
        return [event for event in case.events if event.kind not in ignored]
    return [
        event
        for event in case.events
        if event.on >= since and event.kind not in RECEIPTS and event.kind not in ignored
    ]


def _for_refusal(case: Case, row: Row, answer: Deadline, office: Office) -> Deadline:
    """Return the answer's deadline, at the first month's end when a refusal is planned (S8).

    A refusal has only the one month (GDPR Art. 12(4)), whatever suspension or extension gave.
    """
    if row.decision not in ("partly", "refused"):
        return answer
    first = month_end_of(case, row, office)
    if isinstance(answer.due, date) and answer.due <= first:
        return answer
    steps = (*answer.steps, step("refusal_within_month", first))
    return answer._replace(due=first, state="running", steps=steps)


def _acknowledgement(case: Case, row: Row, office: Office) -> RowDeadline:
    """Return by when the receipt is confirmed; an answer within that time is one too."""
    rule = f"workdays_{office.policy.acknowledge_workdays}"
    told = [
        letter.reached_on
        for letter in case.letters
        if letter.reached_on
        and (
            letter.draft.letter_kind == "L01"
            or _answers(letter.draft.letter_kind, row, letter.draft.rights)
        )
    ]
    due = deadline(rule, _received(case, row), _receipts(case, row), office.rulebook.calendar)
    return RowDeadline("house", due, min(told, default=None), "acknowledge")


def _answers(kind: str, row: Row, rights: tuple[str, ...]) -> bool:
    return kind in ANSWERING and row.right in rights


def _receipts(case: Case, row: Row) -> Sequence[ClockEvent]:
    if row.received_on:
        return ()
    return [event for event in case.events if event.kind in RECEIPTS]


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)
