"""The tables the rules are read from: rights, grounds, calendar."""

from dataclasses import dataclass

from ikanda_case.domain.calendars import Calendar
from ikanda_case.domain.rights import RightsTable


@dataclass(frozen=True)
class Rulebook:
    """What ships with the program; office entries may change it from there."""

    rights: RightsTable
    calendar: Calendar

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """Return the versions a told date rests on."""
        return (("rules", self.rights.version), ("calendar", self.calendar.version))
