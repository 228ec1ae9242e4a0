"""The head of a list: which columns, how wide, and which give way first."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QByteArray, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from ikanda_case.ui.look.marks import Badge
from ikanda_case.ui.look.measures import CELL_END, GAP_8, GAP_16
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.sizes import badge_width, more_width, tags_width

_SORT_ARROW = 16
_STAYS = 0
_NARROWEST = 40


@dataclass(frozen=True, slots=True)
class Column:
    """How one column of a table behaves."""

    key: str
    title: str
    sample: str = ""
    """The longest usual words: the column starts as wide as these and its title."""
    badges: tuple[Badge, ...] = ()
    """The closed set it may show: it starts as wide as the widest."""
    tags: tuple[str, ...] = ()
    """Tags that must fit side by side, with room for a +n."""
    stretch: bool = False
    """Takes the room that is left."""
    fixed: bool = False
    """Can never be hidden by the person."""
    gives_way: int = _STAYS
    """1 is the first to go when the window is too narrow; 0 never goes."""
    strong: bool = False
    """Its sample is measured in the font of references."""


class ColumnHeader(QHeaderView):
    """Titles, widths and the menu of columns; `columns_changed` when the person chose."""

    columns_changed = Signal()

    def __init__(self, look: Look, columns: Sequence[Column], table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._look = look
        self._columns = tuple(columns)
        self._hidden_by_person: set[str] = set()
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.setSectionsMovable(True)
        self.setMinimumSectionSize(_NARROWEST)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_requested)
        self.sectionMoved.connect(self._on_sections_changed)
        self._ends: tuple[int, int] | None = None

    @property
    def hidden_keys(self) -> tuple[str, ...]:
        """The columns the person hid, to be kept with `layout_state`."""
        return tuple(c.key for c in self._columns if c.key in self._hidden_by_person)

    def actions_for(self, parent: QWidget) -> list[QAction]:
        """A tick for each column that may be hidden, for a menu."""
        return [self._action(column, parent) for column in self._columns if not column.fixed]

    def set_shown(self, key: str, *, shown: bool) -> None:
        """What the person wants to see; the width may still hide it."""
        if shown:
            self._hidden_by_person.discard(key)
        else:
            self._hidden_by_person.add(key)
        self.fit()
        self.columns_changed.emit()

    def layout_state(self) -> QByteArray:
        """Order, widths and sorting, to be kept for this view."""
        return self.saveState()

    def restore_layout(self, state: QByteArray, hidden: Sequence[str] = ()) -> None:
        """What `layout_state` and `hidden_keys` gave; anything else is ignored."""
        known = {column.key for column in self._columns if not column.fixed}
        self._hidden_by_person = set(hidden) & known
        if self.restoreState(state):
            self._set_resize_modes()
        self.fit()

    def set_widths(self) -> None:
        """Start every column as wide as its title and samples need."""
        if self.count() < len(self._columns):
            return
        self.setFixedHeight(self._look.measures.header)
        for place, column in enumerate(self._columns):
            self.resizeSection(place, self._needed(column))
        self._set_resize_modes()
        self.fit()

    def fit(self) -> None:
        """Hide what the person hid, then what must give way to the width."""
        if self.count() < len(self._columns):
            return
        shown = [c for c in self._columns if c.key not in self._hidden_by_person]
        widths = {c.key: self._wanted(c) for c in shown}
        for column in sorted(shown, key=lambda c: c.gives_way):
            if sum(widths.values()) <= self.viewport().width():
                break
            if column.gives_way != _STAYS:
                del widths[column.key]
        for place, column in enumerate(self._columns):
            self.setSectionHidden(place, column.key not in widths)
        self._on_sections_changed()

    @property
    def ends(self) -> tuple[int, int]:
        """First and last visible column, as seen from the leading edge."""
        if self._ends is None:
            seen = (self.logicalIndex(place) for place in range(self.count()))
            shown = [section for section in seen if not self.isSectionHidden(section)]
            self._ends = (shown[0], shown[-1]) if shown else (-1, -1)
        return self._ends

    def _action(self, column: Column, parent: QWidget) -> QAction:
        action = QAction(column.title, parent, checkable=True)
        action.setChecked(column.key not in self._hidden_by_person)
        action.toggled.connect(lambda shown: self.set_shown(column.key, shown=shown))
        return action

    def _needed(self, column: Column) -> int:
        fonts = self._look.fonts
        title = QFontMetricsF(fonts.strong).horizontalAdvance(column.title) + _SORT_ARROW
        font = fonts.medium if column.strong else fonts.body
        sample = QFontMetricsF(font).horizontalAdvance(column.sample)
        badges = [badge_width(badge, self._look) for badge in column.badges]
        tags = tags_width(column.tags, self._look) + more_width(9, self._look) if column.tags else 0
        lead = GAP_16 if column is self._columns[0] else GAP_8
        return ceil(max(title, sample, tags, *badges) + lead + CELL_END + 1)

    def _wanted(self, column: Column) -> int:
        section = self._columns.index(column)
        if column.stretch or self.isSectionHidden(section):
            return self._needed(column)
        return self.sectionSize(section)

    def _set_resize_modes(self) -> None:
        modes = QHeaderView.ResizeMode
        for section, column in enumerate(self._columns):
            mode = modes.Stretch if column.stretch else modes.Interactive
            self.setSectionResizeMode(section, mode)

    def _on_sections_changed(self) -> None:
        self._ends = None

    def _on_menu_requested(self, spot: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.actions_for(menu))
        menu.popup(self.mapToGlobal(spot))
