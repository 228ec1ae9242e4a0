"""The tables the rules are read from: rights, grounds, calendar, data map."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from ikanda_case.domain.calendars import Calendar, Holiday
from ikanda_case.domain.data_map import DataMap
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.facts import CalendarChanged, DataMapChanged, Fact
from ikanda_case.domain.rights import RightsTable


@dataclass(frozen=True)
class Rulebook:
    """What ships with the program; office entries may change it from there."""

    rights: RightsTable
    calendar: Calendar
    data_map: DataMap = field(default_factory=DataMap)

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """Return the versions a told date rests on."""
        return (("rules", self.rights.version), ("calendar", self.calendar.version))


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What office entries changed in the tables, in their order."""

    days: tuple[CalendarChanged, ...] = ()
    lines: tuple[DataMapChanged, ...] = ()
    journal_days_rest: bool = False
    """The office lets the days of the Official Journal's list rest too (rules 9, 4)."""

    def and_also(self, fact: Fact | None) -> "TableChanges":
        """Return the changes with one more entry, if it changes a table."""
        match fact:
            case CalendarChanged():
                return replace(self, days=(*self.days, fact))
            case DataMapChanged():
                return replace(self, lines=(*self.lines, fact))
            case _:
                return self

    def on(self, rulebook: Rulebook) -> Rulebook:
        """Return the tables as they are after the changes."""
        if self == TableChanges():
            return rulebook
        calendar = _calendar(rulebook.calendar, self.days, rest=self.journal_days_rest)
        return replace(rulebook, calendar=calendar, data_map=rulebook.data_map.after(self.lines))


@lru_cache(maxsize=8)
def _calendar(calendar: Calendar, days: tuple[CalendarChanged, ...], *, rest: bool) -> Calendar:
    """Return the changed calendar; kept, because its tables are dear to make."""
    if days:
        calendar = changed_calendar(calendar, days)
    return calendar.with_official_journal() if rest else calendar


def changed_calendar(calendar: Calendar, days: tuple[CalendarChanged, ...]) -> Calendar:
    """Return the calendar with these days put in place; the version says how many there were.

    InputError: "outside_holiday_table" for a day outside its years, "holiday_unknown"(on) for the
    removal of a day that is not in it, "words_missing"(field) for one without day, name or source.
    """
    known = {holiday.date: holiday for holiday in calendar.holidays}
    for change in days:
        day = _day(change)
        calendar.check(day)
        if not change.removed:
            known[day] = _holiday(day, change)
        elif known.pop(day, None) is None:
            raise InputError("holiday_unknown", on=day)
    version = f"{calendar.version}+{len(days)}"
    ordered = tuple(known[day] for day in sorted(known))
    return replace(calendar, version=version, holidays=ordered)


def _day(change: CalendarChanged) -> date:
    if change.day is None:
        raise InputError("words_missing", field="day")
    return change.day


def _holiday(day: date, change: CalendarChanged) -> Holiday:
    for name in ("name_nl", "source"):
        if not getattr(change, name).strip():
            raise InputError("words_missing", field=name)
    return Holiday(
        date=day,
        name_nl=change.name_nl,
        name_fr=change.name_fr or change.name_nl,
        name_de=change.name_de or change.name_nl,
        name_en=change.name_en,
        statutory=change.statutory,
        source=change.source,
        in_oj=change.in_oj,
        source_oj=change.source_oj,
    )
