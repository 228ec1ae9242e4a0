"""Locking: what asks for it, what it takes off the screen, and what it never loses."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ikanda_case.ui.frame.places import Place
from ikanda_case.ui.look.theme import Look
from tests.ui.shell_parts import FILE, NAME, Shell, unlock, words_in


@pytest.fixture
def shell(qtbot: QtBot, look: Look, tmp_path: Path) -> Shell:
    return Shell(qtbot, look, tmp_path)


# ---- lock --------------------------------------------------------------------------------------


def lock(shell: Shell) -> None:
    shell.give("lock")
    shell.qtbot.waitUntil(lambda: shell.gate.closed == [FILE])
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    shell.rest()


def test_locking_takes_everything_off_the_screen_and_closes_the_file(shell: Shell) -> None:
    shell.give("list_all")
    frame_words = words_in(shell.window)
    assert NAME in frame_words and "AVG-2026-0001" in frame_words
    lock(shell)
    assert shell.window.frame is None and shell.window.session is None
    for widget in QApplication.topLevelWidgets():
        assert NAME not in words_in(widget) and "AVG-2026" not in words_in(widget)
    assert "Ilse Modelaar" not in words_in(shell.window)
    assert "Er staan geen gegevens meer op het scherm." in words_in(shell.window.door)
    assert shell.window.door.unlock.passphrase.text() == ""
    assert shell.window.windowTitle() == "ikanda-case"


def test_locking_empties_the_pages_before_it_lets_go_of_them(shell: Shell) -> None:
    shell.give("list_all")
    page = shell.frame.pages.currentWidget()
    assert page is not None and NAME in words_in(page)
    shell.window.lock()
    assert NAME not in words_in(page)
    shell.rest()


def test_unlocking_returns_to_the_same_place(shell: Shell) -> None:
    shell.give("list_identity")
    shell.give("list_all")
    lock(shell)
    frame = unlock(shell.qtbot, shell.window)
    assert frame.trail.here == Place("list", "all")
    frame.back()
    assert frame.trail.here == Place("list", "identity")
    shell.rest()


def test_words_that_were_searched_are_in_the_file_meanwhile_and_come_back(shell: Shell) -> None:
    shell.frame.go(Place("words", NAME))
    shell.rest()
    lock(shell)
    assert NAME not in repr(shell.window._left)
    frame = unlock(shell.qtbot, shell.window)
    shell.qtbot.waitUntil(lambda: frame.trail.here == Place("words", NAME))
    shell.rest()
    assert frame.toolbar.search.text() == ""


def test_open_dialogs_go_as_well(shell: Shell) -> None:
    dialog = shell.frame.noting.open(f"{NAME} vraagt inzage")
    lock(shell)
    assert not [
        w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()
    ]
    assert not [
        w
        for w in QApplication.allWidgets()
        if isinstance(w, QPlainTextEdit) and NAME in w.toPlainText()
    ]
    assert dialog is not None


def test_five_quiet_minutes_lock(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    shell = Shell(qtbot, look, tmp_path, idle_ms=40)
    qtbot.waitUntil(lambda: shell.gate.closed == [FILE])
    shell.rest()
    assert "zonder activiteit" in words_in(shell.window.door)


def test_a_touch_starts_the_quiet_minutes_anew(shell: Shell) -> None:
    watch = shell.window._lock_watch
    assert watch is not None
    idle = watch.idle
    shell.qtbot.waitUntil(lambda: idle.left_ms < 299_700)
    QTest.keyClick(shell.window.windowHandle(), Qt.Key.Key_Shift)
    assert idle.left_ms > 299_800
    assert idle.minutes == 5


def test_closing_the_window_closes_the_file(shell: Shell) -> None:
    shell.window.close()
    shell.qtbot.waitUntil(lambda: shell.gate.closed == [FILE] and not shell.window.isVisible())
