"""Searching the systems for a person's data: proposed by the data map, ordered, chased, done."""

from collections.abc import Sequence
from datetime import date

from ikanda_case.app.desk import Changes, Desk, record
from ikanda_case.app.steps import take_step
from ikanda_case.domain import searching
from ikanda_case.domain.deadlines import case_clock
from ikanda_case.domain.facts import SearchChased, SearchDone, SearchOrdered
from ikanda_case.domain.lifecycle import Happened
from ikanda_case.domain.searching import SearchTask, search_tasks


def tasks(desk: Desk, stream: int) -> tuple[SearchTask, ...]:
    """Return the search tasks of a case: proposed, ordered and done."""
    with desk.file.reading() as now:
        case, office = now.case(stream), now.office()
    return search_tasks(case, office, case_clock(case, office))


def order(desk: Desk, stream: int, ordered: Sequence[SearchOrdered], on: date) -> Changes:
    """Order one or more searches together, or none when one is refused."""
    with desk.work("search") as work:
        case, today = work.case(stream), desk.clock.today()
        happened: list[Happened] = []
        for each in ordered:
            happened += searching.order(case, each, on, today)
        return record(work, stream, happened)


def chase(desk: Desk, stream: int, chased: SearchChased, on: date) -> Changes:
    """Record that the owner of a search was reminded."""
    return take_step(
        desk, "search", stream, lambda case, office, today: searching.chase(case, chased, on, today)
    )


def result(desk: Desk, stream: int, done: SearchDone, on: date) -> Changes:
    """Record what a search gave, and with what it was searched."""
    return take_step(
        desk,
        "search",
        stream,
        lambda case, office, today: searching.result(case, office, done, on, today),
    )
