"""Where on its page a person was: the row, how far it was scrolled, where the caret stood."""

import re
from dataclasses import dataclass

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from ikanda_case.ui.look.cells import CellRole
from ikanda_case.ui.widgets.lines import LineList
from ikanda_case.ui.widgets.page_view import PageView
from ikanda_case.ui.widgets.table import Table

_KEY = re.compile(r"[\w:.-]{0,40}\Z")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Numbers and keys of rows, never words: it stays in memory while the file is locked."""

    rows: tuple[str, ...] = ()
    """The row each list is on, by its key; empty for none."""
    scrolled: tuple[tuple[int, int], ...] = ()
    """Each part that scrolls: across, down."""
    pages: tuple[int, ...] = ()
    """The page each viewer is on."""
    keyboard: int = -1
    """Which part has the keyboard, -1 for none."""
    caret: tuple[int, int] = (0, 0)
    """Where its marked words begin and where the caret stands."""


def whereabouts(page: QWidget) -> Whereabouts:
    """Return where a person is on a page."""
    parts, focused = page.findChildren(QWidget), page.window().focusWidget()
    return Whereabouts(
        rows=tuple(_row(view) for view in _lists(page)),
        scrolled=tuple(
            (area.horizontalScrollBar().value(), area.verticalScrollBar().value())
            for area in page.findChildren(QAbstractScrollArea)
        ),
        pages=tuple(view.number for view in page.findChildren(PageView)),
        keyboard=parts.index(focused) if focused in parts else -1,
        caret=_caret(focused),
    )


def return_to(page: QWidget, there: Whereabouts) -> None:
    """Go back there; what has another number of parts by now is left as it is."""
    lists, viewers = _lists(page), page.findChildren(PageView)
    if len(lists) == len(there.rows):
        for view, row in zip(lists, there.rows, strict=True):
            if row:
                view.choose(row)
    if len(viewers) == len(there.pages):
        for viewer, number in zip(viewers, there.pages, strict=True):
            viewer.go_to(number)
    _scroll(page, there)
    parts = page.findChildren(QWidget)
    if 0 <= there.keyboard < len(parts):
        _give_keyboard(parts[there.keyboard], there.caret)


def _lists(page: QWidget) -> list[Table | LineList]:
    found = page.findChildren(QAbstractItemView)
    return [
        each
        for each in found
        if isinstance(each, Table | LineList) and not isinstance(each, QHeaderView)
    ]


def _row(view: Table | LineList) -> str:
    key = str(view.currentIndex().data(CellRole.KEY) or "")
    return key if _KEY.match(key) else ""


def _scroll(page: QWidget, there: Whereabouts) -> None:
    areas = page.findChildren(QAbstractScrollArea)
    if len(areas) == len(there.scrolled):
        for area, (across, down) in zip(areas, there.scrolled, strict=True):
            _scroll_to(area.horizontalScrollBar(), across)
            _scroll_to(area.verticalScrollBar(), down)


def _scroll_to(bar: QScrollBar, value: int) -> None:
    """Scroll there now, or as soon as the page has been laid out that far."""
    if bar.maximum() >= value:
        bar.setValue(value)
        return

    def on_range_changed(_least: int, most: int) -> None:
        if most >= value:
            bar.rangeChanged.disconnect(waiting)
            bar.setValue(value)

    waiting = bar.rangeChanged.connect(on_range_changed)


def _caret(part: QWidget | None) -> tuple[int, int]:
    if isinstance(part, QPlainTextEdit):
        cursor = part.textCursor()
        return cursor.anchor(), cursor.position()
    if isinstance(part, QLineEdit):
        caret = part.cursorPosition()
        start = part.selectionStart()
        anchor = caret if start < 0 else (part.selectionEnd() if start == caret else start)
        return anchor, caret
    return 0, 0


def _give_keyboard(part: QWidget, caret: tuple[int, int]) -> None:
    if not part.isVisible() or not part.isEnabled():
        return
    part.setFocus()
    anchor, position = caret
    if isinstance(part, QPlainTextEdit):
        cursor = part.textCursor()
        end = len(part.toPlainText().encode("utf-16-le")) // 2
        cursor.setPosition(min(anchor, end))
        cursor.setPosition(min(position, end), QTextCursor.MoveMode.KeepAnchor)
        part.setTextCursor(cursor)
    elif isinstance(part, QLineEdit):
        part.setCursorPosition(anchor)
        part.cursorForward(True, position - anchor)
