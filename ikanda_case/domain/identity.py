"""Identity (rules 3): asked no more than needed, and no personal data before it is settled."""

from datetime import date
from typing import Literal

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case
from ikanda_case.domain.errors import RuleError
from ikanda_case.domain.lifecycle import Happened, require_day, require_open, require_words
from ikanda_case.domain.office import Office

ARTICLE = "GDPR Art. 12(6)"
RUNGS: tuple[f.Rung, ...] = ("L0", "L1", "L2", "L3", "L4", "L5")
Outcome = Literal["confirmed", "insufficient", "mismatch", "none"]


def not_needed(case: Case, because: str, on: date, today: date) -> list[Happened]:
    """Record that there is no reasonable doubt, and why (rules 3.1)."""
    require_open(case)
    require_day(case, on, today, "identity_not_needed")
    require_words(because, "because", "3.1", ARTICLE)
    return [(on, f.IdentityNotNeeded(because=because.strip()))]


def request(
    case: Case, office: Office, asked: f.IdentityRequested, actor: str, on: date, today: date
) -> list[Happened]:
    """Ask for what removes the doubt (S3): the doubt is worded, the lowest rung is chosen."""
    require_open(case)
    require_day(case, on, today, "identity_requested")
    require_words(asked.doubt, "doubt", "S3", ARTICLE)
    if asked.rung not in RUNGS:
        raise RuleError("unknown_rung", rule="3.2", article=ARTICLE)
    if all(not office.rulebook.rights.right(row.right).needs_identity for row in case.rows):
        raise RuleError("identity_never_needed", rule="S3", article=ARTICLE)
    colleague = office.people.get(actor)
    if asked.rung == "L5" and not (colleague and "approver" in colleague.roles):
        raise RuleError("rung_needs_approver", rule="S3", article=ARTICLE)
    return [(on, asked)]


def evidence(case: Case, what: str, on: date, today: date) -> list[Happened]:
    """Record that evidence arrived (S5); what nobody asked for is accepted, without credit."""
    require_open(case)
    require_day(case, on, today, "identity_received")
    if case.identity.code == "pending" and case.identity.on and on < case.identity.on:
        raise RuleError(
            "evidence_before_question", rule="S5", article=ARTICLE, on=on, asked=case.identity.on
        )
    return [(on, f.IdentityReceived(what=what.strip()))]


def outcome(case: Case, result: Outcome, how: str, on: date, today: date) -> list[Happened]:
    """Record what the check showed (rules 3.5)."""
    require_open(case)
    require_day(case, on, today, "identity_outcome")
    if case.identity.on and on < case.identity.on:
        raise RuleError(
            "outcome_before_question", rule="S5", article=ARTICLE, on=on, asked=case.identity.on
        )
    facts: dict[Outcome, f.Fact] = {
        "confirmed": f.IdentityVerified(how=how.strip()),
        "insufficient": f.IdentityInsufficient(why=how.strip()),
        "mismatch": f.IdentityMismatch(why=how.strip()),
        "none": f.IdentityUnanswered(why=how.strip()),
    }
    return [(on, facts[result])]
