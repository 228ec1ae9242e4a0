"""The search tasks of a case: which systems, by whom, by when, and what they gave (rules 6)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case, Search
from ikanda_case.domain.data_map import TO_CONFIRM, DataMap
from ikanda_case.domain.deadlines import CaseClock
from ikanda_case.domain.defects import is_open, raised
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.guards.base import (
    Happened,
    require_day,
    require_no_numbers,
    require_open,
    require_words,
)
from ikanda_case.domain.office import Office

_SOURCE = {"rule": "7.3", "article": "GDPR Art. 5(2), 15(1)"}
_OWN_FILES = "ikanda_case"
"""The office's own files hold the request itself: they are no finding."""


@dataclass(frozen=True, slots=True)
class SearchTask:
    """One system to search: proposed by the data map, or ordered and where that stands."""

    system: str
    categories: tuple[str, ...]
    owner: str
    due: date | None
    outside: bool
    """A processor's: it is asked by letter L21."""
    search: Search | None = None

    @property
    def state(self) -> str:
        """Return proposed, ordered or done."""
        if self.search is None:
            return "proposed"
        return "done" if self.search.done_on else "ordered"


def search_tasks(case: Case, office: Office, clock: CaseClock) -> tuple[SearchTask, ...]:
    """Return the systems of the data map, and of those added by hand, as tasks of this case."""
    data_map = office.rulebook.data_map
    held = dict(_held(data_map))
    known = {each.system: each for each in case.searches}
    found = [
        SearchTask(
            system=id,
            categories=held.get(id, ()),
            owner=known[id].owner if id in known else _owner(data_map.systems[id].owner),
            due=known[id].due if id in known else proposed_due(case, office, clock),
            outside=data_map.systems[id].outside,
            search=known.get(id),
        )
        for id in data_map.systems
        if id != _OWN_FILES
    ]
    by_hand = [each for each in case.searches if each.system not in data_map.systems]
    return (
        *found,
        *(SearchTask(e.system, e.categories, e.owner, e.due, False, e) for e in by_hand),
    )


def proposed_due(case: Case, office: Office, clock: CaseClock) -> date | None:
    """Return by when results are wanted: some days before the case is due (rules 2.7).

    Never before today's order can be answered: at the earliest the day after it was received.
    """
    last = clock.due or clock.strict_due
    if last is None or case.received_on is None:
        return None
    wanted = last - timedelta(days=office.policy.results_days_before_due)
    return max(wanted, case.received_on + timedelta(days=1))


def _held(data_map: DataMap) -> Iterator[tuple[str, tuple[str, ...]]]:
    for id in data_map.systems:
        yield id, tuple(c.id for c in data_map.categories.values() if id in c.systems)


def _owner(named: str) -> str:
    return "" if named == TO_CONFIRM else named


# ---- steps -------------------------------------------------------------------------------------


def order(case: Case, ordered: f.SearchOrdered, on: date, today: date) -> list[Happened]:
    """Order a search, with its owner and the day its result is wanted."""
    require_open(case)
    require_day(case, on, today, "search_ordered")
    require_words(ordered.system, "system", **_SOURCE)
    require_words(ordered.owner, "owner", **_SOURCE)
    if ordered.due is None:
        raise RuleError("words_missing", field="due", **_SOURCE)
    if ordered.due < on:
        raise RuleError("day_has_passed", on=ordered.due, **_SOURCE)
    return [(on, ordered)]


def chase(case: Case, chased: f.SearchChased, on: date, today: date) -> list[Happened]:
    """Record that the owner of a search was reminded."""
    require_open(case)
    require_day(case, on, today, "search_chased")
    if _search(case, chased.system).done_on:
        raise RuleError("search_is_done", system=chased.system, **_SOURCE)
    require_no_numbers(chased.how, "how")
    return [(on, chased)]


def result(case: Case, office: Office, done: f.SearchDone, on: date, today: date) -> list[Happened]:
    """Record what a search gave and with what it was searched.

    A register or card number that is held raises the question why (rules 3.4 b, 7.6), once.
    The identifiers are words the office writes: they hold no register number (rules 3.4 c).
    """
    require_open(case)
    require_day(case, on, today, "search_done")
    ordered = _search(case, done.system)
    if on < ordered.ordered_on:
        raise RuleError(
            "before_receipt", what="search_done", on=on, received=ordered.ordered_on, **_SOURCE
        )
    require_words(done.identifiers, "identifiers", **_SOURCE)
    require_no_numbers(done.what, "what")
    found = replace(done, identifiers=done.identifiers.strip(), what=done.what.strip())
    if not done.numbers or is_open("LAWFULNESS_CHECK", case):
        return [(on, found)]
    return [(on, found), raised("LAWFULNESS_CHECK", case, office, today)]


def _search(case: Case, system: str) -> Search:
    found = next((each for each in case.searches if each.system == system), None)
    if found is None:
        raise InputError("search_not_ordered", system=system)
    return found
