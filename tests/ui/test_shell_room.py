"""Nothing is cut in the smallest window, in any language; everything has a name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ikanda_case.ui.door.first_run_view import FirstRunView
from ikanda_case.ui.door.wizard import NewFileWizard
from ikanda_case.ui.frame.new_request import NewRequestDialog
from ikanda_case.ui.frame.places import Place
from ikanda_case.ui.jobs import Jobs
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.main_window import SMALLEST
from ikanda_case.ui.remembered import LANGUAGES
from ikanda_case.ui.settings.settings_view import SECTIONS
from ikanda_case.ui.widgets.label import ElidedLabel, PlainLabel
from tests.ui.shell_parts import FILE, MemoryGate, make_window, rest, unlock


def cut(widget: QWidget) -> Iterator[str]:
    """Words that do not fit in their place, of everything that can be seen."""
    QCoreApplication.processEvents()  # lets every layout settle
    for button in widget.findChildren(QAbstractButton):
        if button.isVisible() and button.text() and not isinstance(button, QToolButton):
            words = QFontMetricsF(button.font()).horizontalAdvance(button.text().replace("&", ""))
            if button.width() < min(words, button.sizeHint().width()):
                yield f"button {button.text()!r}: {button.width()}"
    for label in widget.findChildren(PlainLabel):
        if not label.isVisible() or not label.text() or isinstance(label, ElidedLabel):
            continue
        words = QFontMetricsF(label.font()).horizontalAdvance(label.text())
        if not label.wordWrap() and label.width() + 1 < words:
            yield f"label {label.text()!r}: {label.width()} of {words:.0f}"
        if label.wordWrap() and label.height() < label.heightForWidth(label.width()):
            yield f"label {label.text()!r}: {label.height()} high"


def nameless(widget: QWidget) -> Iterator[str]:
    """Things the keyboard reaches that a screen reader could not name."""
    for part in widget.findChildren(QWidget):
        kinds = QAbstractButton | QLineEdit | QAbstractItemView
        reached = part.isVisible() and not isinstance(part, QHeaderView)
        if isinstance(part, kinds) and reached:
            words = part.text() if isinstance(part, QAbstractButton) else ""
            if not part.accessibleName() and not words and part.parent() is not None:
                yield f"{type(part).__name__} in {type(part.parent()).__name__}"


def settled(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.waitUntil(widget.isVisible)
    layout = widget.layout()
    if layout is not None:
        layout.activate()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_door_fits(qtbot: QtBot, look: Look, tmp_path: Path, lang: str) -> None:
    gate = MemoryGate(keyring="no_safe_keyring")
    gate.put(FILE)
    gate.vaults[FILE].remembered = True
    window = make_window(qtbot, look, gate, tmp_path, lang=lang)
    window.resize(*SMALLEST)
    window.start()
    window.show()
    window.finish()
    settled(qtbot, window)
    rest(qtbot, window)
    window.door.unlock.say_wrong("Deze wachtzin opent deze kluis niet.")
    assert not list(cut(window.door)) and not list(nameless(window.door))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_start_fits(qtbot: QtBot, look: Look, tmp_path: Path, lang: str) -> None:
    window = make_window(qtbot, look, MemoryGate(), tmp_path, lang=lang)
    window.resize(*SMALLEST)
    window.start()
    window.show()
    settled(qtbot, window)
    first = window.findChild(FirstRunView)
    assert first is not None and not list(cut(first)) and not list(nameless(first))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_step_of_the_wizard_fits(qtbot: QtBot, look: Look, lang: str) -> None:
    below = QWidget()
    qtbot.addWidget(below)
    wizard = NewFileWizard(look, MemoryGate(), Jobs(), lang, parent=below)
    wizard.show()
    settled(qtbot, wizard)
    for choice in ("other", "haaltert"):
        wizard.office.address.choose(choice)
        assert not list(cut(wizard)) and not list(nameless(wizard))
    wizard.next.click()
    assert not list(cut(wizard)) and not list(nameless(wizard))
    wizard.mailbox.later.click()
    wizard.next.click()
    assert not list(cut(wizard)) and not list(nameless(wizard))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_frame_and_the_settings_fit(
    qtbot: QtBot, look: Look, tmp_path: Path, lang: str
) -> None:
    gate = MemoryGate()
    gate.put(FILE)
    window = make_window(qtbot, look, gate, tmp_path, lang=lang)
    window.start()
    window.show()
    frame = unlock(qtbot, window)
    for section in SECTIONS:
        frame.go(Place("settings", section))
        rest(qtbot, window)
        for size in (SMALLEST, (1280, 800)):
            window.resize(*size)
            settled(qtbot, window)
            rest(qtbot, window)
            page = frame.pages.currentWidget()
            assert page is not None
            assert not list(cut(page)), (section, size)
            assert not list(cut(frame.toolbar)) and not list(cut(window.status))
            assert not list(nameless(frame))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_note_fits(qtbot: QtBot, look: Look, lang: str) -> None:
    below = QWidget()
    qtbot.addWidget(below)
    dialog = NewRequestDialog(look, lang, parent=below)
    dialog.show()
    settled(qtbot, dialog)
    assert not list(cut(dialog)) and not list(nameless(dialog))
