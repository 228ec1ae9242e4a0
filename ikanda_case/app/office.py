"""Describing the office: the first-run questions, the colleagues, the signing key."""

from ikanda_case.app.desk import Changes, Desk, record, record_office
from ikanda_case.domain.access_facts import PersonRemoved, SheetPrinted
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.facts import KeyMade, OfficeDescribed, PersonAdded
from ikanda_case.domain.journal import OFFICE

ORGANISATION_KEY = "organisation_key"
ROLES = ("intake", "handler", "approver", "reader", "manager", "administrator")


def describe(desk: Desk, described: OfficeDescribed) -> Changes:
    """Record who the office is; what is left empty stops a letter by its name later."""
    if described.mailbox and described.mailbox.count("@") != 1:
        raise InputError("bad_mailbox")
    return record_office(desk, described)


def add_person(desk: Desk, person: str, name: str, roles: tuple[str, ...]) -> Changes:
    """Add a colleague, or change the name and roles of one."""
    if not name.strip():
        raise InputError("words_missing", field="name")
    if unknown := set(roles) - set(ROLES):
        raise InputError("unknown_role", role=sorted(unknown)[0])
    return record_office(desk, PersonAdded(person=person, name=name.strip(), roles=roles))


def remove_person(desk: Desk, person: str, reason: str) -> Changes:
    """Record that a colleague may no longer act; errors as `require_removable`.

    What that person did keeps the name. The ways in of that person are the store's business.
    """
    require_removable(desk, person, reason)
    return record_office(desk, PersonRemoved(person=person, reason=reason.strip()))


def require_removable(desk: Desk, person: str, reason: str) -> None:
    """Refuse to remove a colleague who is not there, without a reason, or as the last one.

    InputError: "unknown_person", "words_missing"(field), "last_person".
    """
    with desk.file.reading() as now:
        office = now.office()
    if not office.may_act(person):
        raise InputError("unknown_person", person=person)
    if not any(each.active and each.id != person for each in office.people.values()):
        raise InputError("last_person")
    if not reason.strip():
        raise InputError("words_missing", field="reason")


def sheet_printed(desk: Desk) -> Changes:
    """Record that the recovery sheet of the present key was printed; its code stands nowhere."""
    with desk.file.reading() as now:
        generation = now.office().key_generation
    return record_office(desk, SheetPrinted(generation=generation))


def ensure_key(desk: Desk) -> Changes:
    """Make the organisation's signing key, once; it is kept inside the case file only."""
    with desk.file.reading() as now:
        office = now.office()
        if office.fingerprint:
            return Changes()
    key = desk.signer.new_key(office.described.legal_name, desk.clock.now())
    with desk.file.work(desk.actor) as work:
        if work.office().fingerprint:
            return Changes()
        work.keep_secret(ORGANISATION_KEY, key.pkcs12)
        made = KeyMade(fingerprint=key.fingerprint, certificate=key.certificate.hex())
        return record(work, OFFICE, [(desk.clock.today(), made)])
