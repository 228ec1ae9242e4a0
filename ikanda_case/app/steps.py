"""The steps of a running case that need no page: identity, decisions, handling, closing."""

from collections.abc import Callable
from datetime import date
from typing import Literal

from ikanda_case.app.desk import Changes, Desk, record
from ikanda_case.domain import identity, lifecycle
from ikanda_case.domain.case import Case
from ikanda_case.domain.facts import Decided, IdentityRequested, Noted
from ikanda_case.domain.lifecycle import Happened
from ikanda_case.domain.office import Office


def _step(desk: Desk, stream: int, take: Callable[[Case, Office, date], list[Happened]]) -> Changes:
    """Take one legal step on the case as it is at this moment, and keep it."""
    with desk.file.work(desk.actor) as work:
        happened = take(work.case(stream), work.office(), desk.clock.today())
        return record(work, stream, happened)


def identity_not_needed(desk: Desk, stream: int, because: str, on: date) -> Changes:
    """Record that identity needs no check, and why."""
    return _step(
        desk, stream, lambda case, office, today: identity.not_needed(case, because, on, today)
    )


def request_identity(desk: Desk, stream: int, asked: IdentityRequested, on: date) -> Changes:
    """Record the doubt and the question that was sent."""
    return _step(
        desk,
        stream,
        lambda case, office, today: identity.request(case, office, asked, desk.actor, on, today),
    )


def identity_evidence(desk: Desk, stream: int, what: str, on: date) -> Changes:
    """Record that evidence arrived; that day counts."""
    return _step(desk, stream, lambda case, office, today: identity.evidence(case, what, on, today))


def identity_outcome(
    desk: Desk, stream: int, result: identity.Outcome, how: str, on: date
) -> Changes:
    """Record what the check showed."""
    return _step(
        desk, stream, lambda case, office, today: identity.outcome(case, result, how, on, today)
    )


def extend(desk: Desk, stream: int, reason: str, on: date) -> Changes:
    """Extend by two months; the notice L04 goes out the same day."""
    return _step(
        desk, stream, lambda case, office, today: lifecycle.extend(case, office, reason, on, today)
    )


def decide(desk: Desk, stream: int, decided: Decided, on: date) -> Changes:
    """Decide on one right."""
    return _step(
        desk,
        stream,
        lambda case, office, today: lifecycle.decide(case, office, decided, on, today),
    )


def execute(desk: Desk, stream: int, right: str, what: str, on: date) -> Changes:
    """Record that a right was carried out."""
    return _step(
        desk, stream, lambda case, office, today: lifecycle.execute(case, right, what, on, today)
    )


def assign(desk: Desk, stream: int, handler: str) -> Changes:
    """Say who handles the case."""
    return _step(
        desk, stream, lambda case, office, today: lifecycle.assign(case, office, handler, today)
    )


def mark_seen(desk: Desk, stream: int, step: str, by: date) -> Changes:
    """Record a manager's order, which becomes the next step."""
    return _step(
        desk, stream, lambda case, office, today: lifecycle.mark_seen(case, step, by, today)
    )


def note(desk: Desk, stream: int, text: str) -> Changes:
    """Write a remark into the case."""

    def take(case: Case, office: Office, today: date) -> list[Happened]:
        lifecycle.require_words(text, "text", "4", "GDPR Art. 5(2)")
        return [(today, Noted(text=text.strip()))]

    return _step(desk, stream, take)


def close(
    desk: Desk,
    stream: int,
    outcome: Literal["answered", "no_action", "referred", "withdrawn"],
    on: date,
) -> Changes:
    """Close the case."""
    return _step(
        desk, stream, lambda case, office, today: lifecycle.close(case, office, outcome, on, today)
    )


def reopen(desk: Desk, stream: int, reason: str) -> Changes:
    """Let a closed case run again."""
    return _step(desk, stream, lambda case, office, today: lifecycle.reopen(case, reason, today))


def correct(
    desk: Desk, stream: int, entry: int, changes: dict[str, object], reason: str
) -> Changes:
    """Put a recorded fact right, with the reason."""
    return _step(
        desk,
        stream,
        lambda case, office, today: lifecycle.correct(case, office, entry, changes, reason, today),
    )
