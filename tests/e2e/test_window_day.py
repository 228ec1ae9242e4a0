"""A day at the window: a mistake, a manager, the keys, and what locking leaves."""

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
)

from ikanda_case.ui.case.dialogs.correct import CorrectDialog
from ikanda_case.ui.case.dialogs.handling import AssignDialog, NoteDialog, SeenDialog
from ikanda_case.ui.frame.places import Place
from ikanda_case.ui.widgets.lines import LineList
from tests.e2e.window_driver import ALT, CTRL, KEY, PASSPHRASE, SHIFT
from tests.e2e.window_house import House
from tests.e2e.window_sight import everything_held
from tests.e2e.window_steps import MAIL, WHY, begins_letter, log_case, opens_case, settles_identity
from tests.support.cases import MARIEKE

# ---- 4. a mistake is put right -----------------------------------------------------------------


def test_a_wrong_day_of_arrival_is_put_right(house: House) -> None:
    house.furnish()
    stream = log_case(house, date(2026, 11, 5))
    person = house.window()
    person.unlocks()
    view = opens_case(person, stream)
    person.sees("ma 7 dec", of=view.header)

    def fill(dialog: CorrectDialog) -> None:
        person.sees("Er is nog niets gewijzigd.")
        editor = dialog.editors["on"]
        person.dates(editor, date(2026, 11, 2))
        person.sees("Inzage: maandag 7 december 2026 wordt woensdag 2 december 2026")
        person.tabs_to(dialog.reason)
        person.types("De stempel op de omslag zegt 2 november.")

    person.key(KEY.Key_E, CTRL)
    person.fills_and_does(CorrectDialog, fill)
    person.sees("wo 2 dec", of=view.header)
    person.sees_not("7 dec", of=view.header)
    person.sees("Feit rechtgezet", "do 5 nov", "De stempel op de omslag", of=view.history)


# ---- 5. the manager ----------------------------------------------------------------------------


def test_a_manager_assigns_orders_and_reports_while_another_reads(house: House) -> None:
    house.furnish()
    stream = log_case(house, date(2026, 10, 1))
    person = house.window()
    person.unlocks()
    view = opens_case(person, stream)
    person.menu(view.header.more, "Toewijzen…")
    person.fills_and_does(AssignDialog, lambda each: person.chooses(each.person, "Rik Ontwerp"))
    person.sees("Rik Ontwerp", of=view.header)

    def order(dialog: SeenDialog) -> None:
        person.tabs_to(dialog.step)
        person.types("Bel de klant en bied een gesprek aan")
        person.dates(dialog.by, date(2026, 11, 12))

    person.menu(view.header.more, "Gezien door leidinggevende…")
    person.fills_and_does(SeenDialog, order)
    person.sees("Opdracht van de leidinggevende: Bel de klant", "Tegen", "12 november")

    person.row(person.the(LineList, "Navigatie"), "report")
    person.rests()
    person.sees("AVG-2026-0001", "Te laat", of=person.page)
    person.sees_not(MARIEKE.name, of=person.page)

    second = house.window("second")
    second.comes_back()
    second.types(PASSPHRASE)
    second.key(KEY.Key_Return)
    second.sees("Alleen lezen openen")
    second.clicks("Alleen lezen openen")
    second.waits(lambda: second.window.frame is not None)
    second.rests()
    second.sees("Alleen lezen: Ilse Modelaar werkt sinds", "U kunt alles lezen")
    read = opens_case(second, stream)
    second.sees("Opdracht van de leidinggevende")
    assert not read.header.letter.isEnabled()

    person.comes_back()
    view = opens_case(person, stream)
    person.menu(view.header.more, "Notitie…")

    def note(dialog: NoteDialog) -> None:
        person.tabs_to(dialog.text)
        person.types("Klant gebeld")

    person.fills_and_does(NoteDialog, note)
    second.comes_back()
    second.key(KEY.Key_F5)
    second.sees("Klant gebeld", of=read.history)


# ---- 6. keys, and what is left after locking ---------------------------------------------------


def keys_story(house: House) -> None:
    house.furnish()
    stream = log_case(house, date(2026, 10, 1))
    person = house.window()
    person.unlocks()
    for key in (KEY.Key_1, KEY.Key_2, KEY.Key_8):
        person.key(key, ALT)
        person.rests()
        assert person.out_of_reach() == []
    person.key(KEY.Key_1, ALT)
    person.rests()
    person.does_it()
    assert person.frame.trail.here == Place("case", "", stream)
    for key in (KEY.Key_D, KEY.Key_I, KEY.Key_B):
        person.key(key, CTRL)
        person.rests()
        assert person.out_of_reach() == []
    if QGuiApplication.platformName() != "offscreen":  # which never owns what was copied in it
        person.key(KEY.Key_C, CTRL | SHIFT)
        assert QApplication.clipboard().text() == "AVG-2026-0001"
    settles_identity(person)
    begins_letter(person)
    person.waits(person.the_button("Voorleggen ter goedkeuring").isEnabled)
    assert person.out_of_reach() == []
    person.drops(MAIL)
    person.waits(lambda: person.frame.trail.here.kind == "item")
    person.rests()
    assert person.out_of_reach() == []
    person.key(KEY.Key_Comma, CTRL)
    person.rests()
    assert person.out_of_reach() == []

    person.locks()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    held = everything_held()
    of_cases = ("Marieke", "Denkbeeld", "marieke@", "AVG-2026", "Nora", "Verzinsel", WHY, "drie-")
    assert [line for line in held.splitlines() if any(word in line for word in of_cases)] == []
    assert house.file.name in held, "which file it is may be read"


@pytest.mark.offscreen
def test_tab_reaches_everything_and_nothing_is_left_after_locking(house: House) -> None:
    keys_story(house)


@pytest.mark.xvfb
def test_tab_reaches_everything_and_nothing_is_left_on_a_screen(house: House) -> None:
    keys_story(house)
