"""Drawing a row so that it also works from right to left and at any scale."""

from dataclasses import dataclass
from math import ceil, floor

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle

from ikanda_case.ui.look.marks import BOX, Badge, Shape, shape_path
from ikanda_case.ui.look.measures import EDGE_ROW, RADIUS_BADGE
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.look.tokens import Ink
from ikanda_case.ui.widgets.marked import Marks, laid_out
from ikanda_case.ui.widgets.sizes import (
    CHIP_AIR,
    CHIP_SIDE,
    SHAPE_GAP,
    TAG_AIR,
    TAG_GAP,
    TAG_SIDE,
    badge_font,
    badge_width,
    tag_width,
    tags_that_fit,
)

_RING = 2.0
_EDGE_STRENGTH = 0.42
_ONE_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_TO_LEFT = int(Qt.AlignmentFlag.AlignLeft | _ONE_LINE)
_TO_RIGHT = int(Qt.AlignmentFlag.AlignRight | _ONE_LINE)
"""Put together once: thousands of words are drawn while a list scrolls."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies under a row."""

    selected: bool = False
    ring: bool = False
    """The list has the keyboard and this is its row."""
    starts: bool = True
    """This cell is the first of its row, as seen."""
    ends: bool = True
    rule: bool = True
    sunken: bool = False


