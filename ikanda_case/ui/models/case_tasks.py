"""The policy tasks of a case as rows: what is to be mended, by whom, by when, and whether it is."""

from datetime import date

from ikanda_case.domain.case import PolicyTask
from ikanda_case.domain.typography import capital
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import short_date
from ikanda_case.texts.names import task_name
from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.models.case_page import CaseNow

TASK_COLUMNS = ("what", "owner", "due", "state")


def task_rows(now: CaseNow, lang: str) -> list[Row]:
    """Return a row for each task, by its code; the last word on a code counts."""
    last = {each.opened.code: each for each in now.case.policy_tasks}
    return [_row(each, now.today, lang) for each in last.values()]


def _row(task: PolicyTask, today: date, lang: str) -> Row:
    opened = task.opened
    name = task_name(opened.code, lang)
    badge = _badge(task, today, lang)
    due = short_date(opened.by, lang, today) if opened.by else ""
    cells = (
        Cell(capital(name), opened.what, strong=not task.done_on),
        Cell(opened.owner),
        Cell(due),
        Cell(badge=badge),
    )
    spoken = (name, opened.what, opened.owner, due, badge.sentence)
    return Row(opened.code, cells, spoken=", ".join(each for each in spoken if each))


def _badge(task: PolicyTask, today: date, lang: str) -> Badge:
    if task.done_on:
        day = short_date(task.done_on, lang, today)
        return Badge(Shape.TICK_DISC, _say(lang, "task_done", day=day), "ok")
    if task.opened.by and task.opened.by < today:
        return Badge(Shape.TRIANGLE, _say(lang, "task_late"), "soon")
    return Badge(Shape.HOLLOW, _say(lang, "task_open"), "soon")


def widest_states(lang: str) -> tuple[Badge, ...]:
    """Return the widest states, for the width of their column."""
    day = _say(lang, "sample_search_due")
    words = (_say(lang, "task_done", day=day), _say(lang, "task_late"))
    return tuple(Badge(Shape.HOLLOW, each) for each in words)


def _say(lang: str, code: str, **facts: object) -> str:
    return phrase(lang, "ui_case", code, facts)
