"""A case: what you get by replaying its entries, with corrections in force."""

from dataclasses import dataclass
from datetime import date

from ikanda_case.domain import facts as f
from ikanda_case.domain.case_parts import (
    ANSWER_IS_ALL,
    ANSWERING,
    Breach,
    Evidence,
    Identity,
    IdentityCode,
    Letter,
    LetterState,
    Mandate,
    MandateCode,
    PolicyTask,
    Restriction,
    Row,
    Search,
)
from ikanda_case.domain.clock import ClockEvent
from ikanda_case.domain.journal import Entry

__all__ = [
    "ANSWERING",
    "ANSWER_IS_ALL",
    "Breach",
    "Case",
    "Evidence",
    "Identity",
    "IdentityCode",
    "Letter",
    "LetterState",
    "Mandate",
    "MandateCode",
    "PolicyTask",
    "Restriction",
    "Row",
    "Search",
]


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
    extended_on: date | None = None
    mandate: Mandate = Mandate()
    clarification_open: date | None = None
    """Since when the person is asked what is meant, until the answer came."""
    reminded_on: date | None = None
    evidence: tuple[Evidence, ...] = ()
    searches: tuple[Search, ...] = ()
    settled: tuple[f.FollowOnSettled, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    reviewed: f.HumanReviewed | None = None
    fee: f.FeeQuoted | None = None
    fee_answered: bool = False
    policy_tasks: tuple[PolicyTask, ...] = ()
    breaches: tuple[Breach, ...] = ()
    held: str = ""
    """Why the file is kept whatever its retention date says; empty when it is not."""
    complaint: f.ComplaintFiled | None = None
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
    def waits(self) -> bool:
        """Return whether nobody has looked at this item yet."""
        return not self.opened and not self.set_aside

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
        if self.complaint:
            return "COMPLAINT_SA"
        if self.closed and self.held:
            return "HOLD"
        if self.closed:
            ends = {"no_action": "NO_ACTION", "referred": "REFERRED", "withdrawn": "WITHDRAWN"}
            return ends.get(self.closed.outcome, "CLOSED")
        if self.answered:
            return "SENT" if all(row.carried_out for row in self.rows) else "FOLLOW_UP"
        return self._asked_of_the_person() or self._state_of_work()

    def _asked_of_the_person(self) -> str:
        if self.identity.code in ("pending", "insufficient"):
            return "ID_PENDING"
        if self.mandate.code == "pending":
            return "MANDATE_PENDING"
        return "CLARIFY_PENDING" if self.clarification_open else ""

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
        if self.identity.settled:
            return "IN_PROGRESS"
        return "TRIAGED" if all(row.typed for row in self.rows) else "NEW"

    @property
    def asked_since(self) -> date | None:
        """Return the day of the first question to the person that has no answer yet."""
        days = [self.clarification_open]
        if self.identity.code == "pending":
            days.append(self.identity.asked_on)
        if self.mandate.code == "pending":
            days.append(self.mandate.on)
        return min((day for day in days if day), default=None)

    def row(self, right: str) -> Row | None:
        """Return the row of a right, if the request holds it."""
        return next((row for row in self.rows if row.right == right), None)

    def letter(self, number: str) -> Letter | None:
        """Return a letter by its number, such as B2."""
        return next((letter for letter in self.letters if letter.id == number), None)

    def entry(self, n: int) -> Entry | None:
        """Return an entry of this case as it is in force, by its number in the journal."""
        return next((entry for entry in self.in_force if entry.n == n), None)
