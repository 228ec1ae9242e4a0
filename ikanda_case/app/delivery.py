"""A signed letter's way to the person: where it may go, and the record that it went."""

from datetime import date

from ikanda_case.app.desk import Changes, Desk, record
from ikanda_case.domain import correspondence
from ikanda_case.domain.case import Case, Letter
from ikanda_case.domain.facts import Sent


def address_of(desk: Desk, stream: int, number: str) -> str:
    """Return where a letter goes: the requester's e-mail or postal address, one line."""
    with desk.file.reading() as now:
        case = now.case(stream)
    return address_line(case, correspondence.letter_of(case, number))


def address_line(case: Case, letter: Letter) -> str:
    """Return the requester's address for the way this letter goes; empty when unknown."""
    if case.received is None:
        return ""
    person = case.received.parties.requester
    if letter.draft.by_email:
        return person.email
    return ", ".join((person.name, *person.address)) if person.address else ""


def record_sent(desk: Desk, stream: int, sent: Sent, on: date) -> Changes:
    """Record how, when and where to a signed letter left (S6, S11)."""
    with desk.work("send") as work:
        happened = correspondence.send(work.case(stream), sent, on, desk.clock.today())
        return record(work, stream, happened)
