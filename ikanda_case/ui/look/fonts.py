"""The system's own font in the sizes and weights of the window; Inter only where it has none."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

_FALLBACK = "Inter"
_FALLBACK_POINTS = 9.75
_NAMELESS = frozenset({"", "sans", "sans serif", "sans-serif", "system-ui", "helvetica"})

CAPTION, SECTION, TITLE, NUMBER = 0.92, 1.15, 1.54, 1.7
"""Sizes as factors of the system's size."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of lists and painted things, all with figures of one width."""

    body: QFont
    medium: QFont
    """References and tags."""
    strong: QFont
    """SemiBold at body size."""
    caption: QFont
    caption_medium: QFont
    caption_strong: QFont
    section: QFont
    title: QFont
    number: QFont
    """Numbers in a summary."""
    fixed: QFont
    """Hashes, grouped by four."""


def system_font(asked: QFont, fallback: Path) -> QFont:
    """The font the system asks for, or Inter from `fallback` where it names none it can draw.

    A system that only says "sans serif", or whose font is a bitmap, gets Inter. A family with a
    leading dot is macOS's own and always stays.
    """
    if not _needs_fallback(asked):
        return asked
    for file in sorted(fallback.glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))
    if not QFontDatabase.hasFamily(_FALLBACK):
        return asked
    font = QFont(_FALLBACK)
    font.setPointSizeF(max(_points(asked), _FALLBACK_POINTS))
    return font


def fonts_from(base: QFont) -> Fonts:
    """Every font of the window, from the application's own."""
    normal, medium, strong = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    fixed.setPointSizeF(_points(base) * CAPTION)
    return Fonts(
        body=_figures(base, 1.0, normal),
        medium=_figures(base, 1.0, medium),
        strong=_figures(base, 1.0, strong),
        caption=_figures(base, CAPTION, normal),
        caption_medium=_figures(base, CAPTION, medium),
        caption_strong=_figures(base, CAPTION, strong),
        section=_figures(base, SECTION, strong),
        title=_figures(base, TITLE, strong),
        number=_figures(base, NUMBER, strong),
        fixed=fixed,
    )


def _needs_fallback(font: QFont) -> bool:
    family = font.family()
    if family.startswith("."):
        return False
    drawn = QFontInfo(font).family()
    return family.lower() in _NAMELESS or not QFontDatabase.isSmoothlyScalable(drawn)


def _figures(base: QFont, factor: float, weight: QFont.Weight) -> QFont:
    font = QFont(base)
    font.setPointSizeF(_points(base) * factor)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _points(font: QFont) -> float:
    """The size in points, also of a font that was given in pixels."""
    return font.pointSizeF() if font.pointSizeF() > 0 else QFontInfo(font).pointSizeF()
