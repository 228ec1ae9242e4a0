"""Who needs what now: everything that waits for the office on a day, most urgent first (rules 8).

A pure reading of cases and office: nothing depends on somebody remembering to open a list.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from ikanda_case.domain.case import Case, Row
from ikanda_case.domain.deadlines import CaseClock, case_clock, form_of
from ikanda_case.domain.follow_ons import follow_ons
from ikanda_case.domain.following import breach_clocks
from ikanda_case.domain.house import house_targets
from ikanda_case.domain.identity import evidence_until
from ikanda_case.domain.kin import copy_owed
from ikanda_case.domain.office import Office

NeedCode = Literal[
    "new_item", "cannot_count", "overdue", "opt_out_late", "due_near", "strict_near",
    "strict_passed", "not_typed", "target", "remind", "no_answer_proposed", "no_answer_alarm",
    "check_evidence", "check_mandate", "ask_again", "evidence_stored", "stop_processing",
    "erasure_held",
    "follow_on", "restriction", "search_late", "letter_waits", "send_again", "breach",
    "policy_task", "instructed", "unassigned", "authority_day", "retention_over",
]  # fmt: skip
Urgency = Literal["late", "now", "soon", "open"]
URGENCIES: tuple[Urgency, ...] = ("late", "now", "soon", "open")
"""Past its day; due today; due within the office's amber days; without a day that presses."""

BY_LAW: frozenset[NeedCode] = frozenset(
    {
        "cannot_count", "overdue", "opt_out_late", "strict_passed", "no_answer_alarm", "breach",
    }
)  # fmt: skip
"""Late by a rule of law once their day has passed; a target of the office never is (rules 2.7)."""


@dataclass(frozen=True, slots=True)
class Waits:
    """An item taken in that nobody has looked at; its month may be running."""

    stream: int
    taken_in_on: date


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that somebody must do."""

    code: NeedCode
    stream: int
    urgency: Urgency
    ref: str = ""
    by: date | None = None
    right: str = ""
    about: str = ""
    """House target, follow-on, system, letter or task it is about."""
    count: int = 1
    handler: str = ""


def needs(
    cases: Iterable[Case], waiting: Iterable[Waits], office: Office, now: datetime, today: date
) -> tuple[Need, ...]:
    """Return what needs whom, most urgent first; `now` has its offset, `today` is Brussels'."""
    found = [new_item(each, office, today) for each in waiting]
    for case in cases:
        found += case_needs(case, office, now, today)
    return in_order(found)


def in_order(found: Iterable[Need]) -> tuple[Need, ...]:
    """Return needs, most urgent first; of those of one urgency what the law wants."""
    return tuple(sorted(found, key=_order))


def _order(need: Need) -> tuple[int, bool, date, str, str]:
    urgency, by_law = URGENCIES.index(need.urgency), need.code in BY_LAW
    return (urgency, not by_law, need.by or date.max, need.ref, need.code)


def case_needs(case: Case, office: Office, now: datetime, today: date) -> tuple[Need, ...]:
    """Return what one case needs; of a closed one only what outlives it."""
    if not case.opened:
        return ()
    look = _Look(case, office, case_clock(case, office), now, today)
    return tuple(look.always() if case.closed else (*look.running(), *look.always()))


def new_item(item: Waits, office: Office, today: date) -> Need:
    """Return the need of what nobody has looked at: acknowledged within the office's days."""
    by = office.rulebook.calendar.add_working_days(
        item.taken_in_on, office.policy.acknowledge_workdays
    )
    return Need("new_item", item.stream, _urgency(by, today, office), by=by)


def _urgency(by: date | None, today: date, office: Office) -> Urgency:
    if by is None:
        return "open"
    if by <= today:
        return "late" if by < today else "now"
    return "soon" if (by - today).days <= office.policy.amber_days_before_due else "open"


