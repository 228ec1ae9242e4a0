"""What a request holds and what it costs: rights typed, added, withdrawn; fees; restrictions."""

from datetime import date

from ikanda_case.app.desk import Changes, Desk
from ikanda_case.app.steps import take_step
from ikanda_case.domain import lifecycle
from ikanda_case.domain.facts import (
    FeeAnswered,
    FeeQuoted,
    HumanReviewed,
    RestrictionSet,
    RightAdded,
    Typed,
    Withdrawn,
)


def type_right(desk: Desk, stream: int, typed: Typed, on: date) -> Changes:
    """Say what a right of the request means, whose it is to answer, and by when."""
    return take_step(
        desk,
        "rights",
        stream,
        lambda case, office, today: lifecycle.type_right(case, office, typed, on, today),
    )


def add_right(desk: Desk, stream: int, added: RightAdded, on: date) -> Changes:
    """Add a right that was asked later; its clock starts on that day."""
    return take_step(
        desk,
        "rights",
        stream,
        lambda case, office, today: lifecycle.add_right(case, office, added, on, today),
    )


def withdraw(desk: Desk, stream: int, withdrawn: Withdrawn, on: date) -> Changes:
    """Record that the person withdrew, in writing."""
    return take_step(
        desk,
        "rights",
        stream,
        lambda case, office, today: lifecycle.withdraw(case, withdrawn, on, today),
    )


def quote_fee(desk: Desk, stream: int, fee: FeeQuoted, on: date) -> Changes:
    """Announce a reasonable fee."""
    return take_step(
        desk,
        "decide",
        stream,
        lambda case, office, today: lifecycle.quote_fee(case, office, fee, on, today),
    )


def answer_fee(desk: Desk, stream: int, answered: FeeAnswered, on: date) -> Changes:
    """Record what the person answered to it."""
    return take_step(
        desk,
        "evidence",
        stream,
        lambda case, office, today: lifecycle.answer_fee(case, answered, on, today),
    )


def restrict(desk: Desk, stream: int, restricted: RestrictionSet, on: date) -> Changes:
    """Mark data restricted, or give a restriction its day of review."""
    return take_step(
        desk,
        "execute",
        stream,
        lambda case, office, today: lifecycle.restrict(case, restricted, on, today),
    )


def lift(desk: Desk, stream: int, right: str, why: str, on: date) -> Changes:
    """Lift a restriction, after the person was told."""
    return take_step(
        desk,
        "execute",
        stream,
        lambda case, office, today: lifecycle.lift(case, right, why, on, today),
    )


def review(desk: Desk, stream: int, reviewed: HumanReviewed, on: date) -> Changes:
    """Record that a person reviewed an automated decision."""
    return take_step(
        desk,
        "review",
        stream,
        lambda case, office, today: lifecycle.review(case, reviewed, on, today),
    )
