"""The language the operating system speaks, where the program speaks it too."""

import locale
import os

LANGUAGES = ("nl", "fr", "en", "de")


def system_language() -> str:
    """Return nl, fr, en or de; Dutch when the system speaks none of them."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if code := os.environ.get(name, "")[:2].lower():
            return code if code in LANGUAGES else LANGUAGES[0]
    code = (locale.getlocale()[0] or "")[:2].lower()
    return code if code in LANGUAGES else LANGUAGES[0]
