"""The closed set of drawn shapes that carry a state, and the badge that joins one to its words."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from ikanda_case.ui.look.tokens import Ink

BOX = 14.0
"""Side of the square every shape is drawn in, in logical pixels at the usual font size."""

_STROKE = 1.7


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
    path = _DRAWN[shape]()
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


def _stroked(path: QPainterPath, width: float = _STROKE) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(path).simplified()


def _line(*points: tuple[float, float], width: float = _STROKE) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    return _stroked(path, width)


def _circle(radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(BOX / 2, BOX / 2), radius, radius)
    return path


def _ring() -> QPainterPath:
    return _circle(6.0).subtracted(_circle(6.0 - _STROKE))


def _half() -> QPainterPath:
    left = QPainterPath()
    left.addRect(QRectF(0, 0, BOX / 2, BOX))
    return _ring().united(_circle(5.6).intersected(left))


def _polygon(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    path.closeSubpath()
    return path


def _triangle() -> QPainterPath:
    inner = _polygon((7.0, 2.2), (12.6, 12.0), (1.4, 12.0))
    return inner.united(_stroked(inner, 1.2)).simplified()


def _square() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(1.5, 1.5, 11.0, 11.0), 1.0, 1.0)
    return path


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
    dot = QPainterPath()
    dot.addEllipse(QPointF(7.0, 10.1), 0.95, 0.95)
    return _line((7.0, 4.0), (7.0, 7.5), width=1.6).united(dot)


def _octagon() -> QPainterPath:
    return _eight_sides(6.4).subtracted(_exclamation())


def _octagon_outline() -> QPainterPath:
    return _eight_sides(6.4).subtracted(_eight_sides(4.9)).united(_exclamation())


def _bars() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(3.0, 2.5, 2.8, 9.0), 0.6, 0.6)
    path.addRoundedRect(QRectF(8.2, 2.5, 2.8, 9.0), 0.6, 0.6)
    return path


def _double_arrow() -> QPainterPath:
    first = _line((2.6, 3.2), (6.2, 7.0), (2.6, 10.8))
    return first.united(_line((7.4, 3.2), (11.0, 7.0), (7.4, 10.8)))


def _tick_disc() -> QPainterPath:
    return _circle(6.4).subtracted(_line((4.1, 7.2), (6.2, 9.3), (10.0, 5.1), width=1.6))


def _tick() -> QPainterPath:
    return _line((2.6, 7.4), (5.6, 10.4), (11.6, 3.9))


def _dash() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(3.0, 6.2, 8.0, 1.6), 0.8, 0.8)
    return path


def _question() -> QPainterPath:
    pen = QPainterPathStroker()
    pen.setWidth(1.4)
    pen.setDashPattern([2.1, 1.04])
    hook = QPainterPath(QPointF(5.2, 5.6))
    hook.cubicTo(QPointF(5.2, 3.1), QPointF(8.9, 3.1), QPointF(8.9, 5.5))
    hook.cubicTo(QPointF(8.9, 6.9), QPointF(7.0, 6.8), QPointF(7.0, 8.3))
    dot = QPainterPath()
    dot.addEllipse(QPointF(7.0, 10.3), 0.85, 0.85)
    return pen.createStroke(_circle(5.9)).united(_stroked(hook, 1.3)).united(dot)


def _cross_disc() -> QPainterPath:
    cross = _line((4.8, 4.8), (9.2, 9.2), width=1.6).united(
        _line((9.2, 4.8), (4.8, 9.2), width=1.6)
    )
    return _circle(6.4).subtracted(cross)


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
