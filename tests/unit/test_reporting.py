"""The overdue report's blocks and sums (rules 8), and how it looks as JSON and CSV."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikanda_case.app.reporting import BLOCKS, OverdueReport, OverdueRow, case_on, overdue_report
from ikanda_case.domain import facts as f
from ikanda_case.domain.people import Parties, Person
from ikanda_case.reports.overdue_csv import overdue_csv, safe_cell
from ikanda_case.reports.overdue_json import overdue_json
from tests.support.cases import Story, an_office, opened

RECEIVED = date(2026, 11, 5)
DUE = date(2026, 12, 7)  # a Monday


def report(story: Story, as_of: date) -> OverdueReport:
    return overdue_report([story.case], story.office, "a" * 64, as_of)


def row(story: Story, as_of: date) -> OverdueRow:
    [found] = report(story, as_of).rows
    return found


def answer(story: Story, kind: str = "L05", right: str = "ACCESS") -> None:
    on = date(2026, 11, 10)
    story.put(on, f.Drafted(letter="B1", letter_kind=kind, language="nl", rights=(right,)))
    story.put(on, f.Sent(letter="B1", channel="post", to="x"))


# ---- blocks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "block", "late"),
    [
        (date(2026, 12, 8), "overdue", 1),
        (date(2027, 1, 6), "overdue", 30),
        (DUE, "due_0_2", 0),
        (date(2026, 12, 4), "due_0_2", 0),
        (date(2026, 12, 3), "due_0_2", 0),
        (date(2026, 12, 2), "due_3_7", 0),
        (date(2026, 11, 30), "due_3_7", 0),
        (date(2026, 11, 29), "due_8_14", 0),
        (date(2026, 11, 23), "due_8_14", 0),
        (date(2026, 11, 22), "later", 0),
        (RECEIVED, "later", 0),
    ],
)
def test_a_running_case_moves_through_the_blocks(as_of: date, block: str, late: int) -> None:
    found = row(opened(), as_of)
    assert (found.block, found.days_late, found.late_by) == (block, late, "law" if late else "")


def test_a_suspended_case_tells_for_how_long_and_a_reminder_is_no_new_question() -> None:
    story = opened()
    for on in (date(2026, 11, 9), date(2026, 11, 20)):
        story.put(on, f.IdentityRequested(doubt="ander adres", rung="L2"))
    found = row(story, date(2026, 11, 23))
    assert (found.block, found.days_suspended) == ("suspended", 14)
    assert (found.due, found.strict_due, found.flags) == (None, DUE, ("suspended_open",))
    assert report(story, date(2026, 12, 20)).totals.overdue_strict == 1
    assert report(story, date(2026, 12, 20)).totals.overdue == 0


def test_an_extended_case_has_its_own_block_until_it_presses() -> None:
    story = opened()
    story.put(date(2026, 11, 9), f.Extended(reason="veel bronnen"))
    assert row(story, date(2026, 12, 20)).block == "extended"
    assert row(story, date(2027, 2, 1)).block == "due_3_7"
    assert row(story, date(2027, 2, 8)).block == "overdue"


def test_an_answered_case_that_is_not_carried_out_is_followed_up_and_never_late() -> None:
    story = opened(rights=("ERASE",))
    answer(story, "L07", "ERASE")
    found = row(story, date(2027, 6, 1))
    assert (found.block, found.days_late) == ("follow_up", 0)
    totals = report(story, date(2027, 6, 1)).totals
    assert (totals.open, totals.overdue, totals.overdue_strict) == (1, 0, 0)


def test_a_case_that_cannot_be_counted_is_a_row_with_its_error_and_comes_first() -> None:
    wrong, late = opened(received_on=date(1999, 5, 5)), opened()
    made = overdue_report([late.case, wrong.case], an_office(), "a" * 64, date(2027, 1, 6))
    assert [each.block for each in made.rows] == ["error", "overdue"]
    assert made.rows[0].error == "outside_holiday_table"
    assert (made.totals.open, made.totals.overdue) == (2, 1)
    told = json.loads(overdue_json(made, names=False, lang="nl"))
    assert told["rows"][0]["error"] == "outside_holiday_table"


def test_a_lateness_of_our_own_calendar_only_is_late_by_house_rule() -> None:
    """1 October: the month ends on Sunday 1 November; the next day is in the OJ's list only."""
    story = opened(received_on=date(2026, 10, 1))
    assert row(story, date(2026, 11, 2)).block == "due_0_2"
    found = row(story, date(2026, 11, 3))
    assert (found.block, found.days_late, found.late_by) == ("overdue", 1, "house_rule")
    assert row(story, date(2026, 11, 4)).late_by == "law"


