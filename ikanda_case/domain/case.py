"""A case: what you get by replaying its entries, with corrections in force."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import singledispatch
from typing import Any, Literal

from ikanda_case.domain import facts as f
from ikanda_case.domain.clock import EVENT_KINDS, ClockEvent
from ikanda_case.domain.journal import Entry, field_of

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


def with_corrections(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries with every correction put in force; the list keeps its order."""
    changed: dict[int, list[tuple[str, str]]] = {}
    for entry in entries:
        if isinstance(entry.fact, f.Corrected):
            changed.setdefault(entry.fact.entry, []).extend(entry.fact.changes)
    if not changed:
        return tuple(entries)
    return tuple(
        corrected_entry(entry, changed[entry.n]) if entry.n in changed else entry
        for entry in entries
    )


def corrected_entry(entry: Entry, changes: Iterable[tuple[str, str]]) -> Entry:
    """Return `entry` with fields replaced from their canonical JSON."""
    for name, raw in changes:
        value: Any = field_of(entry.kind, name, raw)
        if name == "on":
            entry = replace(entry, on=value)
        elif entry.fact is not None:
            entry = replace(entry, fact=replace(entry.fact, **{name: value}))
    return entry


def case_of(stream: int, entries: Sequence[Entry]) -> Case:
    """Return the item or case that its entries, in order, add up to."""
    in_force = with_corrections(entries)
    case = Case(id=stream, entries=tuple(entries), in_force=in_force)
    for entry in in_force:
        case = _after(case, entry)
    return case


def _after(case: Case, entry: Entry) -> Case:
    if entry.fact is None:
        return case
    if entry.kind in EVENT_KINDS:
        case = replace(case, events=(*case.events, clock_event(entry)))
    if case.instruction and entry.kind not in ("noted", "corrected", "assigned", "seen"):
        case = replace(case, instruction=None)
    return _with(entry.fact, case, entry)


@singledispatch
def _with(fact: f.Fact, case: Case, entry: Entry) -> Case:
    """Return the case after one fact; a kind without a function here changes nothing more."""
    return case


@_with.register
def _(fact: f.TakenIn, case: Case, entry: Entry) -> Case:
    return replace(case, taken_in=fact)


@_with.register
def _(fact: f.DuplicateReceived, case: Case, entry: Entry) -> Case:
    return replace(case, times=case.times + 1)


@_with.register
def _(fact: f.Attached, case: Case, entry: Entry) -> Case:
    return replace(case, attached=(*case.attached, fact))


@_with.register
def _(fact: f.SetAside, case: Case, entry: Entry) -> Case:
    return replace(case, set_aside=fact.reason)


@_with.register
def _(fact: f.Received, case: Case, entry: Entry) -> Case:
    rows = tuple(Row(right) for right in fact.rights)
    return replace(case, received=fact, received_on=entry.on, rows=rows, set_aside="")


@_with.register
def _(fact: f.LetterDated, case: Case, entry: Entry) -> Case:
    return replace(case, letter_dated=entry.on)


@_with.register
def _(fact: f.Extended, case: Case, entry: Entry) -> Case:
    return replace(case, extended=fact.reason)


@_with.register
def _(fact: f.Assigned, case: Case, entry: Entry) -> Case:
    return replace(case, handler=fact.handler)


@_with.register
def _(fact: f.Seen, case: Case, entry: Entry) -> Case:
    return replace(case, instruction=fact)


@_with.register
def _(fact: f.Closed, case: Case, entry: Entry) -> Case:
    return replace(case, closed=fact, closed_on=entry.on)


@_with.register
def _(fact: f.Reopened, case: Case, entry: Entry) -> Case:
    return replace(case, closed=None, closed_on=None, reopened=True)


@_with.register
def _(fact: f.Decided, case: Case, entry: Entry) -> Case:
    change = {"decision": fact.decision, "ground": fact.ground, "facts": fact.facts}
    return _with_rows(case, (fact.right,), change)


@_with.register
def _(fact: f.Executed, case: Case, entry: Entry) -> Case:
    return _with_rows(case, (fact.right,), {"executed_on": entry.on})


