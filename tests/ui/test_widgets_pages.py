"""Pages as pictures: turning, zooming, and asking for real pixels."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from ikanda_case.ui.look.theme import Appearance, Look
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.page_view import PageView, PageWords

WORDS = PageWords(
    "Vorige bladzijde",
    "Volgende bladzijde",
    "Hele breedte",
    "Groter",
    "Kleiner",
    spoken="bladzijde {number} van {count}",
)


def page(colour: str = "#FFFFFF", width: int = 620) -> QImage:
    image = QImage(width, round(width * 1.414), QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


@pytest.fixture
def view(qtbot: QtBot, look: Look) -> PageView:
    made = PageView(look, "Voorbeeld", WORDS)
    qtbot.addWidget(made)
    made.resize(500, 700)
    made.show()
    return made


def desk(view: PageView) -> QScrollArea:
    return view.findChildren(QScrollArea)[0]


def button(view: PageView, words: str) -> Button:
    return next(b for b in view.findChildren(Button) if b.accessibleName() == words)


def test_turning_stays_within_the_document(qtbot: QtBot, view: PageView) -> None:
    view.set_pages([page(), page()])
    assert not button(view, "Vorige bladzijde").isEnabled()
    with qtbot.waitSignal(view.page_changed) as changed:
        button(view, "Volgende bladzijde").click()
    assert changed.args == [1]
    assert not button(view, "Volgende bladzijde").isEnabled()
    view.go_to(7)
    assert view.number == 1


def test_place_is_spoken(view: PageView) -> None:
    view.set_pages([page(), page()])
    view.go_to(1)
    assert desk(view).accessibleDescription() == "bladzijde 2 van 2"
    assert desk(view).accessibleName() == "Voorbeeld"


def test_page_keys_turn_at_the_end(qtbot: QtBot, view: PageView) -> None:
    view.set_pages([page(), page()])
    bar = desk(view).verticalScrollBar()
    bar.setValue(bar.maximum())
    QTest.keyClick(desk(view), Qt.Key.Key_PageDown)
    assert view.number == 1
    assert bar.value() == 0
    QTest.keyClick(desk(view), Qt.Key.Key_PageUp)
    assert view.number == 0


def test_a_missing_page_is_asked_for_once_at_real_pixels(qtbot: QtBot, view: PageView) -> None:
    asked: list[tuple[int, int]] = []
    view.page_wanted.connect(lambda number, width: asked.append((number, width)))
    view.set_page_count(3)
    number, width = asked[0]
    assert number == 0
    assert 300 < width <= 500 * view.devicePixelRatioF()
    view.set_page(0, page(width=width))
    view.go_to(2)
    assert [number for number, _width in asked] == [0, 2]


def test_zooming_asks_for_more_pixels(qtbot: QtBot, view: PageView) -> None:
    asked: list[int] = []
    view.set_pages([page(width=450)])
    view.page_wanted.connect(lambda _number, width: asked.append(width))
    QTest.keyClick(desk(view), Qt.Key.Key_Plus)
    QTest.keyClick(desk(view), Qt.Key.Key_Plus)
    assert asked == sorted(asked)
    assert asked[-1] > 600
    button(view, "Hele breedte").click()
    assert desk(view).horizontalScrollBar().maximum() == 0


def test_fewer_pages_show_the_last_one(view: PageView) -> None:
    view.set_pages([page(), page(), page()])
    view.go_to(2)
    view.set_page_count(1)
    assert (view.number, view.count) == (0, 1)


@pytest.mark.parametrize("appearance", list(Appearance))
def test_paper_stays_white_on_the_desk_of_every_look(
    look: Look, view: PageView, appearance: Appearance
) -> None:
    look.choose(appearance)
    view.set_pages([page()])
    picture = desk(view).viewport().grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 40).name() == "#ffffff"
    assert picture.pixelColor(2, 2).name() == look.tokens.desk.lower()


def test_clearing_keeps_no_picture(view: PageView) -> None:
    view.set_pages([page("#FF0000")])
    view.grab()
    view.clear()
    assert view.count == 0
    picture = desk(view).grab().toImage()
    red = QColor("#FF0000").rgb()
    side = range(0, picture.width(), 7)
    assert not [
        1 for x in side for y in range(0, picture.height(), 7) if picture.pixel(x, y) == red
    ]
