"""The steps of a running case that need no page: identity, decisions, handling, closing."""

from collections.abc import Callable
from datetime import date
from typing import Literal

from ikanda_case.app.desk import Changes, Desk, record
from ikanda_case.app.ports import Reading
from ikanda_case.domain import identity, lifecycle
from ikanda_case.domain.case import Case
from ikanda_case.domain.facts import (
    ClarificationRequested,
    Decided,
    Extended,
    IdentityRequested,
    MandateRequested,
    NotNeeded,
)
from ikanda_case.domain.lifecycle import Happened
from ikanda_case.domain.office import Office
from ikanda_case.domain.people import person_keys
from ikanda_case.domain.roles import Act, act_of, require

Take = Callable[[Case, Office, date], list[Happened]]
"""A legal step: case, office and today in; what happened out, or a refusal."""
TakeKin = Callable[[Case, Office, date, tuple[Case, ...]], list[Happened]]
"""The same for a step that looks at the other cases of the same person."""


def take_step(desk: Desk, act: Act, stream: int, take: Take) -> Changes:
    """Take one legal step on the case as it is at this moment, and keep it."""
    with desk.work(act) as work:
        happened = take(work.case(stream), work.office(), desk.clock.today())
        return record(work, stream, happened)


def take_step_with_kin(desk: Desk, act: Act, stream: int, take: TakeKin) -> Changes:
    """Take one legal step that also looks at the other cases of the same person, and keep it."""
    with desk.work(act) as work:
        case = work.case(stream)
        happened = take(case, work.office(), desk.clock.today(), kin_of(work, case))
        return record(work, stream, happened)


def kin_of(now: Reading, case: Case) -> tuple[Case, ...]:
    """Return the other cases of the same person, newest first: same e-mail, or name and home."""
    if case.received is None:
        return ()
    parties = case.received.parties
    keys = person_keys(parties.data_subject) or person_keys(parties.requester)
    return tuple(now.case(each) for each in now.alike(keys) if each != case.id)


def identity_not_needed(
    desk: Desk, stream: int, because: str, on: date, default: NotNeeded = ""
) -> Changes:
    """Record that identity needs no check, and why; `default` names a reason of rules 3.1."""
    return take_step(
        desk,
        "identity",
        stream,
        lambda case, office, today: identity.not_needed(case, because, on, today, default),
    )


def request_identity(desk: Desk, stream: int, asked: IdentityRequested, on: date) -> Changes:
    """Record the doubt and the question that was sent."""
    return take_step(
        desk,
        "identity",
        stream,
        lambda case, office, today: identity.request(case, office, asked, desk.actor, on, today),
    )


def identity_evidence(desk: Desk, stream: int, what: str, on: date) -> Changes:
    """Record that evidence arrived; that day counts."""
    return take_step(
        desk,
        "evidence",
        stream,
        lambda case, office, today: identity.evidence(case, what, on, today),
    )


def identity_outcome(
    desk: Desk, stream: int, result: identity.Outcome, how: str, on: date
) -> Changes:
    """Record what the check showed."""
    return take_step(
        desk,
        "identity",
        stream,
        lambda case, office, today: identity.outcome(case, result, how, on, today),
    )


def remind(desk: Desk, stream: int, what: str, on: date) -> Changes:
    """Record that the person was reminded of an open question."""
    return take_step(
        desk, "identity", stream, lambda case, office, today: identity.remind(case, what, on, today)
    )


def request_mandate(desk: Desk, stream: int, asked: MandateRequested, on: date) -> Changes:
    """Record the doubt about the mandate and the question that was sent."""
    return take_step(
        desk,
        "identity",
        stream,
        lambda case, office, today: identity.request_mandate(case, asked, on, today),
    )


def mandate_evidence(desk: Desk, stream: int, what: str, on: date) -> Changes:
    """Record that proof of the mandate arrived; that day counts."""
    return take_step(
        desk,
        "evidence",
        stream,
        lambda case, office, today: identity.mandate_evidence(case, what, on, today),
    )


def mandate_outcome(
    desk: Desk, stream: int, result: identity.MandateOutcome, how: str, on: date
) -> Changes:
    """Record whether the requester may act for the person."""
    return take_step(
        desk,
        "identity",
        stream,
        lambda case, office, today: identity.mandate_outcome(case, result, how, on, today),
    )


def clarify(desk: Desk, stream: int, asked: ClarificationRequested, on: date) -> Changes:
    """Record the question which data, or which right, is meant."""
    return take_step(
        desk,
        "identity",
        stream,
        lambda case, office, today: identity.clarify(case, asked, on, today),
    )


def clarified(desk: Desk, stream: int, what: str, on: date) -> Changes:
    """Record the person's answer to that question."""
    return take_step(
        desk,
        "evidence",
        stream,
        lambda case, office, today: identity.clarified(case, what, on, today),
    )


def extend(desk: Desk, stream: int, extended: Extended, on: date) -> Changes:
    """Extend by two months; the notice L04 goes out the same day."""
    return take_step(
        desk,
        "extend",
        stream,
        lambda case, office, today: lifecycle.extend(case, office, extended, on, today),
    )


def decide(desk: Desk, stream: int, decided: Decided, on: date) -> Changes:
    """Decide on one right."""
    return take_step_with_kin(
        desk,
        "decide",
        stream,
        lambda case, office, today, kin: lifecycle.decide(case, office, decided, on, today, kin),
    )


def execute(desk: Desk, stream: int, right: str, what: str, on: date) -> Changes:
    """Record that a right was carried out."""
    return take_step_with_kin(
        desk,
        "execute",
        stream,
        lambda case, office, today, kin: lifecycle.execute(case, right, what, on, today, kin),
    )


def assign(desk: Desk, stream: int, handler: str) -> Changes:
    """Say who handles the case."""
    return take_step(
        desk,
        "assign",
        stream,
        lambda case, office, today: lifecycle.assign(case, office, handler, today),
    )


def mark_seen(desk: Desk, stream: int, step: str, by: date) -> Changes:
    """Record a manager's order, which becomes the next step."""
    return take_step(
        desk,
        "order",
        stream,
        lambda case, office, today: lifecycle.mark_seen(case, step, by, today),
    )


def note(desk: Desk, stream: int, text: str) -> Changes:
    """Write a remark into the case."""
    return take_step(
        desk, "note", stream, lambda case, office, today: lifecycle.note(case, text, today)
    )


def close(
    desk: Desk,
    stream: int,
    outcome: Literal["answered", "no_action", "referred", "withdrawn"],
    on: date,
    *,
    contractual: bool = False,
) -> Changes:
    """Close the case; `contractual` keeps its file the longer time."""
    return take_step(
        desk,
        "close",
        stream,
        lambda case, office, today: lifecycle.close(
            case, office, outcome, on, today, contractual=contractual
        ),
    )


def reopen(desk: Desk, stream: int, reason: str) -> Changes:
    """Let a closed case run again."""
    return take_step(
        desk, "reopen", stream, lambda case, office, today: lifecycle.reopen(case, reason, today)
    )


def correct(
    desk: Desk, stream: int, entry: int, changes: dict[str, object], reason: str
) -> Changes:
    """Put a recorded fact right, with the reason; whoever may write such a fact may do it."""

    def take(case: Case, office: Office, today: date) -> list[Happened]:
        happened = lifecycle.correct(case, office, entry, changes, reason, today)
        wrong = case.entry(entry)
        if wrong is not None and wrong.fact is not None:
            require(office, desk.actor, act_of(wrong.fact))
        return happened

    return take_step(desk, "correct", stream, take)
