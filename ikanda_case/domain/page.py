"""What stands on a letter's page, as values: texts resolved, nothing left to fill in."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of one paragraph in one weight; `text` is printed as it is, never as markup."""

    text: str
    bold: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    under: bool = False
    """Stands under the heading of a part."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs
    style: Literal["body", "note"] = "body"


@dataclass(frozen=True, slots=True)
class Box:
    """The one framed box of a letter: the date or the result, at most three lines."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple[Runs, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of at most five columns; the head is repeated on the next page."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Box | Listing | Table


@dataclass(frozen=True, slots=True)
class LetterText:
    """One letter in one language."""

    language: Literal["nl", "fr", "en", "de"]
    title: str
    salutation: str
    blocks: tuple[Block, ...]
    closing: str
    reference_lines: tuple[tuple[str, str], ...]
    """Label and value pairs of the reference block, in the order they are printed."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The sender as the settings give it."""

    legal_name: str
    department: str
    address: tuple[str, ...]
    contact: tuple[str, ...]
    enterprise_number: str
    signatory: str
    function: str
    register: str = ""
    """The register of legal persons with its court (RPR), empty when not given."""
    logo: bytes = b""
    """A picture as the program made it anew (PNG, red, green and blue); empty for none."""


ACROSS, DOWN = 10, 8
"""So many millimetres the address can be moved from its usual place, each way."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The window envelope the office uses; the address is moved by whole millimetres."""

    window: Literal["right", "left"] = "right"
    across: int = 0
    down: int = 0


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file that lies inside the letter's PDF."""

    name: str
    """The one it has there: the reference and a number, no person."""
    media_type: str
    described: str
    """What it is, in the language of the letter."""
    on: date
    """The day of the letter: the same file twice is the same bytes."""
    content: bytes


@dataclass(frozen=True, slots=True)
class LetterPage:
    """Everything a renderer needs for one letter; the first text is the person's language."""

    kind: str
    reference: str
    letterhead: Letterhead
    recipient: tuple[str, ...]
    """Lines of the window: name, street, postcode and town, country abroad; at most six."""
    texts: tuple[LetterText, ...]
    small_print: tuple[str, ...]
    """Journal head, certificate fingerprint, text version: at most two lines, no person."""
    demo: bool = False
    envelope: Envelope = Envelope()
    files: tuple[DataFile, ...] = ()
    outline: bool = False
    """A trial page that shows the window and is never signed."""
