"""What reading a file proposes to the clerk; nothing here is a fact until a person says so."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a message reached the office (rules section 2.2), and how that was read."""

    instant: datetime | None = None
    """Aware, with the offset as it came; None when no trustworthy header tells it."""
    day: date | None = None
    """The Brussels date of `instant`."""
    source: Literal["received_header", "topmost_header", "none"] = "none"
    forwarded: bool = False
    """A colleague forwarded it: the clerk gives the first arrival."""
    original_day: date | None = None
    """For a forwarded mail: the day the quoted original claims, a hint only."""


@dataclass(frozen=True, slots=True)
class AttachmentDraft:
    """A file inside a message. `name` is cleaned for showing; never join it to a path."""

    name: str
    media_type: str
    size: int
    sha256: str
    part: int
    """Position among the attachments, from 0: `Reader.attachment(raw, part)` gives its bytes."""


@dataclass(frozen=True, slots=True)
class RightHint:
    """A right the words seem to mean; `words` are literally in the text."""

    right: str
    words: tuple[str, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class Caution:
    """Something the clerk should see, as code and facts; `texts` words it."""

    code: str
    facts: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class IntakeDraft:
    """One file as the office may understand it. Everything in it is the sender's word."""

    form: Literal["mail", "scan", "text", "unreadable"]
    sender_name: str = ""
    sender_address: str = ""
    to: str = ""
    subject: str = ""
    text: str = ""
    """Harmless plain text: no markup, no remote content, newlines as \\n."""
    arrival: Arrival = Arrival()
    language: str = ""
    """nl, fr, en, de or empty when unsure."""
    attachments: tuple[AttachmentDraft, ...] = ()
    rights: tuple[RightHint, ...] = ()
    cautions: tuple[Caution, ...] = ()
    message_id: str = ""
