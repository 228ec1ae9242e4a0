"""Days as a person types them on the command line and in a plan: year-month-day, nothing else."""

import re
from datetime import date

from ikanda_case.domain.calendars import Calendar
from ikanda_case.domain.errors import InputError

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def iso_day(text: str) -> date:
    """Return the day of YYYY-MM-DD; ValueError for anything else, weeks (2026-W47-1) included."""
    if not _DAY.fullmatch(text):
        raise ValueError
    return date.fromisoformat(text)


def as_of_day(text: str, calendar: Calendar) -> date:
    """Return a day something is computed for.

    InputError("bad_date"), or "outside_holiday_table" for a year without known holidays.
    """
    try:
        found = iso_day(text)
    except ValueError:
        raise InputError("bad_date") from None
    calendar.check(found)
    return found
