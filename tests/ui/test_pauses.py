"""What is typed is kept in the file at each pause: a crash takes no more than the last words."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from ikanda_case.app import in_hand, letters, office, steps
from ikanda_case.domain.roles import MAKERS
from ikanda_case.ui.frame.in_hand import from_text
from ikanda_case.ui.frame.places import Place
from ikanda_case.ui.letter.letter_view import LetterView
from ikanda_case.ui.look.theme import Look
from tests.support.cases import TODAY
from tests.ui.shell_parts import FILE, Shell, unlock


@pytest.fixture
def shell(qtbot: QtBot, look: Look, tmp_path: Path) -> Shell:
    return Shell(qtbot, look, tmp_path)


def writing(shell: Shell) -> QPlainTextEdit:
    """Go to a draft, and return the box of its facts with the keyboard in it."""
    desk = shell.frame.context.desk
    with desk.file.reading() as now:
        drafted = bool(now.case(shell.stream).letters)
    if not drafted:
        office.add_person(desk, "p1", "Ilse Modelaar", MAKERS)
        steps.identity_not_needed(desk, shell.stream, "Verzonnen reden.", TODAY)
        letters.draft(desk, shell.stream, letters.Wish(kind="L05", by_email=True), TODAY)
        shell.frame.go(Place("letter", "B1", shell.stream))
        shell.rest()
    view = shell.frame.pages.currentWidget()
    assert isinstance(view, LetterView)
    shell.qtbot.waitUntil(lambda: "facts" in view._editor._editors)
    box = view._editor._editors["facts"]
    assert isinstance(box, QPlainTextEdit)
    box.setFocus()
    return box


def press(shell: Shell, key: Qt.Key) -> None:
    handle = shell.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, key)


def kept(shell: Shell) -> str:
    return in_hand.kept(shell.frame.context.desk)


def held(shell: Shell) -> list[dict[str, str]]:
    found = from_text(kept(shell))
    return [dict(each.words) for _, each in found.things] if found else []


def test_the_words_of_a_draft_are_in_the_file_after_a_pause(shell: Shell) -> None:
    box = writing(shell)
    press(shell, Qt.Key.Key_X)
    assert box.toPlainText() == "x"
    shell.qtbot.waitUntil(lambda: held(shell) != [])
    assert [words["facts"] for words in held(shell)] == ["x"]
    with shell.frame.context.desk.file.reading() as now:
        assert dict(now.case(shell.stream).letter("B1").draft.fields).get("facts") is None


def test_what_was_saved_is_in_hand_no_more(shell: Shell) -> None:
    writing(shell)
    press(shell, Qt.Key.Key_X)
    shell.qtbot.waitUntil(lambda: kept(shell) != "")
    shell.give("save")
    press(shell, Qt.Key.Key_Shift)
    shell.qtbot.waitUntil(lambda: kept(shell) == "")


def test_after_a_crash_the_words_are_back_and_say_so(shell: Shell) -> None:
    writing(shell)
    press(shell, Qt.Key.Key_X)
    shell.qtbot.waitUntil(lambda: kept(shell) != "")
    as_it_was = kept(shell)
    shell.give("lock")
    shell.qtbot.waitUntil(lambda: shell.gate.closed == [FILE])
    shell.frame = unlock(shell.qtbot, shell.window)
    in_hand.keep(shell.frame.context.desk, as_it_was.replace('"x"', '"wat ik nog typte"'))
    shell.frame.go(Place("list", "today"))
    shell.rest()
    shell.frame.take_up.start()
    shell.qtbot.waitUntil(lambda: shell.here == Place("letter", "B1", shell.stream))
    shell.qtbot.waitUntil(lambda: writing(shell).toPlainText() == "wat ik nog typte")
    view = shell.frame.pages.currentWidget()
    assert isinstance(view, LetterView)
    assert "staat er weer" in view._banner.notice.bold
    shell.qtbot.waitUntil(lambda: held(shell) != [])  # it is kept again until it is saved


def test_words_that_are_looked_for_are_not_written_at_each_pause(shell: Shell) -> None:
    shell.frame.toolbar.search.setFocus()
    press(shell, Qt.Key.Key_X)
    assert shell.frame.take_up._pause.isActive()
    shell.qtbot.waitUntil(lambda: not shell.frame.take_up._pause.isActive())
    shell.rest()
    assert kept(shell) == ""
