"""A list of any length: what it holds, what it asks for, and that nobody loses the place."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ikanda_case.app.desk import Desk
from ikanda_case.app.queries import RegisterFilter
from ikanda_case.ui.context import Context
from ikanda_case.ui.lists.register_asking import RegisterAsking
from ikanda_case.ui.lists.register_view import RegisterView
from ikanda_case.ui.look.cells import Cell, CellRole, Row
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.paged_rows import PAGE, PagedRows
from ikanda_case.ui.widgets.table import Table
from tests.support.casefiles import reopen
from tests.support.clocks import SetClock
from tests.support.large_casefiles import TODAY, Shape, copy_of_large
from tests.ui.rooms import context_at, make_desk, settle, shown, words_in

CASES = 1500


def rows_of(keys: Iterator[int] | range | tuple[int, ...]) -> dict[int, Row]:
    return {key: Row(str(key), (Cell(f"zaak {key}"), Cell("x"))) for key in keys}


@pytest.fixture
def model(qtbot: QtBot) -> PagedRows:
    return PagedRows(["a", "b"])


@pytest.fixture
def table(qtbot: QtBot, look: Look, model: PagedRows) -> Table:
    made = Table(look, "zaken", [Column("a", "a", stretch=True), Column("b", "b")])
    made.setModel(model)
    shown(qtbot, made, 500, 400)
    return made


class Asked:
    """Answers what is missing, and remembers it."""

    def __init__(self, model: PagedRows) -> None:
        self.keys: list[tuple[int, ...]] = []
        self._model = model
        model.wanted.connect(self._answer)

    def _answer(self, keys: tuple[int, ...]) -> None:
        self.keys.append(keys)
        self._model.add_rows(rows_of(keys))


def test_the_model_keeps_qts_promises(model: PagedRows, qtmodeltester: ModelTester) -> None:
    model.show_keys(range(10, 260), rows_of(range(10, 110)))
    qtmodeltester.check(model)


def test_only_what_is_painted_is_asked_for(qtbot: QtBot, model: PagedRows, table: Table) -> None:
    asked = Asked(model)
    model.show_keys(range(100_000), rows_of(range(PAGE)))
    QCoreApplication.processEvents()
    assert asked.keys == []
    table.verticalScrollBar().setValue(60_000)
    qtbot.waitUntil(lambda: bool(asked.keys))
    assert sum(map(len, asked.keys)) <= 2 * PAGE
    assert 60_000 in asked.keys[0]
    assert model.index(60_000, 0).data() == "zaak 60000"


def test_a_row_to_come_has_its_key_and_can_be_chosen(model: PagedRows, table: Table) -> None:
    model.show_keys(range(5000), {})
    assert table.choose("4321")
    assert table.current_key == "4321"
    assert model.index(4321, 0).data() == ""
    assert model.index(4321, 0).data(CellRole.GROUP) is False


def test_keys_that_go_on_leave_the_place(qtbot: QtBot, model: PagedRows, table: Table) -> None:
    model.show_keys(range(PAGE), rows_of(range(PAGE)))
    table.choose("70")
    top = table.verticalScrollBar().value()
    model.show_keys(range(3000), rows_of(range(PAGE)))
    assert (table.current_key, table.verticalScrollBar().value()) == ("70", top)
    assert model.rowCount() == 3000


def test_another_order_finds_the_chosen_row_again(model: PagedRows, table: Table) -> None:
    model.show_keys(range(3000), rows_of(range(PAGE)))
    table.choose("7")
    model.show_keys(range(2999, -1, -1), {})
    assert table.current_key == "7"
    assert table.currentIndex().row() == 2992
    assert table.seen[0] <= 2992 <= table.seen[1]


def test_it_holds_few_rows_and_none_after_clearing(model: PagedRows, table: Table) -> None:
    model.show_keys(range(50_000), {})
    for first in range(0, 50_000, PAGE):
        model.add_rows(rows_of(range(first, first + PAGE)))
    held = [place for place in range(50_000) if model.row_at(place).cells]
    assert held == list(range(46_000, 50_000))
    model.clear()
    assert model.rowCount() == 0 and not words_of(model)


def words_of(model: PagedRows) -> list[str]:
    return [str(model.index(place, 0).data()) for place in range(model.rowCount())]


# ---- the register over a large file ----------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    clock = SetClock()
    with reopen(copy_of_large(Shape(CASES), tmp_path), clock=clock) as file:
        yield make_desk(file, clock)


@pytest.fixture
def context(desk: Desk, look: Look) -> Iterator[Context]:
    with context_at(desk, look) as (made, _):
        yield made


def view_of(qtbot: QtBot, context: Context, key: str = "all") -> RegisterView:
    view = RegisterView(context)
    shown(qtbot, view, 1400, 700)
    view.show_list(key)
    settle(qtbot, context)
    return view


def streams(context: Context, wanted: RegisterFilter) -> list[int]:
    with context.desk.file.reading() as now:
        return list(now.matching(wanted))


def test_the_whole_list_is_there_and_its_end_is_read_when_seen(
    qtbot: QtBot, context: Context
) -> None:
    view = view_of(qtbot, context)
    assert list(view._case_rows.keys) == streams(context, RegisterFilter())
    assert "1\u202f500 zaken" in words_of_label(view) or "1500" in words_of_label(view)
    table = view._cases
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, context)
    last = view._case_rows.row_at(CASES - 1)
    assert last.cells and table.current_key == last.key
    assert last.cells[0].text in words_in(view._pane)


def words_of_label(view: RegisterView) -> str:
    return view._count.text()


@pytest.mark.parametrize(
    ("column", "direction", "wanted"),
    [
        (0, Qt.SortOrder.DescendingOrder, RegisterFilter(order="ref", descending=True)),
        (1, Qt.SortOrder.AscendingOrder, RegisterFilter(order="requester")),
        (7, Qt.SortOrder.AscendingOrder, RegisterFilter(order="received")),
    ],
)
def test_a_column_is_sorted_by_the_case_file(
    qtbot: QtBot,
    context: Context,
    column: int,
    direction: Qt.SortOrder,
    wanted: RegisterFilter,
) -> None:
    view = view_of(qtbot, context)
    chosen = view._cases.current_key
    view._cases.sortByColumn(column, direction)
    settle(qtbot, context)
    assert list(view._case_rows.keys) == streams(context, wanted)
    assert view._cases.current_key == chosen
    assert view._case_rows.row_at(0).cells


def test_names_of_steps_are_sorted_as_they_are_read(qtbot: QtBot, context: Context) -> None:
    view = view_of(qtbot, context, "todo")
    for direction in Qt.SortOrder:
        view._cases.sortByColumn(6, direction)
        settle(qtbot, context)
        asking = RegisterAsking(context.desk.file, TODAY, "nl")
        rows: Mapping[int, Row] = asking.rows(view._case_rows.keys)
        steps = [rows[key].cells[6].text for key in view._case_rows.keys]
        down = direction == Qt.SortOrder.DescendingOrder
        assert steps == sorted(steps, key=str.casefold, reverse=down) and len(set(steps)) > 3


def test_tags_have_no_order(qtbot: QtBot, context: Context) -> None:
    view = view_of(qtbot, context, "todo")
    before = list(view._case_rows.keys)
    view._cases.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    settle(qtbot, context)
    assert list(view._case_rows.keys) == before
    assert view._cases.columns.sortIndicatorSection() == -1


def test_a_change_leaves_the_place_in_a_long_list(qtbot: QtBot, context: Context) -> None:
    from ikanda_case.app import steps

    view = view_of(qtbot, context, "todo")
    keys = view._case_rows.keys
    middle = keys[len(keys) // 2]
    assert view._cases.choose(str(middle))
    settle(qtbot, context)
    desk = context.desk
    context.act(lambda: steps.assign(desk, middle, "p2"), view)
    qtbot.waitUntil(lambda: "Rik Ontwerp" in words_in(view._pane), timeout=10_000)
    assert view._cases.current_key == str(middle)
    first, last = view._cases.seen
    assert first <= keys.index(middle) <= last
    flags = QItemSelectionModel.SelectionFlag.Current
    assert flags and view._cases.chosen_keys == (str(middle),)
