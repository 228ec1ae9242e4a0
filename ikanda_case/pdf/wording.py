"""Text from outside as it may stand on a page: no control signs, no unseen direction changes."""

import re
import unicodedata

_KEPT_SPACES = "\u00a0\u202f\u2007"
"""Spaces at which no line is broken; French and German set them on purpose."""

_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029\v\f]")


def printable(text: str) -> str:
    """Return the text in composed form with `\\n` for line ends, without unseen signs.

    Control signs, direction marks, soft hyphens and zero-width signs go: they would let the
    page show something else than what is stored. Signs that show are never changed.
    """
    composed = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    if composed.isascii() and composed.isprintable():
        return composed
    return "".join(map(_seen, composed))


def _seen(sign: str) -> str:
    if sign == "\n" or sign in _KEPT_SPACES:
        return sign
    category = unicodedata.category(sign)
    if category == "Zs" or sign == "\t":
        return " "
    if category in ("Cc", "Cf") or "\ufe00" <= sign <= "\ufe0f":
        return ""
    return sign
