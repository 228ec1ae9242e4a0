"""What reading a file proposes to the clerk; nothing here is a fact until a person says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

Form = Literal["mail", "scan", "text", "unreadable"]
ArrivalSource = Literal["received_header", "topmost_header", "none"]


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a message reached the office (rules section 2.2), and how that was read."""

    instant: datetime | None = None
    """Aware, with the offset as it came; None when no trustworthy header tells it."""
    day: date | None = None
    """The Brussels date of `instant`."""
    source: ArrivalSource = "none"
    forwarded: bool = False
    """A colleague forwarded it: the clerk gives the first arrival."""
    original_day: date | None = None
    """For a forwarded mail: the day the quoted original claims, a hint only."""
    original_instant: datetime | None = None
    """For a forwarded mail that was attached whole: the instant behind `original_day`."""


@dataclass(frozen=True, slots=True)
class AttachmentDraft:
    """A file inside a message. `name` is cleaned for showing; never join it to a path."""

    name: str
    media_type: str
    """What the bytes are, where that is plain; else what the sender calls them."""
    size: int
    sha256: str
    part: int
    """Position among the attachments, from 0: `Reader.attachment(raw, part)` gives its bytes."""


@dataclass(frozen=True, slots=True)
class RightHint:
    """A right the words seem to mean; `words` are literally in the subject or the text."""

    right: str
    words: tuple[str, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class Caution:
    """Something the clerk should see, as code and facts; `texts` words it."""

    code: str
    facts: tuple[tuple[str, str | int], ...] = ()


CAUTION_FACTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "no_arrival": (),
        "arrival_gap": ("count",),
        "date_in_future": ("count",),
        "forwarded": (),
        "no_from": (),
        "several_from": ("count",),
        "reply_to_differs": ("address",),
        "mixed_script_sender": (),
        "look_alike": ("shown", "address"),
        "bidi_controls": (),
        "auto_reply": (),
        "encrypted": (),
        "signature_unchecked": (),
        "versions_differ": (),
        "not_decoded": (),
        "damaged": (),
        "text_cut": ("limit",),
        "part_limit": ("limit",),
        "depth_limit": ("limit",),
        "too_large": ("megabytes",),
        "remote_content": ("count",),
        "links": ("count",),
        "dnt_signal": (),
        "national_number": ("count",),
        "card_number": ("count",),
        "attachment_name_changed": ("name",),
        "attachment_risky": ("name",),
        "winmail": ("name",),
        "content_differs": ("name", "found"),
        "empty_file": (),
        "outlook_message": (),
        "unreadable_kind": ("found",),
        "reading_failed": (),
    }
)
"""Every caution there is and the names of the facts it carries."""


@dataclass(frozen=True, slots=True)
class IntakeDraft:
    """One file as the office may understand it. Everything in it is the sender's word."""

    form: Form
    sender_name: str = ""
    """For a forwarded mail: the sender of the original."""
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
    forwarded_by: str = ""
    """For a forwarded mail: the address of the colleague who passed it on."""
    media_type: str = ""
    """What the whole file is by its content: `message/rfc822`, `application/pdf`, ..."""
