"""What a confirmed receipt would mean: each right's last day, counted before anything is kept."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from ikanda_case.domain.case import Case
from ikanda_case.domain.clock import Step
from ikanda_case.domain.deadlines import case_clock
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.lifecycle import Receipt, receive
from ikanda_case.domain.office import Office
from ikanda_case.domain.replay import case_of

_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Due:
    """When one right would be due, and how that was counted."""

    right: str
    due: date | None
    steps: tuple[Step, ...]


def dues(receipt: Receipt, office: Office, today: date) -> tuple[Due, ...]:
    """Return what each right would be due; RuleError or InputError as opening the case would.

    A reason that opening may ask for is not asked here.
    """
    told = replace(receipt, despite=receipt.despite or "-")
    happened = receive(Case(id=0), told, "", office, today)
    entries = [
        Entry(n, 0, fact.kind, on, "", _NEVER, fact) for n, (on, fact) in enumerate(happened, 1)
    ]
    clock = case_clock(case_of(0, entries), office)
    return tuple(
        Due(row.right, row.due, row.pressing.deadline.steps if row.pressing else ())
        for row in clock.rows
    )
