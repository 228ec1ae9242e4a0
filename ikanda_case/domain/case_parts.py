"""The parts of a case as they stand: identity, mandate, rows, letters, searches, what follows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ikanda_case.domain import facts as f

LetterState = Literal["draft", "to_approve", "approved", "signed", "sent"]
IdentityCode = Literal[
    "open", "not_needed", "pending", "received", "insufficient", "confirmed", "mismatch",
    "no_response", "unidentifiable",
]  # fmt: skip
MandateCode = Literal["open", "pending", "received", "verified", "refused"]

ANSWERING = frozenset(
    {"L05", "L05b", "L06", "L07", "L08", "L09", "L10", "L12", "L13", "L14", "L18"}
)
"""The letter kinds that answer the rights they name (rules 5.2)."""

ANSWER_IS_ALL = frozenset(
    {"ACCESS", "PORT", "INFO", "RECIPIENTS", "COMPLAINT", "SA_INQUIRY", "UNCLEAR"}
)
"""The rights that the answer itself carries out: nothing is left to do in the systems."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Where the identity check stands (rules 3.5)."""

    code: IdentityCode = "open"
    on: date | None = None
    why: str = ""
    """The reason it is not needed, or the doubt that was told to the requester."""
    rung: str = ""
    asked_on: date | None = None
    """The day of the first question that is still open; a reminder asks nothing new."""
    default: f.NotNeeded = ""
    """By which rule no check is needed (rules 3.1); empty: for another reason, in words."""

    @property
    def settled(self) -> bool:
        """Return whether personal data may leave for this person (S6)."""
        return self.code in ("not_needed", "confirmed")


@dataclass(frozen=True, slots=True)
class Mandate:
    """Whether the requester may act for the person (rules 3.6)."""

    code: MandateCode = "open"
    on: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Evidence of identity that was stored with the case (rules 7.1)."""

    sha256: str
    name: str
    arrived_on: date
    destroyed_on: date | None = None


@dataclass(frozen=True)
class Row:
    """One right of the request, with its own decision and answer."""

    right: str
    decision: str = ""
    ground: str = ""
    facts: str = ""
    answered_on: date | None = None
    answered_by: str = ""
    """The number of the letter that answered it."""
    executed_on: date | None = None
    meant: str = ""
    """CHILD_DATA: the right that is asked for the child."""
    marketing: bool = True
    role: f.Role = "controller"
    due: date | None = None
    """SA_INQUIRY: the day in the authority's letter."""
    received_on: date | None = None
    """Its own receipt, when it was asked later than the rest (rules 2.8)."""
    withdrawn_on: date | None = None
    decided: f.Decided | None = None
    decided_on: date | None = None

    @property
    def typed(self) -> bool:
        """Return whether it is clear what is asked, and so by when (S2)."""
        if self.right == "CHILD_DATA":
            return bool(self.meant)
        if self.right == "SA_INQUIRY":
            return self.due is not None
        return self.right != "UNCLEAR"

    @property
    def as_right(self) -> str:
        """Return the right it is treated as."""
        return self.meant or self.right

    @property
    def carried_out(self) -> bool:
        """Return whether nothing remains to be done in the systems for this right."""
        answer_is_all = self.as_right in ANSWER_IS_ALL or self.right.startswith("OOS_")
        refused = self.decision == "refused" or self.withdrawn_on is not None
        return bool(self.executed_on) or refused or answer_is_all

    @property
    def gives_less(self) -> bool:
        """Return whether less was given than asked: complaint and court are named (Art. 12(4))."""
        return self.decision in ("partly", "refused")

    @property
    def left_out(self) -> str:
        """Return what is not given or not done, and why: of the whole, then item by item."""
        items = self.decided.items if self.decided else ()
        left = [f"{each.item}: {each.facts}" for each in items if each.decision != "granted"]
        return "; ".join(part for part in (self.facts, *left) if part)

    @property
    def grounds(self) -> tuple[str, ...]:
        """Return every ground used against it, of the whole and of its items, once each."""
        items = self.decided.items if self.decided else ()
        used = (self.ground, *(each.ground for each in items))
        return tuple(dict.fromkeys(code for code in used if code))


@dataclass(frozen=True)
class Letter:
    """One letter of the case in its present state."""

    id: str
    draft: f.Drafted
    drafted_by: str
    state: LetterState = "draft"
    drafts: int = 1
    rendered: f.Rendered | None = None
    asked_by: str = ""
    """Who laid it before others for approval."""
    approved_by: str = ""
    approved_on: date | None = None
    signed: f.Signed | None = None
    signed_at: datetime | None = None
    sent: f.Sent | None = None
    sent_on: date | None = None
    remark: str = ""
    """Why it was sent back, until it is drafted anew."""
    redacted: bool = False
    """What is of others was made unreadable in what goes with it (S6)."""
    taken_out: str = ""
    """The form in which it last left the file to be sent: paper or mail."""
    came_back_on: date | None = None
    """It could not be delivered, and was not sent again yet."""
    came_back_why: str = ""
    sent_again_on: date | None = None
    """The day it last went again after it had come back."""
    annexes: tuple[f.AnnexAdded, ...] = ()
    """The data files that lie in it, in their order."""

    @property
    def reached_on(self) -> date | None:
        """Return the day it last left; None while it lies back here."""
        return (self.sent_again_on or self.sent_on) if self.came_back_on is None else None

    @property
    def sha256(self) -> str:
        """Return the hash of its present bytes: signed, or rendered, or none yet."""
        if self.signed:
            return self.signed.sha256
        return self.rendered.sha256 if self.rendered else ""


@dataclass(frozen=True, slots=True)
class Search:
    """One system that is searched for the person's data."""

    system: str
    owner: str
    ordered_on: date
    due: date | None
    categories: tuple[str, ...] = ()
    chased_on: date | None = None
    done_on: date | None = None
    done: f.SearchDone | None = None


@dataclass(frozen=True, slots=True)
class Restriction:
    """Data that are restricted, or were (GDPR Art. 18, 21(1))."""

    right: str
    since: date
    review_on: date | None = None
    lifted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """A breach that came to light in this case (rules 7.5)."""

    opened: f.BreachOpened
    on: date
    decided: f.BreachDecided | None = None


@dataclass(frozen=True, slots=True)
class PolicyTask:
    """A defect that this case showed (rules 7.6)."""

    opened: f.PolicyTaskOpened
    on: date
    done_on: date | None = None
