"""The landing page's question: what needs whom now, over every case and new item."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ikanda_case.app.desk import Desk
from ikanda_case.app.ports import Reading
from ikanda_case.app.queries import RegisterFilter
from ikanda_case.domain.office import Office
from ikanda_case.domain.today import Need, Waits, case_needs, in_order, new_item

_TOGETHER = 100
"""Cases that are read in one look, so that nobody waits long for the file."""


@dataclass(frozen=True, slots=True)
class Needed:
    """What every case and every new item needed on one day; kept, so that only changes are read."""

    on: date
    office: Office
    by_stream: Mapping[int, tuple[Need, ...]] = field(default_factory=dict)

    @property
    def needs(self) -> tuple[Need, ...]:
        """Return all of them, most urgent first."""
        return in_order(need for found in self.by_stream.values() for need in found)

    def still_holds(self, stream: int) -> bool:
        """Return whether a case that was not touched needs the same; in a breach hours run on."""
        known = self.by_stream.get(stream)
        moves = ("breach", "new_item")
        return known is not None and not any(need.code in moves for need in known)


def needed(
    desk: Desk,
    before: Needed | None = None,
    touched: Collection[int] = (),
    check: Callable[[], None] = lambda: None,
    *,
    only_open: bool = False,
) -> Needed:
    """Return what needs whom today: open cases, what outlives closed ones, what was taken in.

    Of `before` is kept what still holds: the same day, the same office, not touched. `check` is
    called between reads, and may end it. `only_open` leaves out closed cases, of which an office
    has many and which need little: they come by asking again with this answer as `before`.
    """
    day = desk.clock.today()
    with desk.file.reading() as now:
        office = now.office()
        streams = now.matching(RegisterFilter(is_open=True if only_open else None))
        fresh = {each.stream: (_new(desk, now, each.stream, office),) for each in now.waiting()}
    kept = _kept(before, touched, streams) if _comparable(before, day, office) else {}
    left = [stream for stream in streams if stream not in kept]
    read: dict[int, tuple[Need, ...]] = {}
    for start in range(0, len(left), _TOGETHER):
        check()
        read |= _read(desk, left[start : start + _TOGETHER], office, day)
    return Needed(day, office, {**fresh, **kept, **read})


def of_case(desk: Desk, stream: int) -> tuple[Need, ...]:
    """Return what one case needs today."""
    with desk.file.reading() as now:
        case, office = now.case(stream), now.office()
    return case_needs(case, office, desk.clock.now(), desk.clock.today())


def _comparable(before: Needed | None, day: date, office: Office) -> bool:
    return before is not None and before.on == day and before.office.version == office.version


def _kept(
    before: Needed | None, touched: Collection[int], streams: Sequence[int]
) -> dict[int, tuple[Need, ...]]:
    if before is None:
        return {}
    return {
        stream: before.by_stream[stream]
        for stream in streams
        if stream not in touched and before.still_holds(stream)
    }


def _read(
    desk: Desk, streams: Sequence[int], office: Office, day: date
) -> dict[int, tuple[Need, ...]]:
    with desk.file.reading() as now:
        cases = [now.case(stream) for stream in streams]
    return {case.id: case_needs(case, office, desk.clock.now(), day) for case in cases}


def _new(desk: Desk, now: Reading, stream: int, office: Office) -> Need:
    arrived = now.entries(stream)[0]
    taken_in_on = desk.clock.brussels(arrived.recorded_at).date()
    return new_item(Waits(stream, taken_in_on), office, desk.clock.today())
