"""A case: what you get by replaying its entries, with corrections in force."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ikanda_case.domain import facts as f
from ikanda_case.domain.clock import ClockEvent
from ikanda_case.domain.journal import Entry

LetterState = Literal["draft", "to_approve", "approved", "signed", "sent"]
IdentityCode = Literal[
    "open", "not_needed", "pending", "received", "insufficient", "confirmed", "mismatch",
    "no_response",
]  # fmt: skip

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

    @property
    def settled(self) -> bool:
        """Return whether personal data may leave for this person (S6)."""
        return self.code in ("not_needed", "confirmed")


@dataclass(frozen=True, slots=True)
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

    @property
    def carried_out(self) -> bool:
        """Return whether nothing remains to be done in the systems for this right."""
        answer_is_all = self.right in ANSWER_IS_ALL or self.right.startswith("OOS_")
        return bool(self.executed_on) or self.decision == "refused" or answer_is_all


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of the case in its present state."""

    id: str
    draft: f.Drafted
    drafted_by: str
    state: LetterState = "draft"
    drafts: int = 1
    rendered: f.Rendered | None = None
    approved_by: str = ""
    approved_on: date | None = None
    signed: f.Signed | None = None
    signed_at: datetime | None = None
    sent: f.Sent | None = None
    sent_on: date | None = None
    remark: str = ""
    """Why it was sent back, until it is drafted anew."""

    @property
    def sha256(self) -> str:
        """Return the hash of its present bytes: signed, or rendered, or none yet."""
        if self.signed:
            return self.signed.sha256
        return self.rendered.sha256 if self.rendered else ""


@dataclass(frozen=True)
class Case:
    """An item taken in, and the case it became; immutable."""

    id: int
    entries: tuple[Entry, ...] = ()
    """As written; the facts in force are in `in_force`."""
    in_force: tuple[Entry, ...] = ()
    taken_in: f.TakenIn | None = None
    times: int = 1
    """How often these bytes came."""
    set_aside: str = ""
    received: f.Received | None = None
    received_on: date | None = None
    letter_dated: date | None = None
    identity: Identity = Identity()
    rows: tuple[Row, ...] = ()
    letters: tuple[Letter, ...] = ()
    attached: tuple[f.Attached, ...] = ()
    events: tuple[ClockEvent, ...] = ()
    """What the clock takes into account, in the order of the journal."""
    extended: str = ""
    """The reason of the extension, empty when there is none."""
    handler: str = ""
    instruction: f.Seen | None = None
    closed: f.Closed | None = None
    closed_on: date | None = None
    reopened: bool = False

    @property
    def ref(self) -> str:
        return self.received.ref if self.received else ""

    @property
    def opened(self) -> bool:
        """Return whether the item became a case."""
        return self.received is not None

    @property
    def is_open(self) -> bool:
        """Return whether something is still owed."""
        return self.opened and self.closed is None

    @property
    def answered(self) -> bool:
        """Return whether each right has its answer."""
        return bool(self.rows) and all(row.answered_on for row in self.rows)

    @property
    def state(self) -> str:
        """Return the lifecycle state (rules 4); late and suspended are not states."""
        if not self.opened:
            return "SET_ASIDE" if self.set_aside else "NEW"
        if self.closed:
            ends = {"no_action": "NO_ACTION", "referred": "REFERRED", "withdrawn": "WITHDRAWN"}
            return ends.get(self.closed.outcome, "CLOSED")
        if self.answered:
            return "SENT" if all(row.carried_out for row in self.rows) else "FOLLOW_UP"
        if self.identity.code in ("pending", "insufficient"):
            return "ID_PENDING"
        return self._state_of_work()

    def _state_of_work(self) -> str:
        answers = [letter for letter in self.letters if letter.draft.letter_kind in ANSWERING]
        if any(letter.state in ("approved", "signed") for letter in answers):
            return "APPROVED"
        if any(letter.state in ("draft", "to_approve") for letter in answers):
            return "DRAFT"
        if self.reopened:
            return "REOPENED"
        if self.extended:
            return "EXTENDED"
        return "IN_PROGRESS" if self.identity.settled else "TRIAGED"

    def row(self, right: str) -> Row | None:
        """Return the row of a right, if the request holds it."""
        return next((row for row in self.rows if row.right == right), None)

    def letter(self, number: str) -> Letter | None:
        """Return a letter by its number, such as B2."""
        return next((letter for letter in self.letters if letter.id == number), None)

    def entry(self, n: int) -> Entry | None:
        """Return an entry of this case as it is in force, by its number in the journal."""
        return next((entry for entry in self.in_force if entry.n == n), None)
