"""The stamp that stands where a letter is signed, as a small PDF of its own."""

import io
from collections.abc import Sequence

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from ikanda_case.pdf import grid
from ikanda_case.pdf.fonts import BOLD, TEXT, font
from ikanda_case.pdf.lines import broken

_INSIDE = 8.4
_FIRST_BASELINE = 12.2
_CORNER = 4.0
_RULE = 0.8
MOST_LINES = 5


class StampTooLong(Exception):
    """The lines of a stamp do not fit in its frame."""


def draw_stamp(lines: Sequence[str]) -> bytes:
    """Return a stamp of 88 x 25 mm with a thin frame; the first line is its title.

    A long line goes on in the next one; StampTooLong when the frame has no room for all.
    """
    font(TEXT)
    wide, high = grid.x(grid.STAMP_WIDTH), grid.x(grid.STAMP_HEIGHT)
    canvas = Canvas(None, (wide, high), pageCompression=0, invariant=1, initialFontName=TEXT)
    canvas.setLineWidth(_RULE)
    canvas.roundRect(_RULE / 2, _RULE / 2, wide - _RULE, high - _RULE, _CORNER)
    text = canvas.beginText(_INSIDE, high - _FIRST_BASELINE)
    used = 0
    for number, line in enumerate(lines):
        style = grid.STAMP if number else grid.STAMP_TITLE
        name = BOLD if style.bold else TEXT
        font(name)
        text.setFont(name, style.size, style.leading)
        for part in broken(((line, name),), style.size, wide - 2 * _INSIDE):
            text.textLine("".join(piece for piece, _ in part))
            used += 1
    if used > MOST_LINES:
        raise StampTooLong
    canvas.drawText(text)
    return _compressed(bytes(canvas.getpdfdata()))


def _compressed(raw: bytes) -> bytes:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        pdf.save(written)
    return written.getvalue()
