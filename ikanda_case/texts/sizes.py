"""Sizes of files as words, in the languages of the office."""

from babel.numbers import format_decimal

_UNITS = {lang: ("kB", "MB", "GB", "TB") for lang in ("nl", "en", "de")} | {
    "fr": ("ko", "Mo", "Go", "To")
}


def file_size(size: int, lang: str) -> str:
    """Return a number of bytes as a person reads it: "38,2 MB"; thousands, as the system counts."""
    amount, unit = size / 1000, 0
    while amount >= 999.5 and unit < len(_UNITS[lang]) - 1:
        amount, unit = amount / 1000, unit + 1
    pattern = "0.0" if unit and amount < 100 else "0"
    locale = "en_GB" if lang == "en" else f"{lang}_BE"
    return f"{format_decimal(amount, pattern, locale=locale)} {_UNITS[lang][unit]}"
