"""What each command of the menus does."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog

from ikanda_case.ui.frame.commands import TABS
from ikanda_case.ui.frame.drops import local_files
from ikanda_case.ui.frame.places import Place
from ikanda_case.ui.frame.taking_in import TYPES, fitting
from ikanda_case.ui.frame.words import Words

if TYPE_CHECKING:
    from ikanda_case.ui.frame.desk_frame import DeskFrame
    from ikanda_case.ui.main_window import MainWindow

Deed = Callable[[], object]
_PLACES = {
    "post": Place("post"),
    "report": Place("report"),
    "office": Place("settings", "office"),
    "vault": Place("settings", "vault"),
    "people": Place("settings", "people"),
    "looks": Place("settings", "looks"),
    "keys": Place("settings", "keys"),
}


def deed_of(window: "MainWindow", code: str) -> Deed:
    """Return what to do for a command; nothing for one that needs an open file when none is."""
    always: dict[str, Deed] = {
        "open_file": window.door.choose_file,
        "new_file": window.door.make_file,
        "demo": window.door.make_demo,
        "restore": window.door.ask_restore,
        "lock": window.lock,
        "quit": window.close,
        "help": lambda: show_help(window),
        "about": lambda: show_about(window),
        "faults": lambda: show_faults(window),
    }
    if code in always:
        return always[code]
    if window.frame is None:
        return lambda: None
    return _open_deed(window, window.frame, code)


def _open_deed(window: "MainWindow", frame: "DeskFrame", code: str) -> Deed:
    if code in _PLACES:
        return lambda: frame.go(_PLACES[code])
    if code in TABS:
        return lambda: frame.show_tab(TABS[code])
    if code.startswith("list_"):
        return lambda: frame.go(Place("list", code.removeprefix("list_")))
    deeds: dict[str, Deed] = {
        "new_request": frame.noting.open,
        "new_from_clipboard": lambda: take_clipboard(frame),
        "take_in": lambda: choose_files(frame),
        "undo": frame.undo,
        "search": frame.toolbar.focus_search,
        "find": frame.focus_filter,
        "save": frame.save,
        "copy_ref": frame.copy_ref,
        "back": frame.back,
        "refresh": frame.refresh,
        "next_pane": lambda: frame.turn_pane(1),
        "former_pane": lambda: frame.turn_pane(-1),
        "step": frame.complete_step,
        "messages": lambda: show_messages(window, frame),
        "sign_many": lambda: sign_many(frame),
    }
    return deeds[code]


def take_clipboard(frame: "DeskFrame") -> None:
    """Take in the files that were copied; copied words become a note to check first."""
    held: QMimeData = QGuiApplication.clipboard().mimeData()
    files = fitting(local_files(held))
    if files:
        frame.taking_in.take_files(files)
    else:
        frame.noting.open(held.text())


def choose_files(frame: "DeskFrame") -> QFileDialog:
    """Ask which files to take in."""
    words = Words(frame.context.lang, "ui_shell")
    dialog = QFileDialog(frame, words("take_in_title"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    endings = " ".join(f"*{ending}" for ending in TYPES)
    dialog.setNameFilter(f"{words('take_in_filter')} ({endings})")
    dialog.filesSelected.connect(
        lambda names: frame.taking_in.take_files([Path(name) for name in names])
    )
    dialog.open()
    return dialog


def sign_many(frame: "DeskFrame") -> QDialog:
    """Open the approved letters, to sign them all."""
    from ikanda_case.ui.letter.sign_many_dialog import SignManyDialog

    dialog = SignManyDialog(frame.context, frame)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def show_help(window: "MainWindow", page: str = "index") -> QDialog:
    """Open the help beside the window."""
    from ikanda_case.ui.frame.help_view import HelpView

    view = HelpView(window.look, window.lang, page, parent=window)
    view.show()
    return view


def show_messages(window: "MainWindow", frame: "DeskFrame") -> QDialog:
    """Show what was said last."""
    from ikanda_case.ui.frame.reading_dialog import ReadingDialog

    words = Words(window.lang, "ui_shell")
    said = "\n".join(frame.message.recent) or words("no_messages")
    dialog = ReadingDialog(window.look, words("messages_title"), said, words("close"), window)
    dialog.open()
    return dialog


def show_faults(window: "MainWindow") -> QDialog:
    """Show the reports of faults on this computer, to keep or to pass on."""
    from ikanda_case.ui.frame.reading_dialog import ReadingDialog

    words = Words(window.lang, "ui_shell")
    reports = "\n".join(window.surroundings.fault_reports())
    said = f"{words('faults_said')}\n\n{reports}" if reports else words("faults_none")
    dialog = ReadingDialog(window.look, words("faults_title"), said, words("close"), window)
    if reports:
        dialog.offer_copy(words("faults_copy"), reports)
    dialog.open()
    return dialog


def show_about(window: "MainWindow") -> QDialog:
    """Say which program and which version this is, and under which terms."""
    from ikanda_case.ui.frame.reading_dialog import ReadingDialog

    words = Words(window.lang, "ui_shell")
    said = words("about_text", version=window.version)
    dialog = ReadingDialog(window.look, words("about_title"), said, words("close"), window)
    dialog.open()
    return dialog
