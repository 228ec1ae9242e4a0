"""A clock for tests: it shows the time it was set to, a second later at each look."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class SetClock:
    """`ports.OfficeClock` that a test moves by hand."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def today(self) -> date:
        return self.at.astimezone(BRUSSELS).date()

    def brussels(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            return moment.replace(tzinfo=BRUSSELS)
        return moment.astimezone(BRUSSELS)
