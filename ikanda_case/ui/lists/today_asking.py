"""What Today asks of the case file: never more than it shows, however many cases there are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ikanda_case.app.ports import CaseFile, Reading
from ikanda_case.app.queries import RegisterFilter, RegisterLine, Waiting
from ikanda_case.domain.office import Office
from ikanda_case.ui.models.register_rows import LISTS, owes
from ikanda_case.ui.models.today_days import DAYS, PRESSING, first

AT_ONCE = 12
"""Cases in each panel; the number above it says how many there are."""
_LETTER_STEPS = ("finish_draft", "approve", "sign", "send")
_OPEN = RegisterFilter(is_open=True)
_LOOKED_THROUGH = 200
"""Open cases without any last day that are looked through for one where something is owed."""


@dataclass(frozen=True, slots=True)
class Some:
    """The first cases of a list, and how many there are."""

    lines: Sequence[RegisterLine]
    count: int


@dataclass(frozen=True, slots=True)
class TodayFound:
    """Everything Today shows."""

    office: Office
    due_days: Sequence[tuple[date, int]]
    pressing: Some
    urgent: int | None
    """The case the filled button opens."""
    coming: date | None
    """The next last day of all open cases; asked for only while nothing presses."""
    identity: Some
    letters: Some
    orders: Some
    waiting: Sequence[Waiting]


def ask_today(file: CaseFile, today: date, actor: str) -> TodayFound:
    """Ask the case file in one look; a query for the reading lane."""
    until = today + timedelta(days=PRESSING)
    with file.reading() as now:
        days = now.due_days(today + timedelta(days=DAYS - 1))
        count = sum(number for day, number in days if day <= until)
        pressing = Some(_most_pressing(now, until, today, actor), count)
        return TodayFound(
            office=now.office(),
            due_days=days,
            pressing=pressing,
            urgent=_urgent(now, pressing),
            coming=None if count else _coming(now, today),
            identity=_some(now, LISTS["identity"]),
            letters=_some(now, replace(_OPEN, next_step=_LETTER_STEPS)),
            orders=_some(now, replace(_OPEN, next_step=("instructed",))),
            waiting=now.waiting(),
        )


def _some(now: Reading, wanted: RegisterFilter) -> Some:
    return Some(now.register(replace(wanted, limit=AT_ONCE)), now.count(wanted))


def _most_pressing(now: Reading, until: date, today: date, actor: str) -> Sequence[RegisterLine]:
    """Of one day those of the person come first: the last day is read to its end for that."""
    wanted = replace(_OPEN, due_to=until)
    lines = now.register(replace(wanted, limit=AT_ONCE))
    if len(lines) == AT_ONCE:
        lines = now.register(replace(wanted, due_to=lines[-1].due))
    return first(lines, today, actor)[:AT_ONCE]


def _urgent(now: Reading, pressing: Some) -> int | None:
    lines = pressing.lines or now.register(replace(_OPEN, limit=_LOOKED_THROUGH))
    return next((line.stream for line in lines if owes(line)), None)


def _coming(now: Reading, today: date) -> date | None:
    lines = now.register(replace(_OPEN, due_from=today, limit=1))
    return lines[0].due if lines else None
