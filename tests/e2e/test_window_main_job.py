"""The main job from end to end in the real window, by keyboard and mouse, over the real parts."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QRadioButton,
)

from ikanda_case.ui.case.dialogs.decide import DecideDialog
from ikanda_case.ui.case.dialogs.handling import CloseDialog, ExecuteDialog
from ikanda_case.ui.case.dialogs.settle import SettleDialog
from ikanda_case.ui.door.wizard import NewFileWizard
from ikanda_case.ui.frame.places import TODAY, Place
from ikanda_case.ui.intake.optional_date import OptionalDate
from ikanda_case.ui.widgets.inputs import DayField
from ikanda_case.ui.widgets.line_edit import LineEdit
from ikanda_case.ui.widgets.page_view import PageView
from ikanda_case.ui.widgets.plain_text import PlainText
from ikanda_case.ui.widgets.table import Table
from tests.e2e.window_driver import ALT, CTRL, KEY, PASSPHRASE, SHIFT
from tests.e2e.window_house import DEMO, OFFICE, House
from tests.e2e.window_steps import (
    MAIL,
    WHY,
    begins_letter,
    has_letter_sent,
    log_case,
    opens_case,
    opens_late,
    settles_identity,
)

# ---- 1. the first run --------------------------------------------------------------------------


def test_a_new_file_is_made_locked_and_opened_again(house: House) -> None:
    person = house.window()
    window = person.window
    person.sees("Nieuwe kluis", "Kluis openen", "Demo bekijken")
    person.clicks("Nieuwe kluis")
    wizard = person.dialog(NewFileWizard)

    assert not wizard.next.isEnabled()
    person.sees("Kies eerst een adres", "Achterstraat 17, 9450 Haaltert")
    person.sees("Kerkstraat 76, 9406 Ninove", "Post op beide adressen telt als ontvangen")
    person.clicks(person.the(QRadioButton, "Kerkstraat 76"))
    person.clicks("Volgende")

    person.sees("Vul de mailbox in of kies Later invullen")
    person.clicks(person.the(QCheckBox, "Later invullen"))
    person.clicks("Volgende")

    person.sees("Vul uw naam in", "Wie de wachtzin verliest, verliest de kluis")
    person.sees("ondertekenaar", "privacymailbox")
    person.types("Ilse Modelaar")
    person.key(KEY.Key_Tab)
    person.types("geheim")
    person.sees("De wachtzin is nog te zwak", "zwak, nog niet te gebruiken")
    assert not wizard.next.isEnabled()
    person.key(KEY.Key_A, CTRL)
    person.types(PASSPHRASE)
    person.sees("Typ twee keer dezelfde wachtzin")
    person.tabs_to(wizard.phrase.again.line)
    person.types(PASSPHRASE)
    person.sees("Kies waar de kluis komt")
    person.clicks("Plaats kiezen…")
    person.picks_file(house.file)(person.dialog(QFileDialog))
    person.dialog(NewFileWizard)
    person.sees(str(house.file))
    assert not house.file.exists(), "nothing is stored before the last step"
    person.clicks("Kluis maken")
    person.waits(lambda: window.frame is not None)
    person.rests()
    person.comes_back()

    assert person.frame.trail.here == TODAY
    person.sees("Vandaag", "maandag 9 november 2026", "Ilse Modelaar, beheerder", "privacy.ikanda")
    person.key(KEY.Key_Comma, CTRL)
    person.sees("Kerkstraat 76", "Achterstraat 17", of=person.page)
    there = person.frame.trail.here

    person.locks()
    person.sees("Vergrendeld om", "Er staan geen gegevens meer op het scherm")
    line = window.door.unlock.passphrase.line
    person.waits(line.hasFocus)
    person.types("dit is een andere wachtzin")
    person.key(KEY.Key_Return)
    person.sees("Deze wachtzin opent deze kluis niet.")
    assert window.frame is None
    assert line.hasFocus() and line.selectedText() == line.text() != ""
    person.waits(window.door.unlock.unlock.isEnabled)
    person.unlocks()
    assert person.frame.trail.here == there == Place("settings", "office")
    person.sees("Kerkstraat 76", of=person.page)


# ---- 2. a mail becomes a sent letter -----------------------------------------------------------


def mail_story(house: House) -> None:
    house.furnish()
    person = house.window()
    person.unlocks()
    person.drops(MAIL)
    person.waits(lambda: person.frame.trail.here.kind == "item")
    person.rests()

    person.sees("Nora Verzinsel", "nora.verzinsel@post-voorbeeld.example")
    person.sees("donderdag 29 oktober 2026, 22:15 (Brussel)")
    assert "Ik wil GEEN nieuwsbrieven" in person.the(PlainText, "Bericht").toPlainText()
    person.sees(
        "Afmelden reclame", "vr 13 nov", "“GEEN nieuwsbrieven en geen acties meer”. Vrij zeker."
    )
    assert person.the(QCheckBox, "Afmelden reclame").isChecked()
    assert not person.the(QCheckBox, "Inzage").isChecked(), "what is uncertain is not ticked"
    person.ticks("Rechtzetting")
    person.ticks("Inzage")
    person.sees("ma 30 nov")
    person.writes(person.the(LineEdit, "Verzoeker"), "Nora Verzinsel-Fictief")
    person.waits(person.the_button("Zaak openen").isEnabled)
    opens_late(person)

    person.sees("AVG-2026-0001", "Nora Verzinsel-Fictief")
    rights = person.the(Table, "Rechten")
    assert rights.model().rowCount() == 3
    settles_identity(person)
    person.sees("niet nodig")
    person.key(KEY.Key_I, CTRL)
    person.sees(WHY, "Geen redelijke twijfel")
    begins_letter(person)
    has_letter_sent(person)

    person.clicks("Naar de zaak")
    person.rests()
    person.sees("Ons oordeel over B1: geldig, niets gewijzigd", "Verzonden (1)", "e-mail, ma 9 nov")
    person.key(KEY.Key_D, CTRL)
    person.rests()
    person.sees("Brief B1 verzonden op 9 november 2026", "Brief B1 ondertekend", "niet nodig")
    person.key(KEY.Key_8, ALT)
    person.rests()
    person.sees("AVG-2026-0001", "Nora Verzinsel-Fictief", "1 zaak")


@pytest.mark.offscreen
def test_a_dropped_mail_becomes_a_sent_letter(house: House) -> None:
    mail_story(house)


@pytest.mark.xvfb
def test_a_dropped_mail_becomes_a_sent_letter_on_a_screen(house: House) -> None:
    mail_story(house)


# ---- 3. a letter by post -----------------------------------------------------------------------


def post_story(house: House) -> None:
    house.furnish(replace(OFFICE, signatory=""))
    person = house.window()
    person.unlocks()
    person.key(KEY.Key_O, CTRL | SHIFT)
    person.sees("Brief innemen")
    with person.meeting(QFileDialog, person.picks_file(DEMO / "11-brief-post.pdf")):
        person.does_it()
    person.sees("Brief per post innemen", "Herkende feiten")
    person.rests()
    assert person.the(PageView).count == 1

    person.writes(person.the(LineEdit, "Verzoeker"), "Gerda Verzonnen")
    person.writes(person.the_named("Adres, één regel per lijn"), "Bedachtelaan 3")
    person.key(KEY.Key_Return)
    person.types("0000 Nergenshuizen")
    person.dates(person.the(DayField, "Aangekomen op"), date(2026, 11, 5))
    person.ticks("Inzage")
    dated = person.ticks("Datum op de brief").parentWidget()
    assert isinstance(dated, OptionalDate)
    person.dates(dated.edit, date(2026, 11, 6))
    person.waits(lambda: bool(dated.error))
    assert not person.the_button("Zaak openen").isEnabled()
    assert dated.error in person.words(dated), "said beside the day"
    person.dates(dated.edit, date(2026, 11, 3))
    person.waits(lambda: not dated.error)
    person.waits(person.the_button("Zaak openen").isEnabled)
    opens_late(person)
    person.sees("AVG-2026-0001", "Gerda Verzonnen", "ma 7 dec")

    settles_identity(person)
    begins_letter(person)
    person.sees("ondertekenaar", of=person.page)
    assert not person.the_button("Voorleggen ter goedkeuring").isEnabled()
    person.key(KEY.Key_Comma, CTRL)
    person.sees("Er kan nog geen brief uitgaan", "Ondertekenaar")
    person.writes(person.the(LineEdit, "Ondertekenaar"), "Rik Ontwerp (fictief)")
    person.does_it()
    person.sees("Het kantoor is vastgelegd in het journaal.")
    person.key(KEY.Key_Left, ALT)
    person.rests()
    person.waits(person.the_button("Voorleggen ter goedkeuring").isEnabled)
    person.does_it()
    person.sees("Deze bladzijde ligt ter goedkeuring")


@pytest.mark.offscreen
def test_a_letter_by_post_waits_for_what_the_office_must_say(house: House) -> None:
    post_story(house)


@pytest.mark.xvfb
def test_a_letter_by_post_waits_for_what_the_office_must_say_on_a_screen(house: House) -> None:
    post_story(house)


# ---- 4. an erasure is granted, carried out, followed up and closed ------------------------------


def erasure_story(house: House) -> None:
    house.furnish()
    stream = log_case(house, date(2026, 11, 5), ("ERASE",))
    person = house.window()
    person.unlocks()
    view = opens_case(person, stream)
    settles_identity(person)
    person.tabs_to(view.rights.table)
    person.key(KEY.Key_Return)
    person.fills_and_does(DecideDialog, lambda dialog: person.sees("Toekennen", of=dialog))
    person.sees("Toekennen", of=view.rights)

    person.menu(view.header.more, "Uitvoering vastleggen…")
    person.fills_and_does(
        ExecuteDialog, lambda dialog: (person.tabs_to(dialog.what), person.types("Webshop, CRM."))
    )
    begins_letter(person, "L07")
    person.sees("Nog 1 verplicht punt")
    person.writes(person.the_named("wat gedaan werd"), "Alles in webshop en CRM werd gewist.")
    has_letter_sent(person)
    person.clicks("Naar de zaak")
    person.rests()

    person.sees("Volgende stap: opvolgen wat uit de beslissing volgt")
    person.menu(view.header.more, "Afsluiten…")
    closing = person.dialog(CloseDialog)
    person.key(KEY.Key_Return, CTRL)
    person.sees("Deze zaak kan nog niet sluiten", "dochterondernemingen", of=closing)
    person.clicks("Naar de opvolging")
    person.comes_back()
    table = view.follow_ons.table
    person.waits(table.hasFocus)
    person.key(KEY.Key_Return)
    person.fills_and_does(SettleDialog, lambda _: person.types("Brief L15 van vandaag."))
    person.waits(table.hasFocus)
    person.key(KEY.Key_A, CTRL)
    person.tabs_to(view.follow_ons.not_needed)
    person.key(KEY.Key_Space)
    person.fills_and_does(SettleDialog, lambda _: person.types("Niets doorgegeven (nagekeken)."))
    person.sees("Volgende stap: zaak afsluiten", "Alles is opgevolgd")
    person.does_it()
    person.fills_and_does(CloseDialog, lambda _: None)
    person.sees("Afgesloten op maandag 9 november 2026")


@pytest.mark.offscreen
def test_an_erasure_is_followed_up_and_closed(house: House) -> None:
    erasure_story(house)


@pytest.mark.xvfb
def test_an_erasure_is_followed_up_and_closed_on_a_screen(house: House) -> None:
    erasure_story(house)
