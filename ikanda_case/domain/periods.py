"""Periods as Regulation 1182/71 counts them: months, days and working days to their last day."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ikanda_case.domain.calendars import Calendar, RestDay

_ONE_DAY = timedelta(days=1)
_DAYS_OF_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def add_months(day: date, count: int) -> date:
    """Return the day of the same number, months later; without one, that month's last day.

    Reg. 1182/71 Art. 3(2)(c). Not rolled: what is still to be added is added first.
    """
    years, month = divmod(day.month - 1 + count, 12)
    year, month, number = day.year + years, month + 1, day.day
    return date(year, month, number if number <= 28 else min(number, _last_day(year, month)))


def last_day_of_month(day: date) -> date:
    """Return the last day of the month a day lies in."""
    return day.replace(day=_last_day(day.year, day.month))


class DaysEnd(NamedTuple):
    """One end a period in days would have."""

    last: date
    rolled: date
    """The same day, or the next working day (Art. 3(4))."""
    long_enough: bool
    """A period of two days or more holds at least two working days (Art. 3(5))."""


def ends_of_days(day: date, count: int, calendar: Calendar) -> Iterator[DaysEnd]:
    """Yield each end a period in days would have; the first that is long enough is the last."""
    last, long_enough = calendar.plus_days(day, count), False
    while not long_enough:
        rolled = calendar.roll(last)
        long_enough = count < 2 or calendar.working_days_between(day, rolled) >= 2
        yield DaysEnd(last, rolled, long_enough)
        last = rolled + _ONE_DAY


def passed_over(day: date, calendar: Calendar) -> Iterator[RestDay]:
    """Yield the rest days from a period's last day on, up to the working day it moves to."""
    while (rest := calendar.rest_day(day)) is not None:
        yield rest
        day += _ONE_DAY


def rest_before(end: date, after: date, calendar: Calendar) -> Iterator[RestDay]:
    """Yield the unbroken run of rest days just before a working day, all later than `after`."""
    first = end
    while first - _ONE_DAY > after and not calendar.is_working(first - _ONE_DAY):
        first -= _ONE_DAY
    return passed_over(first, calendar)


def _last_day(year: int, month: int) -> int:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap else _DAYS_OF_MONTH[month - 1]
