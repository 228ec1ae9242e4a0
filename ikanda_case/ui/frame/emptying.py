"""What stands beside the window: dialogs, menus, tips; none of it outlives a lock."""

from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QToolTip


def close_all_but_the_window() -> None:
    """Close every dialog, menu and tip of the program, with the words in them."""
    QToolTip.hideText()
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QMainWindow):
            continue
        if isinstance(widget, QLabel):
            widget.clear()  # a tip stays in memory for a while after it has gone
        if widget.isVisible():
            widget.close()
            widget.hide()


def forget_pictures() -> None:
    """Drop what Qt keeps of drawn pages and icons."""
    QPixmapCache.clear()
