"""How soon a person can type the passphrase: the unlock view beside a window with nothing in it."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import pytest

from ikanda_case.desktop.recent import RecentFiles

ROUNDS = 9
AIM = 1.6
"""Times a bare window, both from the start of the process."""
LIMIT = 5.0
"""More than this is no noise: something heavy is imported before the first paint."""

BARE = """
import time
from PySide6.QtWidgets import QApplication, QWidget

class Bare(QWidget):
    def paintEvent(self, event):
        print(time.time())
        QApplication.exit(0)

app = QApplication([])
window = Bare()
window.resize(1280, 800)
window.show()
app.exec()
"""

OURS = """
import time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(time.time())
            QApplication.exit(0)
        return False

def watch_button():
    window = next(each for each in app.topLevelWidgets() if hasattr(each, "door"))
    window.door.unlock.unlock.installEventFilter(watch)

app = QApplication(["ikanda-case"])
watch = Watch()
QTimer.singleShot(0, watch_button)
from ikanda_case.bootstrap.start import run
run([])
"""


def seconds(script: str, env: dict[str, str]) -> float:
    """Start a process and return how long it took until it had painted."""
    started = time.time()
    ended = subprocess.run(
        [sys.executable, "-c", script],
        env=env,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    return float(ended.stdout.split()[0]) - started


@pytest.mark.bench
def test_the_unlock_view_is_painted_soon(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    env = os.environ | {
        "XDG_STATE_HOME": str(tmp_path),
        "LC_ALL": "nl_BE.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "",  # an installed program has its bytecode
        "PYTHONPYCACHEPREFIX": str(tmp_path / "bytecode"),
    }
    file = tmp_path / "fictief.ikanda"
    file.write_bytes(b"only its name is looked at")
    RecentFiles(tmp_path / "ikanda-case").opened(file, datetime(2026, 11, 20, tzinfo=UTC))
    seconds(BARE, env), seconds(OURS, env)  # the first of each also fills the disk's cache
    bare, ours = [], []
    for _ in range(ROUNDS):
        bare.append(seconds(BARE, env))
        ours.append(seconds(OURS, env))
    ratio = median(ours) / median(bare)
    with capsys.disabled():
        print(
            f"\nunlock view painted after {median(ours) * 1000:.0f} ms,"
            f" a bare window after {median(bare) * 1000:.0f} ms: {ratio:.2f} times (aim {AIM})"
        )
    assert ratio < LIMIT
