"""Words broken into lines and drawn: ragged right, two weights, no hyphenation."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from ikanda_case.pdf.fonts import BOLD, TEXT, width
from ikanda_case.pdf.grid import Style
from ikanda_case.pdf.tags import TaggedCanvas

Piece = tuple[str, str]
"""Some text and the font it is set in."""

Line = tuple[Piece, ...]

_TOKENS = re.compile(r"\n|[ ]+|[^ \n]+")


def pieces_of(text: str, *, bold: bool = False) -> tuple[Piece, ...]:
    """Return a text in one weight."""
    return ((text, BOLD if bold else TEXT),)


def words_of(pieces: Iterable[Piece]) -> Iterator[list[Piece] | None]:
    """Return the words, each of one or more pieces; None where a line must end."""
    word: list[Piece] = []
    for text, font in pieces:
        for token in _TOKENS.findall(text):
            if token[0] not in " \n":
                word.append((token, font))
                continue
            if word:
                yield word
                word = []
            if token == "\n":
                yield None
    if word:
        yield word


def widest_word(pieces: Iterable[Piece], size: float) -> float:
    """Return the width of the longest word in points."""
    return max((_width(word, size) for word in words_of(pieces) if word), default=0)


def broken(pieces: Sequence[Piece], size: float, measure: float) -> list[Line]:
    """Return the lines of a text that is `measure` points wide.

    A line ends between words; only a word wider than the measure is cut. Line ends after the
    last word are left out, so that a text of nothing but spaces has no lines.
    """
    lines: list[Line] = []
    line: list[Piece] = []
    used = 0.0
    for word in words_of(pieces):
        if word is None:
            lines.append(_joined(line))
            line, used = [], 0.0
            continue
        for part in _cut(word, size, measure):
            needed = _width(part, size)
            space = width(" ", part[0][1], size) if line else 0.0
            if line and used + space + needed > measure + 0.001:
                lines.append(_joined(line))
                line, used, space = [], 0.0, 0.0
            if line:
                line.append((" ", line[-1][1]))
            line.extend(part)
            used += space + needed
    lines.append(_joined(line))
    while lines and not lines[-1]:
        lines.pop()
    return lines


def draw_lines(
    canvas: TaggedCanvas, lines: Sequence[Line], style: Style, x: float, top: float
) -> None:
    """Draw lines from their upper edge down, one under the other.

    Each line but the last ends with a space, so that its last word stays apart from the
    first one of the next line when the page is read aloud or searched.
    """
    if style.grey:
        canvas.setFillGray(style.grey)
    text = canvas.beginText()
    baseline = top - style.size
    last = len(lines) - 1
    current = ""
    for number, line in enumerate(lines):
        text.setTextOrigin(x, baseline)
        for place, (piece, font) in enumerate(line, start=1):
            if font != current:
                text.setFont(font, style.size, style.leading)
                current = font
            text.textOut(piece + " " if place == len(line) and number < last else piece)
        baseline -= style.leading
    canvas.drawText(text)


def draw_line(
    canvas: TaggedCanvas, text: str, style: Style, x: float, baseline: float, *, right: bool = False
) -> None:
    """Draw one line on its baseline; `right` makes x its right end."""
    font = BOLD if style.bold else TEXT
    if right:
        x -= width(text, font, style.size)
    draw_lines(canvas, [((text, font),)], style, x, baseline + style.size)


def _width(word: Iterable[Piece], size: float) -> float:
    return sum(width(text, font, size) for text, font in word)


def _joined(line: Sequence[Piece]) -> Line:
    """Return neighbours of one font as one piece."""
    joined: list[Piece] = []
    for text, font in line:
        if joined and joined[-1][1] == font:
            joined[-1] = (joined[-1][0] + text, font)
        else:
            joined.append((text, font))
    return tuple(joined)


def _cut(word: list[Piece], size: float, measure: float) -> Iterator[list[Piece]]:
    """Return the word itself, or as many parts as its width asks for."""
    if _width(word, size) <= measure:
        yield word
        return
    part: list[Piece] = []
    used = 0.0
    for text, font in word:
        for sign in text:
            needed = width(sign, font, size)
            if part and used + needed > measure and not unicodedata.combining(sign):
                yield list(_joined(part))
                part, used = [], 0.0
            part.append((sign, font))
            used += needed
    yield list(_joined(part))
