"""The closed set of drawn shapes that carry a state, and the badge that joins one to its words."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QTransform

from ikanda_case.ui.look.tokens import Ink

BOX = 14.0
"""Side of the square every shape is drawn in, in logical pixels at the usual font size."""

_STROKE = 1.7
_FINE = 16.0
"""Shapes are made this much larger, because joining paths turns curves into short lines."""


class Shape(StrEnum):
    """What is drawn beside a state's words, so that colour never stands alone (WCAG 1.4.1)."""

    NONE = ""
    HOLLOW = "hollow"
    HALF = "half"
    TRIANGLE = "triangle"
    SQUARE = "square"
    OCTAGON = "octagon"
    OCTAGON_OUTLINE = "octagon_outline"
    BARS = "bars"
    DOUBLE_ARROW = "double_arrow"
    TICK_DISC = "tick_disc"
    TICK = "tick"
    DASH = "dash"
    QUESTION = "question"
    CROSS_DISC = "cross_disc"


_WORDS_IN_TEXT = (Shape.HOLLOW, Shape.HALF)
_KEEP_WORDS_IN_ROLE: tuple[Ink, ...] = ("accent", "link", "muted", "disabled")


@dataclass(frozen=True, slots=True)
class Badge:
    """A state as shape, words and colour, ready to paint."""

    shape: Shape
    text: str
    role: Ink = "text2"
    """Colour of the shape, and of the words unless the shape is a quiet one."""
    chip: bool = False
    """On the tint of its role with an outline, in SemiBold."""
    spoken: str = ""
    """The whole sentence for tooltip and screen reader; empty means the words are enough."""
    strong: bool = False
    """Words in SemiBold without a chip."""

    @property
    def words_role(self) -> Ink:
        """Hollow and half circles leave their words in plain text: they do not press yet."""
        if self.shape in _WORDS_IN_TEXT and self.role not in _KEEP_WORDS_IN_ROLE and not self.chip:
            return "text"
        return self.role

    @property
    def sentence(self) -> str:
        """What is read aloud."""
        return self.spoken or self.text


@lru_cache(maxsize=32)
def shape_path(shape: Shape) -> QPainterPath:
    """The shape as one path to fill, inside a square of `BOX`; do not change it."""
    return QTransform.fromScale(1 / _FINE, 1 / _FINE).map(_DRAWN[shape]())


def _point(x: float, y: float) -> QPointF:
    return QPointF(x * _FINE, y * _FINE)


def _stroked(path: QPainterPath, width: float = _STROKE) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(width * _FINE)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(path).simplified()


def _line(*points: tuple[float, float], width: float = _STROKE) -> QPainterPath:
    path = QPainterPath(_point(*points[0]))
    for point in points[1:]:
        path.lineTo(_point(*point))
    return _stroked(path, width)


def _circle(radius: float, x: float = BOX / 2, y: float = BOX / 2) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(_point(x, y), radius * _FINE, radius * _FINE)
    return path


def _box(x: float, y: float, width: float, height: float, radius: float = 0.0) -> QPainterPath:
    path = QPainterPath()
    corner = radius * _FINE
    path.addRoundedRect(QRectF(_point(x, y), _point(x + width, y + height)), corner, corner)
    return path


def _polygon(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath(_point(*points[0]))
    for point in points[1:]:
        path.lineTo(_point(*point))
    path.closeSubpath()
    return path


def _ring() -> QPainterPath:
    return _circle(6.0).subtracted(_circle(6.0 - _STROKE))


def _half() -> QPainterPath:
    return _ring().united(_circle(5.6).intersected(_box(0, 0, BOX / 2, BOX)))


def _triangle() -> QPainterPath:
    inner = _polygon((7.0, 2.2), (12.6, 12.0), (1.4, 12.0))
    return inner.united(_stroked(inner, 1.2)).simplified()


def _square() -> QPainterPath:
    return _box(1.5, 1.5, 11.0, 11.0, 1.0)


def _eight_sides(radius: float) -> QPainterPath:
    far, near, middle = radius, radius * 0.4142, BOX / 2
    corners = [
        (near, -far),
        (far, -near),
        (far, near),
        (near, far),
        (-near, far),
        (-far, near),
        (-far, -near),
        (-near, -far),
    ]
    return _polygon(*((middle + x, middle + y) for x, y in corners))


def _exclamation() -> QPainterPath:
    return _line((7.0, 4.0), (7.0, 7.5), width=1.6).united(_circle(0.95, y=10.1))


def _octagon() -> QPainterPath:
    return _eight_sides(6.4).subtracted(_exclamation())


def _octagon_outline() -> QPainterPath:
    return _eight_sides(6.4).subtracted(_eight_sides(4.9)).united(_exclamation())


def _bars() -> QPainterPath:
    return _box(3.0, 2.5, 2.8, 9.0, 0.6).united(_box(8.2, 2.5, 2.8, 9.0, 0.6))


def _double_arrow() -> QPainterPath:
    first = _line((2.6, 3.2), (6.2, 7.0), (2.6, 10.8))
    return first.united(_line((7.4, 3.2), (11.0, 7.0), (7.4, 10.8)))


def _tick_disc() -> QPainterPath:
    return _circle(6.4).subtracted(_line((4.1, 7.2), (6.2, 9.3), (10.0, 5.1), width=1.6))


def _tick() -> QPainterPath:
    return _line((2.6, 7.4), (5.6, 10.4), (11.6, 3.9))


def _dash() -> QPainterPath:
    return _box(3.0, 6.0, 8.0, 2.0, 0.6)


def _question() -> QPainterPath:
    pen = QPainterPathStroker()
    pen.setWidth(1.4 * _FINE)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([2.2, 1.11])
    hook = QPainterPath(_point(5.2, 5.6))
    hook.cubicTo(_point(5.2, 3.1), _point(8.9, 3.1), _point(8.9, 5.5))
    hook.cubicTo(_point(8.9, 6.9), _point(7.0, 6.8), _point(7.0, 8.3))
    dashes = pen.createStroke(_circle(5.9)).simplified()
    return dashes.united(_stroked(hook, 1.3)).united(_circle(0.85, y=10.3))


def _cross_disc() -> QPainterPath:
    one = _line((4.8, 4.8), (9.2, 9.2), width=1.6)
    return _circle(6.4).subtracted(one.united(_line((9.2, 4.8), (4.8, 9.2), width=1.6)))


_DRAWN = {
    Shape.NONE: QPainterPath,
    Shape.HOLLOW: _ring,
    Shape.HALF: _half,
    Shape.TRIANGLE: _triangle,
    Shape.SQUARE: _square,
    Shape.OCTAGON: _octagon,
    Shape.OCTAGON_OUTLINE: _octagon_outline,
    Shape.BARS: _bars,
    Shape.DOUBLE_ARROW: _double_arrow,
    Shape.TICK_DISC: _tick_disc,
    Shape.TICK: _tick,
    Shape.DASH: _dash,
    Shape.QUESTION: _question,
    Shape.CROSS_DISC: _cross_disc,
}
