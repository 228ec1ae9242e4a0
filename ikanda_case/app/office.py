"""Describing the office: the first-run questions, the colleagues."""

from ikanda_case.app.desk import Changes, Desk, record, record_office
from ikanda_case.domain import roles as r
from ikanda_case.domain.access_facts import PersonRemoved, SheetPrinted
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.facts import OfficeDescribed, PersonAdded
from ikanda_case.domain.journal import OFFICE
from ikanda_case.domain.office import Office


def describe(desk: Desk, described: OfficeDescribed) -> Changes:
    """Record who the office is; what is left empty stops a letter by its name later."""
    if described.mailbox and described.mailbox.count("@") != 1:
        raise InputError("bad_mailbox")
    return record_office(desk, "describe", described)


def add_person(desk: Desk, person: str, name: str, roles: tuple[str, ...]) -> Changes:
    """Add a colleague, or change the name and roles of one.

    InputError: "words_missing"(field), "unknown_role"(role), "bad_person" for the name that
    entries by the recovery sheet bear. RuleError("last_administrator").
    """
    if not name.strip():
        raise InputError("words_missing", field="name")
    if unknown := set(roles) - set(r.ROLES):
        raise InputError("unknown_role", role=sorted(unknown)[0])
    if person == r.RECOVERY:
        raise InputError("bad_person")
    with desk.work("people") as work:
        if "administrator" not in roles:
            _require_administrator(work.office(), without=person)
        added = PersonAdded(person=person, name=name.strip(), roles=roles)
        return record(work, OFFICE, [(desk.clock.today(), added)])


def _require_administrator(office: Office, *, without: str) -> None:
    """Refuse to leave an office without anybody who may let people in and change who may what."""
    if not [each for each in office.with_role("administrator") if each.id != without]:
        raise RuleError("last_administrator", rule=r.RULE, article=r.ARTICLE)


def remove_person(desk: Desk, person: str, reason: str) -> Changes:
    """Record that a colleague may no longer act; errors as `require_removable`.

    What that person did keeps the name. The ways in of that person are `app.access`'s business.
    """
    with desk.work("people") as work:
        require_removable(work.office(), person, reason)
        gone = PersonRemoved(person=person, reason=reason.strip())
        return record(work, OFFICE, [(desk.clock.today(), gone)])


def require_removable(office: Office, person: str, reason: str) -> None:
    """Refuse to remove a colleague who is not there, without a reason, or the last administrator.

    InputError: "unknown_person", "words_missing"(field). RuleError("last_administrator").
    """
    if not office.may_act(person):
        raise InputError("unknown_person", person=person)
    _require_administrator(office, without=person)
    if not reason.strip():
        raise InputError("words_missing", field="reason")


def sheet_printed(desk: Desk) -> Changes:
    """Record that the recovery sheet of the present key was printed; its code stands nowhere."""
    with desk.file.reading() as now:
        generation = now.office().key_generation
    return record_office(desk, "recovery_sheet", SheetPrinted(generation=generation))
