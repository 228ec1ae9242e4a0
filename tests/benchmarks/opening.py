"""One real window, from the key of a case file to its first painted rows: a process of its own.

Arguments: the case file, a folder for what the window remembers, and the list to come back to or
`today`. Says how many milliseconds it took.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ikanda_case.bootstrap.window import OpenGate, Pictures
from ikanda_case.desktop.recent import RecentFiles
from ikanda_case.resource_files import resource
from ikanda_case.store.files import keys_path
from ikanda_case.ui.door.unlock_view import Asked
from ikanda_case.ui.door.warming import Warming
from ikanda_case.ui.frame.places import Place, Trail
from ikanda_case.ui.frame.take_up import Left
from ikanda_case.ui.look.theme import Appearance, Look
from ikanda_case.ui.main_window import MainWindow
from ikanda_case.ui.remembered import Remembered
from ikanda_case.ui.widgets.table import Table
from tests.e2e.command_line import ByKey
from tests.support.casefiles import KEY


class Watch(QObject):
    """Ends the process once a list with rows has been painted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self.since = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self.since and self._shows_rows(watched):
            QTimer.singleShot(0, self._say)
        return False

    def _shows_rows(self, watched: QObject) -> bool:
        table = watched.parent() if isinstance(watched, QWidget) else None
        if not isinstance(table, Table) or not table.isVisible():
            return False
        return bool(table.model().rowCount() and table.model().index(0, 0).data())

    def _say(self) -> None:
        if self.since:
            print(f"{(perf_counter() - self.since) * 1000:.1f}", flush=True)
            self.since = 0.0
            self._window.close()


def main(path: Path, folder: Path, place: str) -> int:
    app = QApplication(["ikanda-case"])
    recent = RecentFiles(folder)
    recent.opened(path, datetime(2026, 11, 20, tzinfo=UTC))
    program = ByKey(KEY)
    stranger = folder / "sleutels.ikanda"
    program.create(stranger, "zeven verzonnen paarden dansen traag", "Fictief")
    keys_path(stranger).rename(keys_path(path))  # only whose slot it is, is read
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    look = Look(app, resource(), appearance=Appearance.LIGHT)
    window = MainWindow(
        look,
        OpenGate(program, recent),
        Pictures(program),
        Remembered(settings),
        version="0",
        lang="nl",
    )
    if place != "today":
        window._left[path] = Left(Trail(Place("list", place)), there=None)
    watch = Watch(window)
    app.installEventFilter(watch)
    window.resize(1600, 1000)
    window.start()
    window.show()

    def unlock_when_all_rests() -> None:
        warm = all(each.is_done for each in window.findChildren(Warming))
        if window._lock_watch is None or not window.jobs.is_idle or not warm:
            QTimer.singleShot(50, unlock_when_all_rests)
            return
        watch.since = perf_counter()
        window.door.unlock.asked.emit(Asked(path, None))

    QTimer.singleShot(200, unlock_when_all_rests)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
