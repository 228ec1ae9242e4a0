"""What the office decides on a right, and what it then does."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ikanda_case.domain.facts.base import Decision, Fact


@dataclass(frozen=True, kw_only=True)
class Extended(Fact):
    """Two further months, with the reason told to the requester (GDPR Art. 12(3))."""

    kind = "extended"
    reason: str
    because: Literal["", "complexity", "number", "both"] = ""
    """The reason of law it rests on."""
    despite: str = ""
    """Why it is done after the first month of a suspended request, where S7 asks."""


@dataclass(frozen=True, kw_only=True)
class ItemDecided:
    """One item of a request, with its own decision: refusal in part is the normal form."""

    item: str
    decision: Decision
    ground: str = ""
    facts: str = ""


@dataclass(frozen=True, kw_only=True)
class Decided(Fact):
    """What the office decides on one right, and on which listed ground (rules 1.3, 1.4)."""

    kind = "decided"
    right: str
    decision: Decision
    ground: str = ""
    facts: str = ""
    items: tuple[ItemDecided, ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()
    """What the ground asks to be noted, by name (`systems`, `identifiers`, `statute`, ...)."""
    balancing: str = ""
    counsel: str = ""
    """Who of counsel advised, when, and what."""
    limitation: str = ""
    """A limit of the answer that is no ground, such as RECIPIENT_UNKNOWN."""
    kept_until: date | None = None
    """End date of what must stay (G10)."""
    despite: str = ""
    """Why a refusal comes after the first month, where S8 asks."""


@dataclass(frozen=True, kw_only=True)
class Executed(Fact):
    """What was decided has been done in the systems."""

    kind = "executed"
    right: str
    what: str = ""


@dataclass(frozen=True, kw_only=True)
class FeeQuoted(Fact):
    """A reasonable fee was announced, with its amount and cost basis (S9, letter L16)."""

    kind = "fee_quoted"
    right: str
    because: str
    """G03, G04 or G05, or FURTHER_COPY."""
    amount: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class FeeAnswered(Fact):
    """The person paid, narrowed the request or withdrew it."""

    kind = "fee_answered"
    outcome: Literal["paid", "narrowed", "withdrawn"] = "paid"


@dataclass(frozen=True, kw_only=True)
class RestrictionSet(Fact):
    """Data were marked restricted, and when that is looked at again (GDPR Art. 18, 21(1))."""

    kind = "restriction_set"
    right: str
    what: str = ""
    review_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class RestrictionLifted(Fact):
    """The restriction ended, after the person was told (GDPR Art. 18(3), S13)."""

    kind = "restriction_lifted"
    right: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class HumanReviewed(Fact):
    """A person who was not the first decider reviewed a decision (GDPR Art. 22(3))."""

    kind = "human_reviewed"
    reviewer: str
    first_decider: str = ""
    outcome: str = ""
    factors: str = ""
