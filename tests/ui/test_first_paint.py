"""What is imported before the unlock view is painted: nothing that nobody sees yet."""

import re
from pathlib import Path

from tests.support.processes import python

UNTIL_PAINTED = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(*sorted(sys.modules), sep="\\n", flush=True)
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
SEEN = re.compile(
    r"ikanda_case(\.(bootstrap(\.(parts|program|start|surroundings|window))?|domain(\.(bug|errors))?"
    r"|desktop(\.\w+)?|resource_files|texts(\.catalogue)?"
    r"|ui(\.(app|first_paint|gate|jobs|lanes|main_window|pace|qt_messages|remembered|surroundings"
    r"|door(\.\w+)?|frame(\.(choices|commands|fault_watch|menus|status|words))?"
    r"|look(\.\w+)?|widgets(\.\w+)?))?))?"
)
HEAVY = (
    "argon2", "babel", "cryptography", "keyring", "pikepdf", "pyhanko", "reportlab", "sqlcipher3",
    "sqlite_utils", "zoneinfo", "zxcvbn",
)  # fmt: skip


def test_the_first_paint_waits_for_nothing_that_is_not_seen(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from ikanda_case.desktop.recent import RecentFiles

    RecentFiles(tmp_path / "ikanda-case").opened(
        tmp_path / "fictief.ikanda", datetime(2026, 11, 20, tzinfo=UTC)
    )
    said = python(UNTIL_PAINTED, XDG_STATE_HOME=str(tmp_path), QT_QPA_PLATFORM="offscreen")
    modules = said.stdout.split()
    assert "ikanda_case.ui.door.unlock_view" in modules, said.stderr
    own = [name for name in modules if name.startswith("ikanda_case")]
    assert [name for name in own if not SEEN.fullmatch(name)] == []
    assert [name for name in modules if name.split(".")[0] in HEAVY] == []
