"""Locking: what asks for it, what it takes off the screen, and what it never loses."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ikanda_case.ui.clipboard import Clip
from ikanda_case.ui.frame.deeds import show_faults
from ikanda_case.ui.frame.idle import Idle
from ikanda_case.ui.frame.in_hand import Held, InHand, as_text, from_text
from ikanda_case.ui.frame.places import Place
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.remembered import IDLE_CHOICES
from tests.support.surroundings import ToldSurroundings
from tests.ui.shell_parts import (
    FILE,
    NAME,
    MemoryGate,
    Shell,
    make_window,
    remembered_in,
    unlock,
    words_in,
)


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
    assert frame.toolbar.search.text() == NAME


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
    shell = Shell(qtbot, look, tmp_path, idle_ms=1500)  # no shorter than it takes to open
    qtbot.waitUntil(lambda: shell.gate.closed == [FILE], timeout=20_000)
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


# ---- who asks for it ---------------------------------------------------------------------------


def told(qtbot: QtBot, look: Look, folder: Path) -> tuple[Shell, ToldSurroundings]:
    surroundings = ToldSurroundings()
    return Shell(qtbot, look, folder, surroundings=surroundings), surroundings


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("screen", "samen met het scherm"),
        ("switch", "een ander nam dit toestel over"),
        ("sleep", "het toestel ging slapen"),
    ],
)
def test_the_system_locks_and_says_why(
    qtbot: QtBot, look: Look, tmp_path: Path, why: str, words: str
) -> None:
    shell, surroundings = told(qtbot, look, tmp_path)
    assert surroundings.left is not None and surroundings.settled == 1
    thread = threading.Thread(target=surroundings.left, args=(why,))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: shell.gate.closed == [FILE] and not shell.window.closing)
    shell.rest()
    assert words in words_in(shell.window.door)
    assert surroundings.left is None, "closed: the computer may sleep, and nobody listens"


def test_the_system_is_asked_only_while_a_file_is_open(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    shell, surroundings = told(qtbot, look, tmp_path)
    lock(shell)
    assert surroundings.left is None
    unlock(qtbot, shell.window)
    assert surroundings.left is not None


class Hours:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_computer_that_slept_is_found_out_before_the_first_touch_counts(
    qtbot: QtBot, qapp: QApplication
) -> None:
    hours, below = Hours(), QWidget()
    qtbot.addWidget(below)
    below.show()
    idle = Idle(qapp, after_ms=300_000, now=hours, parent=below)
    passed: list[int] = []
    idle.passed.connect(lambda: passed.append(1))
    idle.start(below.windowHandle())
    hours.now += 299
    QTest.keyClick(below.windowHandle(), Qt.Key.Key_Shift)
    assert passed == [] and idle.left_ms == 300_000
    hours.now += 3600
    QTest.keyClick(below.windowHandle(), Qt.Key.Key_Shift)
    assert passed == [1]
    QTest.keyClick(below.windowHandle(), Qt.Key.Key_Shift)
    assert passed == [1], "once"


def test_without_a_touch_it_is_found_out_within_a_second(qtbot: QtBot, qapp: QApplication) -> None:
    hours, below = Hours(), QWidget()
    qtbot.addWidget(below)
    idle = Idle(qapp, after_ms=300_000, now=hours, parent=below)
    with qtbot.waitSignal(idle.passed, timeout=1500):
        idle.start(None)
        hours.now += 301


def test_the_minutes_are_chosen_between_one_and_thirty(shell: Shell) -> None:
    assert min(IDLE_CHOICES) == 1 and max(IDLE_CHOICES) == 30
    shell.window.choices.choose("idle", "15")
    watch = shell.window._lock_watch
    assert watch is not None and watch.idle.minutes == 15
    assert "Vergrendelen na 15 min" in words_in(shell.frame.message)
    shell.frame.undo()
    assert watch.idle.minutes == 5
    assert remembered_in(shell.folder).idle_minutes == 5


@pytest.mark.parametrize("written", ["0", "31", "never", "", "-5", "1e9"])
def test_no_setting_keeps_a_file_open_for_ever(tmp_path: Path, written: str) -> None:
    (tmp_path / "window.ini").write_text(f"[lock]\nminutes={written}\n", "utf-8")
    assert remembered_in(tmp_path).idle_minutes == 5


def test_what_is_chosen_is_in_force_at_the_next_start(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    remembered_in(tmp_path).keep_idle_minutes(30)
    window = make_window(qtbot, look, MemoryGate(), tmp_path, idle_ms=0)
    window.start()
    window.finish()
    assert window._lock_watch is not None and window._lock_watch.idle.minutes == 30


# ---- the clipboard -----------------------------------------------------------------------------


@pytest.fixture
def clip(qapp: QApplication) -> Iterator[Clip]:
    QGuiApplication.clipboard().clear()
    made = Clip(cleared_after_ms=30)
    yield made
    made.deleteLater()


def copied() -> str:
    return QGuiApplication.clipboard().text()


def test_what_the_program_copies_is_taken_off_again(qtbot: QtBot, clip: Clip) -> None:
    clip.put("AVG-2026-0001")
    assert copied() == "AVG-2026-0001"
    qtbot.waitUntil(lambda: copied() == "")


def test_ten_seconds_is_what_a_window_waits(shell: Shell) -> None:
    assert shell.window._clip is not None
    assert shell.window._clip._late.interval() == 10_000


def test_what_somebody_else_copied_meanwhile_is_left_alone(qtbot: QtBot, clip: Clip) -> None:
    clip.put("AVG-2026-0001")
    QGuiApplication.clipboard().setText("van een ander programma")
    with qtbot.waitSignal(clip._late.timeout):
        pass
    clip.empty()
    assert copied() == "van een ander programma"
    QGuiApplication.clipboard().clear()


def test_a_later_copy_gets_its_own_time(qtbot: QtBot, clip: Clip) -> None:
    clip.put("een")
    clip.put("twee")
    assert copied() == "twee"
    qtbot.waitUntil(lambda: copied() == "")


def test_a_copy_asks_to_be_kept_by_nobody(clip: Clip) -> None:
    clip.put("AVG-2026-0001")
    held: QMimeData = QGuiApplication.clipboard().mimeData()
    for name in (
        "ExcludeClipboardContentFromMonitorProcessing",
        "CanIncludeInClipboardHistory",
        "CanUploadToCloudClipboard",
    ):
        assert held.hasFormat(f'application/x-qt-windows-mime;value="{name}"')
    no = held.data('application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"')
    assert no.data() == bytes(4), "a DWORD of 0"
    assert held.data("x-kde-passwordManagerHint").data() == b"secret"
    clip.empty()
    assert copied() == ""


def test_locking_takes_off_what_was_copied(shell: Shell) -> None:
    shell.frame.context.copied.emit(f"{NAME}, AVG-2026-0001")
    assert NAME in copied()
    lock(shell)
    assert copied() == ""


@pytest.mark.xvfb
def test_words_copied_by_hand_are_marked_too_and_go_with_the_lock(shell: Shell) -> None:
    search = shell.frame.toolbar.search
    shell.window.activateWindow()
    shell.qtbot.waitUntil(shell.window.isActiveWindow)
    search.setFocus()
    search.setText(NAME)
    QTest.keyClick(search, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(search, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    shell.qtbot.waitUntil(
        lambda: QGuiApplication.clipboard().mimeData().hasFormat("x-kde-passwordManagerHint")
    )
    assert copied() == NAME
    lock(shell)
    assert copied() == ""


# ---- what is in hand ---------------------------------------------------------------------------

IN_HAND = InHand(
    Place("case", "clock", 3), ((Place("settings"), Held("office", {"contact": "Wannes"})),)
)


def test_what_is_in_hand_is_kept_and_read_back() -> None:
    assert from_text(as_text(IN_HAND)) == IN_HAND
    assert as_text(InHand(Place("case", "", 3), ())) == ""
    assert "Wannes" not in repr(IN_HAND), "a report never shows it"


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '{"form": 2}', '{"form": 1, "here": ["nowhere", "", 1], "things": []}',
     '{"form": 1, "here": ["case", "", "x"], "things": []}', '{"form": 1, "here": 7, "things": 7}',
     '{"form": 1, "here": ["case", "", 1], "things": [[["case", "", 1], "note", 7]]}'],
)  # fmt: skip
def test_what_cannot_be_read_is_nothing_in_hand(text: str) -> None:
    assert from_text(text) is None


def test_another_person_does_not_get_what_was_in_hand(shell: Shell) -> None:
    from dataclasses import replace

    from ikanda_case.app import in_hand

    desk = shell.frame.context.desk
    in_hand.keep(desk, "half getypt")
    assert in_hand.kept(desk) == "half getypt"
    assert in_hand.kept(replace(desk, actor="p2")) == ""
    in_hand.keep(desk, "")
    assert in_hand.kept(desk) == ""


def test_a_file_open_to_read_is_not_written_by_a_lock(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    from ikanda_case.app import in_hand

    shell = Shell(qtbot, look, tmp_path)
    shell.frame.context.read_only = "asked"
    shell.frame.toolbar.search.setText("denkbeeld")
    desk = shell.frame.context.desk
    lock(shell)
    assert in_hand.kept(desk) == ""


# ---- faults ------------------------------------------------------------------------------------


def test_a_fault_nobody_caught_is_shown_once_without_its_words(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    shell, surroundings = told(qtbot, look, tmp_path)
    assert surroundings.tell is not None
    for _ in range(3):
        thread = threading.Thread(target=surroundings.tell, args=(ValueError(NAME),))
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: "Er ging iets mis" in words_in(shell.frame.banner))
    assert NAME not in words_in(shell.window)
    assert len(shell.frame._faults) == 1
    assert surroundings.noted == [], "the last resort has noted it itself"


def test_a_fault_of_a_view_s_work_is_noted(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    shell, surroundings = told(qtbot, look, tmp_path)
    fault = ValueError(NAME)
    shell.frame.context.failed.emit(fault)
    assert surroundings.noted == [fault]


def test_a_bad_ending_is_told_at_the_door(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    surroundings = ToldSurroundings(ending="Segmentation fault\n  x.py:3 f")
    gate = MemoryGate()
    gate.put(FILE)
    window = make_window(qtbot, look, gate, tmp_path, surroundings=surroundings)
    window.start()
    window.show()
    window.finish()
    qtbot.waitUntil(lambda: "De vorige keer stopte" in words_in(window.door))


def test_reports_can_be_read_and_copied(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    window = make_window(
        qtbot, look, MemoryGate(), tmp_path, surroundings=ToldSurroundings(reports=("ValueError",))
    )
    window.start()
    window.finish()
    dialog = show_faults(window)
    assert "ValueError" in words_in(dialog) and "nooit wat u typte" in words_in(dialog)
    copy = next(each for each in dialog.findChildren(QWidget) if "kopi" in _said(each))
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert copied() == "ValueError"
    QGuiApplication.clipboard().clear()
    dialog.close()


def _said(widget: QWidget) -> str:
    return str(getattr(widget, "text", str)())
