"""Which dates move when the office changes a parameter or a table (rules 2.6, 4)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ikanda_case.domain.case import Case
from ikanda_case.domain.deadlines import CaseClock, RowDeadline, case_clock
from ikanda_case.domain.office import Office


@dataclass(frozen=True, slots=True)
class Moved:
    """One deadline of a running case, before and after a change."""

    stream: int
    ref: str
    right: str
    kind: str
    before: date | None
    after: date | None
    strict_before: date | None
    strict_after: date | None
    told: date | None
    """The latest day a letter told the requester for this right; it stays told."""
    error: str = ""
    """What keeps it from being counted after the change."""


def moved(cases: Iterable[Case], before: Office, after: Office) -> tuple[Moved, ...]:
    """Return every deadline of the open cases that moves, the earliest new day first."""
    found = [each for case in cases if case.is_open for each in _of_case(case, before, after)]
    return tuple(sorted(found, key=lambda each: (each.after or date.max, each.ref, each.right)))


def _of_case(case: Case, before: Office, after: Office) -> Iterator[Moved]:
    old, new = case_clock(case, before), case_clock(case, after)
    if new.error:
        yield Moved(case.id, case.ref, "", "", old.due, None, old.strict_due, None, None, new.error)
        return
    for right, kind, was in _deadlines(old):
        now = next((each for r, k, each in _deadlines(new) if (r, k) == (right, kind)), None)
        if now is None or (was.due, was.strict_due) != (now.due, now.strict_due):
            yield Moved(
                case.id, case.ref, right, kind, was.due, now.due if now else None,
                was.strict_due, now.strict_due if now else None, _told(case, right),
            )  # fmt: skip


def _deadlines(clock: CaseClock) -> Iterator[tuple[str, str, RowDeadline]]:
    """Yield what is not met yet: only that can move."""
    for row in clock.rows:
        for each in row.deadlines:
            if not each.met_on:
                yield row.right, each.name or each.kind, each


def _told(case: Case, right: str) -> date | None:
    days = [
        day
        for letter in case.letters
        if letter.sent_on and letter.rendered and (right in letter.draft.rights)
        for name, day in letter.rendered.told
    ]
    return max(days, default=None)
