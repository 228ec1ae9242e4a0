"""The way through the program: groups of places with counts, or a rail of icons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy, QVBoxLayout, QWidget

from ikanda_case.ui.look.marks import Badge
from ikanda_case.ui.look.measures import EDGE_ROW, GAP_8, GAP_12, RADIUS_CONTROL
from ikanda_case.ui.look.style import set_role
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.look.tokens import Ink
from ikanda_case.ui.widgets.lines import Drawing, Line, LineDelegate, LineList
from ikanda_case.ui.widgets.paint import Canvas
from ikanda_case.ui.widgets.sizes import SHAPE_GAP

_SIDE, _ICON = 6, 20
_ICON_AT = 16
_WORDS_AT = 46
_ITEM_AIR, _HEADING_AIR = 14, 17


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place to go."""

    key: str
    words: str
    icon: str
    count: int | None = None
    badge: Badge | None = None
    """Only for what presses: its shape and colour go with the count."""
    spoken: str = ""
    """Words and count as a sentence; empty reads the words and the number."""

    @property
    def sentence(self) -> str:
        """What is read aloud, and the rail's tooltip."""
        number = "" if self.count is None else f", {self.count}"
        return self.spoken or f"{self.words}{number}"


@dataclass(frozen=True, slots=True)
class NavGroup:
    """Places under one heading; the first group has none."""

    title: str
    items: tuple[NavItem, ...]


