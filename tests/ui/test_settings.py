"""The settings: the office and its people are entries, the looks are this computer's."""

from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ikanda_case.domain.facts import OfficeDescribed
from ikanda_case.domain.office import Office
from ikanda_case.ui.frame.desk_frame import DeskFrame
from ikanda_case.ui.frame.places import Place
from ikanda_case.ui.look.measures import Density
from ikanda_case.ui.look.theme import Appearance, Look
from ikanda_case.ui.main_window import MainWindow
from ikanda_case.ui.models.enterprise_number import is_mistyped
from ikanda_case.ui.models.office_form import addresses_of, addresses_text, lines_of
from ikanda_case.ui.models.people_rows import next_person
from ikanda_case.ui.settings.keys_page import KeysPage
from ikanda_case.ui.settings.looks_page import LooksPage
from ikanda_case.ui.settings.office_page import OfficePage
from ikanda_case.ui.settings.people_page import PeoplePage
from ikanda_case.ui.settings.settings_view import SettingsView
from tests.ui.shell_parts import (
    FILE,
    MemoryGate,
    make_window,
    remembered_in,
    rest,
    unlock,
    words_in,
)


class Open:
    """A window with its settings shown."""

    def __init__(self, qtbot: QtBot, look: Look, folder: Path) -> None:
        self.qtbot = qtbot
        self.gate = MemoryGate()
        self.gate.put(FILE)
        self.window: MainWindow = make_window(qtbot, look, self.gate, folder)
        self.window.start()
        self.window.show()
        self.frame: DeskFrame = unlock(qtbot, self.window)

    def show(self, section: str) -> SettingsView:
        self.frame.go(Place("settings", section))
        self.rest()
        view = self.frame.pages.currentWidget()
        assert isinstance(view, SettingsView)
        return view

    def rest(self) -> None:
        rest(self.qtbot, self.window)

    def office(self) -> Office:
        with self.frame.context.desk.file.reading() as now:
            return now.office()


@pytest.fixture
def opened(qtbot: QtBot, look: Look, tmp_path: Path) -> Open:
    return Open(qtbot, look, tmp_path)


def office_page(opened: Open) -> OfficePage:
    page = opened.show("office").pages["office"]
    assert isinstance(page, OfficePage)
    return page


def people_page(opened: Open) -> PeoplePage:
    page = opened.show("people").pages["people"]
    assert isinstance(page, PeoplePage)
    return page


# ---- the office --------------------------------------------------------------------------------


def test_every_answer_about_the_office_can_be_changed(opened: Open) -> None:
    page = office_page(opened)
    for name, line in page.lines.items():
        line.setText(f"nieuw {name}" if name != "mailbox" else "nieuw@voorbeeld.example")
    page.address.setPlainText("Verzonnenlaan 3\n9000 Nergens")
    page.intake.setPlainText("Verzonnenlaan 3, 9000 Nergens\nPostbus 1, 9000 Nergens")
    page.hosts.setText("mx.een.example, mx.twee.example")
    page.complete_step()
    opened.rest()
    said = opened.office().described
    before = OfficeDescribed()
    unchanged = [
        each.name
        for each in fields(OfficeDescribed)
        if getattr(said, each.name) == getattr(before, each.name)
    ]
    assert unchanged == ["demo"]
    assert said.address == ("Verzonnenlaan 3", "9000 Nergens")
    assert said.intake_addresses[1] == ("Postbus 1", "9000 Nergens")
    assert said.mail_hosts == ("mx.een.example", "mx.twee.example")
    assert opened.office().fingerprint, "an office that is described can sign"


def test_nothing_can_be_recorded_while_nothing_changed(opened: Open) -> None:
    page = office_page(opened)
    assert not page.keep.isEnabled()
    assert "Er is niets gewijzigd" in words_in(page)
    page.lines["function"].setText("Iets anders")
    assert page.keep.isEnabled()
    page.undo.click()
    assert page.lines["function"].text() == opened.office().described.function
    assert not page.keep.isEnabled()


def test_what_is_missing_for_a_letter_is_named(opened: Open) -> None:
    page = office_page(opened)
    page.lines["signatory"].clear()
    page.complete_step()
    opened.rest()
    assert "Er kan nog geen brief uitgaan" in words_in(page)
    assert "Nog in te vullen: Ondertekenaar." in words_in(page)


def test_a_wrong_mailbox_is_said_at_its_field(opened: Open) -> None:
    page = office_page(opened)
    before = opened.office().version
    page.lines["mailbox"].setText("geen adres")
    page.complete_step()
    opened.rest()
    assert page.lines["mailbox"].accessibleDescription()
    assert opened.office().version == before
    assert page.keep.isEnabled()


def test_what_is_being_typed_survives_a_refresh(opened: Open) -> None:
    page = office_page(opened)
    page.lines["contact"].setText("tel. 111")
    page.refresh()
    opened.rest()
    assert page.lines["contact"].text() == "tel. 111"


