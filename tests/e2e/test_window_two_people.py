"""A letter that needs a second pair of eyes, in the real window, each by an own passphrase."""

from datetime import date

import pytest
from PySide6.QtWidgets import QCheckBox

from ikanda_case.app import access, office, office_tables
from ikanda_case.bootstrap.ways_in import Ways
from ikanda_case.domain.case import Case
from ikanda_case.domain.facts import PolicyChanged
from ikanda_case.domain.roles import MAKERS
from ikanda_case.store.slots import Cost
from ikanda_case.store.ways_in import renew_way_in
from ikanda_case.ui.frame.places import Place
from ikanda_case.ui.letter.send_dialog import SendDialog
from ikanda_case.ui.settings.people_page import PeoplePage
from tests.e2e.window_driver import ALT, CTRL, KEY, PASSPHRASE, Person
from tests.e2e.window_house import House
from tests.e2e.window_steps import begins_letter, log_case, opens_case, settles_identity

RIK = "de 4 olifanten dansen traag"
NOOR = "negen stille bakkers tellen sterren"
VEERLE = "twaalf verzonnen sneeuwmannen fluiten"
SECOND_PERSON = PolicyChanged(
    name="second_person_always", value="true", reason="huisregel (verzonnen)"
)
PEOPLE = Place("settings", "people")
LOWEST = Cost(64 * 1024, 3, 4)


def staffed(house: House) -> int:
    """A case in a file of four people who each open it alone: Ilse made it, Rik approves, Noor
    handles, Veerle only reads. The office wants a second person for every letter."""
    house.furnish()
    stream = log_case(house, date(2026, 11, 5))
    with house.program.open(house.file, PASSPHRASE, read_only=False) as file:
        desk = house.program.desk(file)
        office.add_person(desk, "p1", "Ilse Modelaar", MAKERS)
        office.add_person(desk, "p2", "Rik Ontwerp", ("approver",))
        office.add_person(desk, "p3", "Noor Verzonnen", ("handler",))
        office.add_person(desk, "p4", "Veerle Leest", ("reader",))
        office_tables.change(desk, SECOND_PERSON)
        ways = Ways(file, house.program.secrets, LOWEST)
        for who, phrase, label in (("p2", RIK, "RO"), ("p3", NOOR, "NV"), ("p4", VEERLE, "VL")):
            access.give_way(desk, ways, who, phrase, label)
        renew_way_in(file, "p1", PASSPHRASE, "IM", cost=LOWEST)  # each try pays for hers too
    return stream


def looks_at_the_letter(person: Person, stream: int) -> None:
    """Go to the case and from its next step to the letter in hand."""
    opens_case(person, stream)
    person.does_it()
    person.waits(lambda: person.frame.trail.here.kind == "letter")
    person.rests()


def comes_in(person: Person, phrase: str, name: str) -> None:
    """Another one sits down: the file is locked and opened by the own passphrase."""
    if person.window.session is not None:
        person.locks()
    person.unlocks(phrase)
    person.sees(name, of=person.window.status)


