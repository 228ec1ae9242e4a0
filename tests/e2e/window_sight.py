"""What can be read in the windows of the program: by eye, by ear, or only by whoever searches."""

from collections.abc import Iterator

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QObject,
    QPoint,
    Qt,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)


def names(widget: QWidget) -> str:
    parts = [widget.accessibleName()]
    if isinstance(widget, QAbstractButton | QLabel):
        parts.append(widget.text())
    return " | ".join(part.replace("&", "") for part in parts if part)


def bring_into_view(widget: QWidget, spot: QPoint) -> None:
    """Scroll, as a person would, until the place can be reached."""
    above: QWidget | None = widget.parentWidget()
    while above is not None:
        page = above.widget() if isinstance(above, QScrollArea) else None
        if isinstance(above, QScrollArea) and page is not None:
            inside = widget.mapTo(page, spot)
            above.ensureVisible(inside.x(), inside.y(), 20, 40)
        above = above.parentWidget()


def said(top: QWidget, *, seen: bool) -> Iterator[str]:
    """What a widget and all within it say; `seen` leaves out what is hidden."""
    for each in (top, *top.findChildren(QWidget)):
        if seen and not each.isVisible():
            continue
        yield each.windowTitle()
        yield each.accessibleName()
        if not seen:
            yield each.accessibleDescription()
            yield each.toolTip()
            yield each.statusTip()
            yield each.whatsThis()
        if isinstance(each, QLabel | QAbstractButton | QLineEdit):
            yield each.text()
        if isinstance(each, QPlainTextEdit):
            yield each.toPlainText()
        if isinstance(each, QComboBox):
            yield each.currentText()
            if not seen:
                yield from (each.itemText(place) for place in range(each.count()))
        if isinstance(each, QMenu) and not seen:
            yield from (action.text() for action in each.actions())
        if isinstance(each, QAbstractItemView) and each.model() is not None:
            yield from cells(each.model())


def cells(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount()):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            held = model.itemData(model.index(row, column))
            yield from (str(value) for value in held.values())


def everything_held() -> str:
    """Every word in any widget of the program, shown or not, and on the clipboard."""
    held = [text for top in QApplication.topLevelWidgets() for text in said(top, seen=False)]
    clipboard = QGuiApplication.clipboard()
    return "\n".join([*held, clipboard.text()])


class StrayWindows(QObject):
    """Notices what is shown as a window of its own and is none: it flashes and takes the keys."""

    _WINDOWS = (QMainWindow, QDialog, QMenu)

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            kind = watched.windowType()
            own = kind in (Qt.WindowType.Window, Qt.WindowType.Widget) and watched.isWindow()
            if own and not isinstance(watched, self._WINDOWS):
                self.seen.append(f"{watched!r} {names(watched)}")
        return False
