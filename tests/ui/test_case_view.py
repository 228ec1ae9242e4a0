"""The page of a case: what it shows, what its next step does, what its dialogs refuse."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ikanda_case.app import office, steps
from ikanda_case.domain.case import Letter
from ikanda_case.domain.people import Person
from ikanda_case.ui.case.case_view import CaseView
from ikanda_case.ui.case.clock_side import ClockSide
from ikanda_case.ui.case.dialogs.attach import AttachDialog
from ikanda_case.ui.case.dialogs.base import DeedDialog
from ikanda_case.ui.case.dialogs.correct import CorrectDialog
from ikanda_case.ui.case.dialogs.decide import DecideDialog
from ikanda_case.ui.case.dialogs.handling import AssignDialog, CloseDialog, NoteDialog
from ikanda_case.ui.case.dialogs.identity import IdentityDialog
from ikanda_case.ui.case.dialogs.letter import LetterDialog
from ikanda_case.ui.case.request_side import RequestSide
from ikanda_case.ui.context import Context
from ikanda_case.ui.jobs import Jobs
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.label import PlainLabel
from tests.ui.rooms import cut, nameless, settle, words_in
from tests.ui.shell_parts import BlankPages, MemoryGate, log_case

PATH = Path("/kluizen/fictief.ikanda")
QUESTION = b"Ik wil weten welke gegevens u van mij hebt."


class Stage:
    """One case file in memory, one case in it, and the page that shows it."""

    def __init__(self, look: Look, *, read_only: str = "") -> None:
        gate = MemoryGate()
        gate.put(PATH)
        self.stream = log_case(gate, PATH, QUESTION)
        desk = replace(gate.program.desk(gate.vaults[PATH].file), clock=gate.clock, actor="p1")
        office.add_person(desk, "p2", "Rik Ontwerp", ("approver",))
        self.gate = gate
        self.desk = desk
        self.jobs = Jobs()
        with desk.file.reading() as now:
            known = now.office()
        self.context = Context(
            desk=desk, office=known, jobs=self.jobs, look=look, adapters=BlankPages(), lang="nl",
            read_only=read_only,
        )  # fmt: skip
        self.view = CaseView(self.context)

    def shown(self, qtbot: QtBot, tab: str = "") -> CaseView:
        """Show the case and wait until it stands there."""
        self.view.show_case(self.stream, tab)
        qtbot.waitUntil(lambda: self.view.now is not None)
        qtbot.waitUntil(lambda: self.jobs.is_idle, timeout=20_000)
        return self.view

    def settled(self) -> None:
        """Say that identity needs no check."""
        steps.identity_not_needed(self.desk, self.stream, "Bekend adres.", self.context.today())


@pytest.fixture
def stage(qtbot: QtBot, look: Look) -> Iterator[Stage]:
    made = Stage(look)
    qtbot.addWidget(made.view)
    made.view.resize(1200, 800)
    made.view.show()
    yield made
    made.jobs.close(10)
    made.gate.program.readers.close()


def words_of(view: CaseView) -> str:
    """Return every label's words."""
    return "\n".join(label.text() for label in view.findChildren(PlainLabel))


def dialog_of(view: CaseView, kind: type[DeedDialog]) -> DeedDialog:
    dialog = view.acts.dialog
    assert isinstance(dialog, kind)
    return dialog


def test_it_shows_the_case_and_its_next_step(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot)
    words = words_of(view)
    assert "AVG-2026-0001" in words
    assert "Marieke Denkbeeld" in words
    assert view.band.notice is not None
    assert view.band.notice.bold == "Volgende stap: identiteit bepalen"
    assert view.rights.chosen == "ACCESS"
    assert "Zaak AVG-2026-0001" in view.accessibleName()


def test_clearing_leaves_no_word_of_the_case(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot)
    view.clear()
    assert "Denkbeeld" not in words_of(view)
    assert "AVG-2026" not in words_of(view)
    assert view.rights.table.model().rowCount() == 0
    assert view.now is None


def test_the_next_step_settles_identity(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot)
    view.complete_step()
    dialog = dialog_of(view, IdentityDialog)
    assert isinstance(dialog, IdentityDialog)
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.fields["because"].error != "")
    dialog.because.setPlainText("Gevraagd vanaf het bekende adres.")
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.identity.code == "not_needed"))
    assert view.band.notice is not None
    assert view.band.notice.bold == "Volgende stap: antwoord opstellen"


def test_asking_for_identity_suspends_the_case(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot)
    view.acts.open("ask_identity")
    dialog = dialog_of(view, IdentityDialog)
    assert isinstance(dialog, IdentityDialog)
    assert not dialog.rungs.buttons["L5"].isEnabled()
    dialog.doubt.setPlainText("Het adres wijkt af van ons klantbestand.")
    dialog.rungs.buttons["L2"].click()
    dialog.on.set_day(date(2026, 11, 9))
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.clock.suspended))
    assert "Geschorst sinds maandag 9 november 2026" in words_of(view)


