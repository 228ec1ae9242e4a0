"""The fonts of every page, embedded, and whether they have a letter."""

from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ikanda_case.resource_files import resource

TEXT = "PageText"
BOLD = "PageBold"
MONO = "PageMono"
MONO_BOLD = "PageMonoBold"

_FILES = {
    TEXT: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    MONO: "DejaVuSansMono.ttf",
    MONO_BOLD: "DejaVuSansMono-Bold.ttf",
}


@cache
def font(name: str) -> TTFont:
    """Return a font of the page, read from `resources/fonts/noto` the first time.

    It is made known to reportlab under its name, without shaping: a ligature would hide
    the word "fiche" from a search in the finished letter.
    """
    made = TTFont(name, str(resource("fonts", "noto", _FILES[name])), shapable=False)
    _mend_widths(made)
    pdfmetrics.registerFont(made)
    return made


def _mend_widths(made: TTFont) -> None:
    """Give the last glyphs of a monospaced font their width in font units.

    A font file leaves out widths that are equal to the one before (OpenType, hmtx); reportlab
    fills them in in thousandths of the size, and the embedded font then contradicts the page.
    """
    face = made.face
    written = int.from_bytes(face.get_table("hhea")[34:36], "big")
    wide = face.hmetrics[written - 1][0]
    face.hmetrics[written:] = [(wide, bearing) for _, bearing in face.hmetrics[written:]]


def width(text: str, name: str, size: float) -> float:
    """Return how wide a line of text is, in points."""
    return float(font(name).stringWidth(text, size))


def missing_sign(text: str, name: str = TEXT) -> str | None:
    """Return the first sign the font cannot draw as `U+XXXX`, or None when it has them all."""
    known = font(name).face.charToGlyph
    for sign in text:
        if sign != "\n" and ord(sign) not in known:
            return f"U+{ord(sign):04X}"
    return None
