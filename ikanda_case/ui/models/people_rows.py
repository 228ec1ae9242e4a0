"""Colleagues as rows, what happened to them, and the number the next one gets."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from re import fullmatch

from ikanda_case.domain import access_facts as a
from ikanda_case.domain.facts import PersonAdded
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.office import Colleague, Office
from ikanda_case.texts.dates import long_date
from ikanda_case.texts.names import journal_line, role_name
from ikanda_case.ui.look.cells import Cell, Row

OF_PEOPLE = (
    PersonAdded,
    a.PersonRemoved,
    a.WayGiven,
    a.WayTaken,
    a.PassphraseChanged,
    a.ComputerRemembered,
    a.ComputerForgotten,
    a.KeyChanged,
    a.SheetPrinted,
)
"""What may have let somebody in or shut somebody out, or changed what somebody may do."""
NEWEST = 50
"""How many of these are shown; the rest stands in the journal."""


def people_rows(
    people: Iterable[Colleague], words: Callable[..., str], me: str, lang: str
) -> list[Row]:
    """Return a row for each colleague: name, roles, and who is at this desk."""
    rows = []
    for person in people:
        roles = ", ".join(role_name(role, lang) for role in person.roles)
        here = words("person_here") if person.id == me else ""
        rows.append(Row(person.id, (Cell(person.name, strong=True), Cell(roles), Cell(here))))
    return rows


def access_rows(
    entries: Sequence[Entry], office: Office, brussels: Callable[[datetime], datetime], lang: str
) -> list[Row]:
    """Return a row for each entry about people and ways in, the newest first."""
    told = [entry for entry in entries if isinstance(entry.fact, OF_PEOPLE)]
    rows = []
    for entry in reversed(told[-NEWEST:]):
        line = journal_line(entry, office, lang)
        at = brussels(entry.recorded_at)
        when = f"{long_date(at.date(), lang)}, {at:%H:%M}"
        rows.append(Row(str(entry.n), (Cell(when), Cell(line.title), Cell(line.second))))
    return rows


def next_person(people: Iterable[str]) -> str:
    """Return a free id: p1, p2, ..."""
    numbers = [int(known[1]) for each in people if (known := fullmatch(r"p(\d+)", each))]
    return f"p{max(numbers, default=0) + 1}"
