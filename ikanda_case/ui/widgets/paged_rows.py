"""A list of any length of which only what is looked at is held."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from ikanda_case.ui.look.cells import CellRole, Row
from ikanda_case.ui.widgets.rows import RowModel

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

PAGE = 100
"""Rows that are asked for at once, more than any screen shows."""
_HELD = 4000
"""Rows that are held; those that came first are let go first."""


class PagedRows(RowModel):
    """Knows the keys of all rows in their order, and of the rows those last looked at.

    A row that is not there yet is blank, has its key, and is asked for.
    """

    wanted = Signal(object)
    """Keys of rows that were looked at and are not there; answer with `add_rows`."""
    order_wanted = Signal(int, object)
    """Column and Qt.SortOrder: whoever has the rows puts them in order."""

    def __init__(self, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(titles, parent)
        self._keys = array("q")
        self._rows: dict[int, Row] = {}
        self._missed: set[int] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)

    # ---- what is shown -------------------------------------------------------------------------

    @property
    def keys(self) -> Sequence[int]:
        """The keys of all rows, in the order shown."""
        return self._keys

    def show_keys(self, keys: Sequence[int], rows: Mapping[int, Row]) -> None:
        """Show these keys with the rows that are there already; the others are asked for anew.

        Keys that only go on after those shown leave the person's place as it is.
        """
        keys = keys if isinstance(keys, array) else array("q", keys)
        before, after = len(self._keys), len(keys)
        goes_on = 0 < before <= after and self._keys == keys[:before]
        if not goes_on:
            self.beginResetModel()
        elif after > before:
            self.beginInsertRows(_NOWHERE, before, after - 1)
        self._keys, self._rows, self._missed = keys, dict(rows), set()
        if not goes_on:
            self.endResetModel()
            return
        if after > before:
            self.endInsertRows()
        self.repaint(0, before - 1)

    def add_rows(self, rows: Mapping[int, Row]) -> None:
        """Show rows that were missing."""
        self._rows.update(rows)
        for key in list(self._rows)[:-_HELD]:
            del self._rows[key]
        if self._keys:
            self.repaint(0, len(self._keys) - 1)

    def clear(self) -> None:
        """Hold nothing any more."""
        self._soon.stop()
        self.show_keys((), {})

    def near(self, first: int, last: int) -> tuple[int, ...]:
        """The keys from one place to another, with some before and after them."""
        around = max(0, PAGE - (last - first)) // 2
        return tuple(self._keys[max(0, first - around) : last + around + 1])

    # ---- Qt's model ----------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows, those that are not there yet included."""
        return 0 if parent.isValid() else len(self._keys)

    def row_at(self, place: int) -> Row:
        """The row that stands there, blank until it comes."""
        key = self._keys[place]
        row = self._rows.get(key)
        if row is None:
            self._missed.add(place)
            self._soon.start()
            return Row(str(key), ())
        return row

    def row_of(self, key: str) -> int:
        """Where this key stands, or -1."""
        try:
            return self._keys.index(int(key))
        except ValueError:
            return -1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every row can be chosen, also one that is still to come."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As every list; the key is known before the row is there."""
        if role == CellRole.KEY and index.isValid():
            return str(self._keys[index.row()])
        return super().data(index, role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Nothing moves until the keys come in the new order."""
        self.order_wanted.emit(column, order)

    def _ask(self) -> None:
        """Ask for what was painted last; what was scrolled past meanwhile is asked for no more."""
        missed = [place for place in self._missed if place < len(self._keys)]
        self._missed.clear()
        missing = [place for place in missed if self._keys[place] not in self._rows]
        if missing:
            last = max(missing)
            self.wanted.emit(self.near(max(min(missing), last - 2 * PAGE), last))
