"""What happens when the office makes sure who is asking (rules 3)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ikanda_case.domain.facts.base import Fact, Rung

NotNeeded = Literal["", "logged_in", "address_on_file", "identified_earlier", "stops_marketing"]
"""The defaults of rules 3.1; empty: another reason, in words."""
Way = Literal["", "email", "post", "phone", "person", "account"]
"""How a question is put to the person; empty: not said."""


@dataclass(frozen=True, kw_only=True)
class IdentityNotNeeded(Fact):
    """No reasonable doubt, and why (rules 3.1)."""

    kind = "identity_not_needed"
    because: str
    default: NotNeeded = ""


@dataclass(frozen=True, kw_only=True)
class IdentityRequested(Fact):
    """The doubt and what was asked to remove it (GDPR Art. 12(6))."""

    kind = "identity_requested"
    doubt: str
    rung: Rung
    asked: str = ""
    reasonable_doubt: bool = True
    since: date | None = None
    justified: bool = False
    items: tuple[str, ...] = ()
    """What is asked, by code (identity rules 3.3)."""
    way: Way = ""
    despite: str = ""
    """Why it is asked although no check was needed, where S3 asks."""


@dataclass(frozen=True, kw_only=True)
class IdentityReceived(Fact):
    """Evidence arrived; the day counts for the clock, not the day it is checked."""

    kind = "identity_received"
    what: str = ""


@dataclass(frozen=True, kw_only=True)
class IdentityInsufficient(Fact):
    """What arrived does not remove the doubt."""

    kind = "identity_insufficient"
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class IdentityVerified(Fact):
    """The doubt is gone."""

    kind = "identity_verified"
    how: str = ""


@dataclass(frozen=True, kw_only=True)
class IdentityMismatch(Fact):
    """The evidence points to another person: nothing personal may leave (rules 3.5)."""

    kind = "identity_mismatch"
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class IdentityUnanswered(Fact):
    """No answer came, or identity cannot be established (rules 3.5)."""

    kind = "identity_unanswered"
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class IdentityUnidentifiable(Fact):
    """The office shows that it cannot identify the person (GDPR Art. 11(2), 12(2))."""

    kind = "identity_unidentifiable"
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class EvidenceDestroyed(Fact):
    """Stored evidence of identity was destroyed; only this note stays (rules 7.1)."""

    kind = "evidence_destroyed"
    evidence: str
    """SHA-256 of the bytes that are gone, as the entry that added them names it."""
    how: str = ""


# ---- who may act for another (rules 3.6) -------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class MandateRequested(Fact):
    """Proof that the requester may act for the person was asked, and why it is doubted."""

    kind = "mandate_requested"
    doubt: str
    asked: str = ""
    reasonable_doubt: bool = True
    since: date | None = None
    justified: bool = False


@dataclass(frozen=True, kw_only=True)
class MandateReceived(Fact):
    """Proof of the mandate arrived; the day counts for the clock."""

    kind = "mandate_received"
    what: str = ""


@dataclass(frozen=True, kw_only=True)
class MandateVerified(Fact):
    """The requester may act for the person, and how that was seen."""

    kind = "mandate_verified"
    how: str = ""


@dataclass(frozen=True, kw_only=True)
class MandateRefused(Fact):
    """The requester may not act for the person (G22)."""

    kind = "mandate_refused"
    why: str = ""


# ---- other questions to the person -------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ClarificationRequested(Fact):
    """The person was asked which data or processing is meant (GDPR rec. 63), or which right."""

    kind = "clarification_requested"
    question: str
    about: Literal["data", "right"] = "data"
    """A question about the right never touches the clock."""
    large_volume: bool = False
    why: str = ""
    """Why it is a large quantity of data."""
    since: date | None = None
    justified: bool = False


@dataclass(frozen=True, kw_only=True)
class ClarificationReceived(Fact):
    """The person said which data or processing, or that all are meant."""

    kind = "clarification_received"
    what: str = ""


@dataclass(frozen=True, kw_only=True)
class ReminderSent(Fact):
    """The person was reminded of a question that is open; the clock does not move."""

    kind = "reminder_sent"
    what: str = ""
