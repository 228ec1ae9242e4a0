"""Ctrl+Enter does what the filled button of a dialog does, on either Enter key."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget


def on_ctrl_enter(dialog: QWidget, button: QAbstractButton) -> None:
    """Press a button by Ctrl+Enter, wherever in the dialog the keyboard is."""
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        QShortcut(QKeySequence(keys), dialog).activated.connect(button.click)
