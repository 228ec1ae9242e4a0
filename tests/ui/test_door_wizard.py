"""Making a new case file: nothing is chosen beforehand, nothing is stored before the end."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from ikanda_case.domain.office import Office
from ikanda_case.domain.roles import MAKERS
from ikanda_case.ui.door.entered import Entered
from ikanda_case.ui.door.mailbox_step import hosts_of, is_mailbox
from ikanda_case.ui.door.wizard import NewFileWizard
from ikanda_case.ui.jobs import Jobs
from ikanda_case.ui.look.theme import Look
from tests.ui.shell_parts import PASSPHRASE, MemoryGate, words_in

HAALTERT = ("Achterstraat 17", "9450 Haaltert")
NINOVE = ("Kerkstraat 76", "9406 Ninove")
PLACE = Path("/fictief/nieuw")


class Wizard:
    """The wizard with its gate, and what came out of it."""

    def __init__(self, qtbot: QtBot, look: Look) -> None:
        self.qtbot = qtbot
        self.gate = MemoryGate()
        self.jobs = Jobs()
        self.below = QWidget()
        qtbot.addWidget(self.below)
        self.view = NewFileWizard(look, self.gate, self.jobs, "nl", parent=self.below)
        self.made: list[Entered] = []
        self.left_typed: list[str] = []
        self.view.made.connect(self._on_made)
        self.view.show()

    def _on_made(self, entered: Entered) -> None:
        step = self.view.phrase
        self.left_typed = [step.phrase.text(), step.again.text()]
        self.made.append(entered)

    def rest(self) -> None:
        self.qtbot.waitUntil(lambda: self.jobs.is_idle)

    def to_mailbox(self) -> None:
        self.view.office.address.choose("haaltert")
        self.view.next.click()

    def to_passphrase(self) -> None:
        self.to_mailbox()
        self.view.mailbox.later.click()
        self.view.next.click()

    def fill_passphrase(self, phrase: str = PASSPHRASE, again: str = PASSPHRASE) -> None:
        step = self.view.phrase
        step.name.setText("Ilse Modelaar")
        step.phrase.line.setText(phrase)
        step.again.line.setText(again)
        step.set_path(PLACE)
        step._judge()
        self.rest()

    def office(self) -> Office:
        with self.made[0].opened.desk.file.reading() as now:
            return now.office()


@pytest.fixture
def wizard(qtbot: QtBot, look: Look) -> Wizard:
    return Wizard(qtbot, look)


def test_no_address_is_chosen_beforehand(wizard: Wizard) -> None:
    radios = wizard.view.office.findChildren(QRadioButton)
    assert [radio.isChecked() for radio in radios] == [False, False, False]
    assert not wizard.view.next.isEnabled()
    assert "Kies eerst een adres" in words_in(wizard.view)
    assert "Twee adressen in uw eigen teksten" in words_in(wizard.view)


@pytest.mark.parametrize(("choice", "sender"), [("haaltert", HAALTERT), ("ninove", NINOVE)])
def test_both_addresses_take_in_whichever_is_the_sender(
    wizard: Wizard, choice: str, sender: tuple[str, ...]
) -> None:
    wizard.view.office.address.choose(choice)
    said = wizard.view.described()
    assert said.address == sender
    assert said.intake_addresses == (HAALTERT, NINOVE)
    assert wizard.view.next.isEnabled()


def test_another_address_is_asked_in_full_and_takes_in_as_well(wizard: Wizard) -> None:
    office = wizard.view.office
    office.address.choose("other")
    assert office.street.isVisible()
    assert "Vul straat en gemeente in" in words_in(wizard.view)
    office.street.setText("Verzonnenlaan 3")
    office.town.setText("9000 Nergens")
    said = wizard.view.described()
    assert said.address == ("Verzonnenlaan 3", "9000 Nergens")
    assert said.intake_addresses == (HAALTERT, NINOVE, said.address)


def test_a_click_anywhere_in_the_panel_chooses_it(wizard: Wizard) -> None:
    panel = wizard.view.office.findChildren(QRadioButton)[1].parentWidget()
    assert panel is not None
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=panel.rect().bottomRight() / 2)
    assert wizard.view.office.address.current == "ninove"


def test_a_mistyped_enterprise_number_is_said_and_may_stand(wizard: Wizard) -> None:
    wizard.view.office.enterprise_number.setText("0123.456.789")
    wizard.view.office.address.choose("haaltert")
    assert "controlecijfers" in words_in(wizard.view.office.form)
    assert wizard.view.next.isEnabled()


def test_the_mailbox_has_no_default_and_may_come_later(wizard: Wizard) -> None:
    wizard.to_mailbox()
    step = wizard.view.mailbox
    assert step.mailbox.text() == "" and step.hosts.text() == ""
    assert not wizard.view.next.isEnabled()
    step.mailbox.setText("privacy")
    assert "geen volledig e-mailadres" in words_in(wizard.view)
    step.mailbox.setText("privacy@voorbeeld.example")
    assert wizard.view.next.isEnabled()
    step.later.click()
    assert wizard.view.described().mailbox == ""
    assert wizard.view.next.isEnabled()


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("", ()),
        ("mx.een.example", ("mx.een.example",)),
        (" a.example, b.example;c.example ", ("a.example", "b.example", "c.example")),
    ],
)
def test_mail_servers_are_read_from_a_line(text: str, hosts: tuple[str, ...]) -> None:
    assert hosts_of(text) == hosts


@pytest.mark.parametrize("text", ["", "a", "a@", "@b", "a@b@c", "a b@c"])
def test_what_is_no_mailbox(text: str) -> None:
    assert not is_mailbox(text)


def test_what_is_left_out_is_named_because_it_stops_letters(wizard: Wizard) -> None:
    wizard.to_passphrase()
    said = words_in(wizard.view.phrase)
    for name in ("ondernemingsnummer", "ondertekenaar", "functie", "contact", "privacymailbox"):
        assert name in said
    assert "weigert het programma elke brief" in said


def test_the_passphrase_is_judged_and_asked_twice(wizard: Wizard) -> None:
    wizard.to_passphrase()
    wizard.fill_passphrase("kort", "kort")
    assert "zwak" in words_in(wizard.view.phrase)
    assert "De wachtzin is nog te zwak" in words_in(wizard.view)
    wizard.fill_passphrase(PASSPHRASE, "iets anders")
    assert "sterk" in words_in(wizard.view.phrase)
    assert "Typ twee keer dezelfde wachtzin" in words_in(wizard.view)
    wizard.fill_passphrase()
    assert wizard.view.next.isEnabled() and wizard.view.next.text() == "Kluis maken"


def test_a_change_of_the_passphrase_is_judged_anew(wizard: Wizard) -> None:
    wizard.to_passphrase()
    wizard.fill_passphrase()
    wizard.view.phrase.phrase.line.setText("kort")
    assert not wizard.view.next.isEnabled()


def test_nothing_is_stored_before_the_last_step(wizard: Wizard) -> None:
    wizard.to_passphrase()
    wizard.fill_passphrase()
    assert wizard.gate.vaults == {}


def test_the_file_is_made_with_the_office_and_its_owner(wizard: Wizard) -> None:
    wizard.to_passphrase()
    wizard.fill_passphrase()
    wizard.view.next.click()
    wizard.qtbot.waitUntil(lambda: bool(wizard.made), timeout=20_000)
    office = wizard.office()
    assert list(wizard.gate.vaults) == [PLACE.with_suffix(".ikanda")]
    assert office.described.legal_name == "IKANDA BV"
    assert office.described.address == HAALTERT
    assert office.people["p1"].name == "Ilse Modelaar"
    assert office.people["p1"].roles == MAKERS
    assert len(office.fingerprint) == 64
    assert wizard.made[0].fault is None
    assert wizard.left_typed == ["", ""]


def test_a_name_that_is_taken_is_said_and_nothing_is_lost(wizard: Wizard) -> None:
    wizard.gate.put(PLACE.with_suffix(".ikanda"))
    wizard.to_passphrase()
    wizard.fill_passphrase()
    wizard.view.next.click()
    wizard.rest()
    assert wizard.made == []
    assert wizard.view.isVisible() and wizard.view.phrase.name.text() == "Ilse Modelaar"
    assert "staat al een bestand" in words_in(wizard.view)


def test_escape_asks_once_where_something_was_typed(wizard: Wizard) -> None:
    wizard.view.office.legal_name.setText("Iets BV")
    QTest.keyClick(wizard.view, Qt.Key.Key_Escape)
    assert wizard.view.isVisible()
    assert "Stoppen zonder kluis?" in words_in(wizard.view)
    QTest.keyClick(wizard.view, Qt.Key.Key_Escape)
    assert not wizard.view.isVisible()


def test_escape_leaves_at_once_where_nothing_was_typed(wizard: Wizard) -> None:
    QTest.keyClick(wizard.view, Qt.Key.Key_Escape)
    assert not wizard.view.isVisible()


def test_back_is_always_free(wizard: Wizard) -> None:
    wizard.to_passphrase()
    wizard.view.back.click()
    wizard.view.back.click()
    assert wizard.view.place == 0
    assert wizard.view.office.address.current == "haaltert"
