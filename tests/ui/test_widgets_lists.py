"""Lists of rows: their model, their columns, the keyboard in them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from ikanda_case.ui.look.cells import Cell, CellRole, Row
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.look.theme import Appearance, Look
from ikanda_case.ui.widgets.cells import cell_width
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.empty import EmptyState
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.table import Table

LATE = Badge(Shape.OCTAGON, "17 d te laat", "late", chip=True, spoken="Termijn: 17 dagen te laat")
FAR = Badge(Shape.HOLLOW, "18 d")
COLUMNS = (
    Column("ref", "Zaak", sample="AVG-2026-0000", fixed=True, strong=True),
    Column("who", "Verzoeker", sample="Marieke Denkbeeld", gives_way=2),
    Column("right", "Recht", tags=("Inzage", "Wissing")),
    Column("term", "Termijn", badges=(LATE, FAR), fixed=True),
    Column("due", "Uiterste dag", sample="streng 14 dec", gives_way=3),
    Column("got", "Ontvangen", sample="ma 14 dec", gives_way=1),
    Column("next", "Volgende stap", sample="Ondertekenen", fixed=True, stretch=True),
)


def row(key: str, badge: Badge = FAR, due: date | None = None) -> Row:
    cells = (
        Cell(key, strong=True),
        Cell("Marieke Denkbeeld"),
        Cell(tags=("Inzage", "Wissing", "Bezwaar")),
        Cell(badge=badge),
        Cell("ma 7 dec" if due else "", sort=due),
        Cell("do 5 nov"),
        Cell("Opstellen"),
    )
    return Row(key, cells, spoken=f"{key}, inzage, {badge.sentence}")


def rows(*keys: str) -> list[Row]:
    return [row(key) for key in keys]


@pytest.fixture
def model(qtbot: QtBot) -> RowsModel:
    made = RowsModel([column.title for column in COLUMNS])
    made.set_rows(rows("A-1", "A-2", "A-3"))
    return made


@pytest.fixture
def table(qtbot: QtBot, look: Look, model: RowsModel) -> Table:
    made = Table(look, "Zaken, lijst Te doen", COLUMNS)
    qtbot.addWidget(made)
    made.setModel(model)
    made.resize(1200, 400)
    made.show()
    return made


def test_model_obeys_qt(model: RowsModel) -> None:
    tester = QAbstractItemModelTester(model)
    model.set_rows(rows("A-3", "A-9"))
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.set_rows([])
    assert tester.model() is model


def test_model_speaks_the_row_then_its_cells(model: RowsModel) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 0).data(role) == "A-1, inzage, 18 d"
    assert model.index(0, 2).data(role) == "Inzage, Wissing, Bezwaar"
    assert model.index(0, 3).data(role) == "18 d"


def test_same_keys_only_repaint(qtbot: QtBot, model: RowsModel) -> None:
    kept = QPersistentModelIndex(model.index(1, 0))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.set_rows([row("A-1"), row("A-2", LATE), row("A-3")])
    assert kept.isValid()
    assert model.index(1, 3).data(CellRole.CELL).badge == LATE


def test_sorting_puts_empty_ones_last_both_ways(model: RowsModel) -> None:
    model.set_rows([row("B", due=date(2026, 12, 7)), row("A"), row("C", due=date(2026, 11, 6))])
    model.sort(4)
    assert [entry.key for entry in model.rows] == ["C", "B", "A"]
    model.sort(4, Qt.SortOrder.DescendingOrder)
    assert [entry.key for entry in model.rows] == ["B", "C", "A"]


def test_sorting_moves_what_points_at_a_row(model: RowsModel) -> None:
    kept = QPersistentModelIndex(model.index(0, 1))
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert (kept.row(), kept.column()) == (2, 1)


def test_a_list_with_headings_keeps_its_order(model: RowsModel) -> None:
    given_rows = [Row("h", (Cell("In werk (1)"),), group=True), row("B"), row("A")]
    model.set_rows(given_rows)
    model.sort(0)
    assert [entry.key for entry in model.rows] == ["h", "B", "A"]
    assert not model.index(0, 0).flags() & Qt.ItemFlag.ItemIsSelectable


@given(st.lists(st.text("abc0129 é", max_size=6), unique=True, max_size=12))
def test_sorting_loses_nothing(keys: list[str]) -> None:
    model = RowsModel([column.title for column in COLUMNS])
    model.set_rows(rows(*keys))
    model.sort(0)
    assert sorted(entry.key for entry in model.rows) == sorted(keys)


def test_numbers_in_references_sort_as_numbers(model: RowsModel) -> None:
    model.set_rows(rows("AVG-10", "AVG-9", "AVG-100"))
    model.sort(0)
    assert [entry.key for entry in model.rows] == ["AVG-9", "AVG-10", "AVG-100"]


def test_enter_opens_the_row_of_the_keyboard(qtbot: QtBot, table: Table) -> None:
    table.choose("A-2")
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == ["A-2"]


def test_ctrl_enter_is_left_to_the_window(qtbot: QtBot, table: Table) -> None:
    table.choose("A-2")
    with qtbot.assertNotEmitted(table.opened):
        QTest.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_double_click_opens(qtbot: QtBot, table: Table, model: RowsModel) -> None:
    spot = table.visualRect(model.index(2, 1)).center()
    with qtbot.waitSignal(table.opened) as opened:
        for press in (QTest.mouseClick, QTest.mouseDClick):
            press(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened.args == ["A-3"]


def test_arrows_move_and_say_so(qtbot: QtBot, table: Table) -> None:
    table.choose("A-1")
    with qtbot.waitSignal(table.chosen) as chosen:
        QTest.keyClick(table, Qt.Key.Key_Down)
    assert chosen.args == ["A-2"]
    assert table.current_key == "A-2"


def test_tab_leaves_the_list(qtbot: QtBot, look: Look, model: RowsModel) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    table = Table(look, "Zaken", COLUMNS, parent=window)
    table.setModel(model)
    after = EmptyState(look, "Leeg", action="Filter wissen", parent=window)
    window.show()
    window.activateWindow()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Tab)
    qtbot.waitUntil(
        lambda: window.focusWidget() is not None and after.isAncestorOf(window.focusWidget())
    )


def test_the_keyboard_starts_on_the_first_row_that_can_be_chosen(
    qtbot: QtBot, table: Table, model: RowsModel
) -> None:
    model.set_rows([Row("h", (Cell("In werk (1)"),), group=True), row("B")])
    table.activateWindow()
    table.setFocus()
    qtbot.waitUntil(lambda: table.current_key == "B")


def test_refreshing_keeps_the_place(table: Table, model: RowsModel) -> None:
    table.choose("A-2")
    table.clearFocus()
    model.set_rows(rows("A-0", "A-1", "A-2"))
    assert table.current_key == "A-2"
    model.set_rows(rows("A-0"))
    assert table.current_key is None


def test_several_rows_can_be_chosen_where_that_is_meant(
    qtbot: QtBot, look: Look, model: RowsModel
) -> None:
    table = Table(look, "Zaken", COLUMNS, many=True)
    qtbot.addWidget(table)
    table.setModel(model)
    table.selectAll()
    assert table.chosen_keys == ("A-1", "A-2", "A-3")


def shown(table: Table) -> list[str]:
    return [c.key for n, c in enumerate(COLUMNS) if not table.isColumnHidden(n)]


def test_columns_give_way_in_their_order(table: Table) -> None:
    everything = [column.key for column in COLUMNS]
    assert shown(table) == everything
    gone = []
    for width in range(1200, 300, -10):
        table.resize(width, 400)
        gone += [key for key in everything if key not in shown(table) and key not in gone]
    assert gone == ["got", "who", "due"]
    table.resize(1200, 400)
    assert shown(table) == everything


def test_person_hides_and_shows_columns(qtbot: QtBot, table: Table) -> None:
    actions = {action.text(): action for action in table.columns.actions_for(table)}
    assert set(actions) == {"Verzoeker", "Recht", "Uiterste dag", "Ontvangen"}
    with qtbot.waitSignal(table.columns.columns_changed):
        actions["Verzoeker"].setChecked(False)
    assert "who" not in shown(table)
    assert table.columns.hidden_keys == ("who",)
    actions["Verzoeker"].setChecked(True)
    assert "who" in shown(table)


def test_layout_is_kept_and_nonsense_is_not(qtbot: QtBot, look: Look, table: Table) -> None:
    table.columns.resizeSection(1, 222)
    table.columns.set_shown("got", shown=False)
    state, hidden = table.columns.layout_state(), table.columns.hidden_keys
    other = Table(look, "Zaken", COLUMNS)
    qtbot.addWidget(other)
    model = RowsModel([column.title for column in COLUMNS])
    other.setModel(model)
    other.resize(1200, 400)
    other.show()
    other.columns.restore_layout(state, (*hidden, "ref", "unknown"))
    assert other.columnWidth(1) == 222
    assert "got" not in shown(other)
    assert "ref" in shown(other)
    other.columns.restore_layout(QByteArray(b"nonsense"))
    assert "got" in shown(other)


def test_columns_start_wide_enough(look: Look, table: Table) -> None:
    option = QStyleOptionViewItem()
    for section in range(len(COLUMNS)):
        index = table.model().index(0, section)
        if section == 2:
            continue
        hint = table.itemDelegateForIndex(index).sizeHint(option, index)
        assert hint.width() <= table.columnWidth(section), COLUMNS[section].key


def test_badge_column_is_wide_enough_for_every_badge_of_its_set(look: Look, table: Table) -> None:
    widest = max(cell_width(Cell(badge=badge), look) for badge in (LATE, FAR))
    assert table.columnWidth(3) >= widest


def test_rows_are_as_high_as_the_design_and_the_font_ask(look: Look, table: Table) -> None:
    assert table.rowHeight(0) == look.measures.row
    two = Table(look, "Rechten", COLUMNS, rows="two")
    two.setModel(table.model())
    assert two.rowHeight(0) == look.measures.row_two


def test_headings_run_over_the_whole_width(qtbot: QtBot, look: Look, model: RowsModel) -> None:
    table = Table(look, "Brieven", COLUMNS, rows="two", grouped=True, fits_rows=True)
    qtbot.addWidget(table)
    table.setModel(model)
    model.set_rows([Row("h", (Cell("In werk (1)"),), group=True), row("B")])
    assert table.columnSpan(0, 0) == len(COLUMNS)
    assert table.columnSpan(1, 0) == 1
    assert table.sizeHint().height() == 2 * look.measures.row_two + look.measures.header


def test_empty_state_stands_there_only_while_there_is_nothing(
    look: Look, table: Table, model: RowsModel
) -> None:
    state = EmptyState(look, "Geen zaken voldoen aan dit filter.")
    table.set_empty(state)
    assert not state.isVisible()
    model.set_rows([])
    assert state.isVisible()
    assert state.geometry() == table.viewport().rect()


@pytest.mark.parametrize("appearance", list(Appearance))
@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_list_is_painted_in_every_look_and_direction(
    look: Look, table: Table, appearance: Appearance, direction: Qt.LayoutDirection
) -> None:
    look.choose(appearance)
    table.setLayoutDirection(direction)
    table.choose("A-2")
    picture = table.grab().toImage()
    place = table.visualRect(table.model().index(1, 0))
    inside_the_ring = 2
    edge = place.left() + inside_the_ring
    if direction == Qt.LayoutDirection.RightToLeft:
        edge = place.right() - inside_the_ring
    top = table.columns.height()
    assert (
        picture.pixelColor(edge, top + place.center().y()).name()
        == (look.tokens.on_select or look.tokens.accent).lower()
    )


def test_a_row_that_is_gone_is_not_chosen(table: Table) -> None:
    table.choose("A-2")
    assert not table.choose("A-9")
    assert table.current_key == "A-2"
