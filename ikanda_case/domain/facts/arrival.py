"""What happens when something arrives: taken in, set aside, received."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ikanda_case.domain.facts.base import Channel, Fact, Role
from ikanda_case.domain.people import Parties


@dataclass(frozen=True, kw_only=True)
class TakenIn(Fact):
    """Bytes arrived and are kept, unread."""

    kind = "taken_in"
    name: str
    sha256: str
    size: int
    media_type: str = ""
    channel: Channel = "other"


@dataclass(frozen=True, kw_only=True)
class DuplicateReceived(Fact):
    """The same bytes came again: linked, not stored; the clock does not move (rules 2.8)."""

    kind = "duplicate_received"
    name: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class SetAside(Fact):
    """A person looked and it is no request."""

    kind = "set_aside"
    reason: str


@dataclass(frozen=True, kw_only=True)
class Attached(Fact):
    """A scan, an envelope or a proof was added to the case."""

    kind = "attached"
    name: str
    sha256: str
    size: int
    media_type: str = ""
    purpose: Literal["scan", "envelope", "proof", "evidence", "other"] = "other"


@dataclass(frozen=True, kw_only=True)
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
    despite: str = ""
    """Why it is logged days after it came, where S1 asks."""
    by_signal: bool = False
    """The request relies on a do-not-track signal (GDPR Art. 21(5), rules 0 T21)."""


@dataclass(frozen=True, kw_only=True)
class ReceivedOtherChannel(Fact):
    """Another official channel of the office had it on that day; the earliest counts."""

    kind = "received_other_channel"
    channel: str = ""


@dataclass(frozen=True, kw_only=True)
class EffectiveReceipt(Fact):
    """It first reached an official channel on that day (EDPB 01/2022, 54-55)."""

    kind = "effective_receipt"
    channel: str = ""
    forwarded_by_staff: bool = False


@dataclass(frozen=True, kw_only=True)
class LetterDated(Fact):
    """The date on the letter; recorded, without effect on the clock."""

    kind = "letter_dated"


@dataclass(frozen=True, kw_only=True)
class Postmark(Fact):
    """The date of the postmark; recorded, without effect on the clock."""

    kind = "postmark"


# ---- which rights it holds ---------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Typed(Fact):
    """A right of the request was looked at closely (S2): what it means, who must answer it."""

    kind = "typed"
    right: str
    became: tuple[str, ...] = ()
    """UNCLEAR: the rights it turned out to hold; the clock stays that of the receipt."""
    meant: str = ""
    """CHILD_DATA: the right that is asked for the child."""
    marketing: bool = True
    """OPTOUT_PROFILE: the profile serves marketing; what is said is absolute then."""
    role: Role = "controller"
    due: date | None = None
    """SA_INQUIRY: the day in the authority's letter."""
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class RightAdded(Fact):
    """A wider or different right was asked later: its clock starts on this entry's day (2.8)."""

    kind = "right_added"
    right: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Withdrawn(Fact):
    """The person withdrew, in writing, all of the request or some rights of it (2.8, S14)."""

    kind = "withdrawn"
    rights: tuple[str, ...] = ()
    """Empty: the whole request."""
    how: str = ""
    """What was written, and where it is kept."""
