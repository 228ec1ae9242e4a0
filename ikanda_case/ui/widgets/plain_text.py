"""Text from outside, shown as it is: no markup, and nothing that hides can stay hidden."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from ikanda_case.ui.look.style import set_state
from ikanda_case.ui.look.theme import Look

_NAMED = {
    0x00AD: "SHY",
    0x034F: "CGJ",
    0x061C: "ALM",
    0x180E: "MVS",
    0x200B: "ZWSP",
    0x200C: "ZWNJ",
    0x200D: "ZWJ",
    0x200E: "LRM",
    0x200F: "RLM",
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2060: "WJ",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
    0xFEFF: "BOM",
}
_FILLERS = frozenset({0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0xFFFC})
"""Signs that take no ink although they are not called controls."""
_SHOWN_AS_THEY_ARE = frozenset({"\n", "\t"})
_SELECTORS = range(0xFE00, 0xFE0E)
_MORE_SELECTORS = range(0xE0100, 0xE01F0)
_HIDDEN_SIGN = "●"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the text to be treated, by its places in the text as given."""

    start: int
    end: int
    kind: Literal["mark", "masked"] = "mark"
    """mark: recognised words, underlined; masked: shown as dots (a national number)."""
    number: int = 0
    """Put after marked words as [1]; 0 for none."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The text as it stands on the window, and what to draw where."""

    text: str
    pieces: tuple[tuple[int, int, str], ...]
    """start, end, kind: mark, masked, number or sign (made visible)."""


def visible(text: str) -> str:
    """The text with every bidirectional control and zero-width sign as a mark such as ⟦RLO⟧.

    Windows' and old Mac line ends become plain ones; tabs stay. For names and subjects too.
    """
    return "".join(_visible_sign(sign) for sign in _with_plain_lines(text))


def prepared(text: str, spans: Sequence[Span] = ()) -> Shown:
    """Signs made visible, masked pieces as dots, marked pieces followed by their number.

    Spans that overlap an earlier one, or lie outside the text, are left out. They count in signs
    of a text whose line ends are plain; without spans every kind of line end will do.
    """
    if not spans:
        text = _with_plain_lines(text)
    made: list[str] = []
    pieces: list[tuple[int, int, str]] = []
    length, place = 0, 0

    def put(words: str, kind: str = "") -> None:
        nonlocal length
        if kind and words:
            pieces.append((length, length + _units(words), kind))
        made.append(words)
        length += _units(words)

    def put_text(part: str) -> None:
        for sign in part:
            shown = _visible_sign(sign)
            put(shown, "" if shown == sign else "sign")

    for span in _in_order(spans, len(text)):
        put_text(text[place : span.start])
        piece = text[span.start : span.end]
        if span.kind == "masked":
            put(_HIDDEN_SIGN * len(piece), "masked")
        else:
            start = length
            put_text(piece)
            pieces.append((start, length, "mark"))
            if span.number:
                put(f" [{span.number}]", "number")
        place = span.end
    put_text(text[place:])
    return Shown("".join(made), tuple(pieces))


class PlainText(QPlainTextEdit):
    """Read-only text from outside, to read, select and copy.

    The marks are the only thing of ours in it; everything else the program has to say about a
    message stands outside.
    """

    def __init__(
        self, look: Look, name: str, *, bare: bool = True, parent: QWidget | None = None
    ) -> None:
        """`bare` has no frame of its own, for inside a panel."""
        super().__init__(parent)
        self._look = look
        self._shown = Shown("", ())
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        set_state(self, "bare", on=bare)
        look.changed.connect(self._on_look_changed)

    @property
    def shown(self) -> Shown:
        """What stands on the window."""
        return self._shown

    def set_text(self, text: str, spans: Sequence[Span] = ()) -> None:
        """Show this text; spans count in signs of `text`, whose line ends are \\n."""
        self._shown = prepared(text, spans)
        self.setPlainText(self._shown.text)
        self._on_look_changed()

    def clear(self) -> None:
        """Show nothing, keep nothing."""
        self.set_text("")

    def _on_look_changed(self) -> None:
        self.setExtraSelections([self._selection(*piece) for piece in self._shown.pieces])

    def _selection(self, start: int, end: int, kind: str) -> QTextEdit.ExtraSelection:
        tokens = self._look.tokens
        style = QTextCharFormat()
        if kind == "mark":
            style.setBackground(QColor(tokens.mark))
            style.setFontUnderline(True)
        elif kind == "number":
            style.setForeground(QColor(tokens.muted))
        else:
            style.setBackground(QColor(tokens.soon_tint))
            style.setForeground(QColor(tokens.soon))
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = style
        return selection


def _in_order(spans: Sequence[Span], length: int) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        free_from = kept[-1].end if kept else 0
        if free_from <= span.start < span.end <= length:
            kept.append(span)
    return kept


def _with_plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _visible_sign(sign: str) -> str:
    code = ord(sign)
    if sign in _SHOWN_AS_THEY_ARE:
        return sign
    if code in _NAMED:
        return f"⟦{_NAMED[code]}⟧"
    hidden = (
        unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        or code in _FILLERS
        or code in _SELECTORS
        or code in _MORE_SELECTORS
    )
    return f"⟦U+{code:04X}⟧" if hidden else sign


def _units(text: str) -> int:
    """Length in UTF-16 units, in which Qt counts places."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
