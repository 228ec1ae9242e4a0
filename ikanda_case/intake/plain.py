"""Makes text from outside harmless: no controls, no direction tricks, no lone surrogates."""

import re
import unicodedata

MARKS = "\u200e\u200f\u061c"
"""Direction marks: invisible, common and innocent."""
EMBEDDINGS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Direction embeddings, overrides and isolates: they can turn what is read around."""
OVERRIDE = "\u202e"

_KEPT = {"\n", "\t"}
_DROPPED = {
    code: None
    for code in (*range(0x20), *range(0x7F, 0xA0), *map(ord, MARKS + EMBEDDINGS), 0xFEFF)
    if chr(code) not in _KEPT
}
_TABLE: dict[int, str | None] = {
    **_DROPPED,
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    0x0B: "\n",
    0x0C: "\n",
    0x85: "\n",
    0x2028: "\n",
    0x2029: "\n",
}
_BLANK_LINES = re.compile(r"\n{4,}")
_INVISIBLE = str.maketrans("", "", "\u200b\u200c\u200d\u2060\u00ad")


def clean_text(text: str) -> str:
    """Return `text` in NFC with newlines as \\n, without controls and direction characters."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    lines = "\n".join(line.rstrip(" \t") for line in unified.split("\n"))
    tidy = _BLANK_LINES.sub("\n\n\n", lines)
    return unicodedata.normalize("NFC", tidy).strip("\n")


def clean_line(text: str, limit: int) -> str:
    """Return `text` as one clean line of at most `limit` characters."""
    words = clean_text(text[: 4 * limit].replace("\n", " ").translate(_INVISIBLE)).split()
    return " ".join(words)[:limit].rstrip()


def letters(text: str) -> int:
    """Return how many letters `text` has."""
    return sum(map(str.isalpha, text))


def turns_around(text: str) -> bool:
    """Tell whether `text` holds a character that can turn the direction of reading."""
    return any(sign in EMBEDDINGS for sign in text)
