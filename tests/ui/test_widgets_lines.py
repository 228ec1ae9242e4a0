"""Navigation, history and checklists: one tab stop, arrows, Enter, and what is read aloud."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.look.theme import Appearance, Look
from ikanda_case.ui.widgets.checklist import Check, Checklist
from ikanda_case.ui.widgets.history import History, HistoryDay, HistoryItem
from ikanda_case.ui.widgets.lines import Line, LineList, LineModel
from ikanda_case.ui.widgets.navigation import NavGroup, Navigation, NavItem

LATE = Badge(Shape.OCTAGON, "", "late")
GROUPS = (
    NavGroup("", (NavItem("today", "Vandaag", "home"),)),
    NavGroup(
        "Werklijsten",
        (
            NavItem("todo", "Te doen", "clipboard_task", 17),
            NavItem("late", "Te laat", "clock_alarm", 3, LATE, "Te laat, 3 zaken"),
        ),
    ),
)


@pytest.fixture
def navigation(qtbot: QtBot, look: Look) -> Navigation:
    made = Navigation(look, "Navigatie")
    qtbot.addWidget(made)
    made.set_groups(GROUPS)
    made.resize(made.sizeHint().width(), 600)
    made.show()
    return made


def inner(widget: QWidget) -> LineList:
    return widget.findChildren(LineList)[0]


def spoken(widget: QWidget) -> list[str]:
    model = inner(widget).lines
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.index(row).data(role) for row in range(model.rowCount())]


def test_model_obeys_qt(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    model = LineModel(holder)
    tester = QAbstractItemModelTester(model)
    model.set_lines([Line("a", 1, "een"), Line("b", 2, "twee", heading=True)])
    model.set_lines([Line("a", 3, "een"), Line("b", 4, "twee", heading=True)])
    model.set_lines([])
    assert tester.model() is model


def test_navigation_reads_places_with_their_counts(navigation: Navigation) -> None:
    assert spoken(navigation) == [
        "Vandaag",
        "Werklijsten",
        "Te doen, 17",
        "Te laat, 3 zaken",
    ]


def test_arrows_pass_over_headings_and_only_enter_goes(
    qtbot: QtBot, navigation: Navigation
) -> None:
    places = inner(navigation)
    navigation.choose("today")
    with qtbot.assertNotEmitted(navigation.chosen):
        QTest.keyClick(places, Qt.Key.Key_Down)
    assert places.current_key == "todo"
    assert navigation.current == "today"
    with qtbot.waitSignal(navigation.chosen) as chosen:
        QTest.keyClick(places, Qt.Key.Key_Return)
    assert chosen.args == ["todo"]
    assert navigation.current == "todo"


def test_click_goes(qtbot: QtBot, navigation: Navigation) -> None:
    places = inner(navigation)
    spot = places.visualRect(places.lines.index(3)).center()
    with qtbot.waitSignal(navigation.chosen) as chosen:
        QTest.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert chosen.args == ["late"]


def test_choosing_by_program_says_nothing(qtbot: QtBot, navigation: Navigation) -> None:
    with qtbot.assertNotEmitted(navigation.chosen):
        navigation.choose("late")
    assert navigation.current == "late"


def test_rail_is_narrow_keeps_the_place_and_says_words_in_tooltips(
    look: Look, navigation: Navigation
) -> None:
    navigation.choose("todo")
    navigation.set_rail(rail=True)
    assert navigation.sizeHint().width() == look.measures.rail
    assert [line.tip for line in inner(navigation).lines.lines] == [
        "Vandaag",
        "Te doen, 17",
        "Te laat, 3 zaken",
    ]
    assert navigation.current == "todo"
    navigation.set_rail(rail=False)
    assert navigation.sizeHint().width() == look.measures.navigation


def test_counts_change_in_place(navigation: Navigation) -> None:
    navigation.choose("todo")
    navigation.set_count("todo", 16)
    assert "Te doen, 16" in spoken(navigation)
    assert inner(navigation).current_key == "todo"


def test_targets_are_large_enough(navigation: Navigation) -> None:
    places = inner(navigation)
    for row, line in enumerate(places.lines.lines):
        if not line.heading:
            assert places.visualRect(places.lines.index(row)).height() >= 24


@pytest.mark.parametrize("appearance", list(Appearance))
@pytest.mark.parametrize("rail", [False, True])
def test_chosen_place_stands_on_its_own_ground(
    look: Look, navigation: Navigation, appearance: Appearance, rail: bool
) -> None:
    look.choose(appearance)
    navigation.set_rail(rail=rail)
    navigation.resize(navigation.sizeHint().width(), 600)
    navigation.choose("todo")
    places = inner(navigation)
    row = [line.key for line in places.lines.lines].index("todo")
    rect = places.visualRect(places.lines.index(row))
    picture = places.viewport().grab().toImage()
    ground = picture.pixelColor(rect.right() - 9, rect.top() + 4)
    assert ground.name() == look.tokens.select.lower()


DAYS = (
    HistoryDay(
        "Vandaag, 23 november",
        (
            HistoryItem("3", "edit", "Antwoord gewijzigd", "10:42", "Ilse Modelaar"),
            HistoryItem("2", "arrow_undo", "Dag rechtgezet", "09:30", "kop gelezen", "vr 6 nov"),
        ),
    ),
    HistoryDay("5 november", (HistoryItem("1", "mail_inbox", "Ontvangen per e-mail", "18:31"),)),
)


@pytest.fixture
def history(qtbot: QtBot, look: Look) -> History:
    made = History(look, "Geschiedenis")
    qtbot.addWidget(made)
    made.set_days(DAYS)
    made.resize(320, 400)
    made.show()
    return made


def test_history_reads_time_what_old_value_and_who(history: History) -> None:
    assert spoken(history) == [
        "Vandaag, 23 november",
        "10:42, Antwoord gewijzigd, Ilse Modelaar",
        "09:30, Dag rechtgezet, vr 6 nov, kop gelezen",
        "5 november",
        "18:31, Ontvangen per e-mail",
    ]


def test_history_opens_an_entry(qtbot: QtBot, history: History) -> None:
    entries = inner(history)
    entries.choose("2")
    with qtbot.waitSignal(history.opened) as opened:
        QTest.keyClick(entries, Qt.Key.Key_Space)
    assert opened.args == ["2"]


def test_history_can_be_emptied(history: History) -> None:
    history.clear()
    assert spoken(history) == []


@pytest.mark.parametrize("appearance", list(Appearance))
def test_history_is_painted_in_every_look(
    look: Look, history: History, appearance: Appearance
) -> None:
    look.choose(appearance)
    picture = history.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(320) for y in range(0, 200)}
    assert {look.tokens.text.lower(), look.tokens.linestrong.lower()} <= colours


CHECKS = (
    Check("a", Badge(Shape.TICK_DISC, "in orde", "ok"), "Doeleinden", "art. 15(1)(a)"),
    Check("b", Badge(Shape.TRIANGLE, "ontbreekt", "soon", strong=True), "Ontvangers", "(c)"),
    Check("c", Badge(Shape.DASH, "niet van toepassing", "muted"), "Doorgifte buiten de EER"),
)


@pytest.fixture
def checklist(qtbot: QtBot, look: Look) -> Checklist:
    made = Checklist(look, "Verplichte inhoud, 2 van 3", CHECKS)
    qtbot.addWidget(made)
    made.resize(262, made.sizeHint().height())
    made.show()
    return made


def test_checklist_reads_point_state_and_reason(checklist: Checklist) -> None:
    assert spoken(checklist) == [
        "Doeleinden, in orde, art. 15(1)(a)",
        "Ontvangers, ontbreekt, (c)",
        "Doorgifte buiten de EER, niet van toepassing",
    ]


def test_checklist_says_what_was_pressed(qtbot: QtBot, checklist: Checklist) -> None:
    checklist.choose("b")
    with qtbot.waitSignal(checklist.chosen) as chosen:
        QTest.keyClick(inner(checklist), Qt.Key.Key_Return)
    assert chosen.args == ["b"]


def test_checklist_is_as_high_as_its_points_at_its_width(
    qtbot: QtBot, look: Look, checklist: Checklist
) -> None:
    words = "Reden nodig: complexiteit of aantal verzoeken, in woorden die de verzoeker begrijpt."
    checklist.set_checks([Check("a", CHECKS[0].badge, words)])
    checklist.resize(600, 300)
    checklist.grab()
    wide = checklist.sizeHint().height()
    checklist.resize(160, 300)
    checklist.grab()
    assert checklist.sizeHint().height() > wide