class _Look:
    """One case on one day."""

    def __init__(
        self, case: Case, office: Office, clock: CaseClock, now: datetime, today: date
    ) -> None:
        self.case, self.office, self.clock = case, office, clock
        self.now, self.today = now, today

    def need(
        self, code: NeedCode, by: date | None = None, *, right: str = "", about: str = "",
        count: int = 1, urgency: Urgency | None = None,
    ) -> Need:  # fmt: skip
        found = urgency or _urgency(by, self.today, self.office)
        return Need(
            code, self.case.id, found, self.case.ref, by, right, about, count, self.case.handler
        )

    def near(self, day: date) -> bool:
        """Return whether a day is within the office's amber days."""
        return (day - self.today).days <= self.office.policy.amber_days_before_due

    # -- a case that runs

    def running(self) -> Iterator[Need]:
        if self.clock.error:
            yield self.need("cannot_count", about=self.clock.error, urgency="late")
            return
        yield from self.dates()
        yield from self.rights()
        yield from self.targets()
        yield from self.asked()
        yield from self.letters()
        yield from self.searches()
        yield from self.followed()
        if not self.case.handler:
            yield self.need("unassigned")
        if self.case.instruction:
            yield self.need("instructed", self.case.instruction.by)

    def dates(self) -> Iterator[Need]:
        due, strict = self.clock.due, self.clock.strict_due
        if due and due < self.today:
            yield self.need("overdue", due)
        elif due and self.near(due):
            yield self.need("due_near", due)
        if strict and strict != due:
            if strict < self.today and not (due and due < self.today):
                yield self.need("strict_passed", strict)
            elif self.today <= strict and self.near(strict):
                yield self.need("strict_near", strict)

    def rights(self) -> Iterator[Need]:
        for row in self.case.rows:
            if not row.typed:
                yield self.need("not_typed", right=row.right, urgency="now")
            if row.as_right == "ERASE" and self._held(row):
                yield self.need("erasure_held", right=row.right)
        for clock in self.clock.rows:
            for each in clock.deadlines:
                if each.kind == "effect" and not each.met_on and isinstance(each.due, date):
                    yield self._effect(clock.right, each.due)

    def _held(self, row: Row) -> bool:
        granted = row.decision in ("granted", "partly") and not row.executed_on
        return granted and bool(copy_owed(self.case, ()))

    def _effect(self, right: str, due: date) -> Need:
        row = self.case.row(right)
        absolute = row is not None and form_of(row, self.office).marketing_is_absolute
        late = absolute and due < self.today
        return self.need("opt_out_late" if late else "stop_processing", due, right=right)

    def targets(self) -> Iterator[Need]:
        tomorrow = self.office.rulebook.calendar.add_working_days(self.today, 1)
        for each in house_targets(self.case, self.office, self.clock):
            if not each.met_on and each.due <= tomorrow and not self.case.answered:
                yield self.need("target", each.due, right=each.right, about=each.code)

    def asked(self) -> Iterator[Need]:
        """What was asked of the person: silence, an answer to look at, a new question (2.5)."""
        identity, policy = self.case.identity, self.office.policy
        if identity.code == "received":
            yield self.need("check_evidence", identity.on, urgency="now")
        if self.case.mandate.code == "received":
            yield self.need("check_mandate", self.case.mandate.on, urgency="now")
        if identity.code == "insufficient" and identity.on:
            last = self.office.rulebook.calendar.add_working_days(
                identity.on, policy.ask_within_workdays
            )
            yield self.need("ask_again", last)
        since = self.case.asked_since
        if since is None:
            return
        remind_on = since + timedelta(days=policy.remind_after_days)
        reminded = self.case.reminded_on is not None and self.case.reminded_on >= since
        if remind_on <= self.today and not reminded:
            yield self.need("remind", remind_on)
        yield from self._silence()

    def _silence(self) -> Iterator[Need]:
        """L09 is proposed some working days before the strict day, and alarmed on it (2.5)."""
        strict, policy = self.clock.strict_due, self.office.policy
        person = self.case.identity.code == "pending" or self.case.mandate.code == "pending"
        if strict is None or not person:
            return
        propose = self.office.rulebook.calendar.add_working_days(strict, -policy.no_answer_workdays)
        if self.today >= strict:
            yield self.need("no_answer_alarm", strict, urgency="late")
        elif self.today >= propose:
            yield self.need("no_answer_proposed", strict, urgency="now")

    def letters(self) -> Iterator[Need]:
        sent = [letter for letter in self.case.letters if letter.sent_on]
        corrected = {letter.draft.corrects for letter in sent}
        for letter in self.case.letters:
            if letter.state in ("to_approve", "approved", "signed"):
                yield self.need("letter_waits", about=letter.id, urgency="now")
            if letter.came_back_on and letter.id not in corrected:
                yield self.need("send_again", letter.came_back_on, about=letter.id)

    def searches(self) -> Iterator[Need]:
        for each in self.case.searches:
            if not each.done_on and each.due and each.due < self.today:
                yield self.need("search_late", each.due, about=each.system)

    def followed(self) -> Iterator[Need]:
        """What follows, each kind of it once, with how many and the first day."""
        found: dict[tuple[str, str], list[date | None]] = {}
        for each in follow_ons(self.case, self.office):
            if each.is_open:
                found.setdefault((each.code, each.right), []).append(each.due)
        for (code, right), days in found.items():
            first = min((day for day in days if day), default=None)
            yield self.need("follow_on", first, right=right, about=code, count=len(days))

    # -- what outlives the case

    def always(self) -> Iterator[Need]:
        for kept in self.case.evidence:
            if not kept.destroyed_on:
                yield self._stored(evidence_until(kept, self.office))
        for each in self.case.restrictions:
            if not each.lifted_on and (each.review_on is None or each.review_on <= self.today):
                yield self.need("restriction", each.review_on, right=each.right)
        for breach in breach_clocks(self.case, self.office):
            due = breach.deadline.due
            assert isinstance(due, datetime)
            late = breach.late(self.now)
            yield self.need("breach", due.date(), urgency="late" if late else "now")
        for task in self.case.policy_tasks:
            if not task.done_on:
                yield self.need("policy_task", task.opened.by, about=task.opened.code)
        if self.case.complaint and self.case.complaint.due:
            yield self.need("authority_day", self.case.complaint.due)
        closed = self.case.closed
        if closed and closed.keep_until and closed.keep_until < self.today and not self.case.held:
            yield self.need("retention_over", closed.keep_until, urgency="open")

    def _stored(self, until: date) -> Need:
        """Evidence goes at the check, whatever its outcome; unchecked at the latest on its day."""
        looked_at = self.case.identity.code not in ("pending", "received", "open")
        return self.need("evidence_stored", min(until, self.today) if looked_at else until)
