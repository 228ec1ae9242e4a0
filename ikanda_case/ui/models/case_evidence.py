"""Stored evidence of identity as rows: since when, until when at most, and whether it is gone."""

from ikanda_case.domain.case import Evidence
from ikanda_case.domain.identity import evidence_until
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import short_date
from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.models.outside import one_line

EVIDENCE_COLUMNS = ("piece", "arrived", "until", "state")


def evidence_rows(now: CaseNow, lang: str) -> list[Row]:
    """Return a row for each piece that was stored, by its hash."""
    return [_row(each, now, lang) for each in now.case.evidence]


def _row(kept: Evidence, now: CaseNow, lang: str) -> Row:
    until = short_date(evidence_until(kept, now.office), lang, now.today)
    cells = (
        Cell(one_line(kept.name), strong=not kept.destroyed_on),
        Cell(short_date(kept.arrived_on, lang, now.today)),
        Cell(until),
        Cell(badge=_badge(kept, now, lang)),
    )
    return Row(kept.sha256, cells)


def _badge(kept: Evidence, now: CaseNow, lang: str) -> Badge:
    if kept.destroyed_on:
        day = short_date(kept.destroyed_on, lang, now.today)
        return Badge(Shape.TICK_DISC, _say(lang, "evidence_destroyed", day=day), "ok")
    if now.today > evidence_until(kept, now.office):
        return Badge(Shape.OCTAGON, _say(lang, "evidence_overdue"), "late", chip=True)
    return Badge(Shape.HALF, _say(lang, "evidence_kept"), "soon")


def widest_states(lang: str) -> tuple[Badge, ...]:
    """Return the closed set of states, for the width of their column."""
    day = _say(lang, "sample_search_due")
    words = (_say(lang, "evidence_destroyed", day=day), _say(lang, "evidence_overdue"))
    return tuple(Badge(Shape.OCTAGON, each, "late", chip=True) for each in words)


def _say(lang: str, code: str, **facts: object) -> str:
    return phrase(lang, "ui_case", code, facts)