# ---- sums ----------------------------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(st.integers(0, 90), st.sampled_from(["", "ask", "extend", "answer"])), max_size=6
    ),
    st.integers(0, 120),
)
def test_every_case_stands_in_one_block_and_the_sums_add_up(
    stories: list[tuple[int, str]], days: int
) -> None:
    cases = []
    for number, (ago, what) in enumerate(stories):
        received = date(2026, 11, 20) - timedelta(days=ago)
        story = opened(received_on=received)
        if what == "ask":
            story.put(received, f.IdentityRequested(doubt="x", rung="L2"))
        elif what == "extend":
            story.put(received, f.Extended(reason="x"))
        elif what == "answer":
            story.put(received, f.Drafted(
                letter="B1", letter_kind="L05", language="nl", rights=("ACCESS",)))  # fmt: skip
            story.put(received, f.Sent(letter="B1", channel="post", to="x"))
        cases.append(replace(story.case, id=number))
    as_of = date(2026, 11, 20) + timedelta(days=days)
    made = overdue_report(cases, an_office(), "a" * 64, as_of)
    assert sorted(each.stream for each in made.rows) == list(range(len(cases)))
    assert sum(len(made.block(block)) for block in BLOCKS) == made.totals.open == len(cases)
    assert made.totals.overdue == sum(each.days_late > 0 for each in made.rows)
    assert made.totals.overdue <= made.totals.overdue_strict
    order = [BLOCKS.index(each.block) for each in made.rows]
    assert order == sorted(order)


# ---- another day ---------------------------------------------------------------------------------


def test_a_past_day_is_told_by_its_own_facts_with_later_corrections() -> None:
    story = opened()
    story.put(date(2026, 11, 12), f.Extended(reason="veel"))
    changes = (("on", '"2026-11-04"'),)
    story.put(date(2026, 11, 23), f.Corrected(entry=2, changes=changes, reason="stempel gelezen"))
    then = case_on(story.case, date(2026, 11, 11))
    assert (then.extended, then.received_on) == ("", date(2026, 11, 4))
    assert case_on(story.case, date(2026, 11, 3)).opened is False
    assert case_on(story.case, date(2026, 11, 23)) == story.case


# ---- as a file -----------------------------------------------------------------------------------


def named(name: str, email: str = "") -> OverdueReport:
    person = Parties.herself(Person(name=name, email=email))
    return report(opened(parties=person), date(2026, 12, 8))


def cells(made: OverdueReport) -> list[list[str]]:
    text = overdue_csv(made, names=True, lang="nl").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_a_name_is_told_only_when_asked_for_and_an_email_stands_in_for_it() -> None:
    assert b"Fictief" not in overdue_json(named("Jan Fictief"), names=False, lang="nl")
    assert b"Fictief" not in overdue_csv(named("Jan Fictief"), names=False, lang="nl")
    told = json.loads(overdue_json(named("", "jan@voorbeeld.example"), names=True, lang="nl"))
    assert told["rows"][0]["requester"] == "jan@voorbeeld.example"


@pytest.mark.parametrize(
    "name", ["=1+1", "+32", "-5", "@SUM(A1)", "\t=1", "\tx", "\rx", "  =1", "＝1", '";=1;"']
)
def test_no_cell_of_the_csv_is_a_formula(name: str) -> None:
    [_, line] = cells(named(name))
    assert line[-1].lstrip("'") == name
    assert (line[-1][0] == "'") is (name[0] != '"')


@given(st.text(st.characters(codec="utf-8")))
def test_every_cell_is_harmless_and_nothing_is_lost(text: str) -> None:
    safe = safe_cell(text)
    assert safe in (text, f"'{text}")
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert not safe.lstrip().startswith(("=", "+", "-", "@"))
