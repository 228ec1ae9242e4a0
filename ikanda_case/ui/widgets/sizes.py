"""How much room painted words, badges and tags need, so that nothing is cut or jumps."""

from math import ceil

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.look.theme import Look

SHAPE_GAP = 7.0
"""Between a shape and its words."""
CHIP_SIDE, CHIP_AIR = 7.0, 6.0
TAG_SIDE, TAG_AIR, TAG_GAP = 6.0, 3.0, 7.0


def wrapped_height(text: str, font: QFont, width: float) -> float:
    """The height of these words broken at this width; 0 for none."""
    if not text:
        return 0.0
    room = QRectF(0, 0, width, 10_000)
    return QFontMetricsF(font).boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height()


def badge_font(badge: Badge, look: Look) -> QFont:
    """SemiBold for what presses, else the body."""
    return look.fonts.strong if badge.chip or badge.strong else look.fonts.body


def badge_width(badge: Badge, look: Look) -> float:
    """What a badge needs to be shown whole, in logical pixels."""
    words = QFontMetricsF(badge_font(badge, look)).horizontalAdvance(badge.text)
    shape = 0.0 if badge.shape is Shape.NONE else look.measures.shape
    gap = SHAPE_GAP if shape and badge.text else 0.0
    return words + shape + gap + (2 * CHIP_SIDE if badge.chip else 0.0) + 1


def badge_height(look: Look) -> float:
    """The height of a chip, which every badge keeps so that lines never jump."""
    return QFontMetricsF(look.fonts.strong).height() + CHIP_AIR + 2


def tag_width(text: str, look: Look) -> float:
    """What one tag needs."""
    return ceil(QFontMetricsF(look.fonts.caption_medium).horizontalAdvance(text) + 2 * TAG_SIDE)


def tags_width(texts: tuple[str, ...], look: Look) -> float:
    """What all tags need side by side."""
    return sum(tag_width(text, look) for text in texts) + TAG_GAP * max(0, len(texts) - 1) + 1


def more_width(number: int, look: Look) -> float:
    """What the +n after the last whole tag needs, its distance included."""
    return TAG_GAP + QFontMetricsF(look.fonts.caption).horizontalAdvance(f"+{number}")


def tag_height(look: Look) -> float:
    """The height of a tag."""
    return QFontMetricsF(look.fonts.caption_medium).height() + 2 * TAG_AIR + 2


def tags_that_fit(texts: tuple[str, ...], width: float, look: Look) -> int:
    """How many whole tags fit, with room kept for the +n when not all do; at least one."""
    if tags_width(texts, look) <= width:
        return len(texts)
    for shown in range(len(texts) - 1, 1, -1):
        if tags_width(texts[:shown], look) + more_width(len(texts) - shown, look) <= width:
            return shown
    return min(1, len(texts))


def inner(rect: QRect, lead: float, trail: float, direction: Qt.LayoutDirection) -> QRectF:
    """A cell's rectangle without its padding."""
    if direction == Qt.LayoutDirection.RightToLeft:
        lead, trail = trail, lead
    return QRectF(rect).adjusted(lead, 0, -trail, 0)