class Canvas:
    """Draws inside one rectangle, measured from its leading edge."""

    def __init__(
        self,
        painter: QPainter,
        look: Look,
        rect: QRectF,
        *,
        selected: bool = False,
        direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
    ) -> None:
        self._painter = painter
        self._look = look
        self._rect = rect
        self._selected = selected
        self._direction = direction

    def ground(self, ground: Ground) -> None:
        """Fill the row; the chosen one gets its edge, the keyboard's one its ring."""
        tokens = self._look.tokens
        fill = tokens.sunken if ground.sunken else tokens.surface
        self._painter.fillRect(self._rect, QColor(tokens.select if ground.selected else fill))
        width, height = self._rect.width(), self._rect.height()
        if ground.rule:
            self.fill(0, height - 1, width, 1, tokens.line)
        if ground.selected and ground.starts:
            self.fill(0, 0, EDGE_ROW, height - 1, tokens.on_select or tokens.accent)
        if ground.ring:
            self._ring(ground, tokens.on_select if ground.selected else "")

    def _ring(self, ground: Ground, colour: str) -> None:
        colour = colour or self._look.tokens.focus
        width, height = self._rect.width(), self._rect.height() - 1
        self.fill(0, 0, width, _RING, colour)
        self.fill(0, height - _RING, width, _RING, colour)
        if ground.starts:
            self.fill(0, 0, _RING, height, colour)
        if ground.ends:
            self.fill(width - _RING, 0, _RING, height, colour)

    def fill(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A plain rectangle."""
        self._painter.fillRect(self.place(x, y, width, height), QColor(colour))

    def place(self, x: float, y: float, width: float, height: float) -> QRectF:
        """The rectangle `x` from the leading edge, `y` from the top, in the painter's terms."""
        if self._direction == Qt.LayoutDirection.RightToLeft:
            return QRectF(self._rect.right() - x - width, self._rect.top() + y, width, height)
        return QRectF(self._rect.left() + x, self._rect.top() + y, width, height)

    def narrowed(self, rect: QRectF) -> "Canvas":
        """The same in a smaller rectangle."""
        return Canvas(
            self._painter,
            self._look,
            rect,
            selected=self._selected,
            direction=self._direction,
        )

    def ink(self, ink: Ink) -> QColor:
        """The colour of this role here, on the chosen row or off it."""
        return self._look.colour(ink, selected=self._selected)

    def words(
        self,
        text: str,
        font: QFont,
        ink: Ink,
        place: QRectF,
        *,
        trailing: bool = False,
        struck: bool = False,
    ) -> float:
        """One line, cut with an ellipsis where it does not fit; returns the width it took."""
        if struck:
            font = QFont(font)
            font.setStrikeOut(True)
        metrics = QFontMetricsF(font)
        width = metrics.horizontalAdvance(text)
        if width > place.width() + 0.5:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            width = metrics.horizontalAdvance(text)
        to_right = trailing != (self._direction == Qt.LayoutDirection.RightToLeft)
        self._painter.setFont(font)
        self._painter.setPen(self.ink(ink))
        self._painter.drawText(place, _TO_RIGHT if to_right else _TO_LEFT, text)
        return width

    def marked(
        self, text: str, marks: Marks, font: QFont, ink: Ink, place: QRectF, *, lines: int = 1
    ) -> None:
        """Words of which some are marked, underlined as well, in at most so many lines."""
        layout = laid_out(text, marks, font, place.width(), lines, QColor(self._look.tokens.mark))
        self._painter.setPen(self.ink(ink))
        layout.draw(self._painter, place.topLeft())

    def wrapped(self, text: str, font: QFont, ink: Ink, place: QRectF) -> None:
        """As many lines as fit between the edges."""
        side = QStyle.visualAlignment(self._direction, Qt.AlignmentFlag.AlignLeft)
        self._painter.setFont(font)
        self._painter.setPen(self.ink(ink))
        self._painter.drawText(place, int(side | Qt.TextFlag.TextWordWrap), text)

    def quiet_ground(self, selected: bool, *, ring: bool) -> None:
        """For lines without a ground of their own: nothing until they are chosen."""
        tokens = self._look.tokens
        box = self._rect.adjusted(4, 0, -4, 0)
        if selected:
            self.rounded(box, RADIUS_BADGE, QColor(tokens.select))
        if ring:
            colour = tokens.on_select if selected and tokens.on_select else tokens.focus
            inside = box.adjusted(1, 1, -1, -1)
            self.rounded(inside, RADIUS_BADGE - 1, None, edge=QColor(colour), width=2)

    def icon(self, name: str, size: int, ink: Ink, x: float, y: float) -> None:
        """An icon of `size` logical pixels."""
        colour = self.ink(ink).name()
        ratio = self._painter.device().devicePixelRatioF()
        spot = self.place(x, y, size, size)
        self._painter.drawPixmap(
            spot, self._look.icons.pixmap(name, size, colour, ratio), QRectF(0, 0, 0, 0)
        )

    def shape(self, shape: Shape, ink: Ink, x: float, side: float) -> None:
        """A state's shape of `side`, halfway down, on whole pixels."""
        spot = self.place(x, floor((self._rect.height() - side) / 2), side, side)
        painter = self._painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(spot.topLeft())
        painter.scale(side / BOX, side / BOX)
        painter.fillPath(shape_path(shape), self.ink(ink))
        painter.restore()

    def badge(self, badge: Badge) -> None:
        """A badge at the leading edge, halfway down, cut where it does not fit."""
        side = self._look.measures.shape
        lead = CHIP_SIDE if badge.chip else 0.0
        if badge.chip:
            self._chip(badge)
        after = lead
        if badge.shape is not Shape.NONE:
            self.shape(badge.shape, badge.role, lead, side)
            after += side + SHAPE_GAP
        room = self._rect.width() - after - (lead if badge.chip else 0)
        place = self.place(after, 0, max(0.0, room), self._rect.height())
        self.words(badge.text, badge_font(badge, self._look), badge.words_role, place)

    def _chip(self, badge: Badge) -> None:
        tokens = self._look.tokens
        width = floor(min(self._rect.width(), badge_width(badge, self._look)))
        height = ceil(QFontMetricsF(self._look.fonts.strong).height() + CHIP_AIR)
        box = self._crisp(0, width, height)
        edge = self.ink(badge.role)
        if not tokens.is_contrast:
            edge.setAlphaF(_EDGE_STRENGTH)
        tint = badge.role if badge.role in ("late", "soon", "pause", "ok") else "info"
        fill = QColor(tokens.select if self._selected else getattr(tokens, f"{tint}_tint"))
        if not tokens.is_contrast:
            fill = QColor(getattr(tokens, f"{tint}_tint"))
        self._box(box, edge, fill)

    def tag(self, text: str, x: float) -> float:
        """An outlined tag; returns its width."""
        tokens = self._look.tokens
        font = self._look.fonts.caption_medium
        metrics = QFontMetricsF(font)
        width = tag_width(text, self._look)
        place = self._crisp(x, width, ceil(metrics.height() + 2 * TAG_AIR))
        fill = tokens.select if tokens.is_contrast and self._selected else tokens.raised
        edge = self.ink("text") if tokens.is_contrast else QColor(tokens.linestrong)
        self._box(place, edge, QColor(fill))
        words = self.place(x + TAG_SIDE, 0, width - 2 * TAG_SIDE + 1, self._rect.height())
        self.words(text, font, "text2", words)
        return width

    def tags(self, texts: tuple[str, ...]) -> None:
        """As many whole tags as fit, then how many more."""
        shown = tags_that_fit(texts, self._rect.width(), self._look)
        x = 0.0
        for text in texts[:shown]:
            x += self.tag(text, x) + TAG_GAP
        if shown < len(texts):
            room = self.place(x, 0, max(0.0, self._rect.width() - x), self._rect.height())
            self.words(f"+{len(texts) - shown}", self._look.fonts.caption, "text2", room)

    def rounded(
        self,
        place: QRectF,
        radius: float,
        fill: QColor | None,
        *,
        edge: QColor | None = None,
        width: float = 1.0,
    ) -> None:
        """A box with round corners, in the painter's own terms."""
        painter = self._painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen if edge is None else QPen(edge, width))
        painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
        painter.drawRoundedRect(place, radius, radius)
        painter.restore()

    def _crisp(self, x: float, width: float, height: float) -> QRectF:
        """A box halfway down whose one-pixel edge falls on whole pixels."""
        top = floor((self._rect.height() - height) / 2)
        return self.place(x + 0.5, top + 0.5, width - 1, height - 1)

    def _box(self, place: QRectF, edge: QColor, fill: QColor) -> None:
        self.rounded(place, RADIUS_BADGE, fill, edge=edge)
