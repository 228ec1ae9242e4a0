"""The working-day calendar of a place, as a value: which days work, and why others do not."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from ikanda_case.domain.errors import InputError

Weekend = Literal["saturday", "sunday"]

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_WEEKEND: dict[int, Weekend] = {5: "saturday", 6: "sunday"}
_LAST_YEAR_POSSIBLE = 9998  # a month added to its last day is still a date


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day the table names (rules 2.6)."""

    date: date
    name_nl: str
    name_fr: str
    name_de: str
    statutory: bool
    """A public holiday by law: only these make a due date move."""
    source: str
    """The law, decree or list that names the day."""
    in_oj: bool | None
    """In the Member State's list in the Official Journal; None: no list read for that year."""
    source_oj: str
    """The list that was read; empty when none was."""
    name_en: str = ""
    """Empty: the Dutch name is shown."""


@dataclass(frozen=True, slots=True)
class RestDay:
    """Why a day is not a working day: a weekend, a public holiday, or both.

    `holiday` may also be a named day that is no public holiday when the day is a weekend day
    anyway, as Easter Sunday is.
    """

    day: date
    weekend: Weekend | None
    holiday: Holiday | None


@dataclass(frozen=True)
class Calendar:
    """The working days of one place, first to last year; a change makes a new version.

    Working day: not Saturday, Sunday or public holiday (Reg. 1182/71 Art. 2(2)). Every question
    about a day outside the years is refused: InputError("outside_holiday_table", year,
    first_year, last_year).
    """

    jurisdiction: str
    version: str
    holidays: tuple[Holiday, ...]
    first_year: int
    last_year: int

    def __post_init__(self) -> None:
        if not 1 <= self.first_year <= self.last_year <= _LAST_YEAR_POSSIBLE:
            raise InputError(
                "bad_calendar_years", first_year=self.first_year, last_year=self.last_year
            )
        seen: set[date] = set()
        for holiday in self.holidays:
            self.check(holiday.date)
            if holiday.date in seen:
                raise InputError("holiday_twice", on=holiday.date)
            seen.add(holiday.date)

    def check(self, day: date) -> None:
        """Refuse a day outside the years of the table."""
        if not self.first_year <= day.year <= self.last_year:
            raise self.outside(day.year)

    def outside(self, year: int) -> InputError:
        """Return the refusal of a year outside the table."""
        return InputError(
            "outside_holiday_table",
            year=year,
            first_year=self.first_year,
            last_year=self.last_year,
        )

    def is_working(self, day: date) -> bool:
        """Say whether it is not Saturday, Sunday or public holiday (Reg. 1182/71 Art. 2(2))."""
        if not self.first_year <= day.year <= self.last_year:
            raise self.outside(day.year)
        return day.weekday() < _SATURDAY and day not in self._statutory

    def rest_day(self, day: date) -> RestDay | None:
        """Return why a day is not a working day; None for a working day."""
        if self.is_working(day):
            return None
        return RestDay(day, _WEEKEND.get(day.weekday()), self._named.get(day))

    def roll(self, day: date) -> date:
        """Return the day itself, or the next working day: never backwards (Art. 3(4))."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def plus_days(self, day: date, count: int) -> date:
        """Return the day so many calendar days later (earlier, when negative)."""
        try:
            later = day + timedelta(days=count)
        except OverflowError:
            raise self.outside(self.last_year + 1 if count > 0 else self.first_year - 1) from None
        self.check(later)
        return later

    def add_working_days(self, day: date, count: int) -> date:
        """Return the `count`-th working day after a day, which itself is not counted (Art. 3(1)).

        A negative count goes back; 0 is the day itself.
        """
        self.check(day)
        if count == 0:
            return day
        if count > 0:
            place = bisect_right(self._working_days, day) + count - 1
        else:
            place = bisect_left(self._working_days, day) + count
        if place < 0:
            raise self.outside(self.first_year - 1)
        if place >= len(self._working_days):
            raise self.outside(self.last_year + 1)
        return self._working_days[place]

    def working_days_between(self, after: date, until: date) -> int:
        """Return how many working days lie in (after, until]; 0 when `until` is not later."""
        self.check(after)
        self.check(until)
        days = self._working_days
        return max(0, bisect_right(days, until) - bisect_right(days, after))

    def holidays_between(self, after: date, until: date) -> tuple[Holiday, ...]:
        """Return the public holidays on a Monday to Friday in (after, until], in order."""
        days = self._weekday_holidays
        between = days[bisect_right(days, after) : bisect_right(days, until)]
        return tuple(self._statutory[day] for day in between)

    def with_official_journal(self) -> "Calendar":
        """Return the calendar in which the days of the Official Journal's lists rest too.

        A lateness that vanishes under it is "late by house rule", not by law (rules 2.6).
        """
        listed = tuple(
            replace(holiday, statutory=True) if holiday.in_oj else holiday
            for holiday in self.holidays
        )
        return replace(self, version=f"{self.version}+oj", holidays=listed)

    @cached_property
    def _named(self) -> dict[date, Holiday]:
        return {holiday.date: holiday for holiday in self.holidays}

    @cached_property
    def _statutory(self) -> dict[date, Holiday]:
        return {day: holiday for day, holiday in self._named.items() if holiday.statutory}

    @cached_property
    def _weekday_holidays(self) -> list[date]:
        return sorted(day for day in self._statutory if day.weekday() < _SATURDAY)

    @cached_property
    def _working_days(self) -> list[date]:
        first, last = date(self.first_year, 1, 1), date(self.last_year, 12, 31)
        days = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
        return [day for day in days if self.is_working(day)]


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of a year, Gregorian, by the Meeus/Jones/Butcher method."""
    cycle = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * cycle + century - leap_centuries - correction + 15) % 30
    leaps, leap_rest = divmod(rest, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - moon - leap_rest) % 7
    shift = (cycle + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
