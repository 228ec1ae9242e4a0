"""The overdue-case report (rules 8): every open case in exactly one block, as of a day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ikanda_case.app.desk import Desk
from ikanda_case.app.queries import RegisterFilter
from ikanda_case.domain.case import Case
from ikanda_case.domain.clock import Step
from ikanda_case.domain.deadlines import CaseClock, case_clock
from ikanda_case.domain.next_step import next_step
from ikanda_case.domain.office import Office
from ikanda_case.domain.replay import case_of

BLOCKS = (
    "error",
    "overdue",
    "due_0_2",
    "due_3_7",
    "due_8_14",
    "suspended",
    "extended",
    "later",
    "follow_up",
)
"""In the order they are printed; what cannot be computed comes first, so that nobody misses it."""


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """One open case in the report."""

    block: str
    ref: str
    stream: int
    rights: tuple[str, ...]
    received: date
    channel: str
    due: date | None
    strict_due: date | None
    days_late: int
    """Calendar days after `due`; 0 when not late."""
    late_by: str
    """law, or house_rule when the lateness vanishes under the Official Journal's list (2.6)."""
    days_suspended: int
    state: str
    handler: str
    identity: str
    next_step: str
    blocker: str
    flags: tuple[str, ...]
    explanation: tuple[Step, ...]
    requester: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all open cases."""

    open: int
    overdue: int
    overdue_strict: int
    suspended: int
    due_7d: int


@dataclass(frozen=True, slots=True)
class OverdueReport:
    """Always of a stated day, so that it can be made again."""

    as_of: date
    office: Office
    head: str
    """The journal head the report was computed from, 64 hexadecimal digits."""
    totals: Totals
    rows: tuple[OverdueRow, ...]

    def block(self, code: str) -> tuple[OverdueRow, ...]:
        """Return the rows of one block, in order."""
        return tuple(row for row in self.rows if row.block == code)


def overdue(desk: Desk, as_of: date) -> OverdueReport:
    """Return the report over every case that was open on that day."""
    with desk.reading("report") as now:
        office, head = now.office(), now.head()
        lines = now.register(RegisterFilter())
        cases = [case_on(now.case(line.stream), as_of) for line in lines]
    return overdue_report([case for case in cases if case.is_open], office, head, as_of)


def case_on(case: Case, day: date) -> Case:
    """Return the case by the facts up to a day, every later correction in force."""
    if all(entry.on <= day for entry in case.in_force):
        return case
    known = [each for each in case.in_force if each.on <= day and each.kind != "corrected"]
    return case_of(case.id, known)


def overdue_report(cases: Iterable[Case], office: Office, head: str, as_of: date) -> OverdueReport:
    """Return the report over these open cases."""
    rows = sorted(
        (_row(case, office, as_of) for case in cases),
        key=lambda row: (
            BLOCKS.index(row.block),
            row.due or row.strict_due or date.max,
            row.ref,
        ),
    )
    return OverdueReport(as_of, office, head, _totals(rows, as_of), tuple(rows))


def _totals(rows: list[OverdueRow], as_of: date) -> Totals:
    week = as_of + timedelta(days=7)
    return Totals(
        open=len(rows),
        overdue=sum(row.block == "overdue" for row in rows),
        overdue_strict=sum(_past(row.strict_due, as_of) for row in rows if _owes(row)),
        suspended=sum(row.block == "suspended" for row in rows),
        due_7d=sum(row.due is not None and as_of <= row.due <= week for row in rows if _owes(row)),
    )


def _owes(row: OverdueRow) -> bool:
    return row.block != "follow_up"


def _past(day: date | None, as_of: date) -> bool:
    return day is not None and day < as_of


def _row(case: Case, office: Office, as_of: date) -> OverdueRow:
    clock = case_clock(case, office)
    step = next_step(case, office)
    assert case.received is not None and case.received_on is not None
    person = case.received.parties.requester
    block = _block(case, clock, office, as_of)
    late = (as_of - clock.due).days if block == "overdue" and clock.due else 0
    return OverdueRow(
        block=block,
        ref=case.ref,
        stream=case.id,
        rights=tuple(row.right for row in case.rows),
        received=case.received_on,
        channel=case.received.channel,
        due=clock.due,
        strict_due=clock.strict_due,
        days_late=late,
        late_by=_late_by(case, office, as_of) if late else "",
        days_suspended=_days_suspended(clock, as_of) if block == "suspended" else 0,
        state=case.state,
        handler=case.handler,
        identity=case.identity.code,
        next_step=step.code,
        blocker=step.blocker,
        flags=_flags(clock),
        explanation=_explanation(clock),
        requester=person.name or person.email,
        error=clock.error,
    )


def _block(case: Case, clock: CaseClock, office: Office, as_of: date) -> str:
    if clock.error:
        return "error"
    if all(row.done for row in clock.rows):
        return "follow_up"
    if clock.due is None:
        return "suspended" if clock.suspended else "later"
    if clock.due < as_of:
        return "overdue"
    calendar = office.rulebook.calendar
    if clock.due <= calendar.add_working_days(as_of, 2):
        return "due_0_2"
    left = (clock.due - as_of).days
    if left <= 14:
        return "due_3_7" if left <= 7 else "due_8_14"
    return "extended" if case.extended else "later"


def _late_by(case: Case, office: Office, as_of: date) -> str:
    """Say whether the law makes it late, or only our own calendar (rules 2.6)."""
    calendar = office.rulebook.calendar.with_official_journal()
    softer = replace(office, rulebook=replace(office.rulebook, calendar=calendar))
    due = case_clock(case, softer).due
    return "law" if due is not None and due < as_of else "house_rule"


def _days_suspended(clock: CaseClock, as_of: date) -> int:
    """Return the days since the first question that is still open; a reminder asks nothing new."""
    asked = [step.date for step in _explanation(clock) if step.code.endswith("_open")]
    return max(0, (as_of - min(asked)).days) if asked else 0


def _flags(clock: CaseClock) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    for row in clock.rows:
        for each in row.deadlines:
            seen.update(dict.fromkeys(each.deadline.flags))
    return tuple(seen)


def _explanation(clock: CaseClock) -> tuple[Step, ...]:
    """Return the steps of the deadline the case's date comes from."""
    for row in clock.rows:
        pressing = row.pressing
        if pressing and not row.done and row.due == clock.due:
            return pressing.deadline.steps
    return ()
