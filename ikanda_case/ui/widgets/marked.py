"""Words laid out in lines with some of them marked; plain text, whatever it looks like."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

Marks = Sequence[tuple[int, int]]
"""start and end of each marked piece, in signs of the text."""
_SLACK = 0.94
"""Of the width of several lines, what words that are broken between them surely fit in."""


def lines_needed(text: str, font: QFont, width: float, most: int) -> int:
    """Return in how many lines of this width words fit, at most so many; 0 for none."""
    if not text:
        return 0
    taken = QFontMetricsF(font).horizontalAdvance(text)
    return next((count for count in range(1, most) if taken <= _room(width, count)), most)


def laid_out(
    text: str, marks: Marks, font: QFont, width: float, lines: int, ground: QColor
) -> QTextLayout:
    """Return the words in at most so many lines; what does not fit gives way to an ellipsis."""
    metrics = QFontMetricsF(font)
    room = _room(width, lines)
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    layout = QTextLayout(cut, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([each for mark in marks for each in _formats(text, cut, mark, ground)])
    layout.beginLayout()
    top = 0.0
    for _ in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


def _room(width: float, lines: int) -> float:
    return width if lines == 1 else width * lines * _SLACK


def _formats(
    text: str, cut: str, mark: tuple[int, int], ground: QColor
) -> list[QTextLayout.FormatRange]:
    """Return how one mark is drawn, in the units in which Qt counts; none for one that was cut."""
    kept = len(cut) if cut == text else len(cut) - 1
    start, end = mark[0], min(mark[1], kept)
    if start >= end:
        return []
    style = QTextCharFormat()
    style.setBackground(ground)
    style.setFontUnderline(True)
    found = QTextLayout.FormatRange()
    found.start = _units(text[:start])
    found.length = _units(text[start:end])
    found.format = style
    return [found]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
