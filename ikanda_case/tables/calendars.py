"""The holiday table of a place, read from `resources/calendars/` into a working-day calendar."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from ikanda_case.domain.calendars import Calendar, Holiday, easter_sunday
from ikanda_case.domain.errors import InputError
from ikanda_case.resource_files import resource

_TABLES = {"BE": "be.toml"}


def load_calendar(jurisdiction: str = "BE") -> Calendar:
    """Return the calendar that ships with the program.

    InputError("unknown_jurisdiction") for a place without a table.
    """
    if jurisdiction not in _TABLES:
        raise InputError("unknown_jurisdiction")
    text = resource("calendars", _TABLES[jurisdiction]).read_text(encoding="utf-8")
    return calendar_from(tomllib.loads(text))


def calendar_from(table: dict[str, Any]) -> Calendar:
    """Return the calendar a parsed table describes; a ValueError says what is wrong with it."""
    lists = _official_journal(table)
    by_date: dict[date, Holiday] = {}
    for holiday in _days(table):
        before = by_date.get(holiday.date)
        by_date[holiday.date] = _one_day(before, holiday) if before else holiday
    unknown = [day for listed in lists.values() for day in listed.days if day not in by_date]
    if unknown:
        raise ValueError(f"the Official Journal names days the table lacks: {unknown}")
    return Calendar(
        jurisdiction=table["jurisdiction"],
        version=table["version"],
        holidays=tuple(_listed(by_date[day], lists) for day in sorted(by_date)),
        first_year=table["first_year"],
        last_year=table["last_year"],
    )


@dataclass(frozen=True, slots=True)
class _OfficialList:
    """What the Official Journal lists for one year."""

    source: str
    days: frozenset[date]


def _official_journal(table: dict[str, Any]) -> dict[int, _OfficialList]:
    lists = {
        each["year"]: _OfficialList(each["source"], frozenset(each["days"]))
        for each in table["official_journal"]
    }
    for year, listed in lists.items():
        if any(day.year != year for day in listed.days):
            raise ValueError(f"the list of {year} names a day of another year")
    return lists


def _days(table: dict[str, Any]) -> Iterator[Holiday]:
    for year in range(table["first_year"], table["last_year"] + 1):
        easter = easter_sunday(year)
        for row in table["fixed"]:
            yield _holiday(date(year, row["month"], row["day"]), row)
        for row in table["movable"]:
            yield _holiday(easter + timedelta(days=row["offset"]), row)
    for row in table["single"]:
        yield _holiday(row["date"], row)


def _holiday(day: date, row: dict[str, Any]) -> Holiday:
    return Holiday(
        date=day,
        name_nl=row["nl"],
        name_fr=row["fr"],
        name_de=row["de"],
        name_en=row["en"],
        statutory=row["statutory"],
        source=row["source"],
        in_oj=None,
        source_oj="",
    )


def _one_day(one: Holiday, other: Holiday) -> Holiday:
    """Return two holidays on the same date as one day off (1 May 2008 was Ascension too)."""
    return replace(
        one,
        name_nl=f"{one.name_nl} / {other.name_nl}",
        name_fr=f"{one.name_fr} / {other.name_fr}",
        name_de=f"{one.name_de} / {other.name_de}",
        name_en=f"{one.name_en} / {other.name_en}",
        statutory=one.statutory or other.statutory,
    )


def _listed(holiday: Holiday, lists: dict[int, _OfficialList]) -> Holiday:
    listed = lists.get(holiday.date.year)
    if listed is None:
        return holiday
    return replace(holiday, in_oj=holiday.date in listed.days, source_oj=listed.source)
