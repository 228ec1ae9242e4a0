"""Who opens the case file alone: given, changed and taken away in the settings, by real keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikanda_case.app import office
from ikanda_case.app.desk import Changes
from ikanda_case.domain.errors import EnvironmentFault
from ikanda_case.domain.roles import PERMITS, ROLES
from ikanda_case.store.casefile import create, open_with_passphrase
from ikanda_case.texts.roles import act_name
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.models.vault_words import initials, with_own_way
from ikanda_case.ui.settings.access_panel import AccessPanel
from ikanda_case.ui.settings.new_key_dialog import NewKeyDialog
from ikanda_case.ui.settings.people_page import PeoplePage
from ikanda_case.ui.settings.permits_panel import PermitsPanel
from ikanda_case.ui.vault import Way
from tests.support.casefiles import rulebook
from tests.support.clocks import SetClock
from tests.ui.rooms import context_at, make_desk, settle, shown, words_in
from tests.ui.vault_parts import ILSE, LOWEST, NEW, RIK, QuickKeys


class Room:
    """The people page over a file that Ilse opened with her passphrase."""

    def __init__(self, qtbot: QtBot, context: Context, page: PeoplePage, path: Path) -> None:
        self.qtbot = qtbot
        self.context = context
        self.page = page
        self.path = path
        self.said: list[str] = []
        context.said.connect(self.said.append)
        self.rest()

    @property
    def access(self) -> AccessPanel:
        assert self.page.access is not None
        return self.page.access

    def rest(self) -> None:
        settle(self.qtbot, self.context)

    def choose(self, person: str) -> None:
        self.page.table.choose(person)
        QTest.keyClick(self.page.table, Qt.Key.Key_Return)
        self.rest()

    def type_new(self, phrase: str, again: str = "") -> None:
        self.access.new.first.line.setText(phrase)
        self.access.new.again.line.setText(again or phrase)
        bar = self.access.new.first._strength
        self.qtbot.waitUntil(lambda: not bar.isHidden() and self.context.jobs.is_idle)

    def do(self) -> None:
        assert self.access.do.isEnabled(), self.access.do.toolTip()
        self.access.do.click()
        self.rest()

    def opens(self, phrase: str) -> str:
        """Return who the passphrase lets in; "-" for nobody."""
        try:
            with open_with_passphrase(
                self.path, phrase, rulebook(), SetClock(), read_only=True
            ) as file:
                return file.person
        except EnvironmentFault as fault:
            assert fault.code == "wrong_passphrase"
            return "-"


@pytest.fixture
def room(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Room]:
    path = tmp_path / "verzonnen.ikanda"
    clock = SetClock()
    with create(path, ILSE, "IM", rulebook(), clock, cost=LOWEST) as file:
        desk = make_desk(file, clock)
        office.add_person(desk, "p1", "Ilse Modelaar", ("handler", "administrator"))
        office.add_person(desk, "p2", "Rik Ontwerp", ("approver",))
        with context_at(desk, look) as (context, _told):
            context.adapters = QuickKeys(tmp_path)
            page = PeoplePage(context)
            shown(qtbot, page)
            yield Room(qtbot, context, page, path)


def give_rik(room: Room) -> None:
    room.choose("p2")
    room.access.give.click()
    room.type_new(RIK)
    room.do()


def test_the_list_says_who_has_a_way_in(room: Room) -> None:
    model = room.page.table.model()
    assert model is not None
    last = model.columnCount() - 1
    said = [model.index(row, last).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 1)]
    assert ["ja" in str(said[0]), "nee" in str(said[1])] == [True, True]


def test_a_colleague_gets_a_way_in_and_acts_in_her_own_name(room: Room) -> None:
    room.choose("p2")
    assert "Rik Ontwerp heeft geen eigen wachtzin" in words_in(room.access)
    room.access.give.click()
    assert room.access.label.text() == "RO"
    room.type_new(RIK)
    room.do()
    assert room.opens(RIK) == "p2"
    assert room.said == ["Rik Ontwerp opent de kluis nu met een eigen wachtzin."]
    assert RIK not in words_in(room.page)
    assert room.access.take.isVisible() and not room.access.give.isVisible()


@pytest.mark.parametrize(
    ("phrase", "again", "why"),
    [
        ("zwak", "", "nog te zwak"),
        (RIK, NEW, "twee keer dezelfde"),
    ],
)
def test_what_cannot_be_a_passphrase_says_why(
    room: Room, phrase: str, again: str, why: str
) -> None:
    room.choose("p2")
    room.access.give.click()
    room.type_new(phrase, again)
    assert not room.access.do.isEnabled()
    assert why in room.access.do.toolTip()


def test_a_passphrase_that_opens_the_file_already_is_refused_at_its_field(room: Room) -> None:
    room.choose("p2")
    room.access.give.click()
    room.type_new(ILSE)
    room.do()
    assert "opent de kluis al" in words_in(room.access.new)
    assert room.opens(ILSE) == "p1"
    assert room.access.do.isEnabled(), "another one may be typed"


def test_a_way_in_is_taken_away_after_the_honest_sentence(room: Room) -> None:
    give_rik(room)
    room.access.take.click()
    assert "Oude back-ups en kopieën gaan nog wel met de oude wachtzin open" in words_in(
        room.access
    )
    assert room.opens(RIK) == "p2", "asking is not taking"
    room.do()
    assert room.opens(RIK) == "-"
    assert room.opens(ILSE) == "p1"


def test_after_that_a_new_key_is_offered_and_may_wait(room: Room) -> None:
    give_rik(room)
    room.access.take.click()
    room.do()
    (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, NewKeyDialog)]
    room.rest()
    said = words_in(dialog)
    assert "Rik Ontwerp komt er met de eigen wachtzin niet meer in" in said
    assert "ook voor Rik Ontwerp" in said and "Herstelblad 1 opent de kluis dan niet meer" in said
    assert not dialog.act.isEnabled() and dialog.cancel.words == "Niet nu"
    asked: list[object] = []
    room.context.closed_work_wanted.connect(asked.append)
    dialog.cancel.click()
    room.rest()
    assert asked == [] and room.opens(ILSE) == "p1"


def test_one_changes_ones_own_passphrase_and_cannot_shut_oneself_out(room: Room) -> None:
    room.choose("p1")
    assert not room.access.take.isVisible()
    room.access.change.click()
    room.access.old.line.setText("een heel andere wachtzin")
    room.type_new(NEW)
    room.do()
    assert "opent deze kluis niet" in words_in(room.access.old)
    assert room.opens(ILSE) == "p1"
    room.access.old.line.setText(ILSE)
    room.do()
    assert (room.opens(ILSE), room.opens(NEW)) == ("-", "p1")
    assert room.said == ["Uw wachtzin is gewijzigd."]


def test_the_last_way_in_stays(room: Room, tmp_path: Path) -> None:
    desk = room.context.desk
    office.add_person(desk, "p2", "Rik Ontwerp", ("approver", "administrator"))
    room.context.desk = make_desk(desk.file, SetClock(), "p2")
    room.context.changed.emit(Changes(office=True))
    room.rest()
    room.choose("p1")
    room.access.take.click()
    room.do()
    assert "geen beheerder meer die hem kan openen" in words_in(room.access)
    assert room.opens(ILSE) == "p1"


def test_leaving_the_form_or_choosing_another_one_keeps_no_passphrase(room: Room) -> None:
    room.choose("p2")
    room.access.give.click()
    room.type_new(RIK)
    room.access.leave.click()
    assert RIK not in words_in(room.page)
    room.access.give.click()
    room.type_new(RIK)
    room.choose("p1")
    assert RIK not in words_in(room.page)
    room.choose("p2")
    assert room.access.give.isVisible()


def test_a_forgotten_passphrase_is_replaced_by_an_administrator(room: Room) -> None:
    give_rik(room)
    room.access.renew.click()
    assert "Voor wie de wachtzin vergat" in words_in(room.access)
    room.type_new(NEW)
    room.do()
    assert (room.opens(RIK), room.opens(NEW)) == ("-", "p2")
    assert "Nieuwe wachtzin gegeven aan Rik Ontwerp" in words_in(room.page.history)


def test_a_colleague_is_removed_with_a_reason_and_the_key_is_spoken_of(room: Room) -> None:
    give_rik(room)
    room.access.remove.click()
    assert "alleen een nieuwe sleutel van de kluis houdt die persoon buiten" in words_in(
        room.access
    )
    assert "Geef de reden" in room.access.do.toolTip()
    room.access.why.setText("uit dienst")
    room.do()
    assert room.opens(RIK) == "-"
    assert "Geef de kluis nu een nieuwe sleutel" in words_in(room.access)
    with room.context.desk.file.reading() as now:
        assert not now.office().may_act("p2")
    told = words_in(room.page.history)
    assert "Collega verwijderd: Rik Ontwerp" in told and "uit dienst" in told
    room.choose("p2")
    assert "mag hier niet meer handelen" in words_in(room.access)
    assert not room.access.remove.isVisible()


def test_the_page_tells_who_did_what_to_whose_access(room: Room) -> None:
    give_rik(room)
    told = words_in(room.page.history)
    for said in (
        "Toegang gegeven aan Rik Ontwerp",
        "Collega toegevoegd of gewijzigd: Rik Ontwerp (goedkeurder)",
        "Ilse Modelaar",
    ):
        assert said in told


def test_whoever_is_no_administrator_sees_why_and_changes_the_own_passphrase(
    qtbot: QtBot, room: Room, look: Look, tmp_path: Path
) -> None:
    give_rik(room)
    file = room.context.desk.file
    with context_at(make_desk(file, SetClock(), "p2"), look) as (context, _told):
        context.adapters = QuickKeys(tmp_path)
        page = PeoplePage(context)
        shown(qtbot, page)
        mine = Room(qtbot, context, page, room.path)
        why = "daarvoor is de rol beheerder nodig. Vraag Ilse Modelaar."
        assert not page.keep.isEnabled() and why in page.keep.toolTip()
        assert why in words_in(page)
        mine.choose("p1")
        assert not mine.access.take.isEnabled() and why in mine.access.take.toolTip()
        mine.choose("p2")
        assert mine.access.change.isEnabled()


def test_the_table_says_what_the_program_enforces(room: Room) -> None:
    panel = room.page.findChild(PermitsPanel)
    assert panel is not None
    model = panel.table.model()
    assert model.rowCount() == len(PERMITS)
    for row, (act, permit) in enumerate(PERMITS.items()):
        said = [
            model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
            for column in range(model.columnCount())
        ]
        assert act_name(act, "nl") in str(said[0])
        assert ["ja" in str(each).split() for each in said[1:]] == [
            role in permit.roles for role in ROLES
        ], said


def test_locking_leaves_no_name_and_no_passphrase(room: Room) -> None:
    room.choose("p2")
    room.access.give.click()
    room.type_new(RIK)
    room.page.clear()
    said = words_in(room.page)
    assert RIK not in said and "Rik Ontwerp" not in said


def test_the_label_is_the_initials() -> None:
    assert [initials(name) for name in ("Rik Ontwerp", "Ann van der Fictie", "", "¿ 9")] == [
        "RO",
        "AVDF",
        "",
        "",
    ]


def test_a_computers_key_is_no_way_in_of_ones_own() -> None:
    ways = [Way("computer", "pc", "p1"), Way("passphrase", "x", ""), Way("passphrase", "RO", "p2")]
    assert with_own_way(ways) == {"p2"}
