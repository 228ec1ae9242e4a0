"""The landing page's question: what needs whom now, over every open case and new item."""

from ikanda_case.app.desk import Desk
from ikanda_case.app.ports import Reading
from ikanda_case.app.queries import RegisterFilter
from ikanda_case.domain.today import Need, Waits, case_needs, needs


def today(desk: Desk) -> tuple[Need, ...]:
    """Return what needs whom today, most urgent first: open cases and what was just taken in."""
    day = desk.clock.today()
    with desk.file.reading() as now:
        office = now.office()
        lines = now.register(RegisterFilter(is_open=True))
        cases = [now.case(line.stream) for line in lines]
        waiting = [_waits(desk, now, each.stream) for each in now.waiting()]
    return needs(cases, waiting, office, desk.clock.now(), day)


def of_case(desk: Desk, stream: int) -> tuple[Need, ...]:
    """Return what one case needs today."""
    with desk.file.reading() as now:
        case, office = now.case(stream), now.office()
    return case_needs(case, office, desk.clock.now(), desk.clock.today())


def of_closed(desk: Desk) -> tuple[Need, ...]:
    """Return what closed cases still need: evidence stored, restrictions, retention over."""
    with desk.file.reading() as now:
        office = now.office()
        lines = now.register(RegisterFilter(is_open=False))
        cases = [now.case(line.stream) for line in lines]
    return needs(cases, (), office, desk.clock.now(), desk.clock.today())


def _waits(desk: Desk, now: Reading, stream: int) -> Waits:
    arrived = now.entries(stream)[0]
    return Waits(stream, desk.clock.brussels(arrived.recorded_at).date())
