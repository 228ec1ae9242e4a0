"""The words of the legal clock: its events, steps, flags and sources, and what it answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from ikanda_case.domain.calendars import Calendar, RestDay
from ikanda_case.domain.periods import passed_over

QUESTIONS = frozenset({"identity_requested", "mandate_requested", "clarification_requested"})
ANSWERS = frozenset({"identity_received", "mandate_received", "clarification_received"})
RECEIPTS = frozenset({"received_other_channel", "effective_receipt"})
NO_EFFECT = frozenset(
    {
        "fee_quoted",
        "reminder_sent",
        "holding_reply",
        "delivery_failed",
        "response_resent",
        "duplicate_received",
        "letter_dated",
        "postmark",
        "fee_answered",
    }
)
EVENT_KINDS: frozenset[str] = (
    QUESTIONS
    | ANSWERS
    | RECEIPTS
    | NO_EFFECT
    | {"identity_insufficient", "identity_verified", "extended"}
)

_EDPB_SUSPENSION = "EDPB 01/2022 5.3, para 159"
_EDPB_CHANNELS = "EDPB 01/2022 paras 52-57"
_EXTENSION = "GDPR Art. 12(3); EDPB 01/2022 5.3, paras 162-164"
_MONTHS = "GDPR Art. 12(3); Reg. 1182/71 Art. 3(2)(c)"
_MANDATE = "EDPB 01/2022 3.4, paras 80-81; 5.3, para 159"
_LARGE_QUANTITY = "GDPR rec. 63; EDPB 01/2022 5.3, para 159"
ROLL = "Reg. 1182/71 Art. 3(4)"

SOURCES: dict[str, str] = {
    "received": f"GDPR Art. 12(3); {_EDPB_SUSPENSION}",
    "earlier_channel_counts": _EDPB_CHANNELS,
    "first_arrival_ineffective": _EDPB_CHANNELS,
    "first_arrival_counts_forwarded": _EDPB_CHANNELS,
    "one_month": _MONTHS,
    "one_month_clamped": f"{_MONTHS}, second sentence",
    "month_end": f"{_MONTHS}; office policy",
    "chained_months": _EXTENSION,
    "three_months": _MONTHS,
    "three_months_clamped": f"{_MONTHS}, second sentence",
    "identity_suspension": f"GDPR Art. 12(6); {_EDPB_SUSPENSION}",
    "mandate_suspension": _MANDATE,
    "clarification_suspension": _LARGE_QUANTITY,
    "fee_suspension": "GDPR Art. 12(5)(a); office policy",
    "identity_open": f"GDPR Art. 12(6); {_EDPB_SUSPENSION}",
    "mandate_open": _MANDATE,
    "clarification_open": _LARGE_QUANTITY,
    "fee_open": "GDPR Art. 12(5)(a); office policy",
    "asked_after_expiry_no_credit": _EDPB_SUSPENSION,
    "asked_late_no_credit": _EDPB_SUSPENSION,
    "clarification_not_recital63_no_credit": _LARGE_QUANTITY,
    "no_reasonable_doubt_no_credit": "GDPR Art. 12(6)",
    "suspension_not_credited": "GDPR Art. 12(3)",
    "unsolicited_evidence": _EDPB_SUSPENSION,
    "extended": _EXTENSION,
    "extension_invalid_no_reason": _EXTENSION,
    "extension_too_late": _EXTENSION,
    "second_extension_refused": _EXTENSION,
    "extension_relies_on_suspension_contested": _EXTENSION,
    "days_credited": _EDPB_SUSPENSION,
    "optout": "GDPR Art. 21(3); IKANDA privacy statement; Reg. 1182/71 Art. 2(2), 3(1)",
    "working_days": "Reg. 1182/71 Art. 2(2), 3(1)",
    "calendar_days": "Reg. 1182/71 Art. 3(1), 3(2)(b)",
    "two_working_days": "Reg. 1182/71 Art. 3(5)",
    "weekend": ROLL,
    "weekend_named": ROLL,
    "holiday": ROLL,
    "due": "Reg. 1182/71 Art. 3(2)",
    "refusal_within_month": "GDPR Art. 12(4)",
    "hand": "GDPR Art. 31, 58",
    "aware": "GDPR Art. 33(1)",
    "due_moment": "GDPR Art. 33(1)",
}
"""Every step by its code, and the rule it rests on."""

FLAGS: tuple[str, ...] = (
    "earlier_channel_counts",
    "first_arrival_ineffective",
    "first_arrival_counts_forwarded",
    "suspended_open",
    "asked_late_no_credit",
    "asked_after_expiry_no_credit",
    "no_reasonable_doubt_no_credit",
    "clarification_not_recital63_no_credit",
    "unsolicited_evidence",
    "extension_too_late",
    "extension_invalid_no_reason",
    "second_extension_refused",
    "extension_relies_on_suspension_contested",
)


StepFact = str | int | date
State = Literal["running", "suspended"]


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """Something that happened on a day, with what the clock needs to know of it."""

    kind: str
    """One of EVENT_KINDS."""
    on: date
    """The day of the fact, in Brussels."""
    reason: bool = True
    """Extension: the notice gave its reasons."""
    reasonable_doubt: bool = True
    """Question of identity or mandate: there was reason to doubt (GDPR Art. 12(6))."""
    large_volume: bool = False
    """Clarification: a large quantity of data (GDPR rec. 63)."""
    since: date | None = None
    """Question: the day from which its promptness is counted, when not from receipt."""
    justified: bool = False
    """Question: the approver recorded why it was asked late."""
    forwarded_by_staff: bool = False
    """Effective receipt: a colleague passed the request on."""
    channel: str = ""
    """Free text."""


class Step(NamedTuple):
    """One step of the count; `texts` words it by its code and facts."""

    code: str
    date: date | datetime
    rule: str
    """The source it rests on."""
    facts: tuple[tuple[str, StepFact], ...] = ()


class Deadline(NamedTuple):
    """What the clock says: two dates, and why."""

    due: date | datetime | None
    """The last day under the default reading; None while a lawful suspension is open."""
    strict_due: date | datetime
    """The last day under the strictest serious reading."""
    state: State
    flags: tuple[str, ...]
    """Each once, in the order it first arose; of FLAGS."""
    steps: tuple[Step, ...]
    """The last one's date is `due`; while suspended it says what is waited for."""


