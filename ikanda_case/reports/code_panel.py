"""A recovery code on paper: seven numbered lines to type over, and the same code to scan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from ikanda_case.domain.recovery_code import RecoveryCode, RecoveryLine
from ikanda_case.pdf import grid
from ikanda_case.pdf.fonts import MONO, MONO_BOLD, TEXT, width
from ikanda_case.pdf.grid import MM, Style
from ikanda_case.pdf.lines import Line, draw_line, draw_lines
from ikanda_case.pdf.tags import Tag, TaggedCanvas

_STEP = 10 * MM
_FIRST_BASELINE = 6 * MM
_RULE_BELOW = 2.5 * MM
_WIDE = 70 * MM
_GROUPS = (9 * MM, 33 * MM)
_FRAME_LEFT, _FRAME, _FRAME_BELOW = 59 * MM, 7 * MM, 1.4 * MM
_SIGNS = Style(15.5, 20)
_NUMBER = Style(9.5, 12, bold=True, grey=0.33)
_QR = 68 * MM
_QUIET = 4
"""Modules of white round the code, within its 68 mm (ISO/IEC 18004)."""
_CAPTION_BELOW = 4.5 * MM


def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the QR code of a text, row by row, true where it is dark; up to 25 % may be lost."""
    code = QRCode(None, QRErrorCorrectLevel.Q)
    code.addData(text)
    code.make()
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules)


@dataclass(frozen=True, repr=False)
class CodePanel:
    """The lines at the left and the QR code at the right; it is never parted."""

    code: RecoveryCode
    lines: Sequence[tuple[Tag, Tag]]
    """For each line the tags of its number and of its signs."""
    caption: str
    caption_tag: Tag
    measure: float
    before: float = 8
    after: float = 6
    keeps: bool = False

    @property
    def height(self) -> float:
        return _QR + _CAPTION_BELOW + 4

    @property
    def least(self) -> float:
        return self.height

    @property
    def tail(self) -> float:
        return self.height

    def split(self, room: float) -> None:
        """A code is never parted."""

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw the lines with their check signs in frames, and the code as rectangles."""
        for place, (line, tags) in enumerate(zip(self.code.lines, self.lines, strict=True)):
            self._line(canvas, line, tags, place, x, top - _FIRST_BASELINE - place * _STEP)
        left = x + self.measure - _QR - 1 * MM
        with canvas.artifact("Layout"):
            canvas.setFillGray(0)
            for across, down, wide, high in squares(modules(self.code.text), _QR):
                canvas.rect(left + across, top - down - high, wide, high, stroke=0, fill=1)
        half = width(self.caption, TEXT, grid.NOTE.size) / 2
        with canvas.tagged(self.caption_tag):
            middle = left + _QR / 2 - half
            draw_line(canvas, self.caption, grid.NOTE, middle, top - _QR - _CAPTION_BELOW)

    def _line(
        self,
        canvas: TaggedCanvas,
        line: RecoveryLine,
        tags: tuple[Tag, Tag],
        place: int,
        x: float,
        baseline: float,
    ) -> None:
        number, signs = tags
        frame = x + _FRAME_LEFT
        with canvas.artifact("Layout"):
            canvas.setLineWidth(0.35)
            canvas.setStrokeGray(0.6)
            canvas.line(x, baseline - _RULE_BELOW, x + _WIDE, baseline - _RULE_BELOW)
            canvas.setLineWidth(0.8)
            canvas.setStrokeGray(0)
            canvas.rect(frame, baseline - _FRAME_BELOW, _FRAME, _FRAME)
        with canvas.tagged(number):
            draw_line(canvas, f"{place + 1} ", _NUMBER, x, baseline)
        with canvas.tagged(signs):
            for at, group in zip(_GROUPS, (line.first, line.second), strict=True):
                _put(canvas, ((group + " ", MONO_BOLD),), x + at, baseline)
            inside = (_FRAME - width(line.check, MONO, _SIGNS.size)) / 2
            _put(canvas, ((line.check + " ", MONO),), frame + inside, baseline)


def squares(
    code: Sequence[Sequence[bool]], side: float
) -> Iterator[tuple[float, float, float, float]]:
    """Return the dark runs of a QR code as left, top, width and height within its side."""
    module = side / (len(code) + 2 * _QUIET)
    for row, line in enumerate(code):
        start = None
        for place, dark in enumerate((*line, False)):
            if dark and start is None:
                start = place
            elif not dark and start is not None:
                left, top = (start + _QUIET) * module, (row + _QUIET) * module
                yield left, top, (place - start) * module, module
                start = None


def _put(canvas: TaggedCanvas, line: Line, x: float, baseline: float) -> None:
    draw_lines(canvas, [line], _SIGNS, x, baseline + _SIGNS.size)
