"""Which recorded facts can be put right, in which fields, and which dates move by it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import get_args

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case
from ikanda_case.domain.deadlines import CaseClock, case_clock
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.lifecycle import correct
from ikanda_case.domain.office import Office
from ikanda_case.domain.replay import case_of
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import short_date
from ikanda_case.texts.names import field_name, journal_line, not_needed_name
from ikanda_case.ui.look.cells import Cell, Row

FIELDS: dict[str, tuple[str, ...]] = {
    "received": ("on", "subject", "place"),
    "received_other_channel": ("on",),
    "effective_receipt": ("on",),
    "letter_dated": ("on",),
    "postmark": ("on",),
    "identity_not_needed": ("on", "default", "because"),
    "identity_requested": ("on", "doubt"),
    "identity_received": ("on", "what"),
    "identity_insufficient": ("on", "why"),
    "identity_verified": ("on", "how"),
    "extended": ("on", "reason"),
    "decided": ("on", "facts"),
    "executed": ("on", "what"),
    "sent": ("on", "to", "proof"),
    "noted": ("text",),
    "typed": ("on", "why"),
    "right_added": ("on", "why"),
    "withdrawn": ("on", "how"),
    "mandate_requested": ("on", "doubt"),
    "mandate_received": ("on", "what"),
    "mandate_verified": ("on", "how"),
    "clarification_requested": ("on", "question"),
    "clarification_received": ("on", "what"),
    "fee_quoted": ("on", "amount", "basis"),
    "fee_answered": ("on",),
    "restriction_set": ("on", "what"),
    "human_reviewed": ("on", "reviewer"),
    "search_ordered": ("on", "owner"),
    "search_done": ("on", "identifiers", "what"),
    "breach_opened": ("on", "what"),
}
"""The fields a person may put right, by kind of entry; `on` is the day."""

CHOICES: dict[str, tuple[str, ...]] = {"default": tuple(reversed(get_args(f.NotNeeded)))}
"""The fields that choose between codes, the one for something else last."""

COUNTING = frozenset(FIELDS) - {"noted", "decided"}
"""The kinds that the clock, or the proof of a date, rests on."""
FACT_COLUMNS = ("fact", "day", "rests_on", "by")
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
_Dates = tuple[date | None, date | None]


def correctable(case: Case) -> tuple[Entry, ...]:
    """Return the entries, as they are in force, that can be put right."""
    return tuple(entry for entry in case.in_force if entry.kind in FIELDS and entry.fact)


def value_of(entry: Entry, name: str) -> date | str:
    """Return a field of an entry: its day, or words."""
    return entry.on if name == "on" else str(getattr(entry.fact, name, ""))


def said_value(entry: Entry, name: str, lang: str) -> str:
    """Return a field of an entry in words."""
    value = value_of(entry, name)
    if name in CHOICES:
        return choice_name(str(value), lang)
    return short_date(value, lang, value) if isinstance(value, date) else value


def choice_name(code: str, lang: str) -> str:
    """Return a code of `CHOICES` in words."""
    return not_needed_name(code, lang) or phrase(lang, "ui_case", "identity_other")


def fact_rows(case: Case, office: Office, today: date, lang: str) -> list[Row]:
    """Return the facts that count, as the clock tab lists them."""
    rows = []
    for entry in correctable(case):
        if entry.kind not in COUNTING:
            continue
        line = journal_line(entry, office, lang)
        kept_on = short_date(entry.recorded_at.date(), lang, today)
        cells = (
            Cell(field_name(entry.kind, lang).capitalize(), strong=True),
            Cell(short_date(entry.on, lang, today)),
            Cell(_rests_on(entry)),
            Cell(f"{office.name_of(entry.actor)}, {kept_on}"),
        )
        rows.append(Row(str(entry.n), cells, spoken=f"{line.title}, {line.second}"))
    return rows


def _rests_on(entry: Entry) -> str:
    for name in FIELDS[entry.kind]:
        if name != "on" and name not in CHOICES and (words := str(getattr(entry.fact, name, ""))):
            return words
    return ""


@dataclass(frozen=True, slots=True)
class Move:
    """One right whose dates a correction moves."""

    right: str
    due: date | None
    new_due: date | None
    strict: date | None
    new_strict: date | None

    @property
    def moves(self) -> bool:
        """Return whether one of its two dates becomes another."""
        return (self.due, self.strict) != (self.new_due, self.new_strict)


def moved(
    case: Case, office: Office, n: int, changes: dict[str, object], today: date
) -> tuple[Move, ...]:
    """Return what a correction would move; KnownError as the correction itself would refuse.

    Nothing is kept; the reason is not asked for a trial.
    """
    happened = correct(case, office, n, changes, "-", today)
    last = max(entry.n for entry in case.entries)
    trial = [
        Entry(last + place, case.id, fact.kind, on, "", _NEVER, fact)
        for place, (on, fact) in enumerate(happened, 1)
    ]
    before = _by_right(case_clock(case, office))
    after = _by_right(case_clock(case_of(case.id, (*case.entries, *trial)), office))
    return tuple(_move(right, before.get(right), dates) for right, dates in after.items())


def _move(right: str, before: _Dates | None, after: _Dates) -> Move:
    old = before or (None, None)
    return Move(right, old[0], after[0], old[1], after[1])


def _by_right(clock: CaseClock) -> dict[str, _Dates]:
    return {row.right: (row.due, row.strict_due) for row in clock.rows}
