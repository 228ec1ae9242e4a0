"""What keeps a case from closing: listed, settled one by one or together, and named at the end."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from ikanda_case.app import rights, steps
from ikanda_case.app.desk import record
from ikanda_case.domain.facts import Decided, Drafted, RightAdded, Sent, Withdrawn
from ikanda_case.ui.case.case_view import CaseView
from ikanda_case.ui.case.dialogs.handling import CloseDialog
from ikanda_case.ui.case.dialogs.settle import SettleDialog
from ikanda_case.ui.case.dialogs.task import OpenTaskDialog, TaskDoneDialog
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.models.case_follow_ons import open_lines
from tests.ui.rooms import nameless, words_in
from tests.ui.test_case_view import Stage, dialog_of, words_of

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stage(qtbot: QtBot, look: Look) -> Iterator[Stage]:
    """A case in which everything was erased, answered and nothing was followed up yet."""
    made = Stage(look)
    desk, stream, today = made.desk, made.stream, made.context.today()
    made.settled()
    rights.add_right(desk, stream, RightAdded(right="ERASE", why="zelfde brief"), today)
    rights.withdraw(desk, stream, Withdrawn(rights=("ACCESS",), how="per brief"), today)
    steps.decide(desk, stream, Decided(right="ERASE", decision="granted"), today)
    with desk.work("send") as work:
        sent = Drafted(letter="B1", letter_kind="L07", rights=("ERASE", "ACCESS"), language="nl")
        record(work, stream, [(today, sent), (today, Sent(letter="B1", channel="email"))])
    steps.execute(desk, stream, "ERASE", "gewist in de webshop", today)
    qtbot.addWidget(made.view)
    made.view.resize(1300, 900)
    made.view.show()
    yield made
    made.jobs.close(10)
    made.gate.program.readers.close()


def still_open(view: CaseView) -> int:
    assert view.now is not None
    return len(open_lines(view.now))


def settle(qtbot: QtBot, view: CaseView, how: str, outcome: str = "") -> SettleDialog:
    """Answer the dialog that came up, by keyboard; the case is shown anew after it."""
    dialog = dialog_of(view, SettleDialog)
    assert isinstance(dialog, SettleDialog)
    if outcome:
        dialog.outcome.choose(outcome)
    QTest.keyClicks(dialog.how, how)
    before = still_open(view)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog.how, KEY.Key_Return, CTRL)
    qtbot.waitUntil(lambda: still_open(view) < before)
    return dialog


def test_the_next_step_leads_to_what_still_follows(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot)
    assert view.now is not None
    assert view.now.step.code == "follow_up"
    number = still_open(view)
    assert number > 10
    view.complete_step()
    assert view.tabs.current == "follow_ons"
    assert view.follow_ons.isVisible()
    assert f"{number} punten zijn open" in words_of(view)
    assert str(view.follow_ons.table.current_key).startswith("recipient_notice|ERASE|")
    assert nameless(view.follow_ons) == []


def test_one_point_is_settled_by_keyboard(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot, "follow_ons")
    number, side = still_open(view), view.follow_ons
    side.choose_first_open()
    first = str(side.table.current_key)
    QTest.keyClick(side.table, KEY.Key_Return)
    settle(qtbot, view, "Brief L15 van vandaag.")
    assert still_open(view) == number - 1
    assert view.now is not None
    kept = view.now.case.settled[-1]
    assert (f"{kept.code}|{kept.right}|{kept.subject}", kept.outcome) == (first, "done")
    assert kept.how == "Brief L15 van vandaag."


def test_all_are_settled_together_and_the_case_closes(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot, "follow_ons")
    view.follow_ons.table.setFocus()
    QTest.keyClick(view.follow_ons.table, KEY.Key_A, CTRL)
    view.follow_ons.settle.click()
    settle(qtbot, view, "Alle ontvangers zijn vandaag ingelicht.")
    assert still_open(view) == 0
    assert "Alles is opgevolgd" in words_of(view)
    assert view.now is not None
    assert view.now.step.code == "close"
    view.complete_step()
    dialog_of(view, CloseDialog).act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.closed))
    assert not view.follow_ons.settle.isEnabled()


def test_what_need_not_be_done_asks_why(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot, "follow_ons")
    side = view.follow_ons
    side.choose_first_open()
    QTest.keyClick(side.table, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    side.not_needed.click()
    dialog = dialog_of(view, SettleDialog)
    assert isinstance(dialog, SettleDialog)
    assert len(dialog.lines) == 2
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.fields["how"].error != "")
    assert still_open(view) > 0
    settle(qtbot, view, "Niets doorgegeven.", "disproportionate")
    assert view.now is not None
    assert [each.outcome for each in view.now.case.settled] == ["disproportionate"] * 2


def test_only_a_notice_can_be_impossible(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot, "follow_ons")
    view.acts.open("settle:done:suppression_entry|ERASE|")
    dialog = dialog_of(view, SettleDialog)
    assert isinstance(dialog, SettleDialog)
    closed = {
        button.text(): button.isEnabled() for button in dialog.outcome.findChildren(QRadioButton)
    }
    assert list(closed.values()) == [True, True, False, False]


def test_what_was_settled_can_be_settled_anew(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot, "follow_ons")
    side = view.follow_ons
    side.choose_first_open()
    key = str(side.table.current_key)
    QTest.keyClick(side.table, KEY.Key_Return)
    settle(qtbot, view, "Brief L15.")
    side.table.choose(key)
    assert side.chosen == (key,)
    side.not_needed.click()
    dialog = dialog_of(view, SettleDialog)
    assert isinstance(dialog, SettleDialog)
    QTest.keyClicks(dialog.how, "Toch niets doorgegeven.")
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(view.now and len(view.now.case.settled) == 2))
    assert view.now is not None
    assert view.now.case.settled[-1].outcome == "not_applicable"


def test_a_refused_closing_names_what_is_open_and_leads_there(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot)
    view.acts.open("close")
    dialog = dialog_of(view, CloseDialog)
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.fault.notice is not None)
    assert dialog.fault.notice is not None
    assert "dochterondernemingen" in dialog.fault.notice.plain
    assert "en nog" in dialog.fault.notice.plain
    button = dialog.fault.action_button()
    assert button is not None
    button.click()
    assert view.tabs.current == "follow_ons"
    assert view.follow_ons.isVisible()


def test_a_case_without_follow_up_says_so_and_clears(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot, "follow_ons")
    view.clear()
    assert view.follow_ons.table.model().rowCount() == 0
    assert not view.follow_ons.settle.isEnabled()
    assert view.follow_ons.standing.notice is None


def test_who_may_not_carry_out_may_only_look(qtbot: QtBot, stage: Stage) -> None:
    stage.context.read_only = "asked"
    view = stage.shown(qtbot, "follow_ons")
    view.follow_ons.choose_first_open()
    assert not view.follow_ons.settle.isEnabled()
    QTest.keyClick(view.follow_ons.table, KEY.Key_Return)
    assert view.acts.dialog is None


def test_a_policy_task_is_opened_and_mended_in_the_window(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot, "follow_ons")
    panel = view.follow_ons.tasks
    assert not panel.done.isVisible() and panel.table.model().rowCount() == 0
    panel.open_task.click()
    dialog = dialog_of(view, OpenTaskDialog)
    assert isinstance(dialog, OpenTaskDialog)
    dialog.code.setCurrentIndex(dialog.code.findData("COOKIE_TEXT"))
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.fields["what"].error != "")
    dialog.what.setPlainText("De tekst verwijst naar de browser.")
    dialog.owner.setText("Rik Ontwerp")
    dialog.act.click()
    qtbot.waitUntil(lambda: panel.table.model().rowCount() == 1)
    assert "Tekst over cookies" in words_in(panel) and "Rik Ontwerp" in words_in(panel)
    panel.done.click()
    mended = dialog_of(view, TaskDoneDialog)
    assert isinstance(mended, TaskDoneDialog)
    mended.how.setPlainText("Tekst herschreven.")
    mended.act.click()
    qtbot.waitUntil(lambda: "afgewerkt" in words_in(panel))
    assert not panel.done.isEnabled()
    view.clear()
    assert panel.table.model().rowCount() == 0
