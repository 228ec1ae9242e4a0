"""The strip of fourteen days and what comes first."""

from dataclasses import replace
from datetime import date, timedelta

from ikanda_case.app.queries import RegisterLine, RowLine, register_line
from ikanda_case.ui.look.marks import Shape
from ikanda_case.ui.models.today_days import DAYS, first, strip
from tests.support.casefiles import rulebook
from tests.support.cases import TODAY, an_office, opened


def a_line(due: date | None, *, ref: str = "AVG-2026-0001", **said: object) -> RegisterLine:
    line = register_line(opened().case, an_office())
    row = RowLine("ACCESS", due, due, done=False)
    return line._replace(ref=ref, due=due, rows=(row,), **said)  # type: ignore[arg-type]


def answered(line: RegisterLine) -> RegisterLine:
    return line._replace(rows=tuple(replace(row, done=True) for row in line.rows))


def test_the_strip_begins_with_what_is_late_and_then_has_fourteen_days() -> None:
    days = strip([], rulebook().calendar, TODAY, "nl")
    assert [day.day for day in days[1:]] == [TODAY + timedelta(days=n) for n in range(DAYS)]
    assert days[0].day is None
    assert days[0].count == 0
    assert [day.today for day in days].index(True) == 1
    assert [day.day for day in days if day.rest] == [
        date(2026, 11, 28), date(2026, 11, 29), date(2026, 12, 5), date(2026, 12, 6)
    ]  # fmt: skip


def test_each_deadline_falls_on_its_day_in_the_shape_of_its_badge() -> None:
    due = [(TODAY - timedelta(days=40), 1), (TODAY, 2), (TODAY + timedelta(days=7), 1)]
    days = strip(due, rulebook().calendar, TODAY, "nl")
    assert [(day.count, day.shape) for day in days if day.count] == [
        (1, Shape.OCTAGON), (2, Shape.SQUARE), (1, Shape.HALF)
    ]  # fmt: skip
    assert days[1].spoken == "maandag 23 november 2026: 2 uiterste dagen"


def test_what_was_answered_is_not_first() -> None:
    done = answered(a_line(TODAY - timedelta(days=2)))
    assert first([done], TODAY, "p1") == []


def test_the_most_urgent_comes_first_and_of_equals_ones_own() -> None:
    mine = a_line(TODAY, ref="mine", handler="p1")
    nobodys = a_line(TODAY, ref="nobody's", handler="")
    theirs = a_line(TODAY, ref="theirs", handler="p2")
    late = a_line(TODAY - timedelta(days=1), ref="late", handler="p2")
    edge = a_line(TODAY + timedelta(days=3), ref="edge")
    beyond = a_line(TODAY + timedelta(days=4), ref="beyond")
    ordered = first([beyond, edge, theirs, nobodys, mine, late], TODAY, "p1")
    assert [line.ref for line in ordered] == ["late", "mine", "nobody's", "theirs", "edge"]
