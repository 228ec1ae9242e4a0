"""Paints the cells of a list: words, badges, tags, and the row under them."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from ikanda_case.ui.look.cells import Cell, CellRole
from ikanda_case.ui.look.marks import Badge
from ikanda_case.ui.look.measures import CELL_END, GAP_8, GAP_16
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.columns import ColumnHeader
from ikanda_case.ui.widgets.label import plain_tip
from ikanda_case.ui.widgets.paint import Canvas, Ground
from ikanda_case.ui.widgets.sizes import badge_width, inner, tags_width

Index = QModelIndex | QPersistentModelIndex

_ICON, _ICON_GAP = 16, 8
_LINES_GAP = 1.0


def cell_of(index: Index) -> Cell:
    """The cell behind an index; a model that only knows words gives a cell of words."""
    cell = index.data(CellRole.CELL)
    if isinstance(cell, Cell):
        return cell
    return Cell(text=str(index.data(Qt.ItemDataRole.DisplayRole) or ""))


def cell_width(cell: Cell, look: Look) -> float:
    """What a cell needs to be shown whole, without its padding."""
    icon = _ICON + _ICON_GAP if cell.icon else 0
    if cell.badge is not None:
        return badge_width(cell.badge, look) + icon
    if cell.tags:
        return tags_width(cell.tags, look) + icon
    fonts = look.fonts
    first = QFontMetricsF(fonts.medium if cell.strong else fonts.body)
    second = QFontMetricsF(fonts.caption)
    words = max(first.horizontalAdvance(cell.text), second.horizontalAdvance(cell.second))
    return words + icon + 1


class CellDelegate(QStyledItemDelegate):
    """Paints a `Cell`; the ground, the chosen edge and the keyboard's ring run through the row."""

    def __init__(self, look: Look, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._look = look
        self._view = parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The row's ground, then what the cell holds."""
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        canvas = Canvas(
            painter,
            self._look,
            QRectF(option.rect),
            selected=selected,
            direction=option.direction,
        )
        group = bool(index.data(CellRole.GROUP))
        canvas.ground(self._ground(option, index, selected=selected, group=group))
        place = self._inside(option, index)
        inside = Canvas(painter, self._look, place, selected=selected, direction=option.direction)
        cell = cell_of(index)
        if group:
            fonts = self._look.fonts
            inside.words(cell.text, fonts.strong, "text", place)
            return
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        self._paint_cell(inside, place, cell, enabled=enabled)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The cell whole; heights are the view's own."""
        lead, trail = self._padding(index)
        width = cell_width(cell_of(index), self._look) + lead + trail
        return QSize(round(width + 0.5), self._look.measures.row)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The whole words where they are cut, else the cell's own explanation."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        cell = cell_of(index)
        words = cell.tip or (cell.badge.spoken if cell.badge is not None else "")
        if not words and cell_width(cell, self._look) > self._inside(option, index).width():
            parts = (cell.text, ", ".join(cell.tags), cell.second)
            words = "\n".join(part for part in parts if part)
        _show_plain_tip(event, view, words)
        return True

    def _paint_cell(self, canvas: Canvas, place: QRectF, cell: Cell, *, enabled: bool) -> None:
        if cell.icon:
            canvas.icon(cell.icon, _ICON, "text2", 0, (place.height() - _ICON) / 2)
            taken = _ICON + _ICON_GAP
            place = canvas.place(taken, 0, max(0.0, place.width() - taken), place.height())
            canvas = canvas.narrowed(place)
        if cell.badge is not None:
            canvas.badge(cell.badge)
        elif cell.tags:
            canvas.tags(cell.tags)
        else:
            self._paint_words(canvas, place, cell, enabled=enabled)

    def _paint_words(self, canvas: Canvas, place: QRectF, cell: Cell, *, enabled: bool) -> None:
        fonts = self._look.fonts
        font = fonts.medium if cell.strong else fonts.body
        ink = cell.ink if enabled else "disabled"
        if not cell.second:
            canvas.words(cell.text, font, ink, place)
            return
        first, second = QFontMetricsF(font).height(), QFontMetricsF(fonts.caption).height()
        top = (place.height() - first - second - _LINES_GAP) / 2
        width = place.width()
        canvas.words(cell.text, font, ink, canvas.place(0, top, width, first))
        below = canvas.place(0, top + first + _LINES_GAP, width, second)
        canvas.words(cell.second, fonts.caption, "muted" if enabled else "disabled", below)

    def _inside(self, option: QStyleOptionViewItem, index: Index) -> QRectF:
        lead, trail = self._padding(index)
        return inner(option.rect, lead, trail, option.direction)

    def _padding(self, index: Index) -> tuple[float, float]:
        first, _last = self._ends(index)
        return (GAP_16 if first else GAP_8, CELL_END)

    def _ends(self, index: Index) -> tuple[bool, bool]:
        if not isinstance(self._view, QTableView):
            return True, True
        header = self._view.horizontalHeader()
        if not isinstance(header, ColumnHeader):
            return index.column() == 0, index.column() == header.count() - 1
        first, last = header.ends
        return index.column() == first, index.column() == last

    def _ground(
        self, option: QStyleOptionViewItem, index: Index, *, selected: bool, group: bool
    ) -> Ground:
        starts, ends = self._ends(index)
        current = self._view.currentIndex()
        ring = self._view.hasFocus() and current.isValid() and current.row() == index.row()
        return Ground(
            selected=selected,
            ring=ring,
            starts=starts,
            ends=ends or group,
            rule=not self._in_panel() or index.row() + 1 < index.model().rowCount(),
            sunken=group,
        )

    def _in_panel(self) -> bool:
        """A list as high as its rows has the panel's own edge under the last one."""
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        return self._view.verticalScrollBarPolicy() == off


class BadgeDelegate(CellDelegate):
    """A column of badges, as wide as the widest of a closed set, so that it never jumps."""

    def __init__(self, look: Look, parent: QAbstractItemView, widest_of: tuple[Badge, ...]) -> None:
        super().__init__(look, parent)
        self._widest_of = widest_of

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The widest badge the column can ever hold."""
        hint = super().sizeHint(option, index)
        lead, trail = self._padding(index)
        widths = [badge_width(badge, self._look) for badge in self._widest_of]
        return QSize(max([hint.width(), *(round(w + lead + trail) for w in widths)]), hint.height())


def _show_plain_tip(event: QHelpEvent, view: QWidget, words: str) -> None:
    """A tooltip that never reads markup, whatever a name from outside looks like."""
    if not words:
        QToolTip.hideText()
        return
    QToolTip.showText(event.globalPos(), plain_tip(words), view)