@dataclass(frozen=True, slots=True)
class ClockPolicy:
    """The office's choices where the law gives no number, or several readings (rules 9)."""

    ask_within_working_days: int = 5
    """A question later than this is asked with undue delay and credits nothing."""
    breach_hours: int = 72
    """Hours to notify a breach (GDPR Art. 33(1))."""
    credit_suspension: bool = True
    """Whether a lawful question stops the clock at all."""
    mandate_suspends: bool = True
    """Whether a question about a mandate stops it as one about identity does."""
    fee_suspends: bool = False
    """Whether an announced fee stops it until the person answers."""
    chained_extension: bool = False
    """Count the extension from the end of the first month, not from receipt."""
    month_end_to_month_end: bool = False
    """A month that begins on the last day of a month ends on the last day of the next."""
    first_arrival_always: bool = False
    """An arrival at an address never offered for contact starts the clock all the same."""
    optout_working_days: int = 10
    """Working days in which an opt-out has effect at the latest."""


class Start(NamedTuple):
    """Where the clock starts: `day` by the default reading, `strict` the earliest arrival."""

    day: date
    strict: date
    flags: tuple[str, ...]
    steps: tuple[Step, ...]


def step(code: str, on: date | datetime, **facts: StepFact) -> Step:
    """Return the step of a code, with its source."""
    return Step(code, on, SOURCES[code], tuple(facts.items()) if facts else ())


def rest_steps(last: date, calendar: Calendar) -> Iterator[Step]:
    """Name every weekend day or holiday passed over at the end, by date."""
    return (rest_step(rest, ROLL) for rest in passed_over(last, calendar))


def rest_step(rest: RestDay, rule: str) -> Step:
    """Name one rest day that a rule passes over, with its names in every language."""
    holiday = rest.holiday
    if holiday is None:
        return Step("weekend", rest.day, rule)
    names = (
        ("holiday_nl", holiday.name_nl),
        ("holiday_fr", holiday.name_fr),
        ("holiday_de", holiday.name_de),
        ("holiday_en", holiday.name_en or holiday.name_nl),
    )
    code = "weekend_named" if rest.weekend else "holiday"
    return Step(code, rest.day, f"{rule}; {holiday.source}" if holiday.statutory else rule, names)