def two_people_story(house: House) -> None:
    stream = staffed(house)
    person = house.window()
    comes_in(person, PASSPHRASE, "Ilse Modelaar, beheerder")
    opens_case(person, stream)
    settles_identity(person)
    begins_letter(person)
    person.does_it()
    person.sees("Deze bladzijde ligt ter goedkeuring")
    person.sees("iemand anders dan wie hem opstelde of voorlegde")
    approve = person.the_button("Goedkeuren")
    assert not approve.isEnabled(), "Ilse holds the role, and it is her own letter"
    person.does_it()
    assert _state(person, stream) == "to_approve", "the key gives nothing more than the button"

    comes_in(person, NOOR, "Noor Verzonnen, behandelaar")
    looks_at_the_letter(person, stream)
    person.sees("Een brief goedkeuren: daarvoor is de rol goedkeurder nodig. Vraag")
    assert not person.the_button("Goedkeuren").isEnabled()
    assert not person.the_button("Terugsturen").isEnabled()
    person.does_it()
    assert _state(person, stream) == "to_approve"

    comes_in(person, VEERLE, "Veerle Leest, lezer")
    person.sees("Alleen lezen", "Uw rol is lezer")
    looks_at_the_letter(person, stream)
    assert not person.the_button("Goedkeuren").isEnabled()
    assert not person.window.menus.actions["new_request"].isEnabled()

    comes_in(person, RIK, "Rik Ontwerp, goedkeurder")
    assert not person.window.menus.actions["new_request"].isEnabled()
    looks_at_the_letter(person, stream)
    person.sees("Wie goedkeurt, keurt precies deze bladzijde goed")
    person.does_it()
    person.sees("Ondertekenen")
    person.does_it()
    person.sees("Ondertekend met het eigen certificaat van het kantoor")
    person.sees(
        "Een verzending of terugzending vastleggen: daarvoor is de rol inname of behandelaar nodig"
    )
    assert _state(person, stream) == "signed"

    comes_in(person, NOOR, "Noor Verzonnen, behandelaar")
    looks_at_the_letter(person, stream)

    def record(dialog: SendDialog) -> None:
        person.key(KEY.Key_Return, CTRL)

    with person.meeting(SendDialog, record):
        person.key(KEY.Key_Return, CTRL)
    person.rests()
    person.sees("Deze brief is verzonden")
    assert _told(person, stream) == [
        ("drafted", "p1"),
        ("rendered", "p1"),
        ("approved", "p2"),
        ("signed", "p2"),
        ("sent", "p3"),
    ]


def _case(person: Person, stream: int) -> Case:
    """Return the case as the open file has it now."""
    assert person.window.session is not None
    with person.window.session.opened.desk.file.reading() as now:
        return now.case(stream)


def _state(person: Person, stream: int) -> str:
    letter = _case(person, stream).letter("B1")
    assert letter is not None
    return letter.state


def _told(person: Person, stream: int) -> list[tuple[str, str]]:
    """Return who did what to the letter; that a draft was kept again counts once."""
    letters = ("drafted", "rendered", "approved", "signed", "sent")
    entries = _case(person, stream).entries
    found = [(each.kind, each.actor) for each in entries if each.kind in letters]
    return [each for place, each in enumerate(found) if place == 0 or each != found[place - 1]]


@pytest.mark.offscreen
def test_a_letter_is_approved_by_somebody_else(house: House) -> None:
    two_people_story(house)


@pytest.mark.xvfb
def test_a_letter_is_approved_by_somebody_else_on_a_screen(house: House) -> None:
    two_people_story(house)


# ---- roles are given and taken -------------------------------------------------------------------


def roles_story(house: House) -> None:
    stream = staffed(house)
    person = house.window()
    comes_in(person, NOOR, "Noor Verzonnen, behandelaar")
    person.frame.go(PEOPLE)
    person.rests()
    person.sees("Mensen en rollen wijzigen: daarvoor is de rol beheerder nodig. Vraag Ilse")
    assert not person.the_button("Toevoegen").isEnabled()

    comes_in(person, PASSPHRASE, "Ilse Modelaar, beheerder")
    person.frame.go(PEOPLE)
    person.rests()
    page = _page(person)
    person.row(page.table, "p3")
    person.key(KEY.Key_Return)
    person.rests()
    person.clicks(person.the(QCheckBox, "Goedkeurder"))
    person.does_it()
    person.sees("Noor Verzonnen is vastgelegd.")
    person.sees("Collega toegevoegd of gewijzigd: Noor Verzonnen (behandelaar, goedkeurder)")

    person.row(page.table, "p1")
    person.key(KEY.Key_Return)
    person.rests()
    person.clicks(person.the(QCheckBox, "Beheerder"))
    person.does_it()
    person.sees("Zonder deze persoon heeft de kluis geen beheerder meer")
    person.key(KEY.Key_1, ALT)
    person.rests()
    person.sees("Ilse Modelaar, beheerder", of=person.window.status)

    comes_in(person, NOOR, "Noor Verzonnen, goedkeurder")
    opens_case(person, stream)
    settles_identity(person)


def _page(person: Person) -> PeoplePage:
    found = person.page.findChild(PeoplePage)
    assert isinstance(found, PeoplePage)
    return found


def test_an_administrator_changes_roles_and_stays_one(house: House) -> None:
    roles_story(house)
