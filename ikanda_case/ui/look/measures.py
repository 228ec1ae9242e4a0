"""Heights, widths and distances, in logical pixels, grown with the system's font."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from PySide6.QtGui import QFontMetricsF

from ikanda_case.ui.look.fonts import Fonts

GAP_4, GAP_8, GAP_12, GAP_16, GAP_24, GAP_32 = 4, 8, 12, 16, 24, 32
"""The only distances between things."""

RADIUS_CONTROL, RADIUS_PANEL, RADIUS_BADGE = 5, 6, 4
LABEL_GAP = 3
"""Between a label and its field."""
CELL_END = 6
"""After the words of a cell, where the next column starts with 8."""
EDGE_ROW, EDGE_BANNER = 3, 4
"""The accent edge of a chosen row, the edge of a banner."""
TARGET = 24
"""The smallest thing a pointer must hit (WCAG 2.5.8)."""

_USUAL_LINE = 16.0
"""Height of a line of the font for which the design's numbers are meant."""


class Density(StrEnum):
    """How close the rows of a list stand."""

    COMPACT = "compact"
    NORMAL = "normal"
    ROOMY = "roomy"


_ROW = {Density.COMPACT: 27, Density.NORMAL: 33, Density.ROOMY: 40}
_ROW_TWO = {Density.COMPACT: 41, Density.NORMAL: 44, Density.ROOMY: 51}


@dataclass(frozen=True, slots=True)
class Measures:
    """What depends on the size of the font: never less than its words need."""

    scale: float
    """1.0 for the usual font, more for a larger one."""
    row: int
    row_dense: int
    """Rows of the small lists inside a case."""
    row_two: int
    """Rows with a second line."""
    header: int
    control: int
    """Fields, buttons and chips."""
    toolbar: int
    tabs: int
    status: int
    navigation: int
    rail: int
    side_pane: int
    history: int
    shape: float
    """Side of a drawn shape."""

    def px(self, design: float) -> int:
        """A number of the design, grown with the font."""
        return round(design * self.scale)


def measures_for(fonts: Fonts, density: Density = Density.NORMAL) -> Measures:
    """The measures that go with these fonts: row height is max(token, line + 14)."""
    line = QFontMetricsF(fonts.body).height()
    second = QFontMetricsF(fonts.caption).height()
    scale = max(1.0, line / _USUAL_LINE)

    def at_least(token: int, air: int) -> int:
        return max(token, ceil(line + air))

    return Measures(
        scale=scale,
        row=at_least(_ROW[density], 11 if density is Density.COMPACT else 14),
        row_dense=at_least(29, 11),
        row_two=max(_ROW_TWO[density], ceil(line + second + 11)),
        header=at_least(30, 12),
        control=at_least(30, 12),
        toolbar=at_least(44, 24),
        tabs=at_least(36, 18),
        status=at_least(24, 8),
        navigation=round(232 * scale),
        rail=round(52 * scale),
        side_pane=round(312 * scale),
        history=round(320 * scale),
        shape=round(14 * scale),
    )
