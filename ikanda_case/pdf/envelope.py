"""Where the window of an envelope is, and where on the page the address and the sender stand."""

from dataclasses import dataclass, replace
from typing import Literal

from ikanda_case.pdf import grid
from ikanda_case.pdf.tags import TaggedCanvas

_OUTLINE = (90.0, 40.0)
"""Width and height of the window of a Belgian DL envelope (110 by 220), in millimetres."""
_OUTLINE_TOP = 34.5
"""Upper edge of the window when the folded page lies in the middle of the envelope."""
_OUTLINE_LEFT = {"right": 110.0, "left": 10.0}
_SAFE = (40.0, 69.0)
"""What the window shows however the page has slid: 11 mm up and down, 10 mm sideways."""


@dataclass(frozen=True, slots=True)
class Place:
    """Millimetres from the top left corner of the page."""

    side: Literal["right", "left"]
    address_left: float
    address_right: float
    baseline: float
    """Of the first line of the address."""
    sender_left: float
    sender_right: float
    """The sender and the references keep clear of the window, at its other side."""


_PLACES = {
    "right": Place(
        "right", grid.WINDOW_LEFT, grid.WINDOW_RIGHT, grid.WINDOW_BASELINE,
        grid.TEXT_LEFT, grid.REFERENCE_RIGHT,
    ),
    "left": Place("left", 20.0, 95.0, grid.WINDOW_BASELINE, 106.0, 185.0),
}  # fmt: skip


def place_for(window: Literal["right", "left"], across: int, down: int) -> Place:
    """Return where things stand for a window, the address moved by whole millimetres."""
    usual = _PLACES[window]
    return replace(
        usual,
        address_left=usual.address_left + across,
        address_right=usual.address_right + across,
        baseline=usual.baseline + down,
    )


def draw_outline(canvas: TaggedCanvas, place: Place) -> None:
    """Draw the window as it lies in the middle, and dashed what it shows in every case."""
    left, usual = _OUTLINE_LEFT[place.side], _PLACES[place.side]
    with canvas.artifact():
        canvas.setLineWidth(0.8)
        canvas.setStrokeGray(0.33)
        _rectangle(canvas, left, _OUTLINE_TOP, *_OUTLINE)
        canvas.setLineWidth(0.5)
        canvas.setDash(2, 2)
        wide = usual.address_right - usual.address_left
        _rectangle(canvas, usual.address_left, _SAFE[0], wide, _SAFE[1] - _SAFE[0])


def _rectangle(canvas: TaggedCanvas, left: float, top: float, wide: float, high: float) -> None:
    canvas.rect(grid.x(left), grid.y(top + high), grid.x(wide), grid.x(high))
