"""Dates and moments as words, in the languages of the office."""

from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

LANGUAGES = ("nl", "fr", "en", "de")

_LOCALES = {lang: Locale.parse("en_GB" if lang == "en" else f"{lang}_BE") for lang in LANGUAGES}
_BRUSSELS = {"nl": "Brussel", "fr": "Bruxelles", "en": "Brussels", "de": "Brüssel"}
_AT = {"nl": "om", "fr": "à", "en": "at", "de": "um"}


def full_date(day: date, lang: str) -> str:
    """Return a date with its weekday: "maandag 14 december 2026"."""
    return _worded(day, "EEEE, d. MMMM y" if lang == "de" else "EEEE d MMMM y", lang)


def long_date(day: date, lang: str, *, year: bool = True) -> str:
    """Return a date as a letter writes it: "14 december 2026", or "14 december"."""
    pattern = "d. MMMM" if lang == "de" else "d MMMM"
    return _worded(day, f"{pattern} y" if year else pattern, lang)


def short_date(day: date, lang: str, today: date) -> str:
    """Return a date for a list, with its year only when it is not this year's: "ma 14 dec"."""
    pattern = "EEE d. MMM" if lang == "de" else "EEE d MMM"
    return _worded(day, pattern if day.year == today.year else f"{pattern} y", lang)


def weekday(day: date, lang: str) -> str:
    """Return the name of the day of the week: "maandag"."""
    return _worded(day, "EEEE", lang)


def moment(at: datetime, lang: str) -> str:
    """Return a moment in the zone it carries, named: "14 december 2026 om 09:30 (Brussel)".

    A zone other than Europe/Brussels is shown by its offset from UTC.
    """
    offset = at.isoformat(timespec="minutes")[16:]
    zone = _BRUSSELS[lang] if str(at.tzinfo) == "Europe/Brussels" else f"UTC{offset}"
    return f"{long_date(at.date(), lang)} {_AT[lang]} {at:%H:%M} ({zone})"


def plural_form(count: int, lang: str) -> str:
    """Return which form of a word a number takes: "one" or "other"."""
    return "one" if _LOCALES[lang].plural_form(count) == "one" else "other"


@lru_cache(maxsize=1 << 15)
def _worded(day: date, pattern: str, lang: str) -> str:
    words = format_date(day, pattern, locale=_LOCALES[lang])
    if lang == "fr" and day.day == 1:
        return " ".join("1er" if word == "1" else word for word in words.split(" "))
    return words