def test_a_refusal_without_a_ground_is_told_in_place(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot)
    view.acts.decide("ACCESS")
    dialog = dialog_of(view, DecideDialog)
    assert isinstance(dialog, DecideDialog)
    dialog.decision.choose("partly")
    dialog.decision.chosen.emit("partly")
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.fault.notice is not None)
    listed = [dialog.ground.itemData(n) for n in range(1, dialog.ground.count())]
    assert view.now is not None
    assert tuple(listed) == view.now.office.rulebook.rights.allowed("ACCESS")
    dialog.ground.setCurrentIndex(dialog.ground.findData("G07"))
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.fields["facts"].error != "")
    dialog.facts.setPlainText("Twee namen van derden.")
    for field in dialog.needed.fields.values():
        QTest.keyClicks(field.editor, "Hun recht weegt zwaarder.")
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.rows[0].decision == "partly"))


def test_a_correction_shows_the_move_before_it_is_kept(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot)
    view.acts.open("correct")
    dialog = dialog_of(view, CorrectDialog)
    assert isinstance(dialog, CorrectDialog)
    assert dialog.moves.text() == "Er is nog niets gewijzigd."
    dialog.editors["on"].set_day(date(2026, 11, 2))  # type: ignore[union-attr]
    assert "maandag 7 december 2026 wordt woensdag 2 december 2026" in dialog.moves.text()
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.fields["reason"].error != "")
    dialog.reason.setPlainText("De stempel zegt 2 november.")
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.received_on == date(2026, 11, 2)))


def test_a_new_letter_is_drafted_and_opened(qtbot: QtBot, stage: Stage) -> None:
    stage.settled()
    view = stage.shown(qtbot)
    view.complete_step()
    dialog = dialog_of(view, LetterDialog)
    assert isinstance(dialog, LetterDialog)
    assert dialog.kind.currentData() == "L01"
    with qtbot.waitSignal(stage.context.letter_wanted) as wanted:
        dialog.act.click()
    assert wanted.args == [stage.stream, "B1"]
    qtbot.waitUntil(lambda: bool(view.now and view.now.step.code == "finish_draft"))
    with qtbot.waitSignal(stage.context.letter_wanted) as wanted:
        view.complete_step()
    assert wanted.args == [stage.stream, "B1"]


def kind_of(dialog: LetterDialog, kind: str) -> None:
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))


def drafted(stage: Stage) -> Letter:
    with stage.context.desk.file.reading() as now:
        return now.case(stage.stream).letters[-1]


def test_a_notice_goes_to_a_recipient_of_the_data_map_in_the_language_of_choice(
    qtbot: QtBot, stage: Stage
) -> None:
    stage.settled()
    view = stage.shown(qtbot)
    view.complete_step()
    dialog = dialog_of(view, LetterDialog)
    assert isinstance(dialog, LetterDialog)
    who = dialog.addressee
    assert not who.name.isVisible()
    kind_of(dialog, "L15")
    assert who.name.isVisible()
    assert "Vul in aan wie" in dialog.act.toolTip()
    who.source.setCurrentIndex(who.source.findData("R08"))
    who.source.activated.emit(who.source.currentIndex())
    assert who.name.text() == "Leadinfo B.V., Rotterdam (NL)"
    dialog.way.choose("post")
    dialog._allow()
    assert "postadres" in dialog.act.toolTip()
    who.address.setPlainText("Verzonnenkade 1\n3000 AA Nergens\nNEDERLAND")
    who.language.setCurrentIndex(who.language.findData("en"))
    with qtbot.waitSignal(stage.context.letter_wanted):
        dialog.act.click()
    letter = drafted(stage)
    assert letter.draft.language == "en"
    assert letter.draft.addressee == Person(
        "Leadinfo B.V., Rotterdam (NL)", ("Verzonnenkade 1", "3000 AA Nergens", "NEDERLAND")
    )


def test_the_authority_is_filled_in_by_itself(qtbot: QtBot, stage: Stage) -> None:
    stage.settled()
    view = stage.shown(qtbot)
    view.complete_step()
    dialog = dialog_of(view, LetterDialog)
    assert isinstance(dialog, LetterDialog)
    kind_of(dialog, "L20")
    person = dialog.addressee.person()
    assert person.name == "Gegevensbeschermingsautoriteit (GBA)"
    assert person.address == ("Drukpersstraat 35", "1000 Brussel")
    dialog.way.choose("post")
    dialog._allow()
    assert dialog.act.isEnabled()
    kind_of(dialog, "L01")
    assert not dialog.addressee.name.isVisible()
    assert dialog.wish().addressee is None


