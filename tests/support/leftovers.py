"""Looks for words that a locked window still holds: in every object of Qt, and in Python's own."""

import gc
import sys
import types
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import shiboken6
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction, QClipboard, QGuiApplication, QImage, QPixmap, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QCompleter,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QStatusBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

LARGEST_ICON = 128
"""Pixels: a picture larger than this is a page."""
_ALWAYS = (
    "accessibleName",
    "accessibleDescription",
    "accessibleIdentifier",
    "objectName",
    "statusTip",
    "toolTip",
    "whatsThis",
    "windowFilePath",
    "windowIconText",
    "windowTitle",
)
_ROLES = (*range(15), *range(Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 16))
"""Every role of Qt's own that may hold words, and as many of ours as a model ever has."""
_TEXT = (QLabel, QLineEdit, QAbstractButton, QAction, QAbstractSpinBox)


def objects_of_qt() -> list[QObject]:
    """Return every object of Qt that a program could still reach, each once."""
    found: dict[int, QObject] = {}
    tops: list[QObject] = [*QApplication.allWidgets()]
    app = QApplication.instance()
    if app is not None:
        tops.append(app)
    tops += [each for each in gc.get_objects() if isinstance(each, QObject)]
    while tops:
        each = tops.pop()
        if not shiboken6.isValid(each) or id(each) in found:
            continue
        found[id(each)] = each
        tops += each.children()
    return list(found.values())


def words_of_qt() -> Iterator[tuple[str, str]]:
    """Yield (what holds it, words) for everything Qt holds."""
    for each in objects_of_qt():
        for text in _texts(each):
            if text:
                yield type(each).__name__, text
    yield from _clipboard_words()


def _texts(each: QObject) -> Iterator[str]:
    for name in _ALWAYS:
        read = getattr(each, name, None)
        if callable(read):
            yield str(read())
    for name in each.dynamicPropertyNames():
        with suppress(RuntimeError):  # of a kind that Python does not know
            yield str(each.property(name.data().decode()))
    if isinstance(each, _TEXT):
        yield each.text()
    if isinstance(each, QLineEdit):
        yield each.placeholderText()
        yield from _undone(each)
    if isinstance(each, QAction):
        yield from (each.iconText(), str(each.data()))
    yield from _lists(each)
    if isinstance(each, QPlainTextEdit | QTextEdit):
        yield from _document(each.document())
    if isinstance(each, QTextDocument):
        yield from _document(each)


def _lists(each: QObject) -> Iterator[str]:
    if isinstance(each, QComboBox):
        yield from (each.itemText(place) for place in range(each.count()))
    if isinstance(each, QGroupBox | QMenu):
        yield each.title()
    if isinstance(each, QTabBar):
        yield from (each.tabText(place) for place in range(each.count()))
    if isinstance(each, QStatusBar):
        yield each.currentMessage()
    if isinstance(each, QAbstractItemView) and each.model() is not None:
        yield from cells(each.model())
    if isinstance(each, QAbstractItemModel):
        yield from cells(each)
    if isinstance(each, QCompleter):
        yield each.completionPrefix()


def _undone(line: QLineEdit) -> Iterator[str]:
    """Undo step by step what was done to a line, as anybody at the keyboard could."""
    echo, read_only = line.echoMode(), line.isReadOnly()
    line.setEchoMode(QLineEdit.EchoMode.Normal)  # what the eye beside a passphrase does
    line.setReadOnly(False)
    while line.isUndoAvailable():
        line.undo()
        yield line.text()
    line.setEchoMode(echo)
    line.setReadOnly(read_only)


def _document(document: QTextDocument) -> Iterator[str]:
    yield document.toPlainText()
    while document.isUndoAvailable():
        document.undo()
        yield document.toPlainText()


def cells(model: QAbstractItemModel) -> Iterator[str]:
    """Yield every value of every cell and head of a model."""
    top = QModelIndex()
    for row in range(model.rowCount(top)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(top)):
            index = model.index(row, column, top)
            yield from (str(model.data(index, role)) for role in _ROLES)
    for direction in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical):
        for section in range(min(50, model.rowCount(top))):
            yield str(model.headerData(section, direction) or "")


def _clipboard_words() -> Iterator[tuple[str, str]]:
    clipboard = QGuiApplication.clipboard()
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        held: Any = clipboard.mimeData(mode)
        for kind in held.formats() if held is not None else ():
            yield f"clipboard {kind}", held.data(kind).data().decode("utf-8", "replace")


def pages_of_qt() -> list[str]:
    """Return the pictures that are larger than an icon and that something in Python holds."""
    return [
        f"{type(each).__name__} {each.width()}x{each.height()}"
        for each in gc.get_objects()
        if isinstance(each, QImage | QPixmap)
        and shiboken6.isValid(each)
        and max(each.width(), each.height()) > LARGEST_ICON
    ]


# ---- Python's own ------------------------------------------------------------------------------


def strings_of_program() -> Iterator[tuple[str, str | bytes]]:
    """Yield (who holds it, words) for what objects, closures and modules of the program reach.

    The modules are named: the collector may have been told to leave them out of every look.
    """
    seen: set[int] = set()
    for name, module in [*sys.modules.items()]:
        if name.startswith("ikanda_case"):
            yield from _reached(vars(module), name, seen)
            for part in vars(module).values():
                if isinstance(part, type | types.FunctionType) and part.__module__ == name:
                    yield from _reached(part, name, seen)
    for each in gc.get_objects():
        owner = _owner(each)
        if owner:
            yield from _reached(each, owner, seen)


def _owner(each: Any) -> str:
    if isinstance(each, types.FunctionType):
        return each.__qualname__ if (each.__module__ or "").startswith("ikanda_case") else ""
    if isinstance(each, types.ModuleType | type):
        return ""
    kind = type(each)
    module = getattr(kind, "__module__", "") or ""
    return f"{module}.{kind.__qualname__}" if str(module).startswith("ikanda_case") else ""


def _reached(start: Any, owner: str, seen: set[int]) -> Iterator[tuple[str, str | bytes]]:
    """Go through plain containers only: another object of the program tells for itself."""
    waiting = [start]
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        for held in gc.get_referents(each):
            if isinstance(held, str | bytes):
                yield owner, held
            elif isinstance(held, dict | list | tuple | set | frozenset | types.CellType):
                waiting.append(held)


def texts_left(canary: str) -> list[str]:
    """Return what still holds the canary anywhere in Qt: who, and the words."""
    wanted = canary.casefold()
    return sorted(
        {f"{who}: {text[:80]!r}" for who, text in words_of_qt() if wanted in text.casefold()}
    )


def strings_left(canary: str) -> list[str]:
    """Return what still holds the canary in Python's objects of the program."""
    text, raw = canary.casefold(), canary.encode().lower()
    found = set()
    for who, held in strings_of_program():
        if (isinstance(held, str) and text in held.casefold()) or (
            isinstance(held, bytes) and raw in held.lower()
        ):
            found.add(f"{who}: {held[:80]!r}")
    return sorted(found)


def widgets() -> list[QWidget]:
    """Return every widget there is."""
    return QApplication.allWidgets()
