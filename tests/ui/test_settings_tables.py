"""Parameters, holidays and data map: nothing changes without a reason, nor unseen."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ikanda_case.app import intake, office, office_tables
from ikanda_case.app.desk import Desk
from ikanda_case.domain import facts as f
from ikanda_case.domain.data_map import TO_CONFIRM
from ikanda_case.domain.office import Office
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.models.map_rows import lines_of
from ikanda_case.ui.settings.calendar_page import CalendarPage, DayPane
from ikanda_case.ui.settings.data_map_page import DataMapPage, LinePane
from ikanda_case.ui.settings.policy_page import PolicyPage, PolicyPane
from ikanda_case.ui.settings.table_page import TablePage
from tests.support.cases import a_receipt
from tests.support.desks import memory_desk
from tests.ui.rooms import (
    context_at,
    require_whole,
    settle,
    shown,
    words_in,
)

DUE = date(2026, 12, 7)
"""Of the one case that runs; a Monday."""


@pytest.fixture
def desk() -> Desk:
    made = memory_desk()
    office.add_person(made, "p1", "Ilse Modelaar", ("intake", "handler", "administrator"))
    stream = intake.take_in(made, "brief.txt", b"Ik wil inzage.").stream
    intake.open_case(made, stream, a_receipt())
    return made


@pytest.fixture
def context(desk: Desk, look: Look) -> Iterator[Context]:
    with context_at(desk, look) as (made, _):
        yield made


def page_of(qtbot: QtBot, context: Context, kind: type[TablePage]) -> TablePage:
    page = kind(context)  # type: ignore[call-arg]
    shown(qtbot, page, 1200, 900)
    settle(qtbot, context)
    return page


def counted(qtbot: QtBot, page: TablePage) -> None:
    """Wait until what moves was counted."""
    qtbot.waitUntil(lambda: page.pane.moves._found is not None or bool(page.pane.moves.refused))


def kept(qtbot: QtBot, page: TablePage, reason: str) -> None:
    page.pane.reason.setText(reason)
    assert page.pane.keep.isEnabled()
    page.complete_step()
    settle(qtbot, page.context)


def office_at(context: Context) -> Office:
    with context.desk.file.reading() as now:
        return now.office()


# ---- parameters ----------------------------------------------------------------------------------


def test_a_parameter_is_changed_with_its_reason_and_shows_who_did_it(
    qtbot: QtBot, context: Context
) -> None:
    page = page_of(qtbot, context, PolicyPage)
    pane = page.pane
    assert isinstance(pane, PolicyPane)
    page.table.choose("acknowledge_workdays")
    assert "Werkdagen om te bevestigen" in words_in(pane) and "huisregel" in words_in(pane)
    assert not pane.keep.isEnabled()
    pane.number.setValue(2)
    counted(qtbot, page)
    assert "Geef eerst een reden." in words_in(pane)
    assert "di 10 nov → ma 9 nov" in words_in(pane), "the office's own target moves with it"
    pane.moves.accept.click()
    kept(qtbot, page, "Afspraak van vandaag")
    assert office_at(context).policy.acknowledge_workdays == 2
    row = page.rows.rows[page.rows.row_of("acknowledge_workdays")]
    assert row.cells[3].text == "2" and row.cells[3].strong
    assert "Ilse Modelaar" in row.cells[5].text
    assert "Ilse Modelaar: Afspraak van vandaag" in words_in(pane)
    assert pane.reason.text() == "" and not pane.keep.isEnabled()


def test_a_reading_that_moves_dates_is_kept_only_once_they_were_accepted(
    qtbot: QtBot, context: Context
) -> None:
    page = page_of(qtbot, context, PolicyPage)
    pane = page.pane
    assert isinstance(pane, PolicyPane)
    page.table.choose("official_journal_days_rest")
    pane.choice.setCurrentIndex(pane.choice.findData("true"))
    counted(qtbot, page)
    assert "Geen enkele datum" in words_in(pane), "of the days near 7 December none is in a list"
    pane.choice.setCurrentIndex(pane.choice.findData("false"))
    assert pane.moves.isHidden() and not pane.keep.isEnabled()


def test_of_law_it_is_said_that_it_is_law(qtbot: QtBot, context: Context) -> None:
    page = page_of(qtbot, context, PolicyPage)
    page.table.choose("breach_hours")
    assert "Dit zegt de wet" in words_in(page.pane)


def test_whoever_may_not_change_it_sees_it_with_the_reason(qtbot: QtBot, context: Context) -> None:
    office.add_person(context.desk, "p9", "Nora Beheer", ("administrator",))
    office.add_person(context.desk, "p1", "Ilse Modelaar", ("handler",))
    with context_at(context.desk, context.look) as (own, _):
        page = page_of(qtbot, own, PolicyPage)
        pane = page.pane
        assert isinstance(pane, PolicyPane)
        page.table.choose("keep_years")
        pane.number.setValue(6)
        counted(qtbot, page)
        pane.reason.setText("x")
        assert not pane.keep.isEnabled() and "beheerder" in words_in(pane)


# ---- the calendar --------------------------------------------------------------------------------


def test_a_new_holiday_lists_the_case_that_moves_and_waits_for_a_person(
    qtbot: QtBot, context: Context
) -> None:
    page = page_of(qtbot, context, CalendarPage)
    pane = page.pane
    assert isinstance(page, CalendarPage) and isinstance(pane, DayPane)
    assert "Kerstmis" in words_in(page.table)
    page.new.click()
    pane.day.set_day(DUE)
    assert "Vul de Nederlandse naam" in words_in(pane)
    pane.names["name_nl"].setText("Brugdag (verzonnen)")
    pane.source.setText("KB (verzonnen)")
    counted(qtbot, page)
    assert "1 datum" in words_in(pane) and "ma 7 dec → di 8 dec" in words_in(pane)
    pane.reason.setText("Koninklijk besluit")
    assert not pane.keep.isEnabled() and "aanvaard het" in words_in(pane)
    pane.moves.accept.click()
    kept(qtbot, page, "Koninklijk besluit")
    assert not office_at(context).rulebook.calendar.is_working(DUE)
    assert "Brugdag (verzonnen)" in words_in(page.table)


def test_what_moved_since_it_was_shown_is_shown_anew(qtbot: QtBot, context: Context) -> None:
    page = page_of(qtbot, context, CalendarPage)
    pane = page.pane
    assert isinstance(page, CalendarPage) and isinstance(pane, DayPane)
    page.new.click()
    pane.day.set_day(DUE)
    pane.names["name_nl"].setText("Brugdag (verzonnen)")
    pane.source.setText("KB (verzonnen)")
    counted(qtbot, page)
    pane.moves.accept.click()
    stream = intake.take_in(context.desk, "tweede.txt", b"Ook inzage.").stream
    intake.open_case(context.desk, stream, a_receipt())
    kept(qtbot, page, "Koninklijk besluit")
    assert pane.fault.notice is not None and "verschuiven 2" in pane.fault.notice.bold
    assert office_at(context).rulebook.calendar.is_working(DUE)
    counted(qtbot, page)
    assert "2 datums" in words_in(pane) and not pane.moves.accept.isChecked()


def test_a_day_is_struck_with_a_reason(qtbot: QtBot, context: Context) -> None:
    page = page_of(qtbot, context, CalendarPage)
    pane = page.pane
    assert isinstance(pane, DayPane)
    page.table.choose("2026-12-25")
    assert not pane.day.isEnabled()
    pane.strike.click()
    counted(qtbot, page)
    kept(qtbot, page, "Verzonnen wet")
    assert office_at(context).rulebook.calendar.is_working(date(2026, 12, 25))
    assert "Kerstmis" not in words_in(page.table)


# ---- the data map --------------------------------------------------------------------------------


def test_what_nobody_confirmed_is_marked_filled_in_and_then_says_on_whose_word(
    qtbot: QtBot, context: Context
) -> None:
    page = page_of(qtbot, context, DataMapPage)
    pane = page.pane
    assert isinstance(page, DataMapPage) and isinstance(pane, LinePane)
    assert office_at(context).rulebook.data_map.categories["D08"].period == TO_CONFIRM
    page.table.choose("D08")
    pane.fields["period"].editor.setText("2 jaar na het laatste gesprek")  # type: ignore[union-attr]
    pane.fields["basis"].confirm.click()
    assert pane.moves.isHidden(), "the map moves no date"
    kept(qtbot, page, "bevestigd door het hoofd van de helpdesk")
    known = office_at(context).rulebook.data_map.categories["D08"]
    assert known.period == "2 jaar na het laatste gesprek"
    assert "Ilse Modelaar" in words_in(pane) and "helpdesk" in words_in(pane)
    states = {name: editor.field.state for name, editor in pane.fields.items()}
    assert (states["period"], states["basis"], states["systems"]) == (
        "confirmed", "confirmed", "proposed",
    )  # fmt: skip


def test_a_system_that_is_not_on_the_map_is_refused_by_name(qtbot: QtBot, context: Context) -> None:
    page = page_of(qtbot, context, DataMapPage)
    pane = page.pane
    assert isinstance(pane, LinePane)
    page.table.choose("D08")
    pane.fields["systems"].editor.setText("zolder")  # type: ignore[union-attr]
    kept(qtbot, page, "x")
    assert pane.fault.notice is not None
    assert "zolder" not in office_at(context).rulebook.data_map.categories["D08"].systems


def test_each_view_has_its_lines_and_what_is_settled_can_be_left_out(
    qtbot: QtBot, context: Context
) -> None:
    page = page_of(qtbot, context, DataMapPage)
    assert isinstance(page, DataMapPage)
    data_map = office_at(context).rulebook.data_map
    at_rest = {view: lines_of(data_map, view) for view in page.tables}
    sizes = {view: rows.rowCount() for view, (_, rows) in page.tables.items()}
    assert sizes == {view: len(known) for view, known in at_rest.items()}
    page.only_open.click()
    assert page.tables["purposes"][1].rowCount() == 0
    assert page.tables["categories"][1].rowCount() == 24
    page.view.choose("recipients")
    page.view.chosen.emit("recipients")
    table = page.tables["recipients"][0]
    assert table.isVisible() and not page.table.isVisible()
    table.choose("R01")
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert page.pane.isAncestorOf(page.focusWidget())
    assert "R01" in words_in(page.pane)


# ---- all three -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nl", "fr", "en", "de"])
@pytest.mark.parametrize("kind", [PolicyPage, CalendarPage, DataMapPage])
@pytest.mark.parametrize("width", [700, 1200])
def test_everything_is_named_large_enough_and_whole(
    qtbot: QtBot, desk: Desk, look: Look, kind: type[TablePage], lang: str, width: int
) -> None:
    with context_at(desk, look, lang=lang) as (context, _):
        page = kind(context)  # type: ignore[call-arg]
        shown(qtbot, page, width, 900)
        settle(qtbot, context)
        require_whole(qtbot, page)
        page.close()


@pytest.mark.parametrize("kind", [PolicyPage, CalendarPage, DataMapPage])
def test_nothing_of_the_file_stays(qtbot: QtBot, context: Context, kind: type[TablePage]) -> None:
    change = f.PolicyChanged(name="keep_years", value="6", reason="geheime reden")
    office_tables.change(context.desk, change)
    page = page_of(qtbot, context, kind)
    page.table.choose("keep_years")
    page.pane.reason.setText("geheime reden")
    page.clear()
    settle(qtbot, context)
    assert page.rows.rowCount() == 0
    assert "geheime" not in words_in(page) and "AVG-" not in words_in(page)


@pytest.mark.parametrize("kind", [PolicyPage, CalendarPage, DataMapPage])
def test_what_is_typed_outlives_a_lock(
    qtbot: QtBot, context: Context, kind: type[TablePage]
) -> None:
    page = page_of(qtbot, context, kind)
    assert page.in_hand() == ()
    if isinstance(page, PolicyPage):
        page.table.choose("keep_years")
        page.pane.number.setValue(6)  # type: ignore[attr-defined]
    elif isinstance(page, CalendarPage):
        page.new.click()
        page.pane.day.set_day(DUE)  # type: ignore[attr-defined]
        page.pane.names["name_nl"].setText("Brugdag (verzonnen)")  # type: ignore[attr-defined]
    else:
        page.go_to("R01")  # type: ignore[attr-defined]
        page.pane.fields["transfer"].editor.setText("VS")  # type: ignore[attr-defined]
    page.pane.reason.setText("omdat")
    (held,) = page.in_hand()
    again = kind(context)  # type: ignore[call-arg]
    shown(qtbot, again, 1200, 900)
    again.take_up(held)
    settle(qtbot, context)
    qtbot.waitUntil(lambda: again.in_hand() == (held,))
    assert again.pane.reason.text() == "omdat"
