"""Following the system and the person, at once and without restart."""

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QFont, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ikanda_case.resource_files import resource
from ikanda_case.ui.look.fonts import fonts_from, system_font
from ikanda_case.ui.look.measures import Density, measures_for
from ikanda_case.ui.look.theme import Appearance, Look, tokens_for
from ikanda_case.ui.look.tokens import DARK, LIGHT

INTER = resource("fonts", "inter")
SCHEME, CONTRAST = Qt.ColorScheme, Qt.ContrastPreference


def plain_palette(window: str, text: str) -> QPalette:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(window))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(text))
    return palette


BRIGHT, DIM = plain_palette("#EFEFEF", "#000000"), plain_palette("#202020", "#FFFFFF")


@pytest.mark.parametrize(
    ("appearance", "scheme", "system", "shown"),
    [
        (Appearance.SYSTEM, SCHEME.Light, BRIGHT, LIGHT),
        (Appearance.SYSTEM, SCHEME.Dark, DIM, DARK),
        (Appearance.SYSTEM, SCHEME.Unknown, BRIGHT, LIGHT),
        (Appearance.SYSTEM, SCHEME.Unknown, DIM, DARK),
        (Appearance.LIGHT, SCHEME.Dark, DIM, LIGHT),
        (Appearance.DARK, SCHEME.Light, BRIGHT, DARK),
    ],
)
def test_what_is_shown(
    appearance: Appearance, scheme: Qt.ColorScheme, system: QPalette, shown: object
) -> None:
    tokens = tokens_for(appearance, scheme=scheme, contrast=CONTRAST.NoPreference, system=system)
    assert tokens == shown


@pytest.mark.parametrize("appearance", list(Appearance))
def test_high_contrast_of_the_system_wins_over_every_choice(appearance: Appearance) -> None:
    tokens = tokens_for(appearance, scheme=SCHEME.Light, contrast=CONTRAST.HighContrast, system=DIM)
    assert (tokens.is_contrast, tokens.window, tokens.text) == (True, "#202020", "#ffffff")


def test_choice_switches_everything_once(qtbot: QtBot, look: Look) -> None:
    told: list[str] = []
    look.changed.connect(lambda: told.append(look.tokens.name))
    for appearance in (Appearance.DARK, Appearance.CONTRAST, Appearance.LIGHT):
        look.choose(appearance)
    assert told == ["dark", "contrast", "light"]
    app = cast(QApplication, QApplication.instance())
    assert app.palette().window().color() == QColor(LIGHT.window)
    assert LIGHT.accent in app.styleSheet()


def test_a_change_by_the_system_is_followed_once(qtbot: QtBot, look: Look) -> None:
    told: list[str] = []
    look.changed.connect(lambda: told.append(look.tokens.name))
    app = cast(QApplication, QApplication.instance())
    with qtbot.waitSignal(look.changed):
        app.setPalette(DIM)
        app.setPalette(BRIGHT)
    app.processEvents()
    assert told == ["light"]
    assert app.palette().window().color() == QColor(LIGHT.window)


def test_larger_font_of_the_system_makes_larger_rows(qtbot: QtBot, look: Look) -> None:
    app = cast(QApplication, QApplication.instance())
    usual, before = QFont(app.font()), look.measures
    larger = QFont(usual)
    larger.setPointSizeF(usual.pointSizeF() * 2)
    try:
        with qtbot.waitSignal(look.changed):
            app.setFont(larger)
        line = QFontMetricsF(look.fonts.body).height()
        assert look.measures.row >= line + 14
        assert look.measures.control >= line
        assert look.measures.navigation > before.navigation
    finally:
        with qtbot.waitSignal(look.changed):
            app.setFont(usual)
    assert look.measures == before


def test_density_changes_rows_and_nothing_else(qtbot: QtBot, look: Look) -> None:
    rows = {}
    for density in Density:
        look.set_density(density)
        rows[density] = look.measures.row
        assert look.measures.control == measures_for(look.fonts).control
    assert rows[Density.COMPACT] < rows[Density.NORMAL] < rows[Density.ROOMY]


def test_design_numbers_hold_for_the_usual_font(qtbot: QtBot, look: Look) -> None:
    font = system_font(QFont("Sans Serif", 9), INTER)
    measures = measures_for(fonts_from(font))
    assert (measures.row, measures.row_two, measures.header, measures.control) == (33, 44, 30, 30)
    assert (measures.navigation, measures.rail, measures.status, measures.tabs) == (
        232,
        52,
        24,
        36,
    )


def test_button_and_action_wear_the_colours_of_the_moment(qtbot: QtBot, look: Look) -> None:
    button, action = QPushButton(), QAction()
    qtbot.addWidget(button)
    look.dress(button, "mail")
    look.dress(action, "mail", size=20)
    before = (button.icon().cacheKey(), action.icon().cacheKey())
    look.choose(Appearance.DARK)
    assert button.icon().cacheKey() != before[0]
    assert action.icon().cacheKey() != before[1]
    image = button.icon().pixmap(16, 16).toImage()
    inks = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert inks == {DARK.text2.lower()}


def test_dressing_again_changes_clothes_and_adds_none(qtbot: QtBot, look: Look) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    look.dress(button, "eye")
    worn = len(button.children())
    look.dress(button, "eye_off")
    assert len(button.children()) == worn


def test_a_gone_button_is_no_trouble_to_the_next_look(qtbot: QtBot, look: Look) -> None:
    button = QPushButton()
    look.dress(button, "mail")
    with qtbot.waitSignal(button.destroyed):
        button.deleteLater()
    look.choose(Appearance.DARK)
    assert look.tokens is DARK


@pytest.mark.parametrize("family", ["Sans Serif", "sans-serif", ""])
def test_system_without_a_font_of_its_own_gets_inter(qtbot: QtBot, family: str) -> None:
    font = system_font(QFont(family, 9), INTER)
    assert font.family() == "Inter"
    assert font.pointSizeF() == pytest.approx(9.75)


def test_larger_size_is_kept_in_the_fallback(qtbot: QtBot) -> None:
    assert system_font(QFont("Sans Serif", 14), INTER).pointSizeF() == 14


@pytest.mark.parametrize("family", [".AppleSystemUIFont", "DejaVu Sans"])
def test_font_of_the_system_stays(qtbot: QtBot, family: str) -> None:
    asked = QFont(family, 11)
    assert system_font(asked, INTER) == asked


def test_figures_are_as_wide_as_each_other(qtbot: QtBot, look: Look) -> None:
    for font in (look.fonts.body, look.fonts.strong, look.fonts.caption):
        metrics = QFontMetricsF(font)
        widths = [metrics.horizontalAdvance(figure * 20) for figure in "0123456789"]
        assert max(widths) - min(widths) < 0.5


def test_nothing_is_smaller_than_a_caption(qtbot: QtBot, look: Look) -> None:
    base = look.fonts.body.pointSizeF()
    assert look.fonts.caption.pointSizeF() == pytest.approx(base * 0.92, abs=0.1)