def test_a_read_only_file_says_why_nothing_can_be_recorded(qtbot: QtBot, opened: Open) -> None:
    opened.frame.context.read_only = "asked"
    page = office_page(opened)
    page.lines["contact"].setText("tel. 111")
    assert not page.keep.isEnabled()
    assert "geopend om te lezen" in page.keep.toolTip()


# ---- people ------------------------------------------------------------------------------------


def test_a_colleague_is_added_with_a_role(opened: Open) -> None:
    page = people_page(opened)
    assert "Vul een naam in" in words_in(page)
    page.name.setText("Rik Ontwerp")
    assert "Kies minstens één rol" in words_in(page)
    page.roles.boxes["approver"].click()
    page.complete_step()
    opened.rest()
    assert opened.office().people["p2"].name == "Rik Ontwerp"
    assert opened.office().people["p2"].roles == ("approver",)
    assert "Rik Ontwerp" in words_in(page.table) and "goedkeurder" in words_in(page.table)
    assert page.name.text() == ""


def test_a_colleague_is_changed_under_the_same_number(opened: Open) -> None:
    page = people_page(opened)
    page.table.choose("p1")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.name.text() == "Ilse Modelaar"
    page.name.setText("Ilse Modelaar-Fictief")
    page.complete_step()
    opened.rest()
    assert list(opened.office().people) == ["p1"]
    assert opened.office().people["p1"].name == "Ilse Modelaar-Fictief"


# ---- looks and keys ----------------------------------------------------------------------------


def looks_page(opened: Open) -> LooksPage:
    page = opened.show("looks").pages["looks"]
    assert isinstance(page, LooksPage)
    return page


def press(page: LooksPage, what: str, key: str) -> None:
    page.segments[what].choose(key)
    page.segments[what].chosen.emit(key)


def colours(look: Look) -> str:
    return look.tokens.name


def test_colours_hold_at_once_are_kept_and_can_be_undone(
    opened: Open, look: Look, tmp_path: Path
) -> None:
    page = looks_page(opened)
    press(page, "appearance", "dark")
    assert colours(look) == "dark"
    assert remembered_in(tmp_path).appearance is Appearance.DARK
    opened.window.menus.actions["undo"].trigger()
    assert colours(look) == "light"
    assert page.segments["appearance"].current == "light"


def test_the_distance_of_rows_is_kept(opened: Open, look: Look, tmp_path: Path) -> None:
    press(looks_page(opened), "density", "roomy")
    assert look.density is Density.ROOMY
    assert remembered_in(tmp_path).density is Density.ROOMY


def test_another_language_makes_the_window_anew_in_the_same_place(
    opened: Open, tmp_path: Path
) -> None:
    press(looks_page(opened), "language", "fr")
    opened.rest()
    assert opened.window.lang == "fr" and remembered_in(tmp_path).lang == "fr"
    assert opened.window.menus.menus["file"].title() == "&Fichier"
    frame = opened.window.frame
    assert frame is not None and frame.trail.here == Place("settings", "looks")
    assert "Langue de la fenêtre" in words_in(frame.pages)
    frame.undo()
    opened.rest()
    assert opened.window.lang == "nl"


def test_single_keys_can_be_switched_off(opened: Open, tmp_path: Path) -> None:
    page = opened.show("keys").pages["keys"]
    assert isinstance(page, KeysPage)
    actions = opened.window.menus.actions
    assert len(actions["copy_ref"].shortcuts()) == 2
    page.single.click()
    assert len(actions["copy_ref"].shortcuts()) == 1
    assert not remembered_in(tmp_path).single_keys
    assert "Ctrl+Shift+C" in words_in(page.table)


def test_locking_leaves_nothing_of_the_office_in_the_settings(opened: Open) -> None:
    view = opened.show("office")
    people_page(opened)
    assert "Ilse Modelaar" in words_in(view)
    view.clear()
    assert "Ilse Modelaar" not in words_in(view)
    assert "IKANDA BV (FICTIEF)" not in words_in(view)


# ---- values ------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["", "0403.170", "0403.170.701", "BE 0403 170 701"])
def test_a_right_or_unfinished_enterprise_number(number: str) -> None:
    assert not is_mistyped(number)


@pytest.mark.parametrize("number", ["0403.170.702", "0000.000.000", "04031707011"])
def test_a_mistyped_enterprise_number(number: str) -> None:
    assert is_mistyped(number)


def test_addresses_are_typed_and_shown_the_same_way() -> None:
    text = "Achterstraat 17, 9450 Haaltert\nKerkstraat 76, 9406 Ninove"
    assert addresses_text(addresses_of(text)) == text
    assert addresses_of(" \n,\n") == ()
    assert lines_of(" een \n\n twee ") == ("een", "twee")


def test_the_next_person_gets_a_free_number() -> None:
    assert next_person([]) == "p1"
    assert next_person(["p1", "p3", "vfi"]) == "p4"
