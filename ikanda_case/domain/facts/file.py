"""What happens to the case as a file: handled, corrected, closed."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ikanda_case.domain.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class Assigned(Fact):
    """Who handles the case from now on; empty: nobody."""

    kind = "assigned"
    handler: str


@dataclass(frozen=True, kw_only=True)
class Seen(Fact):
    """A manager saw the case and says what must be done, and by when."""

    kind = "seen"
    step: str
    by: date


@dataclass(frozen=True, kw_only=True)
class Noted(Fact):
    """A remark for the file."""

    kind = "noted"
    text: str


@dataclass(frozen=True, kw_only=True)
class Corrected(Fact):
    """Fields of an earlier entry are put right; the old values stay in that entry (S17).

    `changes` holds the canonical JSON of each new value by field name; `on` is the day.
    """

    kind = "corrected"
    entry: int
    changes: tuple[tuple[str, str], ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class Closed(Fact):
    """The case is done (S12, S14)."""

    kind = "closed"
    outcome: Literal["answered", "no_action", "referred", "withdrawn"] = "answered"
    keep_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Reopened(Fact):
    """The case runs again; its old clock facts stay (S15)."""

    kind = "reopened"
    reason: str


@dataclass(frozen=True, kw_only=True)
class Held(Fact):
    """The file is kept until further notice, whatever its retention date says (rules 7.1)."""

    kind = "held"
    reason: str


@dataclass(frozen=True, kw_only=True)
class HoldEnded(Fact):
    """The file's retention date counts again."""

    kind = "hold_ended"
    reason: str


@dataclass(frozen=True, kw_only=True)
class ComplaintFiled(Fact):
    """The person complained to a supervisory authority (rules 7.4)."""

    kind = "complaint_sa"
    what: str = ""
    due: date | None = None
    """The day in the authority's letter, typed by hand."""


@dataclass(frozen=True, kw_only=True)
class ComplaintEnded(Fact):
    """The authority's procedure ended."""

    kind = "complaint_ended"
    what: str = ""
