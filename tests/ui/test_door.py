"""The way in: which file, which passphrase, what a person is told when it does not open."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from ikanda_case.ui.door.first_run_view import FirstRunView
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.main_window import MainWindow
from tests.ui.shell_parts import PASSPHRASE, MemoryGate, make_window, rest, unlock, words_in

FIRST, SECOND = Path("/fictief/privacy-2026.ikanda"), Path("/fictief/archief.ikanda")


@pytest.fixture
def gate() -> MemoryGate:
    made = MemoryGate()
    made.put(FIRST)
    made.put(SECOND, "een andere verzonnen wachtzin")
    return made


def at_door(qtbot: QtBot, look: Look, gate: MemoryGate, folder: Path) -> MainWindow:
    """A window that shows its door, with all that comes after the first paint."""
    window = make_window(qtbot, look, gate, folder)
    window.start()
    window.show()
    window.finish()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and window.isVisible())
    rest(qtbot, window)
    return window


def try_it(qtbot: QtBot, window: MainWindow, passphrase: str) -> None:
    window.door.unlock.passphrase.line.setText(passphrase)
    window.door.unlock.unlock.click()
    rest(qtbot, window)


def test_a_first_start_offers_three_equal_ways(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    window = at_door(qtbot, look, MemoryGate(), tmp_path)
    first = window.findChild(FirstRunView)
    assert first is not None and first.isVisible()
    choices = (first.new, first.open, first.demo)
    assert all(button.property("kind") == "" for button in choices)
    assert all(button.accessibleDescription() for button in choices)


def test_the_files_of_this_computer_are_offered_the_newest_first(
    qtbot: QtBot, look: Look, gate: MemoryGate, tmp_path: Path
) -> None:
    gate.known.append(Path("/weg/verdwenen.ikanda"))
    window = at_door(qtbot, look, gate, tmp_path)
    said = words_in(window.door.unlock.recents)
    assert "privacy-2026.ikanda, geopend 20 november" in said
    assert "verdwenen.ikanda, niet gevonden op deze plaats" in said
    assert window.door.unlock.recents.path == FIRST
    assert window.door.unlock.passphrase.text() == ""


def test_the_right_passphrase_opens(
    qtbot: QtBot, look: Look, gate: MemoryGate, tmp_path: Path
) -> None:
    window = at_door(qtbot, look, gate, tmp_path)
    unlock(qtbot, window)
    assert window.session is not None and window.session.opened.path == FIRST
    assert window.door.unlock.passphrase.text() == ""


def test_the_keyboard_alone_is_enough(
    qtbot: QtBot, look: Look, gate: MemoryGate, tmp_path: Path
) -> None:
    window = at_door(qtbot, look, gate, tmp_path)
    QTest.keyClicks(window.door.unlock.passphrase.line, PASSPHRASE)
    QTest.keyClick(window.door.unlock.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.frame is not None)
    rest(qtbot, window)


def test_a_wrong_passphrase_is_said_below_the_field_and_stays_selected(
    qtbot: QtBot, look: Look, gate: MemoryGate, tmp_path: Path
) -> None:
    window = at_door(qtbot, look, gate, tmp_path)
    try_it(qtbot, window, "niet deze")
    line = window.door.unlock.passphrase.line
    assert "Deze wachtzin opent deze kluis niet." in words_in(window.door.unlock)
    assert line.selectedText() != "" and window.focusWidget() is line
    assert window.frame is None


def test_without_a_passphrase_nothing_is_tried(
    qtbot: QtBot, look: Look, gate: MemoryGate, tmp_path: Path
) -> None:
    window = at_door(qtbot, look, gate, tmp_path)
    try_it(qtbot, window, "")
    assert "Geef de wachtzin van deze kluis." in words_in(window.door.unlock)


def test_after_five_tries_there_is_a_pause(
    qtbot: QtBot, look: Look, gate: MemoryGate, tmp_path: Path
) -> None:
    window = at_door(qtbot, look, gate, tmp_path)
    said: list[int] = []
    window.door.unlock.patience.ticked.connect(said.append)
    button = window.door.unlock.unlock
    for _ in range(5):
        assert button.isEnabled()
        try_it(qtbot, window, "niet deze")
    assert said[0] == 10
    qtbot.waitUntil(lambda: said[-1] == 0)
    assert said == list(range(10, -1, -1))
    assert button.isEnabled() and button.text() == "Ontgrendelen"
    unlock(qtbot, window)


def test_the_pause_stands_in_the_button(
    qtbot: QtBot, look: Look, gate: MemoryGate, tmp_path: Path
) -> None:
    window = at_door(qtbot, look, gate, tmp_path)
    view = window.door.unlock
    view._on_patience_ticked(7)
    assert view.unlock.text() == "Wacht 7 seconden"
    view._on_patience_ticked(1)
    assert view.unlock.text() == "Wacht 1 seconde"


def test_this_computer_can_remember_and_forget(
    qtbot: QtBot, look: Look, gate: MemoryGate, tmp_path: Path
) -> None:
    window = at_door(qtbot, look, gate, tmp_path)
    window.door.unlock.remember.click()
    unlock(qtbot, window)
    assert gate.vaults[FIRST].remembered
    window.lock()
    qtbot.waitUntil(lambda: gate.closed == [FIRST])
    rest(qtbot, window)
    unlock(qtbot, window, passphrase="")
    window.lock()
    rest(qtbot, window)
    buttons = {button.text(): button for button in window.door.findChildren(QAbstractButton)}
    assert buttons["Niet meer onthouden"].isVisible()
    buttons["Niet meer onthouden"].click()
    rest(qtbot, window)
    assert not gate.vaults[FIRST].remembered


def test_without_a_safe_keyring_the_box_is_closed_with_the_reason(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    gate = MemoryGate(keyring="no_safe_keyring")
    gate.put(FIRST)
    window = at_door(qtbot, look, gate, tmp_path)
    box = window.door.unlock.remember
    assert not box.isEnabled()
    assert "geen veilige sleutelbos" in box.accessibleDescription()
    assert "geen veilige sleutelbos" in words_in(window.door.unlock)


def test_a_file_in_which_somebody_works_can_be_read(
    qtbot: QtBot, look: Look, gate: MemoryGate, tmp_path: Path
) -> None:
    gate.vaults[FIRST].busy = True
    window = at_door(qtbot, look, gate, tmp_path)
    try_it(qtbot, window, PASSPHRASE)
    buttons = {button.text(): button for button in window.door.findChildren(QAbstractButton)}
    buttons["Alleen lezen openen"].click()
    qtbot.waitUntil(lambda: window.session is not None)
    rest(qtbot, window)
    assert window.session is not None and window.session.context.read_only == "asked"


def test_a_file_that_is_gone_is_said_above_the_form(
    qtbot: QtBot, look: Look, gate: MemoryGate, tmp_path: Path
) -> None:
    del gate.vaults[FIRST]
    window = at_door(qtbot, look, gate, tmp_path)
    try_it(qtbot, window, PASSPHRASE)
    assert "Dit bestand is er niet." in words_in(window.door.unlock)
    assert window.door.unlock.unlock.isEnabled()


def test_a_file_can_leave_the_list(
    qtbot: QtBot, look: Look, gate: MemoryGate, tmp_path: Path
) -> None:
    window = at_door(qtbot, look, gate, tmp_path)
    window.door.unlock.recents.setFocus()
    QTest.keyClick(window.door.unlock.recents, Qt.Key.Key_Delete)
    rest(qtbot, window)
    assert gate.known == [SECOND]
    assert window.door.unlock.recents.path == SECOND


def test_a_file_named_at_the_start_is_the_one_that_is_asked(
    qtbot: QtBot, look: Look, gate: MemoryGate, tmp_path: Path
) -> None:
    gate.put(Path("/fictief/mee.ikanda"), recent=False)
    window = make_window(qtbot, look, gate, tmp_path)
    window.start(Path("/fictief/mee.ikanda"))
    unlock(qtbot, window)
    assert window.session is not None and window.session.opened.path.name == "mee.ikanda"


def test_the_demo_is_made_opened_and_marked(
    qtbot: QtBot, look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    gate = MemoryGate()
    window = at_door(qtbot, look, gate, tmp_path)
    window.door.make_demo()
    qtbot.waitUntil(lambda: window.frame is not None)
    rest(qtbot, window)
    assert window.frame is not None
    assert "DEMO" in words_in(window.status)
    assert all(vault.remembered for vault in gate.vaults.values())
    assert PASSPHRASE in words_in(window.frame.message)
    window.lock()
    rest(qtbot, window)
    assert PASSPHRASE in words_in(window.door.unlock)
    assert window.session is None


def test_everything_at_the_door_has_a_name_and_can_be_hit(
    qtbot: QtBot, look: Look, gate: MemoryGate, tmp_path: Path
) -> None:
    window = at_door(qtbot, look, gate, tmp_path)
    view = window.door.unlock
    parts: list[QAbstractButton | QLineEdit] = [
        *view.findChildren(QAbstractButton),
        *view.findChildren(QLineEdit),
    ]
    for part in parts:
        if part.isVisible():
            assert part.accessibleName() or part.text(), part
            assert part.width() >= 24 and part.height() >= 24, part.accessibleName()


def test_alt_o_leads_to_the_list(
    qtbot: QtBot, look: Look, gate: MemoryGate, tmp_path: Path
) -> None:
    window = at_door(qtbot, look, gate, tmp_path)
    QTest.keyClick(
        window.door.unlock.passphrase.line, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier
    )
    assert window.focusWidget() is window.door.unlock.recents
