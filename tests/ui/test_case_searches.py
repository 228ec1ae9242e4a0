"""The search tasks of a case: proposed, ordered together, chased, and given their result."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ikanda_case.ui.case.case_view import CaseView
from ikanda_case.ui.case.dialogs.searching import (
    ChaseSearchDialog,
    OrderSearchDialog,
    SearchResultDialog,
)
from ikanda_case.ui.case.searches_side import SearchesSide
from ikanda_case.ui.look.theme import Look
from tests.ui.rooms import nameless, words_in
from tests.ui.test_case_view import Stage, dialog_of

KEY, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def stage(qtbot: QtBot, look: Look) -> Iterator[Stage]:
    made = Stage(look)
    qtbot.addWidget(made.view)
    made.view.resize(1300, 900)
    made.view.show()
    yield made
    made.jobs.close(10)
    made.gate.program.readers.close()


def side_of(view: CaseView) -> SearchesSide:
    side = view.sides["searches"]
    assert isinstance(side, SearchesSide)
    return side


def order_two(qtbot: QtBot, view: CaseView) -> tuple[str, ...]:
    """Order the first two searches by keyboard; return their systems."""
    side = side_of(view)
    side.table.setFocus()
    QTest.keyClick(side.table, KEY.Key_Home)
    QTest.keyClick(side.table, KEY.Key_Down, SHIFT)
    chosen = side.chosen
    assert len(chosen) == 2
    QTest.keyClick(side.table, KEY.Key_Return)
    dialog = dialog_of(view, OrderSearchDialog)
    assert isinstance(dialog, OrderSearchDialog)
    dialog.owner.clear()
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.fields["owner"].error != "")
    QTest.keyClicks(dialog.owner, "dienst IT")
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(view.now and len(view.now.case.searches) == 2))
    return chosen


def test_searches_are_proposed_and_ordered_together(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot, "searches")
    side = side_of(view)
    assert side.isVisible()
    assert "voorgesteld" in words_in(side)
    assert nameless(side) == []
    assert not side.buttons["search_result"].isEnabled()
    chosen = order_two(qtbot, view)
    assert view.now is not None
    assert tuple(each.system for each in view.now.case.searches) == chosen
    assert {each.owner for each in view.now.case.searches} == {"dienst IT"}


def test_a_search_is_chased_and_gives_its_result(qtbot: QtBot, stage: Stage) -> None:
    view = stage.shown(qtbot, "searches")
    system = order_two(qtbot, view)[0]
    side = side_of(view)
    side.table.choose(system)
    side.buttons["search_chase"].click()
    chase = dialog_of(view, ChaseSearchDialog)
    assert isinstance(chase, ChaseSearchDialog)
    QTest.keyClicks(chase.how, "telefoon")
    chase.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.searches[0].chased_on))
    assert "herinnerd ma 23 nov" in words_in(side)
    QTest.keyClick(side.table, KEY.Key_Return)
    result = dialog_of(view, SearchResultDialog)
    assert isinstance(result, SearchResultDialog)
    result.act.click()
    qtbot.waitUntil(lambda: result.fields["identifiers"].error != "")
    QTest.keyClicks(result.identifiers, "naam, e-mailadres")
    result.outcome.choose("nothing")
    result.numbers.click()
    result.act.click()
    qtbot.waitUntil(lambda: bool(view.now and view.now.case.searches[0].done_on))
    assert view.now is not None
    done = view.now.case.searches[0].done
    assert done is not None
    assert (done.outcome, done.identifiers) == ("nothing", "naam, e-mailadres")
    assert view.now.case.searches[0].chased_on == date(2026, 11, 23)
    assert "niets gevonden" in words_in(side)
    assert [each.opened.code for each in view.now.case.policy_tasks] == ["LAWFULNESS_CHECK"]
    side.table.choose(system)
    assert not side.buttons["search_chase"].isEnabled()


def test_nothing_of_a_case_stays_and_reading_only_closes_the_acts(
    qtbot: QtBot, stage: Stage
) -> None:
    stage.context.read_only = "asked"
    view = stage.shown(qtbot, "searches")
    side = side_of(view)
    assert not any(button.isEnabled() for button in side.buttons.values())
    view.clear()
    assert side.table.model().rowCount() == 0
