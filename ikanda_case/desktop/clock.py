"""The system's clock and time zone: this moment, today in Brussels, any moment in Brussels."""

from datetime import UTC, date, datetime, tzinfo
from functools import cache


def to_brussels(moment: datetime) -> datetime:
    """Return a moment in Europe/Brussels; without an offset it is taken as Brussels time.

    An hour that comes twice in October is the first unless `fold` says otherwise; one that is
    skipped in March is the same moment after the change. OverflowError outside the years 1-9999.
    """
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=_zone()).astimezone(UTC)
    return moment.astimezone(_zone())


@cache
def _zone() -> tzinfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/Brussels")


class SystemClock:
    """The clock of the computer."""

    def now(self) -> datetime:
        """Return this moment, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Return today's date in Brussels."""
        return to_brussels(self.now()).date()

    def brussels(self, moment: datetime) -> datetime:
        """Return a moment in Europe/Brussels; without an offset it is taken as Brussels time."""
        return to_brussels(moment)
