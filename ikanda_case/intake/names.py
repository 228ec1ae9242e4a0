"""Names of files from outside, made safe to show and to save under on any system."""

import unicodedata

LONGEST = 120
"""Characters."""
LONGEST_BYTES = 240
"""In UTF-8; most file systems stop at 255."""
LONGEST_EXTENSION = 16
NAMELESS = "bijlage"

_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
_NUMBERED = (
    f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789\u00b9\u00b2\u00b3"
)
_DEVICES = frozenset(("con", "prn", "aux", "nul", "conin$", "conout$", "clock$", *_NUMBERED))
_ENDS = " ."


def safe_name(name: str) -> str:
    """Return a name for `name`: NFC, one line, no path, no device, at most 120 characters.

    Controls, direction characters and everything invisible go out; what the common systems
    forbid becomes `_`; the extension is kept where there is one. Never empty; a safe name is
    returned unchanged (threats.md T14; ASVS 5.4.2).
    """
    last = name.replace("\\", "/").rstrip("/ .").rsplit("/", 1)[-1]
    seen = "".join(" " if sign.isspace() else sign for sign in last if _shows(sign))
    words = " ".join(unicodedata.normalize("NFC", seen).translate(_FORBIDDEN).split())
    whole = words.strip(_ENDS) or NAMELESS
    return _cut(f"_{whole}" if _is_device(whole) else whole)


def extension(name: str) -> str:
    """Return the extension of `name` in lower case with its dot, or an empty string."""
    stem, dot, last = name.rpartition(".")
    return dot + last.lower() if stem and last.isalnum() and len(last) < LONGEST_EXTENSION else ""


def _shows(sign: str) -> bool:
    return sign.isspace() or not unicodedata.category(sign).startswith("C")


def _is_device(name: str) -> bool:
    return name.split(".", 1)[0].rstrip(_ENDS).casefold() in _DEVICES


def _cut(name: str) -> str:
    if _fits(name):
        return name
    end = name[len(name) - len(extension(name)) :]
    stem = name[: len(name) - len(end)][: LONGEST - len(end)]
    while not _fits(stem + end):
        stem = stem[:-1]
    return (stem.rstrip(_ENDS) or NAMELESS) + end


def _fits(name: str) -> bool:
    return len(name) <= LONGEST and len(name.encode()) <= LONGEST_BYTES
