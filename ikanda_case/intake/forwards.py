"""Recognises what a colleague passed on, and opens it to the original (rules section 2.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ikanda_case.intake.arrival import BrusselsDay, moment, walk
from ikanda_case.intake.bodies import Gathered
from ikanda_case.intake.headers import Fields, addresses, line, values
from ikanda_case.intake.parts import Part
from ikanda_case.intake.plain import clean_line
from ikanda_case.intake.quotes import is_forward, quoted_head

_PASSED_ON = (
    "resent-from",
    "resent-date",
    "resent-to",
    "x-forwarded-to",
    "x-forwarded-for",
    "x-ms-exchange-inbox-rules-loop",
    "x-ms-exchange-generated-message-source",
)


@dataclass(frozen=True, slots=True)
class Forward:
    """The original behind a forwarded mail, as far as it can be read."""

    name: str
    address: str
    day: date | None = None
    instant: datetime | None = None
    text: str = ""
    """The words of a mail that was attached whole."""
    subject: str = ""
    fields: Fields | None = None
    """The head of a mail that was attached whole."""


def forward_of(
    fields: Fields, found: Gathered, mail_hosts: Sequence[str], brussels_day: BrusselsDay
) -> Forward | None:
    """Return the original of a forwarded mail, or None where it is none.

    An attached mail that comes from an addressee of this one is evidence, not a forward.
    """
    written_to = {
        each.address.casefold() for name in ("to", "cc") for each in addresses(fields, name)
    }
    for part, words in found.originals:
        sender = next(iter(addresses(part.fields, "from")), None)
        if sender is None or sender.address.casefold() not in written_to:
            return _attached(part, words, mail_hosts, brussels_day)
    quoted = quoted_head(found.text) if is_forward(line(fields, "subject", 200)) else None
    if quoted is not None:
        return Forward(quoted.name, quoted.address, quoted.day)
    if _was_passed_on(fields):
        sender = next(iter(addresses(fields, "from")), None)
        return Forward(sender.name, sender.address) if sender else Forward("", "")
    return None


def _attached(
    part: Part, words: Gathered, mail_hosts: Sequence[str], brussels_day: BrusselsDay
) -> Forward:
    fields = part.fields
    sender = next(iter(addresses(fields, "from")), None)
    arrived = walk(fields, mail_hosts, brussels_day).arrival if mail_hosts else None
    claimed = next((moment(each) for each in values(fields, "date")), None)
    instant = arrived.instant if arrived and arrived.instant else claimed
    return Forward(
        name=sender.name if sender else "",
        address=sender.address if sender else "",
        day=brussels_day(instant) if instant else None,
        instant=instant,
        text=words.text,
        subject=line(fields, "subject", 500),
        fields=fields,
    )


def _was_passed_on(fields: Fields) -> bool:
    submitted = clean_line(line(fields, "auto-submitted", 80), 80).casefold()
    return submitted.startswith("auto-forwarded") or any(fields.get(name) for name in _PASSED_ON)
