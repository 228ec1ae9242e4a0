"""The start of the program as it is: a process that shows its window and ends when it is closed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from ikanda_case.ui.look.measures import Density
from ikanda_case.ui.look.theme import Appearance, Look
from tests.ui.shell_parts import NAME, MemoryGate, Shell, make_window, remembered_in

SCRIPT = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ikanda_case.bootstrap.start import run

app = QApplication(["ikanda-case"])

def look_and_close():
    windows = [w for w in app.topLevelWidgets() if w.isVisible()]
    if not windows or not windows[0].menus.actions:
        return
    timer.stop()
    print(windows[0].windowTitle(), windows[0].lang, windows[0].door.isVisible())
    windows[0].close()

timer = QTimer(interval=10)
timer.timeout.connect(look_and_close)
timer.start()
sys.exit(run([]))
"""


@pytest.mark.parametrize(("spoken", "lang"), [("fr_BE.UTF-8", "fr"), ("pl_PL.UTF-8", "nl")])
def test_the_program_starts_and_ends(tmp_path: Path, spoken: str, lang: str) -> None:
    homes = {f"XDG_{kind}_HOME": str(tmp_path) for kind in ("STATE", "CONFIG", "DATA")}
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=os.environ | homes | {"LC_ALL": spoken, "LANGUAGE": ""},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split() == ["ikanda-case", lang, "True"]
    assert "Traceback" not in ended.stderr


def test_the_window_stands_where_it_stood(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    first = make_window(qtbot, look, MemoryGate(), tmp_path)
    first.start()
    first.show()
    first.resize(900, 666)
    first.close()
    qtbot.waitUntil(lambda: not first.isVisible())
    second = make_window(qtbot, look, MemoryGate(), tmp_path)
    assert second.height() == 666


def test_what_cannot_be_read_counts_as_not_set(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_text(
        "[look]\nlanguage=xx\nappearance=pink\ndensity=7\n[window]\ngeometry=1\n", "utf-8"
    )
    remembered = remembered_in(tmp_path)
    window = QMainWindow()
    qtbot.addWidget(window)
    assert remembered.lang == ""
    assert remembered.appearance is Appearance.SYSTEM
    assert remembered.density is Density.NORMAL
    assert not remembered.restore_window(window)


def test_nothing_of_a_case_is_remembered(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    shell = Shell(qtbot, look, tmp_path)
    shell.give("list_all")
    shell.frame.context.case_wanted.emit(shell.stream, "")
    shell.rest()
    shell.window.close()
    qtbot.waitUntil(lambda: not shell.window.isVisible())
    kept = (tmp_path / "window.ini").read_bytes()
    assert kept
    for word in (NAME, "AVG-2026", "Ilse", "privacy-2026"):
        assert word.encode() not in kept and word.encode("utf-16-be") not in kept
