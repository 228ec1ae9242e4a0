"""What the office says of itself, outside every case."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ikanda_case.domain.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class PersonAdded(Fact):
    """A colleague who may act in this case file."""

    kind = "person_added"
    person: str
    name: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class KeyMade(Fact):
    """The organisation's signing key; the key itself lies in the store, never in the journal."""

    kind = "key_made"
    fingerprint: str
    certificate: str
    """The certificate as hexadecimal DER."""
    from_file: bool = False
    """Taken from a key file; else the program made it, and its certificate is the office's own."""


@dataclass(frozen=True, kw_only=True)
class TimeStampsChosen(Fact):
    """The server that tells when a letter was signed (RFC 3161); an empty address is none."""

    kind = "time_stamps_chosen"
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class EnvelopeChosen(Fact):
    """The window envelope the office's letters go into, and by how much the address is moved."""

    kind = "envelope_chosen"
    window: Literal["right", "left"] = "right"
    across: int = 0
    """Millimetres to the right."""
    down: int = 0
    """Millimetres down."""


@dataclass(frozen=True, kw_only=True)
class LogoChosen(Fact):
    """The picture in the letterhead, kept under `sha256`; empty for none."""

    kind = "logo_chosen"
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class PolicyChanged(Fact):
    """One of the office's own parameters (rules 9), with the reason."""

    kind = "policy_changed"
    name: str
    value: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CalendarChanged(Fact):
    """One day of the holiday table, as it is from now on (rules 2.6)."""

    kind = "calendar_changed"
    day: date | None = None
    name_nl: str = ""
    name_fr: str = ""
    name_de: str = ""
    name_en: str = ""
    statutory: bool = True
    in_oj: bool | None = None
    source: str = ""
    source_oj: str = ""
    removed: bool = False
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class DataMapChanged(Fact):
    """One field of the data map, as it is from now on (rules 6)."""

    kind = "data_map_changed"
    line: str
    """Category, purpose, recipient or system by its id: D01, R07, ..."""
    field: str
    value: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class LetterTextChanged(Fact):
    """What one letter kind says in one language from now on, where that is not what ships."""

    kind = "letter_text_changed"
    letter_kind: str
    language: Literal["nl", "fr", "en", "de"]
    parts: tuple[tuple[str, str], ...] = ()
    """Every part that says something else, by its id; none: the text as it ships."""
    over: int = 0
    """The version of the shipped text that lay beside it."""
    reason: str = ""
