"""The register and Today over real case files: what stands there, what happens, what stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ikanda_case.app import intake, letters, steps
from ikanda_case.app.desk import Desk
from ikanda_case.domain.people import Parties, Person
from ikanda_case.ui.context import Context
from ikanda_case.ui.lists.register_view import RegisterView
from ikanda_case.ui.lists.today_view import TodayView
from ikanda_case.ui.look.theme import Look
from tests.support.cases import TODAY
from tests.ui.rooms import (
    Told,
    context_at,
    cut,
    furnished_desk,
    nameless,
    open_case,
    settle,
    shown,
    too_small,
    words_in,
)

LATE_ON, SOON_ON = TODAY - timedelta(days=45), TODAY - timedelta(days=29)
HOSTILE = "<b>Vet</b><img src=x>\u202e" + "N" * 100_000


def person(name: str) -> Parties:
    address = ("Fictiestraat 1", "0000 Nergenshuizen")
    return Parties.herself(Person(name, address, f"{len(name)}@voorbeeld.example"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A late case, one due soon, one with time, and something that waits."""
    made = furnished_desk(tmp_path)
    open_case(made, b"1", received_on=LATE_ON, parties=person("Hilde Fictief"))
    open_case(made, b"2", received_on=SOON_ON, parties=person("Bram Verzonnen"), rights=("ERASE",))
    open_case(made, b"3", received_on=TODAY, parties=person("Nora Voorbeeld"))
    intake.take_in(made, "wacht.eml", b"From: a@voorbeeld.example\n\nDag")
    yield made
    made.file.close()  # type: ignore[attr-defined]


def register(
    qtbot: QtBot, context: Context, key: str = "todo", *, width: int = 1200
) -> RegisterView:
    view = RegisterView(context)
    shown(qtbot, view, width)
    view.show_list(key)
    settle(qtbot, context)
    return view


def refs(view: RegisterView) -> list[str]:
    rows = view._case_rows
    return [rows.row_at(place).cells[0].text[-4:] for place in range(rows.rowCount())]


def today_view(qtbot: QtBot, context: Context, *, width: int = 1200) -> TodayView:
    view = TodayView(context)
    view.refresh()
    shown(qtbot, view, width)
    settle(qtbot, context)
    return view


