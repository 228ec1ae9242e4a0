"""Rows given as values, held as Qt's model, refreshed without losing the person's place."""

import re
from collections.abc import Callable, Sequence
from functools import cmp_to_key
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCollator,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from ikanda_case.ui.look.cells import Cell, CellRole, Row

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_BLANK = Cell()
_NUMBER = re.compile(r"([0-9]+)")


class RowModel(QAbstractTableModel):
    """Rows under these column titles; where they come from is the business of a subclass."""

    def __init__(self, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)

    def row_at(self, place: int) -> Row:
        """The row that stands there."""
        raise NotImplementedError

    def row_of(self, key: str) -> int:
        """Where this key stands, or -1."""
        raise NotImplementedError

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles, at the leading edge."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._titles):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading can be passed over, not chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.row_at(index.row()).group:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell, its words, its sentence for the ear, or the row's key."""
        if not index.isValid():
            return None
        row = self.row_at(index.row())
        cell = row.cells[index.column()] if index.column() < len(row.cells) else _BLANK
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _words(cell)
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken if row.spoken and index.column() == 0 else cell.sentence
            case CellRole.CELL:
                return cell
            case CellRole.GROUP:
                return row.group
            case CellRole.KEY:
                return row.key
            case CellRole.SORT:
                return _words(cell) if cell.sort is None else cell.sort
        return None

    def repaint(self, first: int, last: int) -> None:
        """Say that what these rows hold is another thing now."""
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._titles) - 1))


class RowsModel(RowModel):
    """A list of `Row`, all of them there."""

    def __init__(self, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(titles, parent)
        self._rows: tuple[Row, ...] = ()
        self._places: dict[str, int] = {}

    @property
    def rows(self) -> tuple[Row, ...]:
        """In the order shown."""
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these; the same keys in the same order only repaint."""
        rows = tuple(rows)
        if [row.key for row in rows] == [row.key for row in self._rows]:
            self._rows = rows
            if rows:
                self.repaint(0, len(rows) - 1)
            return
        self.beginResetModel()
        self._rows = rows
        self._places = {}
        self.endResetModel()

    def row_at(self, place: int) -> Row:
        """The row that stands there."""
        return self._rows[place]

    def row_of(self, key: str) -> int:
        """Where this key stands, or -1."""
        if not self._places:
            self._places = {row.key: place for place, row in enumerate(self._rows)}
        return self._places.get(key, -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows, headings included."""
        return 0 if parent.isValid() else len(self._rows)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By the column's own order, empty ones last; a list with headings keeps its order."""
        if column < 0 or any(row.group for row in self._rows):
            return
        self.layoutAboutToBeChanged.emit()
        persistent = self.persistentIndexList()
        kept = [(self._rows[index.row()].key, index.column()) for index in persistent]
        self._rows = _sorted(self._rows, column, reverse=order == Qt.SortOrder.DescendingOrder)
        self._places = {}
        self.changePersistentIndexList(
            persistent, [self.index(self.row_of(key), col) for key, col in kept]
        )
        self.layoutChanged.emit()


def _words(cell: Cell) -> str:
    if cell.badge is not None:
        return cell.badge.text
    return ", ".join(cell.tags) if cell.tags else cell.text


def _sorted(rows: Sequence[Row], column: int, *, reverse: bool) -> tuple[Row, ...]:
    as_read = cmp_to_key(QCollator().compare)

    def key(row: Row) -> Any:
        cell = row.cells[column]
        value = _words(cell) if cell.sort is None else cell.sort
        return _in_reading_order(value, as_read) if isinstance(value, str) else value

    def is_empty(row: Row) -> bool:
        cell = row.cells[column] if column < len(row.cells) else _BLANK
        return cell.sort is None and not _words(cell)

    full = [row for row in rows if not is_empty(row)]
    empty = [row for row in rows if is_empty(row)]
    return (*sorted(full, key=key, reverse=reverse), *empty)


def _in_reading_order(text: str, as_read: Callable[[str], Any]) -> list[Any]:
    """Words as the language sorts them, numbers inside them as numbers."""
    parts = _NUMBER.split(text)
    return [int(part) if place % 2 else as_read(part) for place, part in enumerate(parts)]
