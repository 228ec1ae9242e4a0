"""Keeping the case file at the window: a backup put back, a new key, lost ways in, one writer."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from ikanda_case.app import intake
from ikanda_case.app.queries import RegisterFilter
from ikanda_case.domain.journal import OFFICE as OFFICE_STREAM
from ikanda_case.store.backup_folder import folder_beside
from ikanda_case.store.files import keys_path
from ikanda_case.store.ways_in import sheet_facts
from ikanda_case.ui.door.older_dialog import OlderDialog
from ikanda_case.ui.door.restore_dialog import RestoreDialog
from ikanda_case.ui.frame.places import Place
from ikanda_case.ui.settings.new_key_dialog import NewKeyDialog
from ikanda_case.ui.settings.people_page import PeoplePage
from ikanda_case.ui.settings.settings_view import SettingsView
from ikanda_case.ui.settings.vault_page import VaultPage
from tests.e2e.window_driver import CTRL, KEY, PASSPHRASE, Person
from tests.e2e.window_house import OFFICE, House
from tests.support.cases import a_receipt
from tests.support.drawer import Drawer

RIK = "vijf natte lepels zingen zachtjes"
NEW = "drie ronde wolken kopen schoenen"
WHY = "De schijf gaf het op (verzonnen)"


class Safe(Drawer):
    """A keyring that is there."""

    def available(self) -> bool:
        return True


def gives(person: Person, code: str) -> None:
    """Give a command of the menus and wait until all is shown."""
    person.window.menus.actions[code].trigger()
    person.rests()


def logs(house: House, text: str) -> None:
    """Log a case without a window, as a colleague did before."""
    with house.program.open_desk(house.file, PASSPHRASE, today=house.clock.day) as desk:
        taken = intake.take_in(desk, "vraag.txt", text.encode())
        intake.open_case(desk, taken.stream, a_receipt(received_on=date(2026, 11, 2)))


def backed_up(house: House) -> Path:
    """Have a colleague make a backup, before anything else happens."""
    out = house.folder / "elders"
    out.mkdir()
    house.program.back_up(house.file, PASSPHRASE, out, lambda _done, _all: None)
    (made,) = out.iterdir()
    return made


def refs(house: House, passphrase: str = PASSPHRASE) -> list[str]:
    with house.program.open(house.file, passphrase, read_only=True) as file, file.reading() as now:
        return sorted(line.ref for line in now.register(RegisterFilter()))


def comes_in(person: Person) -> None:
    """Wait until the file stands open and everything is shown."""
    person.waits(lambda: person.window.frame is not None)
    person.rests()
    person.comes_back()


# ---- a backup put back -------------------------------------------------------------------------


def restore_story(house: House) -> None:
    """From the door: which backup, what would be lost, a reason, a yes; the old file stays."""
    house.furnish()
    logs(house, "eerst")
    backup = backed_up(house)
    logs(house, "later")
    person = house.window()
    person.clicks("Back-up terugzetten…")

    def fill(dialog: RestoreDialog) -> None:
        person.sees("Kies eerst een back-up", of=dialog)
        with person.meeting(QFileDialog, person.picks_file(backup)):
            person.clicks(dialog.choose)
        person.dialog(RestoreDialog)
        person.rests()
        person.sees(backup.name, "Gemaakt op", of=dialog)
        person.waits(dialog.passphrase.line.hasFocus)
        person.types("verkeerd")
        person.key(KEY.Key_Return)
        person.rests()
        person.sees("Deze wachtzin opent deze kluis niet", of=dialog)
        person.types(PASSPHRASE)
        person.key(KEY.Key_Return)
        person.rests()
        person.sees("2 feiten van de huidige kluis staan niet in de back-up.", of=dialog)
        person.waits(dialog.reason.hasFocus)
        person.types(WHY)
        person.sees("Aanvaard eerst de oudere toestand", of=dialog)
        person.key(KEY.Key_Tab)
        person.key(KEY.Key_Space)
        assert dialog.accepts.isChecked() and dialog.act.isEnabled()

    person.dialog(RestoreDialog)
    fill(person.dialog(RestoreDialog))
    person.key(KEY.Key_Return, CTRL)
    comes_in(person)
    person.sees("De toestand van", "is teruggezet", "ligt ernaast als privacy.ikanda.replaced-")
    person.locks()
    assert refs(house) == ["AVG-2026-0001"]
    (beside,) = house.folder.glob("privacy.ikanda.replaced-*[0-9]")
    with house.program.open(house.file, PASSPHRASE, read_only=True) as file, file.reading() as now:
        entry = now.entries(OFFICE_STREAM)[-1]
    assert (entry.kind, entry.actor) == ("restored", "p1")
    assert getattr(entry.fact, "reason", "") == WHY
    assert beside.stat().st_size > 0


@pytest.mark.offscreen
def test_a_backup_is_put_back_from_the_door(house: House) -> None:
    restore_story(house)


@pytest.mark.xvfb
def test_a_backup_is_put_back_on_a_screen(house: House) -> None:
    restore_story(house)


def test_from_the_settings_a_spoiled_backup_changes_nothing_and_the_file_opens_again(
    house: House,
) -> None:
    house.furnish()
    logs(house, "eerst")
    person = house.window()
    person.unlocks()
    person.frame.context.watch.look_now()
    person.rests()
    person.sees("Laatste back-up")
    (made,) = folder_beside(house.file).iterdir()
    gives(person, "vault")
    raw = bytearray(made.read_bytes())
    raw[-5000] ^= 1
    made.write_bytes(raw)
    assert isinstance(person.page, SettingsView)
    page = person.page.pages["vault"]
    assert isinstance(page, VaultPage)
    person.row(page.backups.table, str(made), twice=True)
    dialog = person.dialog(RestoreDialog)
    person.rests()
    person.waits(dialog.passphrase.line.hasFocus)
    person.types(PASSPHRASE)
    person.key(KEY.Key_Return)
    person.rests()
    person.sees("In de huidige kluis staat niets dat niet in de back-up staat.", of=dialog)
    person.types(WHY)
    person.key(KEY.Key_Tab)
    person.key(KEY.Key_Space)
    person.key(KEY.Key_Return, CTRL)
    person.waits(lambda: person.window.session is None)
    comes_in(person)
    person.sees("De back-up is beschadigd; er werd niets van gebruikt.")
    assert person.frame.trail.here == Place("settings", "vault")
    person.locks()
    assert refs(house) == ["AVG-2026-0001"] and not list(house.folder.glob("*.replaced-*"))


# ---- people and a new key ----------------------------------------------------------------------


@pytest.mark.xvfb
def test_access_and_a_new_key_by_the_keyboard(house: House) -> None:
    """All of it by keys: access given, the own passphrase changed, access taken, a new key."""
    house.furnish()
    person = house.window()
    person.unlocks()
    gives(person, "people")
    page = person.page
    assert isinstance(page, SettingsView)
    people = page.pages["people"]
    assert isinstance(people, PeoplePage) and people.access is not None
    table, access = people.table, people.access

    def chooses(key: str) -> None:
        person.tabs_to(table)
        table.choose(key)
        person.key(KEY.Key_Return)
        person.rests()

    def types_twice(phrase: str) -> None:
        person.tabs_to(access.new.first.line)
        person.types(phrase)
        person.tabs_to(access.new.again.line)
        person.types(phrase)
        person.waits(access.do.isEnabled)
        person.tabs_to(access.do)
        person.key(KEY.Key_Space)
        person.rests()

    chooses("p2")
    person.tabs_to(person.the_button("Toegang geven…"))
    person.key(KEY.Key_Space)
    types_twice(RIK)
    person.sees("Rik Ontwerp opent de kluis nu met een eigen wachtzin.")

    chooses("p1")
    person.tabs_to(person.the_button("Mijn wachtzin wijzigen…"))
    person.key(KEY.Key_Space)
    person.types(PASSPHRASE)
    types_twice(NEW)
    person.sees("Uw wachtzin is gewijzigd.")

    chooses("p2")
    person.tabs_to(person.the_button("Toegang intrekken…"))
    person.key(KEY.Key_Space)
    person.tabs_to(person.the_button("Toegang intrekken"))
    person.key(KEY.Key_Space)
    dialog = person.dialog(NewKeyDialog)
    person.rests()
    person.sees(
        "Rik Ontwerp komt er met de eigen wachtzin niet meer in",
        "ook voor Rik Ontwerp",
        "Herstelblad 1 opent de kluis dan niet meer",
        of=dialog,
    )
    person.tabs_to(dialog.passphrase.line)
    person.types(PASSPHRASE)
    person.tabs_to(dialog.reason)
    person.types("Rik is uit dienst (verzonnen)")
    person.key(KEY.Key_Return, CTRL)
    person.rests()
    person.sees("Deze wachtzin opent deze kluis niet.", of=dialog)
    person.types(NEW)
    person.key(KEY.Key_Return, CTRL)
    person.waits(lambda: person.window.session is None)
    comes_in(person)
    assert person.frame.trail.here == Place("settings", "vault")
    person.sees("De kluis heeft sleutel 2. Druk nu herstelblad 2 af.", "Druk herstelblad 2 nu af.")
    assert person.out_of_reach() == []
    gives(person, "back")
    assert person.frame.trail.here == Place("settings", "people")
    person.locks()
    (kept,) = folder_beside(house.file).glob("*-before-new-key.ikanda-backup")
    again = house.folder / "oud.ikanda"
    house.program.restore(kept, again, NEW, "proef", lambda _done, _all: None)
    with house.program.open(house.file, NEW, read_only=True) as file:
        assert file.contents().generation == 2
    with house.program.open(again, NEW, read_only=True) as file:
        assert file.contents().generation == 1


# ---- ways in that were lost --------------------------------------------------------------------


def test_lost_keys_and_a_lost_passphrase_are_made_good_by_the_sheet(house: House) -> None:
    house.furnish()
    with house.program.open(house.file, PASSPHRASE, read_only=True) as file:
        code = sheet_facts(file).code.text
    whole = keys_path(house.file).read_bytes()
    keys_path(house.file).unlink()
    person = house.window()
    person.types(PASSPHRASE)
    person.key(KEY.Key_Return)
    person.sees("Naast de kluis ontbreekt het sleutelbestand", "code van het herstelblad")
    person.writes(person.window.door.unlock.passphrase.line, code)
    person.key(KEY.Key_Return)
    comes_in(person)
    person.sees("Het sleutelbestand naast de kluis is hersteld: de wachtzinnen werken weer.")
    assert keys_path(house.file).read_bytes() == whole
    person.locks()
    person.unlocks()


def test_a_lost_keyring_asks_for_the_passphrase_and_makes_no_file(house: House) -> None:
    house.furnish()
    house.program.secrets = Safe()
    person = house.window()
    person.ticks("Onthouden op deze computer")
    person.window.door.unlock.focus_passphrase()
    person.unlocks()
    person.locks()
    person.sees("Deze computer onthoudt de sleutel")
    house.program.secrets.kept.clear()
    before = {each.name for each in house.folder.iterdir()}
    person.key(KEY.Key_Return)
    person.sees("Geef de wachtzin van deze kluis.")
    assert {each.name for each in house.folder.iterdir()} == before
    person.unlocks()


def test_an_older_file_is_gone_on_with_for_a_reason(house: House) -> None:
    house.program.secrets = Safe()
    house.furnish(replace(OFFICE, demo=False))
    older = house.folder / "gisteren"
    shutil.copy(house.file, older)
    logs(house, "eerst")
    shutil.copy(older, house.file)
    person = house.window()
    person.types(PASSPHRASE)
    person.key(KEY.Key_Return)
    person.sees("Deze kluis is ouder dan ze op deze computer al was")
    person.clicks("Toch verder…")
    dialog = person.dialog(OlderDialog)
    person.tabs_to(dialog.reason)
    person.types("Alleen deze kopie bleef over (verzonnen)")
    person.tabs_to(dialog.accepts)
    person.key(KEY.Key_Space)
    person.key(KEY.Key_Return, CTRL)
    comes_in(person)
    person.locks()
    person.unlocks()
    assert refs(house) == []


# ---- one writer --------------------------------------------------------------------------------


def test_a_second_window_writes_when_the_first_has_gone(house: House) -> None:
    """The second one is told who writes, may read, and writes once the first one has gone."""
    house.furnish()
    person = house.window()
    person.unlocks()
    second = house.window("second")
    second.comes_back()
    second.types(PASSPHRASE)
    second.key(KEY.Key_Return)
    second.sees("Alleen lezen openen")
    second.clicks("Alleen lezen openen")
    comes_in(second)
    second.sees("Alleen lezen: Ilse Modelaar werkt sinds", "in deze kluis, op")
    second.clicks("Opnieuw proberen")
    second.rests()
    second.sees("Nog niet vrij.", "Alleen lezen: Ilse Modelaar")
    gives(second, "people")
    here = second.frame.trail.here
    person.comes_back()
    person.locks()
    second.comes_back()
    second.frame.standing.read_only.look()
    second.rests()
    second.sees("De kluis is vrij: u kunt erin schrijven.")
    second.clicks("Beginnen schrijven")
    second.rests()
    second.sees("U kunt nu in de kluis schrijven.")
    second.sees_not("Alleen lezen")
    assert second.frame.trail.here == here
    assert second.window.menus.actions["new_request"].isEnabled()