def test_each_list_holds_what_its_name_says(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    context, _ = window
    view = register(qtbot, context)
    held = {}
    for key in ("todo", "late", "week", "unassigned", "closed"):
        view.show_list(key)
        settle(qtbot, context)
        held[key] = refs(view)
    assert held["todo"] == ["0001", "0002", "0003"]
    assert held["late"] == ["0001"]
    assert held["week"] == ["0001", "0002"]
    assert held["unassigned"] == ["0001", "0002", "0003"]
    assert held["closed"] == []


def test_typing_narrows_the_list_and_clearing_widens_it(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    view = register(qtbot, context)
    view.focus_filter()
    QTest.keyClicks(view.focusWidget(), "verzonnen")
    qtbot.waitUntil(lambda: refs(view) == ["0002"])
    QTest.keyClick(view.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(refs(view)) == 3)


def test_an_empty_list_says_so_and_how_to_go_on(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    context, _ = window
    view = register(qtbot, context)
    view.show_words("bestaat niet")
    settle(qtbot, context)
    assert refs(view) == []
    assert "Geen zaken voldoen aan dit filter." in words_in(view)


def test_the_keyboard_opens_a_case(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    context, told = window
    view = register(qtbot, context)
    table = view._cases
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    view.complete_step()
    assert told.cases == [(2, ""), (2, "")]


def test_the_pane_shows_the_chosen_case_and_follows_its_changes(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    view = register(qtbot, context)
    settle(qtbot, context)
    assert "Hilde Fictief" in words_in(view._pane)
    desk = context.desk
    context.act(lambda: steps.assign(desk, 1, "p2"), view)
    qtbot.waitUntil(lambda: "Rik Ontwerp" in words_in(view._pane))


def test_a_narrow_window_gives_the_room_to_the_list(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    view = register(qtbot, context, width=840)
    assert not view._pane.isVisible()
    view.resize(1200, 700)
    assert view._pane.isVisible()


def test_what_waits_is_listed_and_opened(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    context, told = window
    view = register(qtbot, context, "waiting")
    assert "wacht.eml" in words_in(view)
    view.complete_step()
    assert told.items == [4]


def test_the_order_a_person_chose_survives_a_change(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    view = register(qtbot, context)
    table = view._cases
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    settle(qtbot, context)
    assert refs(view) == ["0003", "0002", "0001"]
    open_case(context.desk, b"5", received_on=TODAY, parties=person("Els Oefening"))
    view.refresh()
    settle(qtbot, context)
    assert refs(view) == ["0004", "0003", "0002", "0001"]


def test_today_puts_the_late_case_first_and_opens_it(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, told = window
    view = today_view(qtbot, context)
    first = view._first.model()
    assert [row.cells[1].text[-4:] for row in first.rows] == ["0001", "0002"]  # type: ignore[attr-defined]
    assert "wacht.eml" in words_in(view)
    view.complete_step()
    assert told.cases == [(1, "")]


def test_a_day_of_the_strip_opens_its_list(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    context, told = window
    view = today_view(qtbot, context)
    strip = view._strip
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Left)
    assert strip.accessibleDescription() == "te laat: 1 uiterste dagen"
    QTest.keyClick(strip, Qt.Key.Key_Return)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() - 3, 20))
    assert told.lists == ["late", "week"]


def test_a_quiet_day_says_when_the_next_last_day_is(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    desk = furnished_desk(tmp_path)
    with context_at(desk, look) as (context, _):
        view = today_view(qtbot, context)
        assert "Er is geen enkele zaak open." in words_in(view)
        assert not view._open.isEnabled()
        assert view._open.accessibleDescription() == "Er is geen enkele zaak open."
        open_case(desk, received_on=TODAY)
        view.refresh()
        settle(qtbot, context)
        assert "Niets dringends." in words_in(view)
        assert "woensdag 23 december 2026" in words_in(view)
    desk.file.close()  # type: ignore[attr-defined]


def test_a_letter_in_progress_stands_on_today(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    context, told = window
    steps.identity_not_needed(context.desk, 3, "Verzonnen reden.", TODAY)
    letters.draft(context.desk, 3, letters.Wish(kind="L05"), TODAY)
    view = today_view(qtbot, context)
    assert [row.key for row in view._letters.model().rows] == ["3"]  # type: ignore[attr-defined]
    view._letters.opened.emit("3")
    assert told.cases == [(3, "")]


def test_today_names_what_each_case_needs_and_opens_it_there(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, told = window
    view = today_view(qtbot, context)
    needs, rows = view.needs, view.needs.table.model().rows  # type: ignore[attr-defined]
    assert [row.key for row in rows] == ["1", "2", "3"], "what is late by law comes first"
    assert "Zoekopdrachten geven (streefdoel)" in rows[0].cells[2].tip
    assert "Niemand behandelt de zaak" in rows[2].cells[2].tip
    needs.table.opened.emit("1")
    assert told.cases == [(1, "letters")], "to acknowledge is the first of its targets"


def test_a_need_that_is_met_leaves_today(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    context, _ = window
    view = today_view(qtbot, context)
    assert "Niemand behandelt de zaak" in words_in(view.needs)
    for stream in (1, 2, 3):
        context.changed.emit(steps.assign(context.desk, stream, "p1"))
    qtbot.waitUntil(lambda: "Niemand behandelt" not in words_in(view.needs))
    settle(qtbot, context)


def test_the_first_needs_are_shown_and_all_when_they_are_asked_for(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    for number in range(9):
        open_case(context.desk, b"n%d" % number, received_on=TODAY)
    view = today_view(qtbot, context)
    model = view.needs.table.model()
    assert model.rowCount() == 8 and view.needs.action.isVisible()
    view.needs.action.click()
    assert model.rowCount() == 12 and not view.needs.action.isVisible()


def test_nothing_of_a_case_stays_after_clearing(qtbot: QtBot, window: tuple[Context, Told]) -> None:
    context, _ = window
    views = [register(qtbot, context), today_view(qtbot, context)]
    views[0].show_words("Hilde")  # type: ignore[attr-defined]
    settle(qtbot, context)
    assert all("Hilde" in words_in(view) for view in views)
    for view in views:
        view.refresh()
        view.clear()
    settle(qtbot, context)
    for view in views:
        said = words_in(view)
        assert not [word for word in ("Hilde", "Bram", "Nora", "AVG-", "wacht.eml") if word in said]


@pytest.mark.parametrize("lang", ["nl", "fr", "de", "en"])
@pytest.mark.parametrize("width", [848, 1200])
def test_everything_is_named_large_enough_and_whole(
    qtbot: QtBot, look: Look, desk: Desk, lang: str, width: int
) -> None:
    with context_at(desk, look, lang=lang) as (context, _):
        for view in (
            register(qtbot, context, width=width),
            today_view(qtbot, context, width=width),
        ):
            assert nameless(view) == []
            assert too_small(view) == []
            qtbot.waitUntil(
                lambda view=view: cut(view) == []
            )  # the last layout pass may still come
            assert view.minimumSizeHint().width() <= width
            view.close()


def test_a_hostile_name_changes_nothing_but_its_own_cell(
    qtbot: QtBot, window: tuple[Context, Told]
) -> None:
    context, _ = window
    hostile = replace(person("x"), requester=Person(HOSTILE, email="x@voorbeeld.example"))
    open_case(context.desk, b"6", received_on=LATE_ON - timedelta(days=7), parties=hostile)
    view = register(qtbot, context)
    settle(qtbot, context)
    assert refs(view)[0] == "0004"
    assert "⟦RLO⟧" in words_in(view._pane)
    assert max(len(line) for line in words_in(view).splitlines()) < 1000
    assert view.minimumSizeHint().width() <= 1200
    assert view.width() == 1200
