"""Deciding on a right, and carrying it out (rules 4, S7 to S9, S12a, S13)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case, Row
from ikanda_case.domain.errors import RuleError
from ikanda_case.domain.guards.base import (
    Happened,
    require_day,
    require_no_numbers,
    require_open,
    require_words,
    row_of,
)
from ikanda_case.domain.guards.deciding import s7_extend, s8_decide, s9_fee
from ikanda_case.domain.guards.ending import s12a_erase, s13_lift
from ikanda_case.domain.office import Office

_RESTRICTS = frozenset({"RESTRICT", "OBJECT"})
"""What is carried out by marking the data restricted (GDPR Art. 18, 21(1))."""


def extend(
    case: Case, office: Office, extended: f.Extended, on: date, today: date
) -> list[Happened]:
    """Extend once by two months, with the reason (S7).

    Refused after the running due date; while suspended it is allowed (rules 2.4, 2.5).
    """
    require_open(case)
    require_day(case, on, today, "extended")
    despite = s7_extend(case, office, extended, on)
    return [(on, replace(extended, reason=extended.reason.strip(), despite=despite))]


def decide(
    case: Case, office: Office, decided: f.Decided, on: date, today: date,
    kin: Sequence[Case] = (),
) -> list[Happened]:  # fmt: skip
    """Decide on one right; a refusal rests on a ground listed for that right (S8).

    `kin` are the other cases of the same person.
    """
    require_open(case)
    require_day(case, on, today, "decided")
    despite = s8_decide(case, office, decided, on, kin)
    return [(on, replace(decided, despite=despite))]


def execute(
    case: Case, right: str, what: str, on: date, today: date, kin: Sequence[Case] = ()
) -> list[Happened]:
    """Record that a right was carried out; an erasure waits for a copy that is owed (S12a).

    A restriction and an objection mark the data restricted from that day on.
    """
    require_open(case)
    require_day(case, on, today, "executed")
    require_no_numbers(what, "what")
    row = row_of(case, right)
    if row.as_right == "ERASE":
        s12a_erase(case, kin)
    executed: list[Happened] = [(on, f.Executed(right=right, what=what.strip()))]
    if _marks(case, row):
        executed.append((on, f.RestrictionSet(right=right, what=what.strip())))
    return executed


def _marks(case: Case, row: Row) -> bool:
    stops = row.as_right in _RESTRICTS or (row.right == "OPTOUT_PROFILE" and not row.marketing)
    in_force = any(each.right == row.right and not each.lifted_on for each in case.restrictions)
    return stops and not in_force


def restrict(case: Case, restricted: f.RestrictionSet, on: date, today: date) -> list[Happened]:
    """Mark data restricted, or give a restriction its day of review (GDPR Art. 18)."""
    require_open(case)
    require_day(case, on, today, "restriction_set")
    row_of(case, restricted.right)
    require_no_numbers(restricted.what, "what")
    if restricted.review_on and restricted.review_on < on:
        raise RuleError(
            "day_has_passed", rule="S13", article="GDPR Art. 18(3)", on=restricted.review_on
        )
    return [(on, restricted)]


def lift(case: Case, right: str, why: str, on: date, today: date) -> list[Happened]:
    """Lift a restriction, after the person was told (S13)."""
    require_open(case)
    require_day(case, on, today, "restriction_lifted")
    require_words(why, "why", "S13", "GDPR Art. 18(3)")
    s13_lift(case, right, on)
    return [(on, f.RestrictionLifted(right=right, why=why.strip()))]


def quote_fee(
    case: Case, office: Office, fee: f.FeeQuoted, on: date, today: date
) -> list[Happened]:
    """Announce a reasonable fee with its amount and cost basis (S9)."""
    require_open(case)
    require_day(case, on, today, "fee_quoted")
    s9_fee(case, office, fee)
    return [(on, fee)]


def answer_fee(case: Case, answered: f.FeeAnswered, on: date, today: date) -> list[Happened]:
    """Record that the person paid, narrowed the request or withdrew it."""
    require_open(case)
    require_day(case, on, today, "fee_answered")
    if case.fee is None:
        raise RuleError("no_fee_quoted", rule="S9", article="GDPR Art. 12(5)(a)")
    return [(on, answered)]


def review(case: Case, reviewed: f.HumanReviewed, on: date, today: date) -> list[Happened]:
    """Record a review by a person who was not the first decider (GDPR Art. 22(3))."""
    source = {"rule": "1.1", "article": "GDPR Art. 22(3)"}
    require_open(case)
    require_day(case, on, today, "human_reviewed")
    row_of(case, "ADM")
    for field in ("reviewer", "first_decider", "outcome"):
        require_words(getattr(reviewed, field), field, **source)
    if reviewed.reviewer.strip().casefold() == reviewed.first_decider.strip().casefold():
        raise RuleError("same_decider", **source)
    return [(on, reviewed)]
