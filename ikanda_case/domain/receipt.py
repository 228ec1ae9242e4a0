"""What the clerk confirms about an arrival, and which day counts as one (rules 2.2)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ikanda_case.domain import facts as f
from ikanda_case.domain.office import Office
from ikanda_case.domain.people import Parties


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the clerk confirms about an arrival (rules 2.2)."""

    received_on: date
    """The Brussels date of the first arrival anywhere in the office."""
    channel: f.Channel
    parties: Parties
    rights: tuple[str, ...]
    language: Literal["nl", "fr", "en", "de"] = "nl"
    instant: datetime | None = None
    subject: str = ""
    place: str = ""
    arrival_assumed: bool = False
    letter_dated: date | None = None
    postmark: date | None = None
    other_channel_on: date | None = None
    """Another official channel had it that day."""
    other_channel: str = ""
    effective_on: date | None = None
    """For an address never offered for contact: first arrival at an official channel."""
    forwarded_by_staff: bool = False
    despite: str = ""
    """Why it is logged more than three days after it came, where S1 asks."""
    by_signal: bool = False
    """The request relies on a do-not-track signal (GDPR Art. 21(5))."""


def assumed_arrival(postmark: date, office: Office) -> date:
    """Return the earliest plausible day a letter came, when nobody knows it (rules 9, 8)."""
    return office.rulebook.calendar.add_working_days(postmark, office.policy.postmark_workdays)


def registered_arrival(presented_on: date, collected_on: date | None, office: Office) -> date:
    """Return the day a registered item arrived that found nobody there (rules 9, 9)."""
    if office.policy.registered_arrival == "collection" and collected_on:
        return collected_on
    return presented_on
