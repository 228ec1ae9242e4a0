"""A box of several lines in which `::` opens the list of ready clauses."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QPlainTextEdit

from ikanda_case.app.clause_list import Offer
from ikanda_case.ui.look.style import set_role

_AIR = 16
"""Pixels round the lines of a box."""
_ASKED = re.compile(r"::([^:\n]{0,40})$")
_SHOWN, _MOST_ROWS, _BELOW = 90, 8, 4
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab)
_TEXT = Qt.ItemDataRole.UserRole


class ClauseBox(QPlainTextEdit):
    """As high as its first words need; after `::` further letters narrow the list."""

    def __init__(self, text: str, lines: float, offers: Sequence[Offer] = ()) -> None:
        super().__init__(text)
        self._lines = lines
        self.list = QCompleter(_model(offers, self), self)
        self.list.setWidget(self)
        self.list.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.list.setFilterMode(Qt.MatchFlag.MatchContains)
        self.list.setMaxVisibleItems(_MOST_ROWS)
        set_role(self.popup, "offers")
        self.list.activated[QModelIndex].connect(  # type: ignore[index]
            self._on_list_activated
        )
        self.textChanged.connect(self._look)

    @property
    def popup(self) -> QAbstractItemView:
        """The list itself."""
        found = self.list.popup()
        assert found is not None
        return found

    def event(self, event: QEvent) -> bool:
        """Take the height again after every restyling; the sheet's least height is not its own."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.StyleChange, QEvent.Type.Show):
            self.setFixedHeight(round(self.fontMetrics().lineSpacing() * self._lines) + _AIR)
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While the list is open, Enter and Escape are its own."""
        if self.popup.isVisible() and event.key() in _KEYS:
            event.ignore()
            return
        super().keyPressEvent(event)

    def _look(self) -> None:
        asked = _ASKED.search(self._before())
        if asked is None or self.isReadOnly() or not self.hasFocus():
            self.popup.hide()
            return
        self.list.setCompletionPrefix(asked[1].strip())
        if self.list.completionCount() == 0:
            self.popup.hide()
            return
        self.popup.setCurrentIndex(self.list.completionModel().index(0, 0))
        place = self.cursorRect()
        top = self.viewport().mapTo(self, place.topLeft()).y()
        self.list.complete(QRect(0, top, self.width(), place.height() + _BELOW))

    def _before(self) -> str:
        cursor = self.textCursor()
        return cursor.block().text()[: cursor.positionInBlock()]

    def _on_list_activated(self, index: QModelIndex) -> None:
        asked = _ASKED.search(self._before())
        if asked is None:
            return
        cursor = self.textCursor()
        cursor.movePosition(cursor.MoveOperation.Left, cursor.MoveMode.KeepAnchor, len(asked[0]))
        cursor.insertText(str(index.data(_TEXT)))
        self.setTextCursor(cursor)


def _model(offers: Sequence[Offer], parent: QPlainTextEdit) -> QStandardItemModel:
    model = QStandardItemModel(parent)
    for offer in offers:
        first = " ".join(offer.text.split())
        shown = first if len(first) <= _SHOWN else f"{first[:_SHOWN]}…"
        item = QStandardItem(f"{offer.label}: {shown}")
        item.setData(offer.text, _TEXT)
        item.setEditable(False)
        model.appendRow(item)
    return model
