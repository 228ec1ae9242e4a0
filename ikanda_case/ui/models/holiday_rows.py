"""The holiday table of a year as rows: day, name, whether it moves a date, and its sources."""

from collections.abc import Sequence
from datetime import date

from ikanda_case.domain.calendars import Calendar, Holiday
from ikanda_case.domain.facts import CalendarChanged
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.office import Office
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date, weekday
from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.widgets.facts import Fact

HOLIDAY_COLUMNS = ("day", "name", "statutory", "in_oj", "source")


def of_year(calendar: Calendar, year: int) -> list[Holiday]:
    """Return the named days of a year, in order."""
    return [each for each in calendar.holidays if each.date.year == year]


def holiday_rows(calendar: Calendar, year: int, lang: str) -> list[Row]:
    """Return a row for each named day of a year."""
    return [_row(each, lang) for each in of_year(calendar, year)]


def holiday_name(each: Holiday, lang: str) -> str:
    """Return the name of a day; the Dutch one where the language has none."""
    return {"fr": each.name_fr, "de": each.name_de, "en": each.name_en}.get(
        lang, ""
    ) or each.name_nl


def _row(each: Holiday, lang: str) -> Row:
    day = full_date(each.date, lang)
    rests = _say(lang, "rests_yes" if each.statutory else "rests_no")
    badge = Badge(Shape.DASH, rests, "muted")
    if each.statutory:
        badge = Badge(Shape.TICK_DISC, rests, "ok")
    listed = _say(lang, f"in_oj_{oj_code(each.in_oj)}")
    source = " · ".join(part for part in (each.source, each.source_oj) if part)
    cells = (
        Cell(day, sort=each.date),
        Cell(holiday_name(each, lang), strong=each.statutory),
        Cell(badge=badge),
        Cell(listed, ink="text2"),
        Cell(source, ink="text2"),
    )
    spoken = ", ".join((day, holiday_name(each, lang), rests, listed))
    return Row(each.date.isoformat(), cells, spoken=spoken)


def oj_code(listed: bool | None) -> str:
    """Return whether a day stands in the Official Journal's list: yes, no or unknown."""
    return "unknown" if listed is None else ("yes" if listed else "no")


def day_history(day: date, office: Office, entries: Sequence[Entry], lang: str) -> list[Fact]:
    """Return what the office changed about a day, newest first: when, what, who and why."""
    found = []
    for entry in reversed(entries):
        if isinstance(entry.fact, CalendarChanged) and entry.fact.day == day:
            what = _say(lang, "day_struck") if entry.fact.removed else entry.fact.name_nl
            why = f"{office.name_of(entry.actor)}: {entry.fact.reason}"
            found.append(Fact(full_date(entry.on, lang), what, why))
    return found


def weekend_note(day: date, lang: str) -> str:
    """Return that a day falls in a weekend, where it does: it rests anyway."""
    return _say(lang, "day_in_weekend", day=weekday(day, lang)) if day.weekday() >= 5 else ""


def _say(lang: str, code: str, **facts: object) -> str:
    return phrase(lang, "ui_tables", code, facts)
