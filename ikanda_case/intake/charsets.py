"""Bytes in whatever character set, declared or not, become text."""

import codecs
import re
from dataclasses import dataclass

LIKELY = ["cp1252", "mac_roman", "cp850", "cp1251", "cp1253", "koi8_r"]
"""What letters of Belgian senders are written in when they do not say so."""
TOO_SHORT_TO_GUESS = 32
SAMPLE = 64 * 1024

_UNUSABLE = frozenset(
    ("idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape")
)
_WIDER = {"ascii": "utf-8", "iso8859-1": "cp1252"}
"""Declared too narrowly by many senders: what they mean is the wider one."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and whether every byte of it was understood without guessing."""

    text: str
    sure: bool


def decode(content: bytes, declared: str = "") -> Decoded:
    """Return `content` as text: declared set, UTF-8, a guess, cp1252, in this order."""
    codec = _usable(declared)
    for name in (codec, "utf-8"):
        text = _strict(content, name)
        if text is not None:
            return Decoded(text, sure=True)
    sure = codec == "cp1252"
    return Decoded(content.decode("cp1252" if sure else _guess(content), "replace"), sure)


def decode_file(content: bytes) -> Decoded:
    """Return a whole text file as text; a byte order mark says the set and is left out."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            text = _strict(content, name)
            if text is not None:
                return Decoded(text.removeprefix("\ufeff"), sure=True)
    return decode(content)


def _usable(declared: str) -> str:
    try:
        codec = codecs.lookup(re.sub(r"[^\w.:+-]", "", declared[:60]))
    except (LookupError, ValueError):
        return ""
    is_text = getattr(codec, "_is_text_encoding", True)
    name = codec.name.replace("_", "-")
    return _WIDER.get(name, name) if is_text and name not in _UNUSABLE else ""


def _strict(content: bytes, name: str) -> str | None:
    if not name:
        return None
    try:
        return content.decode(name)
    except (UnicodeError, LookupError, ValueError):
        return None


def _guess(content: bytes) -> str:
    if len(content) < TOO_SHORT_TO_GUESS:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(content[:SAMPLE], cp_isolation=LIKELY).best()
    return best.encoding if best is not None else "cp1252"