class Navigation(QFrame):
    """The sidebar. What is chosen changes by Enter, Space or click, and by `choose`."""

    chosen = Signal(str)

    def __init__(self, look: Look, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._groups: tuple[NavGroup, ...] = ()
        self._chosen = ""
        self._rail = False
        set_role(self, "sidebar")
        self._list = LineList(name, parent=self)
        self._list.setItemDelegate(LineDelegate(look, self._list, _NavPainter(look, self)))
        self._list.setMovement(QListView.Movement.Static)
        set_role(self._list, "sidebar")
        self._list.opened.connect(self._on_list_opened)
        self.setFocusProxy(self._list)
        line = QVBoxLayout(self)
        line.setContentsMargins(0, GAP_8, 1, GAP_8)
        line.addWidget(self._list)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        look.changed.connect(self._on_look_changed)

    @property
    def current(self) -> str:
        """Key of the place that is shown."""
        return self._chosen

    @property
    def is_rail(self) -> bool:
        """Whether only icons are shown."""
        return self._rail

    def set_groups(self, groups: Sequence[NavGroup]) -> None:
        """All places; what was chosen stays so."""
        self._groups = tuple(groups)
        self._show()

    def set_count(self, key: str, count: int | None, badge: Badge | None = None) -> None:
        """Another number beside one place."""
        self._groups = tuple(
            replace(
                group,
                items=tuple(
                    replace(item, count=count, badge=badge) if item.key == key else item
                    for item in group.items
                ),
            )
            for group in self._groups
        )
        self._show()

    def choose(self, key: str) -> None:
        """Mark this place as the one shown; does not say `chosen`."""
        self._chosen = key
        self._list.choose(key)
        self._list.viewport().update()

    def set_rail(self, *, rail: bool) -> None:
        """Icons only, for narrow windows; words move to tooltips."""
        self._rail = rail
        self._show()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """232 wide, as rail 52."""
        measures = self._look.measures
        width = measures.rail if self._rail else measures.navigation
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As wide as always; lower, it scrolls."""
        return QSize(self.sizeHint().width(), 120)

    def paintEvent(self, event: QPaintEvent) -> None:
        """With a hair line towards the page."""
        super().paintEvent(event)
        place = QRectF(self.rect())
        canvas = Canvas(QPainter(self), self._look, place, direction=self.layoutDirection())
        canvas.fill(place.width() - 1, 0, 1, place.height(), self._look.tokens.line)

    def _show(self) -> None:
        lines = []
        for place, group in enumerate(self._groups):
            if group.title and not self._rail:
                lines.append(Line(f"\0{place}", group.title, group.title, heading=True))
            for item in group.items:
                tip = item.sentence if self._rail else ""
                lines.append(Line(item.key, item, item.sentence, tip=tip))
        self._list.lines.set_lines(lines)
        self._list.scheduleDelayedItemsLayout()
        if self._list.current_key != self._chosen:
            self._list.choose(self._chosen)

    def _on_list_opened(self, key: str) -> None:
        self._chosen = key
        self._list.viewport().update()
        self.chosen.emit(key)

    def _on_look_changed(self) -> None:
        self._list.scheduleDelayedItemsLayout()
        self.updateGeometry()


class _NavPainter:
    """Icon, words and count; the chosen place on a rounded ground with an accent edge."""

    def __init__(self, look: Look, navigation: Navigation) -> None:
        self._look = look
        self._navigation = navigation

    def is_chosen(self, line: Line, *, selected: bool) -> bool:
        """The place that is shown, wherever the keyboard is."""
        return line.key == self._navigation.current

    def height(self, line: Line, width: int) -> int:
        """30 for a place; a heading has air above it."""
        fonts = self._look.fonts
        if line.heading:
            return round(QFontMetricsF(fonts.caption_strong).height() + _HEADING_AIR)
        return max(30, round(QFontMetricsF(fonts.body).height() + _ITEM_AIR))

    def draw(self, line: Line, drawing: Drawing) -> None:
        """A heading or a place."""
        if line.heading:
            height = QFontMetricsF(self._look.fonts.caption_strong).height()
            place = drawing.canvas.place(
                GAP_12, drawing.place.height() - height - 4, drawing.place.width() - 20, height
            )
            drawing.canvas.words(line.value, self._look.fonts.caption_strong, "muted", place)
            return
        self._draw_ground(drawing)
        self._draw_item(line.value, drawing)

    def _draw_ground(self, drawing: Drawing) -> None:
        tokens = self._look.tokens
        box = drawing.place.adjusted(_SIDE, 1, -_SIDE, -1)
        canvas = drawing.canvas
        if drawing.selected:
            canvas.rounded(box, RADIUS_CONTROL, QColor(tokens.select))
            canvas.fill(_SIDE, 2, EDGE_ROW, box.height() - 2, tokens.on_select or tokens.accent)
        elif drawing.hovered:
            canvas.rounded(box, RADIUS_CONTROL, QColor(tokens.hover))
        if drawing.ring:
            ring = tokens.on_select if drawing.selected and tokens.on_select else tokens.focus
            inside = box.adjusted(1, 1, -1, -1)
            canvas.rounded(inside, RADIUS_CONTROL - 1, None, edge=QColor(ring), width=2)

    def _draw_item(self, item: NavItem, drawing: Drawing) -> None:
        canvas, height = drawing.canvas, drawing.place.height()
        fonts = self._look.fonts
        at = (drawing.place.width() - _ICON) / 2 if self._navigation.is_rail else _ICON_AT
        ink: Ink = "accent" if drawing.selected else "text2"
        canvas.icon(item.icon, _ICON, ink, at, (height - _ICON) / 2)
        if self._navigation.is_rail:
            return
        taken = self._draw_count(item, drawing)
        room = drawing.place.width() - _WORDS_AT - taken - _SIDE - GAP_12
        font = fonts.strong if drawing.selected else fonts.body
        canvas.words(item.words, font, "text", canvas.place(_WORDS_AT, 0, room, height))

    def _draw_count(self, item: NavItem, drawing: Drawing) -> float:
        if item.count is None:
            return 0.0
        canvas, height = drawing.canvas, drawing.place.height()
        pressing = item.badge is not None
        font = self._look.fonts.strong if pressing else self._look.fonts.body
        width = QFontMetricsF(font).horizontalAdvance(str(item.count)) + 1
        at = drawing.place.width() - _SIDE - GAP_12 + 2 - width
        place = canvas.place(at, 0, width, height)
        ink: Ink = "text2" if item.badge is None else item.badge.role
        canvas.words(str(item.count), font, ink, place, trailing=True)
        if item.badge is None:
            return width + GAP_8
        side = self._look.measures.shape
        canvas.shape(item.badge.shape, item.badge.role, at - SHAPE_GAP - side, side)
        return width + side + SHAPE_GAP + GAP_8
