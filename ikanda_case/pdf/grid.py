"""Where everything stands on a page, in millimetres from the top left corner of A4."""

from dataclasses import dataclass

MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)

TEXT_LEFT = 25.0
TEXT_RIGHT = 182.0
SHEET_LEFT = 20.0
SHEET_RIGHT = 190.0
TEXT_BOTTOM = 274.0
FIRST_TEXT_TOP = 86.0
NEXT_TEXT_TOP = 25.0
SHEET_TOP = 15.0

NAME_BASELINE = 19.0
DEPARTMENT_BASELINE = 24.2
CONTACT_BASELINE = 30.6
CONTACT_STEP = 4.5

WINDOW_LEFT = 115.0
WINDOW_RIGHT = 195.0
WINDOW_BASELINE = 44.2
WINDOW_STEP = 4.8
WINDOW_LINES = 6
WINDOW_SIZE = 10.5

REFERENCE_BASELINE = 50.0
REFERENCE_STEP = 4.5
REFERENCE_GAP = 0.7
REFERENCE_VALUES = (22.0, 27.0)
REFERENCE_RIGHT = 104.0

RUNNING_BASELINE = 16.0
RUNNING_RULE = 18.5

FOOT_RULE = 278.0
FOOT_BASELINE = 282.2
SMALL_PRINT = (286.4, 290.0)
SMALL_PRINT_OF_THREE = (286.0, 289.1, 292.2)

FOLDS = (99.0, 198.0)
FOLD_MARK = (4.0, 8.0)
PUNCH = 148.5
PUNCH_MARK = (4.0, 6.5)

DEMO_LEFT = 193.0
DEMO_RIGHT = 199.0
DEMO_BOTTOM = 278.0

STAMP_WIDTH = 88.0
STAMP_HEIGHT = 25.0


def x(mm: float) -> float:
    """Return a distance from the left edge in points."""
    return mm * MM


def y(mm: float) -> float:
    """Return a distance from the top edge as reportlab's y, in points from the bottom."""
    return PAGE[1] - mm * MM


@dataclass(frozen=True, slots=True)
class Style:
    """One role of type: size and leading in points, with the space around it."""

    size: float
    leading: float
    bold: bool = False
    before: float = 0
    after: float = 0
    grey: float = 0
    """0 is black; only labels and small print are lighter."""


TITLE = Style(15, 19.5, bold=True, after=5)
HEADING = Style(11.5, 15, bold=True, before=5, after=1.5)
HEADING_UNDER = Style(10.5, 14.6, bold=True, before=2, after=1, grey=0.33)
BODY = Style(10.5, 14.6, after=4.2)
ITEM = Style(10.5, 14.6, after=1.5)
ITEM_HANGING = 16.0
BOX = Style(10.5, 14.6, before=4.2, after=6)
BOX_OF_DATES = Style(11.5, 16.5, before=4.2, after=6)
BOX_RULE = 1.1
BOX_INSIDE = (9.0, 6.0)
BOX_INSIDE_RIGHT = 7.0
"""Ragged lines seldom reach it."""
CELL = Style(9.5, 12.8)
CELL_OF_REPORT = Style(9, 12)
CELL_INSIDE = (2.8, 3.4)
TABLE_SPACE = (3.0, 5.0)
TABLE_RULES = (1.1, 0.8, 0.35)
CLOSING = Style(10.5, 14.6, after=6)
SIGNATORY = Style(10.5, 14.6, bold=True)
CONTACT = Style(9.5, 12.8)
LABEL = Style(8.5, 12.8, grey=0.33)
NOTE = Style(9, 12.2, after=3, before=4)
FOOT = Style(9, 12)
SMALL = Style(7.5, 10, grey=0.33)
STAMP_TITLE = Style(9, 11.7, bold=True)
STAMP = Style(8.5, 11.7)
