"""What can have happened, one frozen class for each kind of journal entry.

Kinds carry the names of the clock's events where they mean the same thing. A fact that an
older program wrote keeps its meaning for ever: fields are added with a default, never renamed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from ikanda_case.domain.people import Parties

Channel = Literal["email", "post", "desk", "phone", "chat", "account", "other"]
Decision = Literal["granted", "partly", "refused"]
Rung = Literal["L0", "L1", "L2", "L3", "L4", "L5"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What one entry says; who, when and the day of the fact stand in the entry itself."""

    kind: ClassVar[str] = ""


# ---- taking in ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn(Fact):
    """Bytes arrived and are kept, unread."""

    kind = "taken_in"
    name: str
    sha256: str
    size: int
    media_type: str = ""
    channel: Channel = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateReceived(Fact):
    """The same bytes came again: linked, not stored; the clock does not move (rules 2.8)."""

    kind = "duplicate_received"
    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside(Fact):
    """A person looked and it is no request."""

    kind = "set_aside"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached(Fact):
    """A scan, an envelope or a proof was added to the case."""

    kind = "attached"
    name: str
    sha256: str
    size: int
    media_type: str = ""
    purpose: Literal["scan", "envelope", "proof", "evidence", "other"] = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(Fact):
    """A request reached the office: a case begins (GDPR Art. 12(3), rules 2.2).

    The entry's day is the Brussels date of the first arrival; `instant` is kept as it came.
    """

    kind = "received"
    ref: str
    channel: Channel
    parties: Parties
    rights: tuple[str, ...]
    language: Literal["nl", "fr", "en", "de"]
    instant: datetime | None = None
    subject: str = ""
    place: str = ""
    arrival_assumed: bool = False
    """The arrival day is the earliest plausible one, not a known one (policy 8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedOtherChannel(Fact):
    """Another official channel of the office had it on that day; the earliest counts."""

    kind = "received_other_channel"
    channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectiveReceipt(Fact):
    """It first reached an official channel on that day (EDPB 01/2022, 54-55)."""

    kind = "effective_receipt"
    channel: str = ""
    forwarded_by_staff: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDated(Fact):
    """The date on the letter; recorded, without effect on the clock."""

    kind = "letter_dated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Postmark(Fact):
    """The date of the postmark; recorded, without effect on the clock."""

    kind = "postmark"


# ---- identity ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityNotNeeded(Fact):
    """No reasonable doubt, and why (rules 3.1)."""

    kind = "identity_not_needed"
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityRequested(Fact):
    """The doubt and what was asked to remove it (GDPR Art. 12(6))."""

    kind = "identity_requested"
    doubt: str
    rung: Rung
    asked: str = ""
    reasonable_doubt: bool = True
    since: date | None = None
    justified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityReceived(Fact):
    """Evidence arrived; the day counts for the clock, not the day it is checked."""

    kind = "identity_received"
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityInsufficient(Fact):
    """What arrived does not remove the doubt."""

    kind = "identity_insufficient"
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityVerified(Fact):
    """The doubt is gone."""

    kind = "identity_verified"
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityMismatch(Fact):
    """The evidence points to another person: nothing personal may leave (rules 3.5)."""

    kind = "identity_mismatch"
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityUnanswered(Fact):
    """No answer came, or identity cannot be established (rules 3.5)."""

    kind = "identity_unanswered"
    why: str = ""


# ---- deadlines and decisions -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended(Fact):
    """Two further months, with the reason told to the requester (GDPR Art. 12(3))."""

    kind = "extended"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Fact):
    """What the office decides on one right, and on which listed ground (rules 1.3, 1.4)."""

    kind = "decided"
    right: str
    decision: Decision
    ground: str = ""
    facts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Executed(Fact):
    """What was decided has been done in the systems."""

    kind = "executed"
    right: str
    what: str = ""


# ---- letters -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted(Fact):
    """A letter's draft as it stands; a later one with the same number replaces it."""

    kind = "drafted"
    letter: str
    letter_kind: str
    language: Literal["nl", "fr", "en", "de"]
    rights: tuple[str, ...] = ()
    ground: str = ""
    by_email: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    free: tuple[tuple[str, str], ...] = ()
    corrects: str = ""
    """The sent letter this one puts right, if any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered(Fact):
    """The page was made once, for approval; its bytes are kept under `sha256`."""

    kind = "rendered"
    letter: str
    sha256: str
    pages: int
    head: str
    """The journal head printed small on the page."""
    recipient: tuple[str, ...] = ()
    told: tuple[tuple[str, date], ...] = ()
    """Dates told to the requester, by name of the field."""
    rested_on: tuple[tuple[str, str], ...] = ()
    """Versions of rules, calendar, policy and text that the told dates rest on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved(Fact):
    """A person approves exactly these bytes."""

    kind = "approved"
    letter: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBack(Fact):
    """A person does not approve; the remark goes to the drafter."""

    kind = "sent_back"
    letter: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed(Fact):
    """The approved bytes, signed; signing only appended."""

    kind = "signed"
    letter: str
    sha256: str
    approved_sha256: str
    fingerprint: str
    level: str = "B-B"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent(Fact):
    """The signed letter left the office, how and to where (rules 4, S11)."""

    kind = "sent"
    letter: str
    channel: Literal["post", "registered", "email", "handed"]
    to: str = ""
    proof: str = ""


# ---- the case itself ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Fact):
    """Who handles the case from now on; empty: nobody."""

    kind = "assigned"
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen(Fact):
    """A manager saw the case and says what must be done, and by when."""

    kind = "seen"
    step: str
    by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Fact):
    """A remark for the file."""

    kind = "noted"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected(Fact):
    """Fields of an earlier entry are put right; the old values stay in that entry (S17).

    `changes` holds the canonical JSON of each new value by field name; `on` is the day.
    """

    kind = "corrected"
    entry: int
    changes: tuple[tuple[str, str], ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Fact):
    """The case is done (S12, S14)."""

    kind = "closed"
    outcome: Literal["answered", "no_action", "referred", "withdrawn"] = "answered"
    keep_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Fact):
    """The case runs again; its old clock facts stay (S15)."""

    kind = "reopened"
    reason: str


# ---- the office --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeDescribed(Fact):
    """Whose letters these are: the answers without which no letter is lawful (rules 5.1)."""

    kind = "office_described"
    legal_name: str = ""
    department: str = ""
    address: tuple[str, ...] = ()
    intake_addresses: tuple[tuple[str, ...], ...] = ()
    mailbox: str = ""
    mail_hosts: tuple[str, ...] = ()
    enterprise_number: str = ""
    register: str = ""
    signatory: str = ""
    function: str = ""
    contact: str = ""
    demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAdded(Fact):
    """A colleague who may act in this case file."""

    kind = "person_added"
    person: str
    name: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyMade(Fact):
    """The organisation's signing key; the key itself lies in the store, never in the journal."""

    kind = "key_made"
    fingerprint: str
    certificate: str
    """The certificate as hexadecimal DER."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChanged(Fact):
    """One of the office's own parameters (rules 9), with the reason."""

    kind = "policy_changed"
    name: str
    value: str
    reason: str
