"""Every colour of the window, by the work it does: light, dark, and the system's own contrast."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QColor, QPalette

Ink = Literal["text", "text2", "muted", "accent", "link", "late", "soon", "pause", "ok", "disabled"]
Tint = Literal["late", "soon", "pause", "ok", "info"]

_LEAST_CONTRAST_OF_TEXT = 4.5


@dataclass(frozen=True, slots=True)
class Tokens:
    """One set of colours as `#RRGGBB`; which may stand on which is tested against WCAG 2.2."""

    name: Literal["light", "dark", "contrast"]
    window: str
    """The desk: what lies between panels."""
    sidebar: str
    """Navigation and status bar."""
    surface: str
    """Paper: lists, panels, fields."""
    raised: str
    """Side panes and list headers."""
    sunken: str
    """Group rows, locked text, the program's own words round a message."""
    hover: str
    desk: str
    """Behind the pages of a PDF or scan."""
    line: str
    """Decoration only: carries no meaning."""
    linestrong: str
    """Edges of tags, the rule under a list header."""
    ctrl: str
    """Edges of fields, buttons and boxes: 3:1 on surface and window."""
    text: str
    text2: str
    """Labels and second lines."""
    muted: str
    """Captions and placeholders."""
    accent: str
    accent_hover: str
    on_accent: str
    """Words and icons on the accent."""
    select: str
    """The chosen row, item or option."""
    on_select: str
    """Words on `select` where they do not keep their own colour, else empty."""
    link: str
    focus: str
    late: str
    late_tint: str
    soon: str
    soon_tint: str
    pause: str
    pause_tint: str
    ok: str
    ok_tint: str
    info_tint: str
    mark: str
    """Under recognised words in a message, which are underlined as well."""
    disabled: str

    def ink(self, ink: Ink, *, selected: bool = False) -> str:
        """The colour of words and shapes with this role, on a chosen row or off it."""
        if selected and self.on_select:
            return self.on_select
        return str(getattr(self, ink))

    def tint(self, tint: Tint) -> str:
        """The quiet ground that goes with a state."""
        return str(getattr(self, f"{tint}_tint"))

    @property
    def is_contrast(self) -> bool:
        """Whether shape and word alone carry the state."""
        return self.name == "contrast"


LIGHT = Tokens(
    name="light",
    window="#F3F5F6",
    sidebar="#E9EDEF",
    surface="#FFFFFF",
    raised="#FAFBFC",
    sunken="#EEF1F3",
    hover="#E6EBEE",
    desk="#D5DBDF",
    line="#D8DEE2",
    linestrong="#B9C2C9",
    ctrl="#7B868F",
    text="#1A2026",
    text2="#47525C",
    muted="#5B6670",
    accent="#0E5A75",
    accent_hover="#0A4860",
    on_accent="#FFFFFF",
    select="#D7E8EF",
    on_select="",
    link="#0B5C86",
    focus="#0B6FA4",
    late="#9C1C1C",
    late_tint="#FBE9E7",
    soon="#7A4A00",
    soon_tint="#FDF0DA",
    pause="#4A4596",
    pause_tint="#ECEBF8",
    ok="#1D6840",
    ok_tint="#E5F3EA",
    info_tint="#E3F0F5",
    mark="#FFF1B8",
    disabled="#7D8891",
)

DARK = Tokens(
    name="dark",
    window="#1C2024",
    sidebar="#171A1E",
    surface="#23282D",
    raised="#282E34",
    sunken="#1A1E22",
    hover="#2D343B",
    desk="#121518",
    line="#39414A",
    linestrong="#4D5761",
    ctrl="#7F8B97",
    text="#E8ECEF",
    text2="#BCC5CD",
    muted="#A8B2BB",
    accent="#6DBBD8",
    accent_hover="#8CCBE2",
    on_accent="#0B171C",
    select="#244553",
    on_select="",
    link="#82C6E4",
    focus="#79C7EC",
    late="#FFA49C",
    late_tint="#4A2423",
    soon="#F3BE70",
    soon_tint="#43321A",
    pause="#BDBBFF",
    pause_tint="#312F4D",
    ok="#8AD6A6",
    ok_tint="#1F3B2B",
    info_tint="#1F3844",
    mark="#5A4B12",
    disabled="#717C86",
)


def contrast_ratio(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def from_palette(palette: QPalette) -> Tokens:
    """The system's high contrast colours in every role; no colour of ours survives.

    A link keeps the system's own colour for links where that is readable on its window.
    """
    role = QPalette.ColorRole
    window = palette.color(role.Window).name()
    text = palette.color(role.WindowText).name()
    chosen = palette.color(role.Highlight).name()
    on_chosen = palette.color(role.HighlightedText).name()
    link = palette.color(role.Link).name()
    return Tokens(
        name="contrast",
        window=window,
        sidebar=window,
        surface=window,
        raised=window,
        sunken=window,
        hover=window,
        desk=window,
        line=text,
        linestrong=text,
        ctrl=text,
        text=text,
        text2=text,
        muted=text,
        accent=chosen,
        accent_hover=chosen,
        on_accent=on_chosen,
        select=chosen,
        on_select=on_chosen,
        link=link if contrast_ratio(link, window) >= _LEAST_CONTRAST_OF_TEXT else text,
        focus=text,
        late=text,
        late_tint=window,
        soon=text,
        soon_tint=window,
        pause=text,
        pause_tint=window,
        ok=text,
        ok_tint=window,
        info_tint=window,
        mark=window,
        disabled=palette.color(QPalette.ColorGroup.Disabled, role.WindowText).name(),
    )


def contrast_palette() -> QPalette:
    """White on black, for a person who asks for contrast on a system that offers none."""
    palette = QPalette()
    role = QPalette.ColorRole
    palette.setColor(role.Window, QColor("#202020"))
    palette.setColor(role.WindowText, QColor("#FFFFFF"))
    palette.setColor(role.Highlight, QColor("#8EE3F0"))
    palette.setColor(role.HighlightedText, QColor("#1A2B30"))
    palette.setColor(role.Link, QColor("#75E9FC"))
    palette.setColor(QPalette.ColorGroup.Disabled, role.WindowText, QColor("#A6A6A6"))
    return palette


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
