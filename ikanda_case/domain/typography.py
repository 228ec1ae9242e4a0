"""How words are set: spaces that must not break, and the capital a line begins with."""

import re
from collections.abc import Mapping

_BEFORE = re.compile(r"[ \u00a0\u202f](?=[:;?!»%])")
_AFTER = re.compile(r"(?<=«)[ \u202f]")


def spaced(text: str, language: str) -> str:
    """Return `text` with no-break spaces where French wants them; other languages as they are."""
    if language != "fr":
        return text
    return _AFTER.sub("\u00a0", _BEFORE.sub("\u00a0", text))


def in_each(texts: Mapping[str, str]) -> dict[str, str]:
    """Return texts by language, each spaced for its own."""
    return {language: spaced(text, language) for language, text in texts.items()}


def capital(text: str) -> str:
    """Return a text that begins with a capital; the rest stays as it is."""
    return text[:1].upper() + text[1:]
