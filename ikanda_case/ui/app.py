"""The start of the window: what must be there for the first paint, and nothing before it."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSettings, Qt, QTimer
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication

from ikanda_case.resource_files import resource
from ikanda_case.ui.first_paint import leave_alone, take_time
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.main_window import MainWindow
from ikanda_case.ui.qt_messages import take_over
from ikanda_case.ui.remembered import LANGUAGES, Remembered

if TYPE_CHECKING:
    from ikanda_case.ui.context import Adapters
    from ikanda_case.ui.gate import Gate
    from ikanda_case.ui.surroundings import Surroundings

NAME = "ikanda-case"
_PAINTED_MS = 1000
"""By then the window has been painted, whatever the computer."""


def run(
    gate: "Gate",
    make_context_parts: "Adapters",
    surroundings: "Surroundings",
    *,
    version: str,
    lang: str | None,
    argv: Sequence[str],
) -> int:
    """Show the window until it is closed; return the exit code.

    `lang` is the language asked for on the command line; without it the one chosen before, the
    system's, or Dutch. `argv` is the program's name, and perhaps a case file to open.
    """
    take_over()
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(list(argv))
    app.setApplicationName(NAME)
    app.setApplicationVersion(version)
    app.setDesktopFileName(NAME)
    _keep_to_ourselves(app)
    window = open_window(app, gate, make_context_parts, surroundings, version=version, lang=lang)
    app.commitDataRequest.connect(lambda session: _end_with(session, window))
    window.start(_named(argv))
    window.show()
    leave_alone()
    QTimer.singleShot(0, window, lambda: _speak_qt(app, window.lang))
    QTimer.singleShot(_PAINTED_MS, window, take_time)
    return app.exec()


def open_window(
    app: QApplication,
    gate: "Gate",
    adapters: "Adapters",
    surroundings: "Surroundings",
    *,
    version: str,
    lang: str | None,
) -> MainWindow:
    """Make the window, with what this computer remembers of it."""
    settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, NAME, "window")
    remembered = Remembered(settings)
    look = Look(app, resource(), appearance=remembered.appearance, density=remembered.density)
    spoken = lang or remembered.lang or _system_lang()
    return MainWindow(
        look, gate, adapters, remembered, version=version, lang=spoken, surroundings=surroundings
    )


def _keep_to_ourselves(app: QApplication) -> None:
    """Let no list outside the program name what is opened and saved in it.

    Qt's own file dialog keeps the folders it was in: in a file that goes with this run. The
    dialogs of Linux desktops note every file that was chosen among those used last; Windows and
    macOS do so too, but their dialogs lead to places that Qt's own does not know.
    """
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, sys.platform == "linux")
    if sys.platform == "linux":
        nowhere = str(Path(os.devnull))
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, nowhere)


def _end_with(session: QSessionManager, window: MainWindow) -> None:
    """The person logs off: lock at once, and leave no command line to start again with."""
    session.setRestartHint(QSessionManager.RestartHint.RestartNever)
    window.lock("quit")


def _named(argv: Sequence[str]) -> Path | None:
    return Path(argv[1]).absolute() if len(argv) > 1 and argv[1] else None


def _system_lang() -> str:
    """The system's language where the window speaks it, else Dutch."""
    code = QLocale.system().name()[:2]
    return code if code in LANGUAGES else LANGUAGES[0]


def _speak_qt(app: QApplication, lang: str) -> None:
    """Qt's own words (file dialogs, shortcuts) in the same language; and the program's icon."""
    from PySide6.QtCore import QLibraryInfo, QTranslator
    from PySide6.QtGui import QIcon

    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{lang}", folder):
        app.installTranslator(translator)
    app.setWindowIcon(QIcon(str(resource("icons", f"{NAME}.svg"))))
