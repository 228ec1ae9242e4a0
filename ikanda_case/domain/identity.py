"""Identity and mandate (rules 3): asked no more than needed, destroyed when looked at."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case, Evidence
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.guards.asking import s3_ask_identity, s3_ask_mandate, s4_clarify, s5_answer
from ikanda_case.domain.guards.base import (
    Happened,
    require_day,
    require_no_numbers,
    require_open,
    require_words,
)
from ikanda_case.domain.office import Office

ARTICLE = "GDPR Art. 12(6)"
Outcome = Literal["confirmed", "insufficient", "mismatch", "none", "unidentifiable"]
MandateOutcome = Literal["verified", "refused"]


def not_needed(
    case: Case, because: str, on: date, today: date, default: f.NotNeeded = ""
) -> list[Happened]:
    """Record that there is no reasonable doubt, and why (rules 3.1)."""
    require_open(case)
    require_day(case, on, today, "identity_not_needed")
    require_words(because, "because", "3.1", ARTICLE)
    return [(on, f.IdentityNotNeeded(because=because.strip(), default=default))]


def request(
    case: Case, office: Office, asked: f.IdentityRequested, actor: str, on: date, today: date
) -> list[Happened]:
    """Ask for what removes the doubt (S3): the doubt is worded, the lowest rung is chosen."""
    require_open(case)
    require_day(case, on, today, "identity_requested")
    despite = s3_ask_identity(case, office, asked, actor)
    return [(on, replace(asked, despite=despite))]


def evidence(case: Case, what: str, on: date, today: date) -> list[Happened]:
    """Record that evidence arrived (S5); what nobody asked for is accepted, without credit."""
    require_open(case)
    require_day(case, on, today, "identity_received")
    require_no_numbers(what, "what")
    s5_answer(case.identity.asked_on if case.identity.code == "pending" else None, on)
    return [(on, f.IdentityReceived(what=what.strip()))]


def outcome(case: Case, result: Outcome, how: str, on: date, today: date) -> list[Happened]:
    """Record what the check showed (rules 3.5)."""
    require_open(case)
    require_day(case, on, today, "identity_outcome")
    require_no_numbers(how, "how")
    if case.identity.on and on < case.identity.on:
        raise RuleError(
            "outcome_before_question", rule="S5", article=ARTICLE, on=on, asked=case.identity.on
        )
    facts: dict[Outcome, f.Fact] = {
        "confirmed": f.IdentityVerified(how=how.strip()),
        "insufficient": f.IdentityInsufficient(why=how.strip()),
        "mismatch": f.IdentityMismatch(why=how.strip()),
        "none": f.IdentityUnanswered(why=how.strip()),
        "unidentifiable": f.IdentityUnidentifiable(why=how.strip()),
    }
    return [(on, facts[result])]


def remind(case: Case, what: str, on: date, today: date) -> list[Happened]:
    """Record a reminder of a question that is open; the clock does not move (rules 2.5)."""
    require_open(case)
    require_day(case, on, today, "reminder_sent")
    require_no_numbers(what, "what")
    asked = case.identity.code in ("pending", "insufficient") or case.mandate.code == "pending"
    if not asked and not case.clarification_open:
        raise RuleError("nothing_asked", rule="2.5", article="EDPB 01/2022 5.3, para 159")
    return [(on, f.ReminderSent(what=what.strip()))]


# ---- evidence ----------------------------------------------------------------------------------


def evidence_until(kept: Evidence, office: Office) -> date:
    """Return the last day stored evidence may lie here, looked at or not (rules 7.1)."""
    return kept.arrived_on + timedelta(days=office.policy.evidence_days)


def destroy_evidence(case: Case, sha256: str, how: str, on: date, today: date) -> list[Happened]:
    """Record that stored evidence is destroyed; a closed case too may still hold some."""
    if not case.opened:
        raise RuleError("not_a_case", rule="S1", article="GDPR Art. 12(3)")
    require_day(case, on, today, "evidence_destroyed")
    require_words(how, "how", "7.1", "GDPR Art. 5(1)(e)")
    kept = next((each for each in case.evidence if each.sha256 == sha256), None)
    if kept is None or kept.destroyed_on:
        raise InputError("no_such_evidence")
    return [(on, f.EvidenceDestroyed(evidence=sha256, how=how.strip()))]


# ---- mandate -----------------------------------------------------------------------------------


def request_mandate(case: Case, asked: f.MandateRequested, on: date, today: date) -> list[Happened]:
    """Ask a requester to show that she may act for the person, with the doubt (rules 3.6)."""
    require_open(case)
    require_day(case, on, today, "mandate_requested")
    s3_ask_mandate(case, asked)
    return [(on, asked)]


def mandate_evidence(case: Case, what: str, on: date, today: date) -> list[Happened]:
    """Record that proof of the mandate arrived (S5)."""
    require_open(case)
    require_day(case, on, today, "mandate_received")
    require_no_numbers(what, "what")
    s5_answer(case.mandate.on if case.mandate.code == "pending" else None, on)
    return [(on, f.MandateReceived(what=what.strip()))]


def mandate_outcome(
    case: Case, result: MandateOutcome, how: str, on: date, today: date
) -> list[Happened]:
    """Record whether the requester may act for the person, and how that was seen."""
    require_open(case)
    require_day(case, on, today, "mandate_outcome")
    require_words(how, "how", "3.6", "GDPR Art. 12(2), 12(6)")
    if case.received is None or not case.received.parties.represented:
        raise RuleError("nobody_represented", rule="3.6", article="GDPR Art. 12(2)")
    if result == "verified":
        return [(on, f.MandateVerified(how=how.strip()))]
    return [(on, f.MandateRefused(why=how.strip()))]


# ---- clarification -----------------------------------------------------------------------------


def clarify(case: Case, asked: f.ClarificationRequested, on: date, today: date) -> list[Happened]:
    """Ask which data or processing is meant, or which right (S4)."""
    require_open(case)
    require_day(case, on, today, "clarification_requested")
    s4_clarify(case, asked)
    return [(on, asked)]


def clarified(case: Case, what: str, on: date, today: date) -> list[Happened]:
    """Record that the person said which data, or that all are meant (S5)."""
    require_open(case)
    require_day(case, on, today, "clarification_received")
    require_no_numbers(what, "what")
    s5_answer(case.clarification_open, on)
    return [(on, f.ClarificationReceived(what=what.strip()))]
