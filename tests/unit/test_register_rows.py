"""The register as rows: what stands in a line and which list it belongs to."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ikanda_case.app.queries import RegisterLine, RowLine, Waiting, register_line
from ikanda_case.domain.people import Parties, Person
from ikanda_case.ui.look.marks import Shape
from ikanda_case.ui.models.register_rows import (
    COLUMNS,
    LISTS,
    due_cell,
    line_badge,
    list_filter,
    owes,
    register_row,
    waiting_row,
    waiting_short,
)
from tests.support.cases import TODAY, an_office, opened

LINE = register_line(opened().case, an_office())
DONE = LINE._replace(due=TODAY - timedelta(days=4), rows=(RowLine("ACCESS", None, None, True),))
ITEM = Waiting(1, "brief.pdf", 412_000, "", datetime(2026, 11, 23, 8, 14, tzinfo=UTC), 2)


def cell(line: RegisterLine, column: str, lang: str = "nl"):  # type: ignore[no-untyped-def]
    return register_row(line, an_office(), TODAY, lang).cells[COLUMNS.index(column)]


def test_a_row_says_reference_right_deadline_identity_step_and_name() -> None:
    row = register_row(LINE, an_office(), TODAY, "nl")
    assert row.key == str(LINE.stream)
    assert len(row.cells) == len(COLUMNS)
    assert row.spoken.startswith("AVG-2026-0001, Inzage, Termijn ")
    assert row.spoken.endswith("Marieke Denkbeeld")
    assert cell(LINE, "due").text == "ma 7 dec"
    assert cell(LINE, "term").badge.text == "14 d"


@pytest.mark.parametrize(
    ("days", "shape", "chip"),
    [
        (-3, Shape.OCTAGON, True),
        (0, Shape.SQUARE, True),
        (1, Shape.TRIANGLE, True),
        (3, Shape.TRIANGLE, True),
        (4, Shape.HALF, False),
        (10, Shape.HALF, False),
        (11, Shape.HOLLOW, False),
    ],
)
def test_the_badge_presses_more_as_the_day_comes_near(days: int, shape: Shape, chip: bool) -> None:
    badge = line_badge(LINE._replace(due=TODAY + timedelta(days=days)), TODAY, "nl")
    assert (badge.shape, badge.chip) == (shape, chip)


def test_a_suspended_case_shows_its_strict_day() -> None:
    line = LINE._replace(due=None, suspended=True, strict_due=date(2026, 12, 10))
    assert line_badge(line, TODAY, "nl").shape is Shape.BARS
    assert due_cell(line, TODAY, "nl").text == "streng do 10 dec"
    assert due_cell(line, TODAY, "nl").sort == date(2026, 12, 10)


def test_a_deadline_that_cannot_be_counted_is_said_and_comes_first() -> None:
    assert due_cell(LINE._replace(error="no_receipt"), TODAY, "nl").sort == date.min


def test_what_was_answered_is_not_late_although_its_day_has_passed() -> None:
    assert not owes(DONE)
    assert line_badge(DONE, TODAY, "nl").shape is Shape.TICK_DISC


@pytest.mark.parametrize("key", LISTS)
def test_each_list_asks_for_what_it_says(key: str) -> None:
    wanted = list_filter(key, TODAY)
    assert wanted.is_open is {"all": None, "closed": False}.get(key, True)
    expected = {"week": TODAY + timedelta(days=7), "late": TODAY - timedelta(days=1)}
    assert wanted.due_to == expected.get(key)


def test_a_hostile_name_stays_one_short_line() -> None:
    name = "<b>Vet</b>\u202e" + "x" * 100_000
    story = opened(parties=Parties.herself(Person(name, email="a@voorbeeld.example")))
    shown = cell(register_line(story.case, an_office()), "requester").text
    assert len(shown) <= 200
    assert shown.startswith("<b>Vet</b>⟦RLO⟧")


def test_an_item_shows_what_it_is_when_it_came_and_that_it_came_again() -> None:
    row = waiting_row(ITEM, TODAY, "nl", datetime(2026, 11, 23, 9, 14))
    assert [each.text for each in row.cells] == ["brief.pdf", "vandaag, 09:14", "412 kB", "2 keer"]
    assert row.cells[0].icon == "mailbox"
    (short,) = waiting_short(ITEM, TODAY, "nl", datetime(2026, 11, 22, 9, 14)).cells
    assert short.second == "zo 22 nov, 09:14, 412 kB"


@pytest.mark.parametrize(
    ("name", "icon"), [("a.eml", "mail"), ("nota.txt", "document_text"), ("a.JPG", "mailbox")]
)
def test_the_icon_says_how_it_came(name: str, icon: str) -> None:
    row = waiting_row(replace(ITEM, name=name), TODAY, "fr", datetime(2026, 11, 23, 9, 14))
    assert row.cells[0].icon == icon
