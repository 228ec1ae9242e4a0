"""What the register asks of the case file: which rows there are, and those that are looked at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ikanda_case.app.ports import CaseFile, Reading
from ikanda_case.app.queries import RegisterFilter, RegisterLine, Tally
from ikanda_case.domain.office import Office
from ikanda_case.ui.look.cells import Row
from ikanda_case.ui.models.register_rows import register_row
from ikanda_case.ui.widgets.paged_rows import PAGE


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one question: all keys, or those of the first page while all are counted."""

    wanted: RegisterFilter
    office: Office
    keys: Sequence[int]
    rows: Mapping[int, Row]
    tally: Tally | None = None
    """None while only the first page is known."""


@dataclass(frozen=True, slots=True)
class RegisterAsking:
    """One list on one day, in one language; every call is a query for the reading lane."""

    file: CaseFile
    today: date
    lang: str

    def first(self, wanted: RegisterFilter) -> Found:
        """Return the first page, which costs the same in a list of any length."""
        with self.file.reading() as now:
            lines = now.register(replace(wanted, limit=PAGE))
            office = now.office()
        return Found(wanted, office, [each.stream for each in lines], self._rows(lines, office))

    def whole(self, wanted: RegisterFilter, first: int, last: int) -> Found:
        """Return the keys of the whole list, how it stands, and the rows between two places."""
        with self.file.reading() as now:
            keys, office = now.matching(wanted), now.office()
            rows = self._rows(now.lines(keys[first : last + 1]), office)
            return Found(wanted, office, keys, rows, now.tally(wanted, self.today))

    def rows(self, keys: Iterable[int]) -> Mapping[int, Row]:
        """Return the rows of these keys."""
        with self.file.reading() as now:
            return self._rows(now.lines(keys), now.office())

    def _rows(self, lines: Iterable[RegisterLine], office: Office) -> dict[int, Row]:
        return {line.stream: register_row(line, office, self.today, self.lang) for line in lines}


def line_of(now: Reading, stream: int) -> RegisterLine | None:
    """Return the line of a case, None when it is none."""
    return next(iter(now.lines([stream])), None)
