"""One short sheet and a whole palette, made from tokens and from nothing else."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ikanda_case.ui.look.style import palette, set_kind, set_role, set_state, stylesheet
from ikanda_case.ui.look.theme import Appearance, Look
from ikanda_case.ui.look.tokens import DARK, LIGHT, Tokens, contrast_palette, from_palette

ALL = pytest.mark.parametrize(
    "tokens", [LIGHT, DARK, from_palette(contrast_palette())], ids=lambda tokens: tokens.name
)


def sheet_of(tokens: Tokens, look: Look) -> str:
    return stylesheet(tokens, look.fonts.body, look.measures, Path("/pictures"))


@ALL
def test_sheet_is_under_eighty_lines_and_fully_filled_in(look: Look, tokens: Tokens) -> None:
    sheet = sheet_of(tokens, look)
    assert len(sheet.splitlines()) < 80
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")


@ALL
def test_sheet_names_no_colour_but_the_tokens(look: Look, tokens: Tokens) -> None:
    named = {colour.lower() for colour in re.findall(r"#[0-9a-fA-F]{6}", sheet_of(tokens, look))}
    known = {str(getattr(tokens, name)).lower() for name in Tokens.__slots__}
    assert named
    assert named <= known


@ALL
def test_palette_says_every_role_in_every_group(tokens: Tokens) -> None:
    made = palette(tokens)
    left_to_chance = {QPalette.ColorRole.NoRole, QPalette.ColorRole.NColorRoles}
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        for role in set(QPalette.ColorRole) - left_to_chance:
            assert made.isBrushSet(group, role), (group, role)
    disabled = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        assert made.color(disabled, role) == QColor(tokens.disabled)


@pytest.mark.parametrize("appearance", list(Appearance))
def test_qt_understands_the_sheet(qtbot: QtBot, look: Look, appearance: Appearance) -> None:
    look.choose(appearance)
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit(window)
    window.show()
    assert field.sizeHint().height() >= look.measures.control


def test_role_gives_a_label_its_size_and_colour(qtbot: QtBot, look: Look) -> None:
    label, title = QLabel("woord"), QLabel("woord")
    for widget in (label, title):
        qtbot.addWidget(widget)
    set_role(title, "title")
    set_role(label, "late")
    for widget in (label, title):
        widget.ensurePolished()
    assert title.fontInfo().pointSizeF() == pytest.approx(look.fonts.title.pointSizeF(), rel=0.05)
    assert label.palette().color(label.foregroundRole()) == QColor(look.tokens.late)


def test_state_changes_the_look_at_once_and_back(qtbot: QtBot, look: Look) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.resize(120, 30)
    field.show()
    set_state(field, "wrong", on=True)
    assert field.grab().toImage().pixelColor(60, 1) == QColor(look.tokens.late)
    set_state(field, "wrong", on=False)
    assert field.grab().toImage().pixelColor(60, 1) != QColor(look.tokens.late)


def test_field_keeps_its_size_when_it_gets_the_keyboard(qtbot: QtBot, look: Look) -> None:
    field = QLineEdit("tekst")
    qtbot.addWidget(field)
    field.show()
    qtbot.waitExposed(field)
    before = field.sizeHint()
    field.setFocus()
    field.ensurePolished()
    assert field.sizeHint() == before


def test_unknown_kind_is_the_plain_button(qtbot: QtBot, look: Look) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    set_kind(widget, "")
    assert widget.property("kind") == ""
