"""The deadlines a change of a table moves, as rows: which case, from which day to which."""

from collections.abc import Iterable
from datetime import date

from ikanda_case.domain.moving import Moved
from ikanda_case.domain.rulebook import Rulebook
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import short_date
from ikanda_case.ui.look.cells import Cell, Row

_KINDS = frozenset({"answer", "effect", "acknowledge", "aim"})


def moved_rows(found: Iterable[Moved], rulebook: Rulebook, today: date, lang: str) -> list[Row]:
    """Return a row for each deadline; below its days the strict ones, where they move too."""
    return [_row(each, rulebook, today, lang) for each in found]


def _row(moved: Moved, rulebook: Rulebook, today: date, lang: str) -> Row:
    right = rulebook.rights.right(moved.right).short[lang] if moved.right else ""
    if moved.kind in _KINDS:
        right = _say(lang, "moves_of", right=right, kind=_say(lang, f"moves_{moved.kind}"))
    after = _say(lang, "moves_not_counted") if moved.error else _day(moved.after, lang, today)
    days = _say(lang, "moves_from_to", before=_day(moved.before, lang, today), after=after)
    strict = ""
    if moved.strict_before != moved.strict_after and not moved.error:
        before, then = _day(moved.strict_before, lang, today), _day(moved.strict_after, lang, today)
        strict = _say(lang, "moves_strict", before=before, after=then)
    key = f"{moved.stream}|{moved.right}|{moved.kind}"
    cells = (Cell(moved.ref, right, strong=True), Cell(days, strict))
    return Row(
        key, cells, spoken=", ".join(each for each in (moved.ref, right, days, strict) if each)
    )


def _day(day: date | None, lang: str, today: date) -> str:
    return short_date(day, lang, today) if day else _say(lang, "moves_open")


def _say(lang: str, code: str, **facts: object) -> str:
    return phrase(lang, "ui_tables", code, facts)
