"""What happens to a letter, from its draft to the post."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ikanda_case.domain.facts.base import Fact
from ikanda_case.domain.people import Person

AnnexForm = Literal["csv", "json", "xml", "txt", "pdf"]
"""What a file in an answer can be (`domain/annex_forms.py`)."""


@dataclass(frozen=True, kw_only=True)
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
    addressee: Person | None = None
    """Whom it is written to when that is not the requester (L15, L20 to L22)."""
    edition: str = ""
    """The version of the letter text it was written from; empty in entries from before it was
    kept."""


@dataclass(frozen=True, kw_only=True)
class AnnexAdded(Fact):
    """A data file was put into a draft: it leaves inside the letter; its bytes are kept."""

    kind = "annex_added"
    letter: str
    sha256: str
    name: str
    """Its name in the office; the letter gives it one without a person."""
    form: AnnexForm
    size: int
    """In bytes."""
    despite: str = ""
    """Why it goes out although it names another case (GDPR Art. 15(4))."""


@dataclass(frozen=True, kw_only=True)
class AnnexRemoved(Fact):
    """A data file was taken out of a draft; its bytes stay with the case."""

    kind = "annex_removed"
    letter: str
    annex: str
    """Its SHA-256."""


@dataclass(frozen=True, kw_only=True)
class AnnexesOrdered(Fact):
    """The data files of a draft stand in another order."""

    kind = "annexes_ordered"
    letter: str
    order: tuple[str, ...]
    """Their SHA-256, all of them."""


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class Approved(Fact):
    """A person approves exactly these bytes."""

    kind = "approved"
    letter: str
    sha256: str
    despite: str = ""
    """The criterion given for what the data map still had to confirm, where S10 asks."""


@dataclass(frozen=True, kw_only=True)
class SentBack(Fact):
    """A person does not approve; the remark goes to the drafter."""

    kind = "sent_back"
    letter: str
    remark: str


@dataclass(frozen=True, kw_only=True)
class Signed(Fact):
    """The approved bytes, signed; signing only appended."""

    kind = "signed"
    letter: str
    sha256: str
    approved_sha256: str
    fingerprint: str
    level: str = "B-B"
    without_time_stamp: str = ""
    """The fault for which there is no time stamp although the office asks for one."""


@dataclass(frozen=True, kw_only=True)
class TakenOut(Fact):
    """The signed letter left the file, to be sent: on paper, or as a draft for a mail program."""

    kind = "taken_out"
    letter: str
    form: Literal["paper", "mail"]
    to: str = ""
    despite: str = ""
    """Why personal data go by mail without protection of their own (rules 5.5)."""


@dataclass(frozen=True, kw_only=True)
class Sent(Fact):
    """The signed letter left the office, how and to where (rules 4, S11)."""

    kind = "sent"
    letter: str
    channel: Literal["post", "registered", "email", "handed"]
    to: str = ""
    proof: str = ""
    verified: str = ""
    """How an address that is not the one on file was verified (S6)."""
    scan: str = ""
    """SHA-256 of the scan that proves it, if one was added to the case."""


@dataclass(frozen=True, kw_only=True)
class RedactionChecked(Fact):
    """What is of others was made unreadable in what goes with the letter (S6, GDPR Art. 15(4))."""

    kind = "redaction_checked"
    letter: str
    how: str = ""


@dataclass(frozen=True, kw_only=True)
class DeliveryFailed(Fact):
    """The letter came back; the due date does not move, it is sent again at once (2.8)."""

    kind = "delivery_failed"
    letter: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class ResponseResent(Fact):
    """The same signed letter was sent again (2.8)."""

    kind = "response_resent"
    letter: str
    to: str = ""
    channel: Literal["", "post", "registered", "email", "handed"] = ""
    """Empty: as the first time."""
    proof: str = ""
    scan: str = ""
