"""The month of GDPR Art. 12(3): suspended by lawful questions, extended once, ended by rolling.

Written to be read beside rules 2.3, line by line.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from ikanda_case.domain.calendars import Calendar
from ikanda_case.domain.clock_terms import (
    ANSWERS,
    QUESTIONS,
    ROLL,
    ClockEvent,
    ClockPolicy,
    Deadline,
    Start,
    State,
    Step,
    rest_steps,
    step,
)
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.periods import add_months, last_day_of_month

_ABOUT_IDENTITY = frozenset({"identity_requested", "identity_received", "identity_insufficient"})
_SUBJECT = {kind: kind.rpartition("_")[0] for kind in QUESTIONS | ANSWERS}
_ABOUT_FEE = frozenset({"fee_quoted", "fee_answered"})
_NOT_BEFORE_RECEIPT = QUESTIONS | ANSWERS | {"identity_insufficient", "extended"}


def art12(
    start: Start,
    events: Sequence[ClockEvent],
    calendar: Calendar,
    right: str,
    policy: ClockPolicy,
) -> Deadline:
    """Return the last day of the month, or that a lawful question is open.

    `events` in order. InputError("event_before_receipt", kind, on, receipt) for a question,
    answer or extension before the earliest arrival anywhere.
    """
    month = _Month(start, calendar, right, policy)
    if not events:
        return month.deadline()
    first = events[0]
    if first.on < start.strict:
        _refuse_before_receipt(events, start.strict)
    for position, event in enumerate(events, 1):
        month.take(event, events, position)
    return month.deadline()


def _refuse_before_receipt(events: Sequence[ClockEvent], receipt: date) -> None:
    for event in events:
        if event.kind in _NOT_BEFORE_RECEIPT and event.on < receipt:
            raise InputError("event_before_receipt", kind=event.kind, on=event.on, receipt=receipt)


def _next_about_identity(events: Sequence[ClockEvent], position: int) -> ClockEvent | None:
    """Return the next question or answer about identity from a position on."""
    later = (events[place] for place in range(position, len(events)))
    return next((event for event in later if event.kind in _ABOUT_IDENTITY), None)


class _Month:
    """The month of GDPR Art. 12(3), its suspension and its extension, event by event."""

    __slots__ = (
        "asked", "by_month_end", "calendar", "credited", "end", "extended", "first_end", "flags",
        "identity_answered", "open", "policy", "right", "start", "steps", "strict_end",
        "strictly_extended",
    )  # fmt: skip

    def __init__(self, start: Start, calendar: Calendar, right: str, policy: ClockPolicy) -> None:
        self.start, self.calendar, self.right, self.policy = start, calendar, right, policy
        self.by_month_end = policy.month_end_to_month_end and start.day == last_day_of_month(
            start.day
        )
        self.first_end = self.end = self._one_month()  # clamped, not rolled
        self.strict_end = add_months(start.strict, 1)
        self.credited: set[int] = set()  # the days a lawful question was open
        self.open: dict[str, date] = {}  # what was asked, and when
        self.asked: set[str] = set()  # what was ever asked
        self.identity_answered: date | None = None  # first answer to the latest identity question
        self.extended = self.strictly_extended = False
        self.flags = list(start.flags)
        self.steps: list[Step] = []

    def _one_month(self) -> date:
        """Return the day of the same number; by the office's reading, last day to last day."""
        end = add_months(self.start.day, 1)
        return last_day_of_month(end) if self.by_month_end else end

    def unrolled(self) -> date:
        """Return the end of the period with the credited days added to it."""
        if not self.credited:
            return self.end
        return self.calendar.plus_days(self.end, len(self.credited))

    def past_limit(self, day: date) -> bool:
        """Say whether a day is after the last one: add first, then roll once, at the end."""
        return day > self.end and day > self.calendar.roll(self.unrolled())

    # -- events

    def take(self, event: ClockEvent, events: Sequence[ClockEvent], position: int) -> None:
        """Let one event have its effect; those from `position` on come after it."""
        kind = event.kind
        if kind in QUESTIONS:
            self._question(_SUBJECT[kind], event)
        elif kind in ANSWERS:
            self._answer(_SUBJECT[kind], event.on)
        elif kind == "identity_insufficient":
            self._insufficient(event.on, _next_about_identity(events, position))
        elif kind == "identity_verified":
            self._close("identity", event.on)
        elif kind == "extended":
            self._extension(event)
        elif self.policy.fee_suspends and kind in _ABOUT_FEE:
            self._fee(event)

    def _question(self, kind: str, event: ClockEvent) -> None:
        if kind not in self.open:  # else a reminder
            refused = self._no_credit(kind, event)
            if refused is not None:
                self._flag(refused, event.on)
            elif self._credits(kind):
                self.open[kind] = event.on
            else:
                self.steps.append(step("suspension_not_credited", event.on))
        self.asked.add(kind)
        if kind == "identity":
            self.identity_answered = None

    def _credits(self, kind: str) -> bool:
        """Return whether the office lets a lawful question of this kind stop the clock."""
        return self.policy.credit_suspension and (kind != "mandate" or self.policy.mandate_suspends)

    def _fee(self, event: ClockEvent) -> None:
        """By the office's reading only: an announced fee stops the clock until the answer."""
        if event.kind == "fee_quoted":
            self.open.setdefault("fee", event.on)
        else:
            self._close("fee", event.on)

    def _no_credit(self, kind: str, event: ClockEvent) -> str | None:
        """Return the first reason why a question does not stop the clock."""
        if not self.open and self.past_limit(event.on):
            return "asked_after_expiry_no_credit"
        if self._late(self._prompt_from(kind, event), event.on) and not event.justified:
            return "asked_late_no_credit"
        if kind == "clarification":
            lawful = self.right == "ACCESS" and event.large_volume
            return None if lawful else "clarification_not_recital63_no_credit"
        return None if event.reasonable_doubt else "no_reasonable_doubt_no_credit"

    def _prompt_from(self, kind: str, event: ClockEvent) -> date:
        """Return the day from which a question's promptness is counted."""
        if event.since is not None:
            return event.since
        if kind == "identity" and self.identity_answered is not None:
            return self.identity_answered
        return self.start.day

    def _late(self, since: date, on: date) -> bool:
        allowed = self.policy.ask_within_working_days
        if on.toordinal() - since.toordinal() <= allowed:
            return False  # not even if each of the days worked
        return self.calendar.working_days_between(since, on) > allowed

    def _answer(self, kind: str, on: date) -> None:
        if kind not in self.asked:
            self._flag("unsolicited_evidence", on)
            return
        if kind == "identity":
            self._note_identity_answer(on)
        self._close(kind, on)

    def _insufficient(self, on: date, following: ClockEvent | None) -> None:
        if "identity" not in self.asked:
            self._flag("unsolicited_evidence", on)
            return
        self._note_identity_answer(on)
        if following is None or following.kind != "identity_requested":
            return  # counts as asked again the same day: the question stays open
        if self._late(on, following.on) or not following.reasonable_doubt:
            self._close("identity", on)  # the office's own delay is not credited

    def _note_identity_answer(self, on: date) -> None:
        if self.identity_answered is None:
            self.identity_answered = on

    def _close(self, kind: str, on: date) -> None:
        """Credit the days in (asked, on] that lie after the start, each day once."""
        asked = self.open.pop(kind, None)
        if asked is None:
            return
        before = len(self.credited)
        first = max(asked, self.start.day).toordinal() + 1
        self.credited.update(range(first, on.toordinal() + 1))
        count = len(self.credited) - before
        if count:
            self.steps.append(step(f"{kind}_suspension", on, asked=asked, count=count))

    def _extension(self, event: ClockEvent) -> None:
        if not event.reason:
            self._flag("extension_invalid_no_reason", event.on)
            return
        if not self._after(self.strict_end, event.on):
            self.strictly_extended = True
        if not self.open and self.past_limit(event.on):
            self._flag("extension_too_late", event.on)
        elif self.extended:
            self._flag("second_extension_refused", event.on)
        else:
            self.extended = True
            self.end = self._three_months()
            self.steps.append(step("extended", event.on))
            if self._after(self.first_end, event.on):
                self._flag("extension_relies_on_suspension_contested", event.on)

    def _after(self, end: date, on: date) -> bool:
        """Say whether a day is after the end of a period, rolled."""
        return on > end and on > self.calendar.roll(end)

    def _three_months(self) -> date:
        """Return one period of three months from receipt; chained, two from the first's end."""
        if self.policy.chained_extension:
            return add_months(self.first_end, 2)
        return add_months(self.start.day, 3)

    def _flag(self, flag: str, on: date) -> None:
        self.flags.append(flag)
        self.steps.append(step(flag, on))

    # -- outcome

    def deadline(self) -> Deadline:
        """Return both dates, and the steps in the order a person would count."""
        steps = [*self.start.steps, self._first_month(), *self.steps]
        if self.extended:
            steps.append(self._further_months())
        due: date | None = None
        if self.open:
            self.flags.append("suspended_open")
            steps += [step(f"{kind}_open", asked) for kind, asked in self.open.items()]
        else:
            last = self.unrolled()
            due = self.calendar.roll(last)
            steps += self._to(last, due)
        flags = tuple(dict.fromkeys(self.flags)) if self.flags else ()
        state: State = "suspended" if self.open else "running"
        return Deadline(due, self._strict_due(), state, flags, tuple(steps))

    def _strict_due(self) -> date:
        end = self.strict_end
        if self.strictly_extended:
            end = min(add_months(self.start.strict, 3), add_months(end, 2))
        return self.calendar.roll(end)

    def _first_month(self) -> Step:
        if self.by_month_end:
            return step("month_end", self.first_end)
        return self._months("one_month", self.first_end)

    def _further_months(self) -> Step:
        if self.policy.chained_extension:
            return step("chained_months", self.end)
        return self._months("three_months", self.end)

    def _months(self, code: str, end: date) -> Step:
        number = self.start.day.day
        if end.day == number:
            return step(code, end)
        return step(f"{code}_clamped", end, number=number)

    def _to(self, last: date, due: date) -> Iterator[Step]:
        """Yield the steps from the end of the period to the last day."""
        if self.credited:
            yield step("days_credited", last, count=len(self.credited))
        if due == last:
            yield Step("due", due, "Reg. 1182/71 Art. 3(2)(c)")
            return
        yield from rest_steps(last, self.calendar)
        yield Step("due", due, ROLL)
