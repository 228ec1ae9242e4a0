"""A list of drawn lines of any height: what navigation, history and checklists share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ikanda_case.ui.look.cells import CellRole
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.label import plain_tip
from ikanda_case.ui.widgets.paint import Canvas

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of such a list."""

    key: str
    value: Any
    """What the painter of this list understands."""
    spoken: str
    tip: str = ""
    heading: bool = False
    """Passed over by the keyboard."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Where and in what state one line is drawn."""

    canvas: Canvas
    place: QRectF
    selected: bool
    ring: bool
    hovered: bool


class LineModel(QAbstractListModel):
    """The lines as Qt's model."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the same keys in the same order only repaint."""
        lines = tuple(lines)
        if lines and [line.key for line in lines] == [line.key for line in self.lines]:
            self.lines = lines
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many lines, headings included."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line, its sentence, its key."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return line.spoken
            case CellRole.CELL:
                return line
            case CellRole.KEY:
                return line.key
            case CellRole.GROUP:
                return line.heading
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading cannot be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.lines[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class LinePainter(Protocol):
    """What a list must know to draw its lines."""

    def height(self, line: Line, width: int) -> int:
        """Of this line in a list of this width, in logical pixels."""

    def is_chosen(self, line: Line, *, selected: bool) -> bool:
        """Whether the line stands on `select`: usually the list's own selection."""

    def draw(self, line: Line, drawing: Drawing) -> None:
        """The line."""


class LineDelegate(QStyledItemDelegate):
    """Asks the list's painter for each line."""

    def __init__(self, look: Look, view: QAbstractItemView, painter: LinePainter) -> None:
        super().__init__(view)
        self._look = look
        self._view = view
        self._painter = painter

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the list."""
        width = room_of(self._view)
        return QSize(width, self._painter.height(index.data(CellRole.CELL), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The line, in its state."""
        line: Line = index.data(CellRole.CELL)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        selected = self._painter.is_chosen(line, selected=chosen)
        place = QRectF(option.rect)
        canvas = Canvas(painter, self._look, place, selected=selected, direction=option.direction)
        ring = self._view.hasFocus() and self._view.currentIndex() == index
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver) and not line.heading
        drawing = Drawing(canvas, place, selected=selected, ring=ring, hovered=hovered)
        self._painter.draw(line, drawing)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The line's own tooltip, never read as markup."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        line: Line = index.data(CellRole.CELL)
        QToolTip.showText(event.globalPos(), plain_tip(line.tip), view)
        return True


def room_of(view: QAbstractItemView) -> int:
    """How wide a list's lines may be.

    `viewport()` says it too, and on its way makes Python classes of everything Qt has: a tenth of
    the time to the first paint.
    """
    bar = view.verticalScrollBar()
    return view.contentsRect().width() - (bar.width() if bar.isVisibleTo(view) else 0)


class LineList(QListView):
    """One tab stop, arrows move, Enter or Space opens, a click does both."""

    opened = Signal(str)
    """Key of the line."""
    chosen = Signal(str)
    """Key of the line the keyboard or pointer moved to."""

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.lines = LineModel(self)
        self.setModel(self.lines)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.clicked.connect(self._on_index_opened)

    @property
    def current_key(self) -> str:
        """Where the keyboard is; empty for nowhere."""
        return str(self.currentIndex().data(CellRole.KEY) or "")

    def choose(self, key: str) -> bool:
        """Move to the line with this key; False when it is not there."""
        for row, line in enumerate(self.lines.lines):
            if line.key == key and not line.heading:
                self.setCurrentIndex(self.lines.index(row))
                return True
        return False

    def content_height(self) -> int:
        """The height of all lines."""
        return sum(self.sizeHintForRow(row) for row in range(self.lines.rowCount()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.key() in keys and not event.modifiers() & held:
            self._on_index_opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first line takes the keyboard when none has it."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            first = next((line for line in self.lines.lines if not line.heading), None)
            if first is not None:
                self.choose(first.key)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Without the keyboard there is no ring."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines are as wide as the list."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _on_current_changed(self, current: QModelIndex, former: QModelIndex) -> None:
        self.update(former)
        self.update(current)
        if current.isValid():
            self.chosen.emit(str(current.data(CellRole.KEY)))

    def _on_index_opened(self, index: QModelIndex) -> None:
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.opened.emit(str(index.data(CellRole.KEY)))
