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
from ikanda_case.domain.periods import add_months

_ABOUT_IDENTITY = frozenset({"identity_requested", "identity_received", "identity_insufficient"})
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
    for event in events:
        if event.kind in _NOT_BEFORE_RECEIPT and event.on < start.strict:
            raise InputError(
                "event_before_receipt", kind=event.kind, on=event.on, receipt=start.strict
            )
    month = _Month(start, calendar, right, policy)
    for event, following in zip(events, _next_about_identity(events), strict=True):
        month.take(event, following)
    return month.deadline()


def _next_about_identity(events: Sequence[ClockEvent]) -> list[ClockEvent | None]:
    """Return, for each event, the next question or answer about identity after it."""
    found: list[ClockEvent | None] = []
    following: ClockEvent | None = None
    for event in reversed(events):
        found.append(following)
        if event.kind in _ABOUT_IDENTITY:
            following = event
    return found[::-1]


class _Month:
    """The month of GDPR Art. 12(3), its suspension and its extension, event by event."""

    def __init__(self, start: Start, calendar: Calendar, right: str, policy: ClockPolicy) -> None:
        self.start, self.calendar, self.right, self.policy = start, calendar, right, policy
        self.first_end = self.end = add_months(start.day, 1)  # clamped, not rolled
        self.strict_end = add_months(start.strict, 1)
        self.credited: set[int] = set()  # the days a lawful question was open
        self.open: dict[str, date] = {}  # what was asked, and when
        self.asked: set[str] = set()  # what was ever asked
        self.identity_answered: date | None = None  # first answer to the latest identity question
        self.extended = self.strictly_extended = False
        self.flags = list(start.flags)
        self.steps: list[Step] = []

    def limit(self) -> date:
        """Add the credited days first, then roll once, at the end."""
        return self.calendar.roll(self.calendar.plus_days(self.end, len(self.credited)))

    # -- events

    def take(self, event: ClockEvent, following: ClockEvent | None) -> None:
        """Let one event have its effect; `following` is the next event about identity."""
        if event.kind in QUESTIONS:
            self._question(event.kind.removesuffix("_requested"), event)
        elif event.kind in ANSWERS:
            self._answer(event.kind.removesuffix("_received"), event.on)
        elif event.kind == "identity_insufficient":
            self._insufficient(event.on, following)
        elif event.kind == "identity_verified":
            self._close("identity", event.on)
        elif event.kind == "extended":
            self._extension(event)

    def _question(self, kind: str, event: ClockEvent) -> None:
        if kind not in self.open:  # else a reminder
            refused = self._no_credit(kind, event)
            if refused is not None:
                self._flag(refused, event.on)
            elif self.policy.credit_suspension:
                self.open[kind] = event.on
            else:
                self.steps.append(step("suspension_not_credited", event.on))
        self.asked.add(kind)
        if kind == "identity":
            self.identity_answered = None

    def _no_credit(self, kind: str, event: ClockEvent) -> str | None:
        """Return the first reason why a question does not stop the clock."""
        if not self.open and event.on > self.limit():
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
        if event.on <= self.calendar.roll(self.strict_end):
            self.strictly_extended = True
        if not self.open and event.on > self.limit():
            self._flag("extension_too_late", event.on)
        elif self.extended:
            self._flag("second_extension_refused", event.on)
        else:
            self.extended = True
            self.end = add_months(self.start.day, 3)  # one period of three months from receipt
            self.steps.append(step("extended", event.on))
            if event.on > self.calendar.roll(self.first_end):
                self._flag("extension_relies_on_suspension_contested", event.on)

    def _flag(self, flag: str, on: date) -> None:
        self.flags.append(flag)
        self.steps.append(step(flag, on))

    # -- outcome

    def deadline(self) -> Deadline:
        """Return both dates, and the steps in the order a person would count."""
        steps = [*self.start.steps, self._months("one_month", self.first_end), *self.steps]
        if self.extended:
            steps.append(self._months("three_months", self.end))
        due: date | None = None
        if self.open:
            self.flags.append("suspended_open")
            steps += [step(f"{kind}_open", asked) for kind, asked in self.open.items()]
        else:
            due = self.limit()
            steps += self._to(due)
        flags = tuple(dict.fromkeys(self.flags))
        state: State = "suspended" if self.open else "running"
        return Deadline(due, self._strict_due(), state, flags, tuple(steps))

    def _strict_due(self) -> date:
        end = self.strict_end
        if self.strictly_extended:
            end = min(add_months(self.start.strict, 3), add_months(end, 2))
        return self.calendar.roll(end)

    def _months(self, code: str, end: date) -> Step:
        number = self.start.day.day
        if end.day == number:
            return step(code, end)
        return step(f"{code}_clamped", end, number=number)

    def _to(self, due: date) -> Iterator[Step]:
        """Yield the steps from the end of the period to the last day."""
        last = self.end
        if self.credited:
            last = self.calendar.plus_days(last, len(self.credited))
            yield step("days_credited", last, count=len(self.credited))
        yield from rest_steps(last, self.calendar)
        yield Step("due", due, ROLL if due > last else "Reg. 1182/71 Art. 3(2)(c)")