@pytest.mark.parametrize("kind", ["L15", "L20", "L21", "L22"])
def test_the_addressee_is_named_and_whole_in_every_kind(
    qtbot: QtBot, stage: Stage, kind: str
) -> None:
    stage.settled()
    view = stage.shown(qtbot)
    view.complete_step()
    dialog = dialog_of(view, LetterDialog)
    assert isinstance(dialog, LetterDialog)
    kind_of(dialog, kind)
    settle(qtbot, stage.context)
    assert nameless(dialog) == []
    assert cut(dialog) == []
    assert dialog.addressee.source.count() > 1


def test_a_case_that_owes_an_answer_does_not_close(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot)
    view.acts.open("close")
    dialog = dialog_of(view, CloseDialog)
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.fault.notice is not None)
    assert dialog.isVisible()


def test_it_is_assigned_and_noted(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot)
    view.acts.open("assign")
    dialog = dialog_of(view, AssignDialog)
    assert isinstance(dialog, AssignDialog)
    dialog.person.setCurrentIndex(dialog.person.findData("p2"))
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.handler == "p2"))
    view.acts.open("note")
    note = dialog_of(view, NoteDialog)
    note.act.click()
    qtbot.waitUntil(lambda: note.fields["text"].error != "")


def test_a_piece_is_added_and_listed(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    scan = tmp_path / "omslag.txt"
    scan.write_bytes(b"een omslag")
    view = stage.shown(qtbot)
    view.acts.open("attach")
    dialog = dialog_of(view, AttachDialog)
    assert isinstance(dialog, AttachDialog)
    assert not dialog.act.isEnabled()
    dialog.set_path(scan)
    dialog.act.click()
    qtbot.waitUntil(lambda: "omslag.txt" in words_of(view))


def test_the_original_is_saved_byte_for_byte(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    view = stage.shown(qtbot)
    side = view.sides["request"]
    assert isinstance(side, RequestSide)
    with qtbot.waitSignal(stage.context.said):
        side.save_to(tmp_path / "origineel.txt")
    assert (tmp_path / "origineel.txt").read_bytes() == QUESTION
    with qtbot.waitSignal(stage.context.said) as said:
        side.save_to(tmp_path / "nergens" / "origineel.txt")
    assert "kon niet bewaard worden" in str(said.args[0])


def test_the_clock_tab_proves_the_date(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot, "clock")
    side = view.sides["clock"]
    assert isinstance(side, ClockSide)
    assert "Dus uiterlijk 7 december 2026." in words_of(view)
    assert side.extend.isEnabled()
    with qtbot.waitSignal(stage.context.said):
        side.steps.action.click()
    assert not view.rights.isVisible()


def test_what_if_answers_in_words_and_steps_and_writes_nothing(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot, "clock")
    side = view.sides["clock"]
    assert isinstance(side, ClockSide)
    asked = side.what_if
    assert asked.isVisible()
    assert view.now is not None
    entries = len(view.now.case.entries)
    asked.answered.set_day(date(2026, 11, 30))
    late = "Inzage: uiterlijk maandag 7 december 2026, streng maandag 7 december 2026"
    assert late in asked.said.text(), "asked later than the fifth working day: nothing moves"
    assert "Dat verandert niets." in asked.more.text()
    assert "Dus uiterlijk 7 december 2026." in words_in(asked.steps)
    asked.question.setCurrentIndex(asked.question.findData("clarification"))
    asked.answered.set_day(date(2026, 11, 20))
    assert "ligt vóór de vraag" in asked.said.text()
    view.refresh()
    qtbot.waitUntil(lambda: stage.jobs.is_idle)
    assert len(view.now.case.entries) == entries
    view.clear()
    assert asked.said.text() == ""


def test_menu_names_of_other_tabs_are_understood(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot, "deadline")
    assert view.tabs.current == "clock"
    view.show_case(stage.stream, "letters")
    assert view.tabs.current == "letters"


def test_a_narrow_page_hides_the_history(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot)
    assert view.history.isVisible()
    view.resize(880, 540)
    qtbot.waitUntil(lambda: not view.history.isVisible())


def test_nothing_can_be_written_when_reading_only(qtbot: QtBot, look: Look) -> None:
    stage = Stage(look, read_only="asked")
    qtbot.addWidget(stage.view)
    view = stage.shown(qtbot)
    button = view.band.action_button()
    assert button is not None
    assert not button.isEnabled()
    view.acts.open("note")
    assert view.acts.dialog is not None
    assert not view.acts.dialog.act.isEnabled()
    stage.jobs.close(10)
    stage.gate.program.readers.close()
