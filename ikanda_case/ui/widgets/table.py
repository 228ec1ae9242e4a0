"""A list of things to choose from: one row height, no grid, the keyboard always visible."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ikanda_case.ui.look.cells import CellRole
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.cells import BadgeDelegate, CellDelegate
from ikanda_case.ui.widgets.columns import Column, ColumnHeader
from ikanda_case.ui.widgets.rows import RowModel


class Table(QTableView):
    """A `QTableView` set up as the design asks; the view gives it a model of `Cell`s."""

    opened = Signal(object)
    """Key of the row: Enter or double click."""
    chosen = Signal(object)
    """Key of the row that became current; None when none is."""

    def __init__(
        self,
        look: Look,
        name: str,
        columns: Sequence[Column],
        *,
        rows: str = "one",
        many: bool = False,
        fits_rows: bool = False,
        grouped: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is read aloud; `rows` is one, two (lines) or dense.

        `fits_rows` makes the table as high as its rows, for pages that scroll as one; `grouped`
        says that some rows are headings over the whole width.
        """
        super().__init__(parent)
        self._look = look
        self._rows = rows
        self._fits_rows = fits_rows
        self._grouped = grouped
        self._has_model = False
        self._empty: QWidget | None = None
        self._kept: object = None
        self.columns = ColumnHeader(look, columns, self)
        """Which columns are shown, their menu, and what to keep of it."""
        self.setHorizontalHeader(self.columns)
        self.setAccessibleName(name)
        self._set_up(many=many)
        self._set_delegates(columns)
        look.changed.connect(self._on_look_changed)

    def _set_up(self, *, many: bool) -> None:
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if many else modes.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        if self._fits_rows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._on_index_activated)

    def _set_delegates(self, columns: Sequence[Column]) -> None:
        self.setItemDelegate(CellDelegate(self._look, self))
        for section, column in enumerate(columns):
            if column.badges:
                delegate = BadgeDelegate(self._look, self, column.badges)
                self.setItemDelegateForColumn(section, delegate)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show this model; after a reset the row that was current is found again by its key."""
        super().setModel(model)
        self._has_model = model is not None
        if model is None:
            return
        model.modelAboutToBeReset.connect(self._on_model_about_to_be_reset)
        model.modelReset.connect(self._on_model_reset)
        model.layoutChanged.connect(self._on_rows_changed)
        model.rowsInserted.connect(self._on_rows_changed)
        model.rowsRemoved.connect(self._on_rows_changed)
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        self._on_look_changed()
        self._on_rows_changed()

    @property
    def current_key(self) -> object:
        """Key of the row the keyboard is on; None for no row."""
        return self.currentIndex().data(CellRole.KEY)

    @property
    def chosen_keys(self) -> tuple[object, ...]:
        """Keys of all chosen rows, from above."""
        rows = sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)
        return tuple(index.data(CellRole.KEY) for index in rows)

    @property
    def seen(self) -> tuple[int, int]:
        """First and last row that stands in sight; 0 and 0 where there is none."""
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        return first, max(first, last if last >= 0 else self._row_count() - 1)

    def choose(self, key: object) -> bool:
        """Make the row with this key current and visible; False when it is not there."""
        row = self._row_of(key)
        if row < 0:
            return False
        self._go_to(row)
        self.scrollTo(self._start_of(row))
        return True

    def set_empty(self, state: QWidget) -> None:
        """What stands in the middle while there is no row."""
        state.setParent(self.viewport())
        self._empty = state
        self._place_empty()

    def set_updating(self, *, updating: bool) -> None:
        """Grey the header while the last known rows stay."""
        self.columns.setEnabled(not updating)

    def sizeHint(self) -> QSize:
        """All rows where the page scrolls as one."""
        hint = super().sizeHint()
        if not self._fits_rows:
            return hint
        header = 0 if self.columns.isHidden() else self._look.measures.header
        return QSize(hint.width(), self.verticalHeader().length() + header)

    def minimumSizeHint(self) -> QSize:
        """All rows where the page scrolls as one."""
        if not self._fits_rows:
            return super().minimumSizeHint()
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, unless it is a window's Ctrl+Enter; everything else is the list's own."""
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & held:
                event.ignore()
            else:
                self._on_index_activated(self.currentIndex())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first row takes the keyboard when none has it; the ring shows on the whole row."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._choose_first()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Without the keyboard there is no ring."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns give way in their order."""
        super().resizeEvent(event)
        self.columns.fit()
        self._place_empty()

    def _row_count(self) -> int:
        return self.model().rowCount() if self._has_model else 0

    def _row_of(self, key: object) -> int:
        model = self.model()
        if isinstance(model, RowModel):
            return model.row_of(str(key))
        rows = range(self._row_count())
        return next((row for row in rows if self._start_of(row).data(CellRole.KEY) == key), -1)

    def _start_of(self, row: int) -> QModelIndex:
        return self.model().index(row, 0)

    def _choose_first(self) -> None:
        for row in range(self._row_count()):
            if self._start_of(row).flags() & Qt.ItemFlag.ItemIsSelectable:
                self._go_to(row)
                return

    def _go_to(self, row: int) -> None:
        """Choose this row alone, also while Ctrl of the key that led here is still held."""
        alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
        rows = QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._start_of(row), alone | rows)

    def _row_height(self) -> int:
        measures = self._look.measures
        heights = {"two": measures.row_two, "dense": measures.row_dense}
        return heights.get(self._rows, measures.row)

    def _place_empty(self) -> None:
        if self._empty is not None:
            self._empty.setVisible(self._has_model and self._row_count() == 0)
            self._empty.setGeometry(self.viewport().rect())

    def _span_headings(self) -> None:
        self.clearSpans()
        for row in range(self._row_count()):
            if self._start_of(row).data(CellRole.GROUP):
                self.setSpan(row, 0, 1, self.model().columnCount())

    def _on_index_activated(self, index: QModelIndex) -> None:
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self.opened.emit(index.data(CellRole.KEY))

    def _on_current_row_changed(self, current: QModelIndex, _former: QModelIndex) -> None:
        self.viewport().update()
        self.chosen.emit(current.data(CellRole.KEY))

    def _on_model_about_to_be_reset(self) -> None:
        self._kept = self.current_key

    def _on_model_reset(self) -> None:
        found = self._kept is not None and self.choose(self._kept)
        if not found and self.hasFocus():
            self._choose_first()
        self._on_rows_changed()

    def _on_rows_changed(self) -> None:
        if self._grouped:
            self._span_headings()
        self._place_empty()
        self.updateGeometry()

    def _on_look_changed(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._row_height())
        self.columns.set_widths()
        self.updateGeometry()
        self.viewport().update()
