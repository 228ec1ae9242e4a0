"""The case as a whole (rules 4): handled, closed, opened again, held, complained about."""

from datetime import date
from typing import Literal

from ikanda_case.domain import facts as f
from ikanda_case.domain.arriving import add_right, receive, set_aside, type_right, withdraw
from ikanda_case.domain.case import Case
from ikanda_case.domain.correcting import CORRECTABLE, correct
from ikanda_case.domain.deciding import (
    answer_fee,
    decide,
    execute,
    extend,
    lift,
    quote_fee,
    restrict,
    review,
)
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.guards.base import Happened, require_day, require_open, require_words
from ikanda_case.domain.guards.ending import s12_close, s14_end, s15_reopen
from ikanda_case.domain.office import Office
from ikanda_case.domain.receipt import Receipt

__all__ = [
    "CORRECTABLE",
    "Happened",
    "Receipt",
    "add_right",
    "answer_fee",
    "assign",
    "close",
    "complain",
    "complaint_ended",
    "correct",
    "decide",
    "execute",
    "extend",
    "hold",
    "lift",
    "mark_seen",
    "note",
    "quote_fee",
    "receive",
    "release",
    "reopen",
    "require_day",
    "require_open",
    "require_words",
    "restrict",
    "review",
    "set_aside",
    "type_right",
    "withdraw",
]

Outcome = Literal["answered", "no_action", "referred", "withdrawn"]


def assign(case: Case, office: Office, handler: str, today: date) -> list[Happened]:
    """Say who handles the case; empty means nobody."""
    require_open(case)
    if handler and not office.may_act(handler):
        raise InputError("unknown_person", person=handler)
    return [(today, f.Assigned(handler=handler))]


def mark_seen(case: Case, step: str, by: date, today: date) -> list[Happened]:
    """Record that a manager saw the case and orders a step by a day."""
    require_open(case)
    require_words(step, "step", "8", "GDPR Art. 5(2)")
    if by < today:
        raise RuleError("day_has_passed", rule="8", article="GDPR Art. 5(2)", on=by)
    return [(today, f.Seen(step=step.strip(), by=by))]


def note(case: Case, text: str, today: date) -> list[Happened]:
    """Write a remark into the case; it holds no number that it must not (rules 3.4)."""
    require_words(text, "text", "4", "GDPR Art. 5(2)")
    return [(today, f.Noted(text=text.strip()))]


def close(
    case: Case, office: Office, outcome: Outcome, on: date, today: date, *,
    contractual: bool = False,
) -> list[Happened]:  # fmt: skip
    """Close a case whose every right is answered, carried out and followed up (S12, S14).

    `contractual`: the dispute is about a contract, and the file is kept the longer time.
    """
    require_open(case)
    require_day(case, on, today, "closed")
    if outcome == "answered":
        s12_close(case, office)
    else:
        s14_end(case, outcome)
    _nothing_in_hand(case)
    last = max(row.answered_on for row in case.rows if row.answered_on)
    if on < last:
        raise RuleError("closed_before_answer", rule="S12", article="GDPR Art. 12(3)", on=last)
    keep_until = office.policy.keep_until(on, contractual=contractual)
    return [(on, f.Closed(outcome=outcome, keep_until=keep_until))]


def _nothing_in_hand(case: Case) -> None:
    for letter in case.letters:
        if letter.state in ("to_approve", "approved", "signed"):
            raise RuleError(
                "letter_in_hand", rule="S12", article="GDPR Art. 12(3)", letter=letter.id
            )


def reopen(case: Case, reason: str, today: date) -> list[Happened]:
    """Let a closed case run again (S15)."""
    s15_reopen(case)
    require_words(reason, "reason", "S15", "GDPR Art. 12(2)")
    return [(today, f.Reopened(reason=reason.strip()))]


# ---- kept longer, complained about -------------------------------------------------------------


def hold(case: Case, reason: str, today: date) -> list[Happened]:
    """Keep the file whatever its retention date says (rules 7.1); it may be closed."""
    _require_case(case)
    require_words(reason, "reason", "7.1", "GDPR Art. 17(3)(e)")
    return [(today, f.Held(reason=reason.strip()))]


def release(case: Case, reason: str, today: date) -> list[Happened]:
    """Let the retention date count again."""
    _require_case(case)
    if not case.held:
        raise RuleError("not_held", rule="7.1", article="GDPR Art. 5(1)(e)")
    require_words(reason, "reason", "7.1", "GDPR Art. 5(1)(e)")
    return [(today, f.HoldEnded(reason=reason.strip()))]


def complain(case: Case, filed: f.ComplaintFiled, on: date, today: date) -> list[Happened]:
    """Record a complaint to a supervisory authority (rules 7.4); the file is held by it."""
    _require_case(case)
    require_day(case, on, today, "complaint_sa")
    require_words(filed.what, "what", "7.4", "GDPR Art. 77")
    return [(on, filed)]


def complaint_ended(case: Case, what: str, on: date, today: date) -> list[Happened]:
    """Record that the authority's procedure ended."""
    _require_case(case)
    require_day(case, on, today, "complaint_ended")
    if case.complaint is None:
        raise RuleError("no_complaint", rule="7.4", article="GDPR Art. 77")
    require_words(what, "what", "7.4", "GDPR Art. 77")
    return [(on, f.ComplaintEnded(what=what.strip()))]


def _require_case(case: Case) -> None:
    if not case.opened:
        raise RuleError("not_a_case", rule="S1", article="GDPR Art. 12(3)")
