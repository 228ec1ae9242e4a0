"""The search tasks of a case as rows: proposed by the data map, ordered, chased, done."""

from datetime import date

from ikanda_case.domain.office import Office
from ikanda_case.domain.searching import SearchTask, search_tasks
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import short_date
from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.models.case_page import CaseNow

AREA = "ui_case"
SEARCH_COLUMNS = ("system", "owner", "due", "state")
_TODAY_SAMPLE = date(2026, 9, 30)


def tasks_of(now: CaseNow) -> tuple[SearchTask, ...]:
    """Return the search tasks of a case as it is shown."""
    return search_tasks(now.case, now.office, now.clock)


def tasks_open(now: CaseNow) -> int:
    """Return how many searches were ordered and gave nothing back yet."""
    return sum(task.state == "ordered" for task in tasks_of(now))


def system_name(system: str, office: Office, lang: str) -> str:
    """Return the name of a system; one added by hand is named by itself."""
    known = office.rulebook.data_map.systems.get(system)
    return known.name[lang] if known else system


def search_rows(now: CaseNow, lang: str) -> list[Row]:
    """Return a row for each system: whose search, by when, and what it gave."""
    return [_row(task, now, lang) for task in tasks_of(now)]


def _row(task: SearchTask, now: CaseNow, lang: str) -> Row:
    categories = now.office.rulebook.data_map.categories
    held = ", ".join(categories[id].name[lang] for id in task.categories if id in categories)
    done = task.search.done if task.search else None
    second = _said(done.identifiers, done.what) if done else held
    if task.outside and not done:
        second = _said(_say(lang, "search_outside"), held)
    name, due = system_name(task.system, now.office, lang), ""
    if task.due is not None:
        due = short_date(task.due, lang, now.today)
    badge = state_badge(task, now.today, lang)
    cells = (Cell(name, second, strong=True), Cell(task.owner), Cell(due), Cell(badge=badge))
    spoken = ", ".join(part for part in (name, badge.sentence, task.owner, due, second) if part)
    return Row(task.system, cells, spoken=spoken)


def state_badge(task: SearchTask, today: date, lang: str) -> Badge:
    """Return where a search stands; nothing found is a result."""
    search = task.search
    if search is None:
        return Badge(Shape.DASH, _say(lang, "search_proposed"), "muted")
    if search.done is not None:
        return Badge(Shape.TICK_DISC, _say(lang, f"search_{search.done.outcome}"), "ok")
    if search.due is not None and search.due < today:
        return Badge(Shape.TRIANGLE, _say(lang, "search_late"), "soon")
    if search.chased_on is not None:
        day = short_date(search.chased_on, lang, today)
        return Badge(Shape.HALF, _say(lang, "search_chased", day=day), "soon")
    return Badge(Shape.HOLLOW, _say(lang, "search_ordered"), "soon")


def widest_search_states(lang: str) -> tuple[Badge, ...]:
    """Return the closed set of states, for the width of their column."""
    codes = ("proposed", "ordered", "late", "found", "nothing")
    words = [_say(lang, f"search_{code}") for code in codes]
    day = short_date(_TODAY_SAMPLE, lang, _TODAY_SAMPLE)
    words.append(_say(lang, "search_chased", day=day))
    return tuple(Badge(Shape.HOLLOW, each) for each in words)


def _said(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _say(lang: str, code: str, **facts: object) -> str:
    return phrase(lang, AREA, code, facts)
