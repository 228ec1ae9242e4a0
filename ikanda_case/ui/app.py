"""The start of the window: what must be there for the first paint, and nothing before it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from ikanda_case.resource_files import resource
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.main_window import MainWindow
from ikanda_case.ui.remembered import LANGUAGES, Remembered

if TYPE_CHECKING:
    from ikanda_case.ui.context import Adapters
    from ikanda_case.ui.gate import Gate

NAME = "ikanda-case"


def run(
    gate: "Gate",
    make_context_parts: "Adapters",
    *,
    version: str,
    lang: str | None,
    argv: Sequence[str],
) -> int:
    """Show the window until it is closed; return the exit code.

    `lang` is the language asked for on the command line; without it the one chosen before, the
    system's, or Dutch. `argv` is the program's name, and perhaps a case file to open.
    """
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(list(argv))
    app.setApplicationName(NAME)
    app.setApplicationVersion(version)
    app.setDesktopFileName(NAME)
    window = open_window(app, gate, make_context_parts, version=version, lang=lang)
    window.start(_named(argv))
    window.show()
    QTimer.singleShot(0, window, lambda: _speak_qt(app, window.lang))
    return app.exec()


def open_window(
    app: QApplication,
    gate: "Gate",
    adapters: "Adapters",
    *,
    version: str,
    lang: str | None,
) -> MainWindow:
    """Make the window, with what this computer remembers of it."""
    settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, NAME, "window")
    remembered = Remembered(settings)
    look = Look(app, resource(), appearance=remembered.appearance, density=remembered.density)
    spoken = lang or remembered.lang or _system_lang()
    return MainWindow(look, gate, adapters, remembered, version=version, lang=spoken)


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
