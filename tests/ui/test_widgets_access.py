"""Every part in one window, walked through: names, targets, tab order, nothing cut."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetricsF, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.look.theme import Appearance, Look
from ikanda_case.ui.widgets.badge import BadgeLabel
from ikanda_case.ui.widgets.banner import Banner, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.checklist import Check, Checklist
from ikanda_case.ui.widgets.chip import FilterChip
from ikanda_case.ui.widgets.columns import Column
from ikanda_case.ui.widgets.empty import EmptyState
from ikanda_case.ui.widgets.facts import Fact, Facts
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.history import History, HistoryDay, HistoryItem
from ikanda_case.ui.widgets.inputs import NumberField
from ikanda_case.ui.widgets.label import ElidedLabel, PlainLabel
from ikanda_case.ui.widgets.message_line import MessageLine
from ikanda_case.ui.widgets.navigation import NavGroup, Navigation, NavItem
from ikanda_case.ui.widgets.page_view import PageView, PageWords
from ikanda_case.ui.widgets.panel import Panel
from ikanda_case.ui.widgets.passphrase_field import PassphraseField, PassphraseWords, Strength
from ikanda_case.ui.widgets.plain_text import PlainText
from ikanda_case.ui.widgets.progress_line import ProgressLine
from ikanda_case.ui.widgets.rows import RowsModel
from ikanda_case.ui.widgets.search_field import SearchField
from ikanda_case.ui.widgets.segments import Segment, Segments
from ikanda_case.ui.widgets.table import Table
from ikanda_case.ui.widgets.tabs import Tab, Tabs
from ikanda_case.ui.widgets.tags import TagRow

Worder = Callable[[str], str]
LATE = Badge(Shape.OCTAGON, "3 d te laat", "late", chip=True, spoken="Termijn: 3 dagen te laat")
WORD = {"plain": lambda words: words, "longer": lambda words: f"{words} {'ŵø' * (len(words) // 5)}"}


class Parts(NamedTuple):
    """A window with one of everything, in the order of the keyboard."""

    window: QWidget
    in_order: tuple[QWidget, ...]


def parts(look: Look, say: Worder) -> Parts:
    window = QWidget()
    window.setAccessibleName(say("Alles"))
    lines = QVBoxLayout(window)
    navigation = Navigation(look, say("Navigatie"))
    navigation.set_groups([NavGroup("", (NavItem("a", say("Vandaag"), "home", 3),))])
    columns = [Column("a", say("Zaak"), sample=say("AVG-2026-0136")), Column("b", say("Termijn"))]
    table = Table(look, say("Zaken"), columns)
    model = RowsModel([column.title for column in columns], table)
    model.set_rows([Row("1", (Cell(say("AVG-2026-0136")), Cell(badge=LATE)))])
    table.setModel(model)
    history = History(look, say("Geschiedenis"))
    item = HistoryItem("1", "edit", say("Gewijzigd"), "10:42")
    history.set_days([HistoryDay(say("Vandaag"), (item,))])
    progress = ProgressLine(
        look, say("Ondertekenen"), cancel_words=say("Afbreken"), stopping_words=say("Stopt…")
    )
    progress.show_step(say("Tijdstempel"), say("stap 2 van 3"), done=1, total=3)
    message = MessageLine(
        look, say("Meldingen"), undo_words=say("Ongedaan maken"), close_words=say("Sluiten")
    )
    message.say(say("Toegewezen."), lambda: None)
    passphrase = PassphraseField(
        look,
        say("Wachtzin"),
        PassphraseWords(say("Tonen"), say("Verbergen"), say("Caps Lock staat aan")),
        caps_lock=lambda: True,
    )
    passphrase.set_strength(Strength(0.4, say("zwak"), "late"))
    words = PageWords(say("Vorige"), say("Volgende"), say("Breedte"), say("Meer"), say("Min"))
    page = PageView(look, say("Voorbeeld"), words)
    page.set_pages([QImage(60, 90, QImage.Format.Format_RGB32)] * 2)
    text = PlainText(look, say("Bericht"))
    text.set_text(say("Geachte,"))
    language = QComboBox()
    language.addItem(say("Nederlands"))
    badge = Badge(Shape.TICK, say("bevestigd"), "ok")
    panel = Panel(look, say("Eerst doen"), note=say("8 zaken"), action=say("Alle zaken"))
    panel.body.addWidget(EmptyState(look, say("Leeg."), say("Wacht."), say("Filter wissen")))
    in_order = (
        navigation,
        SearchField(look, say("Zoeken"), placeholder=say("Zoek"), clear_words=say("Wissen")),
        FilterChip(look, say("Ontvangen")),
        table,
        Banner(look, Notice("soon", say("Let op"), say("Eén zin."), say("Waarom?"))),
        Tabs(look, say("Delen"), [Tab("a", say("Verzoek")), Tab("b", say("Brieven"), 2)]),
        Segments(look, say("Beslissing"), [Segment("a", say("Toekennen")), Segment("b", "Nee")]),
        Field(look, say("Verzoeker"), QLineEdit(), badge=badge),
        Field(look, say("Taal"), language, hint=say("volgens de brief")),
        Field(look, say("Dagen"), NumberField(say("Dagen"), 0, 30)),
        passphrase,
        QCheckBox(say("Onthouden")),
        Checklist(look, say("Inhoud"), [Check("a", badge, say("Doeleinden"), say("art. 15"))]),
        panel,
        text,
        page,
        history,
        progress,
        message,
        Button(look, say("Zaak openen"), kind="primary", icon="open"),
    )
    for part in in_order:
        lines.addWidget(part)
    lines.addWidget(Facts(look, say("Feiten"), [Fact(say("Taal"), say("Nederlands"))]))
    lines.addWidget(TagRow(look, [say("Inzage"), say("Wissing")]))
    lines.addWidget(BadgeLabel(look, LATE))
    return Parts(window, in_order)


def with_font(look: Look, qtbot: QtBot, scale: float) -> Iterator[None]:
    app = cast(QApplication, QApplication.instance())
    usual = QFont(app.font())
    if scale == 1.0:
        yield
        return
    larger = QFont(usual)
    larger.setPointSizeF(usual.pointSizeF() * scale)
    with qtbot.waitSignal(look.changed):
        app.setFont(larger)
    yield
    with qtbot.waitSignal(look.changed):
        app.setFont(usual)


@pytest.fixture(params=["plain-1", "longer-1.5", "longer-2"])
def everything(request: pytest.FixtureRequest, qtbot: QtBot, look: Look) -> Iterator[Parts]:
    """All parts, at 100, 150 and 200 %, in Dutch and in a language 40 % longer."""
    language, scale = request.param.split("-")
    font = with_font(look, qtbot, float(scale))
    next(font)
    made = parts(look, WORD[language])
    qtbot.addWidget(made.window)
    made.window.resize(made.window.sizeHint())
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.window.close()
    next(font, None)


def visible_in(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and not isinstance(widget, QScrollBar)
    ]


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return str(interface.text(QAccessible.Text.Name))


def test_all_that_takes_the_keyboard_has_a_name(everything: Parts) -> None:
    nameless = [
        widget.metaObject().className()
        for widget in visible_in(everything.window)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and not name_of(widget)
    ]
    assert nameless == []


def test_every_target_is_large_enough(everything: Parts) -> None:
    small = [
        (name_of(widget), widget.width(), widget.height())
        for widget in visible_in(everything.window)
        if isinstance(widget, QAbstractButton) and min(widget.width(), widget.height()) < 24
    ]
    assert small == []


def test_no_words_are_cut(everything: Parts) -> None:
    cut = []
    for widget in visible_in(everything.window):
        if isinstance(widget, ElidedLabel) or not isinstance(widget, QLabel | QAbstractButton):
            continue
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        needed = QFontMetricsF(widget.font()).horizontalAdvance(widget.text().replace("&", ""))
        one_line = isinstance(widget, PlainLabel | QAbstractButton) and not wraps
        if one_line and widget.width() < needed:
            cut.append((widget.text(), widget.width(), needed))
        if wraps and widget.height() < widget.heightForWidth(widget.width()):
            cut.append((widget.text(), widget.height(), widget.heightForWidth(widget.width())))
    assert cut == []


def test_tab_reaches_every_part_in_the_order_seen(everything: Parts) -> None:
    window = everything.window
    window.activateWindow()
    everything.in_order[0].setFocus()
    reached: list[QWidget] = []
    for _press in range(60):
        focused = window.focusWidget()
        part = next(
            (p for p in everything.in_order if p is focused or p.isAncestorOf(focused)), None
        )
        if part is not None and part not in reached:
            reached.append(part)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert reached == list(everything.in_order)


@pytest.mark.parametrize("appearance", list(Appearance))
def test_keyboard_is_seen_on_every_part(qtbot: QtBot, look: Look, appearance: Appearance) -> None:
    look.choose(appearance)
    made = parts(look, WORD["plain"])
    qtbot.addWidget(made.window)
    made.window.resize(made.window.sizeHint())
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    resting = QLineEdit(made.window)
    resting.show()
    unseen = []
    for part in made.in_order:
        resting.setFocus()
        before = part.grab().toImage()
        target = next(
            widget
            for widget in (part, *part.findChildren(QWidget))
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
        )
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if part.grab().toImage() == before:
            unseen.append(type(part).__name__)
    assert unseen == []


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_every_look_is_put_on_without_a_word_from_qt(
    qtbot: QtBot, look: Look, direction: Qt.LayoutDirection
) -> None:
    made = parts(look, WORD["plain"])
    qtbot.addWidget(made.window)
    made.window.setLayoutDirection(direction)
    made.window.show()
    seen = []
    for appearance in (Appearance.LIGHT, Appearance.DARK, Appearance.CONTRAST):
        look.choose(appearance)
        picture = made.window.grab().toImage()
        seen.append(picture.pixelColor(1, 1).name())
        assert picture.pixelColor(1, 1).name() == look.tokens.window.lower()
    assert len(set(seen)) == 3
