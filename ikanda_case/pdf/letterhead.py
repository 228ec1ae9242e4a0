"""The upper part of a letter's first page: sender, address in the window, reference block."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.utils import ImageReader

from ikanda_case.pdf import grid
from ikanda_case.pdf.envelope import Place
from ikanda_case.pdf.fonts import TEXT, width
from ikanda_case.pdf.grid import MM, Style
from ikanda_case.pdf.lines import Line, broken, draw_line, draw_lines, pieces_of, widest_word
from ikanda_case.pdf.tags import Tag, TaggedCanvas

_NAME = Style(15, 19.5, bold=True)
_VALUE_GAP = 2.5
"""Least space between a label and its value, in millimetres."""

_LOGO_TOP, _LOGO_WIDE, _LOGO_HIGH = 9.0, 60.0, 18.0
"""Where a logo begins and how large it may be, in millimetres; below it the window begins."""
_DOT = 25.4 / 96
"""A small picture is not blown up beyond so many millimetres for each of its dots."""

_POSTCODE = re.compile(r"(?:[A-Z]{1,2}-)?\d{3,5} ")

_BLOCK_GAP = 5.0
"""Least space under a long sender or a long reference block, in millimetres."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One line of the reference block; the first value of a letter stands in bold."""

    label: str
    value: str
    bold: bool = False


def address_lines(lines: Sequence[str], place: Place) -> tuple[tuple[Line, ...], ...] | None:
    """Return the lines in the window that each line of an address takes; None if it overflows.

    A long name or street goes on below; a word is never cut, nor a town from its postcode.
    """
    room = (place.address_right - place.address_left) * MM
    made = tuple(tuple(broken(pieces_of(line), grid.WINDOW_SIZE, room)) for line in lines)
    whole = all(widest_word(pieces_of(line), grid.WINDOW_SIZE) <= room for line in lines)
    towns = (each for line, each in zip(lines, made, strict=True) if _POSTCODE.match(line))
    fits = whole and all(len(each) == 1 for each in towns)
    return made if fits and sum(map(len, made)) <= grid.WINDOW_LINES else None


def draw_sender(
    canvas: TaggedCanvas,
    parent: Tag,
    name: str,
    department: str,
    contact: Sequence[str],
    place: Place,
) -> float:
    """Draw the sender and return the millimetres from the top at which it ends."""
    measure = (place.sender_right - place.sender_left) * MM
    left = grid.x(place.sender_left)
    baseline = grid.NAME_BASELINE
    for line in broken(pieces_of(name, bold=True), _NAME.size, measure):
        with canvas.tagged(parent.child("P")):
            draw_lines(canvas, [line], _NAME, left, grid.y(baseline) + _NAME.size)
        baseline += grid.DEPARTMENT_BASELINE - grid.NAME_BASELINE
    for line in broken(pieces_of(department), grid.CONTACT.size, measure):
        with canvas.tagged(parent.child("P")):
            draw_lines(canvas, [line], grid.CONTACT, left, grid.y(baseline) + grid.CONTACT.size)
        baseline += grid.CONTACT_STEP
    baseline += grid.CONTACT_BASELINE - grid.DEPARTMENT_BASELINE - grid.CONTACT_STEP
    for text in contact:
        lines = broken(pieces_of(text), grid.CONTACT.size, measure)
        if not lines:
            continue
        with canvas.tagged(parent.child("P")):
            top = grid.y(baseline) + grid.CONTACT.size
            step = Style(grid.CONTACT.size, grid.CONTACT_STEP * MM)
            draw_lines(canvas, lines, step, left, top)
        baseline += grid.CONTACT_STEP * len(lines)
    return baseline - grid.CONTACT_STEP


def draw_logo(canvas: TaggedCanvas, picture: bytes, place: Place) -> None:
    """Draw the logo above the window, beside the sender, whose name says the same in words."""
    image = ImageReader(io.BytesIO(picture))
    wide, high = image.getSize()
    scale = min(_LOGO_WIDE / wide, _LOGO_HIGH / high, _DOT)
    wide, high = wide * scale, high * scale
    left = grid.TEXT_RIGHT - wide if place.side == "right" else grid.TEXT_LEFT
    bottom = grid.y(_LOGO_TOP + high)
    with canvas.artifact("Layout"):
        canvas.drawImage(image, grid.x(left), bottom, grid.x(wide), grid.x(high))


def draw_address(canvas: TaggedCanvas, parent: Tag, lines: Sequence[str], place: Place) -> None:
    """Draw an address that fits where the window of the envelope shows it."""
    style = Style(grid.WINDOW_SIZE, grid.WINDOW_STEP * MM)
    baseline = place.baseline
    for each in address_lines(lines, place) or ():
        with canvas.tagged(parent.child("P")):
            top = grid.y(baseline) + style.size
            draw_lines(canvas, each, style, grid.x(place.address_left), top)
        baseline += grid.WINDOW_STEP * len(each)


def draw_references(
    canvas: TaggedCanvas,
    parent: Tag,
    references: Sequence[Reference],
    sender_end: float,
    place: Place,
) -> float:
    """Draw the reference block under the sender and return where it ends, in millimetres."""
    baseline = max(grid.REFERENCE_BASELINE, sender_end + _BLOCK_GAP + 4)
    return draw_pairs(canvas, parent, references, baseline, (place.sender_left, place.sender_right))


def draw_pairs(
    canvas: TaggedCanvas,
    parent: Tag,
    references: Sequence[Reference],
    baseline: float,
    column: tuple[float, float] = (grid.TEXT_LEFT, grid.REFERENCE_RIGHT),
) -> float:
    """Draw labels with their values from a baseline on, and return the last one's baseline."""
    if not references:
        return baseline
    holder = parent.child("Table")
    left, right = column
    values = left + _values_in(references)
    measure = (right - values) * MM
    style = Style(grid.CONTACT.size, grid.REFERENCE_STEP * MM)
    for reference in references:
        row = holder.child("TR")
        label, value = row.child("TH", scope="Row"), row.child("TD")
        lines = broken(pieces_of(reference.value, bold=reference.bold), style.size, measure)
        with canvas.tagged(label):
            draw_line(canvas, reference.label, grid.LABEL, grid.x(left), grid.y(baseline))
        with canvas.tagged(value):
            draw_lines(canvas, lines, style, grid.x(values), grid.y(baseline) + style.size)
        baseline += grid.REFERENCE_STEP * max(len(lines), 1) + grid.REFERENCE_GAP
    return baseline - grid.REFERENCE_STEP - grid.REFERENCE_GAP


def text_top(block_end: float) -> float:
    """Return where the text of page 1 begins, in millimetres: lower under a long block."""
    return max(grid.FIRST_TEXT_TOP, block_end + _BLOCK_GAP)


def _values_in(references: Sequence[Reference]) -> float:
    """Return how far from the labels' edge the values begin, in millimetres."""
    widest = max(width(each.label, TEXT, grid.LABEL.size) for each in references) / MM
    needed = widest + _VALUE_GAP
    return next((room for room in grid.REFERENCE_VALUES if room >= needed), needed)