def _with_rows(case: Case, rights: tuple[str, ...], change: dict[str, Any]) -> Case:
    return replace(
        case,
        rows=tuple(replace(row, **change) if row.right in rights else row for row in case.rows),
    )


# ---- identity ----------------------------------------------------------------------------------


@_with.register
def _(fact: f.IdentityNotNeeded, case: Case, entry: Entry) -> Case:
    return replace(case, identity=Identity("not_needed", entry.on, fact.because))


@_with.register
def _(fact: f.IdentityRequested, case: Case, entry: Entry) -> Case:
    return replace(case, identity=Identity("pending", entry.on, fact.doubt, fact.rung))


def _identity_became(code: IdentityCode, case: Case, entry: Entry) -> Case:
    return replace(case, identity=replace(case.identity, code=code, on=entry.on))


@_with.register
def _(fact: f.IdentityReceived, case: Case, entry: Entry) -> Case:
    return _identity_became("received", case, entry)


@_with.register
def _(fact: f.IdentityInsufficient, case: Case, entry: Entry) -> Case:
    return _identity_became("insufficient", case, entry)


@_with.register
def _(fact: f.IdentityVerified, case: Case, entry: Entry) -> Case:
    return _identity_became("confirmed", case, entry)


@_with.register
def _(fact: f.IdentityMismatch, case: Case, entry: Entry) -> Case:
    return _identity_became("mismatch", case, entry)


@_with.register
def _(fact: f.IdentityUnanswered, case: Case, entry: Entry) -> Case:
    return _identity_became("no_response", case, entry)


# ---- letters -----------------------------------------------------------------------------------


@_with.register
def _(fact: f.Drafted, case: Case, entry: Entry) -> Case:
    old = case.letter(fact.letter)
    new = Letter(fact.letter, fact, entry.actor, drafts=old.drafts + 1 if old else 1)
    return _with_letter(case, new) if old else replace(case, letters=(*case.letters, new))


def _with_letter(case: Case, letter: Letter) -> Case:
    letters = tuple(letter if each.id == letter.id else each for each in case.letters)
    return replace(case, letters=letters)


def _letter_became(case: Case, number: str, **change: Any) -> Case:
    old = case.letter(number)
    return _with_letter(case, replace(old, **change)) if old else case


@_with.register
def _(fact: f.Rendered, case: Case, entry: Entry) -> Case:
    return _letter_became(case, fact.letter, rendered=fact, state="to_approve")


@_with.register
def _(fact: f.SentBack, case: Case, entry: Entry) -> Case:
    return _letter_became(case, fact.letter, rendered=None, state="draft", remark=fact.remark)


@_with.register
def _(fact: f.Approved, case: Case, entry: Entry) -> Case:
    return _letter_became(
        case, fact.letter, state="approved", approved_by=entry.actor, approved_on=entry.on
    )


@_with.register
def _(fact: f.Signed, case: Case, entry: Entry) -> Case:
    return _letter_became(
        case, fact.letter, state="signed", signed=fact, signed_at=entry.recorded_at
    )


@_with.register
def _(fact: f.Sent, case: Case, entry: Entry) -> Case:
    case = _letter_became(case, fact.letter, state="sent", sent=fact, sent_on=entry.on)
    letter = case.letter(fact.letter)
    if letter is None or letter.draft.letter_kind not in ANSWERING:
        return case
    answered = {"answered_on": entry.on, "answered_by": letter.id}
    return _with_rows(case, letter.draft.rights, answered)


# ---- what the clock reads ----------------------------------------------------------------------


def clock_event(entry: Entry) -> ClockEvent:
    """Return what the clock reads of an entry: its kind, its day and the known qualifiers."""
    known = {each.name for each in fields(ClockEvent)} - {"kind", "on", "reason"}
    said: dict[str, Any] = {
        name: getattr(entry.fact, name) for name in known if hasattr(entry.fact, name)
    }
    if isinstance(entry.fact, f.Extended):
        said["reason"] = bool(entry.fact.reason.strip())
    return ClockEvent(kind=entry.kind, on=entry.on, **said)
