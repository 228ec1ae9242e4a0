"""What is done after an answer, and what a case brings to light: settled, opened, decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ikanda_case.app.desk import Changes, Desk, record
from ikanda_case.app.steps import take_step
from ikanda_case.domain import correspondence, following, lifecycle
from ikanda_case.domain.case import Case
from ikanda_case.domain.facts import (
    BreachDecided,
    BreachOpened,
    ComplaintFiled,
    FollowOnSettled,
    PolicyTaskDone,
    PolicyTaskOpened,
)
from ikanda_case.domain.follow_ons import FollowOn, follow_ons
from ikanda_case.domain.lifecycle import Happened
from ikanda_case.domain.office import Office


@dataclass(frozen=True, slots=True)
class FollowOnLine:
    """One thing that follows, in words of the tables."""

    follow_on: FollowOn
    text: dict[str, str]
    """What is to be done, by language."""
    subject: dict[str, str]
    """The recipient's name, by language; empty when it concerns none."""


def lines(desk: Desk, stream: int) -> tuple[FollowOnLine, ...]:
    """Return what follows from the rights of a case, open and settled."""
    with desk.file.reading() as now:
        case, office = now.case(stream), now.office()
    return lines_of(case, office)


def lines_of(case: Case, office: Office) -> tuple[FollowOnLine, ...]:
    """Return what follows from the rights of a case that was read."""
    kinds, names = office.rulebook.rights.follow_ons, office.rulebook.data_map.recipients
    return tuple(
        FollowOnLine(
            each,
            dict(kinds[each.code].text),
            dict(names[each.subject].name) if each.subject in names else {},
        )
        for each in follow_ons(case, office)
    )


def settle(desk: Desk, stream: int, settled: Sequence[FollowOnSettled], on: date) -> Changes:
    """Settle one or more of them together, or none when one is refused."""
    with desk.work("execute") as work:
        case, office, today = work.case(stream), work.office(), desk.clock.today()
        happened: list[Happened] = []
        for each in settled:
            happened += following.settle(case, office, each, on, today)
        return record(work, stream, happened)


def open_task(desk: Desk, stream: int, opened: PolicyTaskOpened, on: date) -> Changes:
    """Open a task for a defect this case showed."""
    return take_step(
        desk,
        "defect",
        stream,
        lambda case, office, today: following.open_task(case, opened, on, today),
    )


def task_done(desk: Desk, stream: int, done: PolicyTaskDone, on: date) -> Changes:
    """Record that the defect is mended."""
    return take_step(
        desk,
        "defect",
        stream,
        lambda case, office, today: following.task_done(case, done, on, today),
    )


def open_breach(desk: Desk, stream: int, opened: BreachOpened, on: date) -> Changes:
    """Open the breach entry of a case."""
    return take_step(
        desk,
        "breach",
        stream,
        lambda case, office, today: following.open_breach(case, opened, on, today),
    )


def decide_breach(desk: Desk, stream: int, decided: BreachDecided, on: date) -> Changes:
    """Record whether the authority is notified, and why."""
    return take_step(
        desk,
        "decide_breach",
        stream,
        lambda case, office, today: following.decide_breach(case, decided, on, today),
    )


def hold(desk: Desk, stream: int, reason: str) -> Changes:
    """Keep the file whatever its retention date says."""
    return take_step(
        desk, "hold", stream, lambda case, office, today: lifecycle.hold(case, reason, today)
    )


def release(desk: Desk, stream: int, reason: str) -> Changes:
    """Let the retention date count again."""
    return take_step(
        desk, "hold", stream, lambda case, office, today: lifecycle.release(case, reason, today)
    )


def complain(desk: Desk, stream: int, filed: ComplaintFiled, on: date) -> Changes:
    """Record a complaint to a supervisory authority."""
    return take_step(
        desk,
        "complaint",
        stream,
        lambda case, office, today: lifecycle.complain(case, filed, on, today),
    )


def complaint_ended(desk: Desk, stream: int, what: str, on: date) -> Changes:
    """Record that the authority's procedure ended."""
    return take_step(
        desk,
        "complaint",
        stream,
        lambda case, office, today: lifecycle.complaint_ended(case, what, on, today),
    )


def redacted(desk: Desk, stream: int, number: str, how: str, on: date) -> Changes:
    """Record that what is of others was made unreadable in what goes with a letter."""
    return take_step(
        desk,
        "draft",
        stream,
        lambda case, office, today: correspondence.redacted(case, number, how, on, today),
    )
