"""The deadlines of a case: each right by the clock, and the one that presses (rules 1.1, 2)."""

from dataclasses import replace
from datetime import date

import pytest

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case
from ikanda_case.domain.deadlines import CaseClock, RowDeadline, case_clock
from tests.support.cases import Story, opened

RECEIVED = date(2026, 11, 5)
MONTH = date(2026, 12, 7)  # 5 December is a Saturday
TEN_WORKDAYS = date(2026, 11, 20)  # Armistice Day lies between


def clock(story: Story) -> CaseClock:
    return case_clock(story.case, story.office)


def kinds(story: Story, right: str) -> dict[str, RowDeadline]:
    [row] = [row for row in clock(story).rows if row.right == right]
    return {each.kind: each for each in row.deadlines}


def decide(story: Story, decision: f.Decision, right: str = "ACCESS") -> Case:
    ground = "" if decision == "granted" else "G07"
    fact = f.Decided(right=right, decision=decision, ground=ground, facts="x")
    return story.put(date(2026, 11, 10), fact)


def answer(story: Story, right: str, kind: str, on: date = date(2026, 11, 16)) -> None:
    number = f"B{len(story.case.letters) + 1}"
    story.put(on, f.Drafted(letter=number, letter_kind=kind, language="nl", rights=(right,)))
    story.put(on, f.Sent(letter=number, channel="post", to="x"))


def ask(story: Story, on: date = date(2026, 11, 9)) -> None:
    story.put(on, f.IdentityRequested(doubt="ander adres", rung="L2"))


# ---- one right -----------------------------------------------------------------------------------


def test_a_month_and_its_house_acknowledgement() -> None:
    story = opened()
    found = kinds(story, "ACCESS")
    assert list(found) == ["answer", "house"]
    assert (found["answer"].due, found["house"].due) == (MONTH, date(2026, 11, 10))
    told = clock(story)
    assert (told.due, told.strict_due, told.suspended, told.error) == (MONTH, MONTH, False, "")


def test_the_acknowledgement_is_met_by_the_first_one_sent_and_never_presses() -> None:
    story = opened()
    answer(story, "ACCESS", "L01", date(2026, 11, 12))
    answer(story, "ACCESS", "L01", date(2026, 11, 13))
    assert kinds(story, "ACCESS")["house"].met_on == date(2026, 11, 12)
    assert kinds(story, "ACCESS")["answer"].met_on is None
    assert clock(story).due == MONTH


def test_the_acknowledgement_follows_the_offices_policy() -> None:
    story = opened()
    policy = story.office.policy.changed("acknowledge_workdays", "5")
    story.office = replace(story.office, policy=policy)
    assert kinds(story, "ACCESS")["house"].due == date(2026, 11, 13)


# ---- refusal (GDPR Art. 12(4)) -------------------------------------------------------------------


@pytest.mark.parametrize("decision", ["partly", "refused"])
def test_a_refusal_has_only_the_one_month_extension_or_not(decision: f.Decision) -> None:
    story = opened()
    story.put(date(2026, 11, 9), f.Extended(reason="veel"))
    assert clock(story).due == date(2027, 2, 5)
    decide(story, decision)
    told = clock(story)
    assert told.due == MONTH
    last = told.rows[0].deadlines[0].deadline.steps[-1]
    assert (last.code, last.date, last.rule) == ("refusal_within_month", MONTH, "GDPR Art. 12(4)")
    decide(story, "granted")
    assert clock(story).due == date(2027, 2, 5)


def test_a_refusal_has_only_the_one_month_suspension_or_not() -> None:
    story = opened()
    ask(story)
    decide(story, "refused")
    told = clock(story)
    assert (told.due, told.suspended, told.rows[0].suspended) == (MONTH, False, False)


def test_a_refusal_that_is_in_time_anyway_changes_nothing() -> None:
    story = opened()
    before = clock(story).rows[0].deadlines
    decide(story, "refused")
    assert clock(story).rows[0].deadlines == before


# ---- several rights ------------------------------------------------------------------------------


def test_each_right_has_its_own_and_the_earliest_open_one_is_the_cases() -> None:
    story = opened(rights=("ACCESS", "OPTOUT_DM"))
    optout = kinds(story, "OPTOUT_DM")
    assert list(optout) == ["answer", "effect", "house"]
    assert (optout["answer"].due, optout["effect"].due) == (MONTH, TEN_WORKDAYS)
    assert clock(story).due == TEN_WORKDAYS
    story.put(date(2026, 11, 12), f.Executed(right="OPTOUT_DM"))
    assert kinds(story, "OPTOUT_DM")["effect"].met_on == date(2026, 11, 12)
    assert clock(story).due == MONTH


def test_an_opt_out_is_done_when_it_has_effect_and_is_answered() -> None:
    story = opened(rights=("OPTOUT_DM",))
    answer(story, "OPTOUT_DM", "L12")
    [row] = clock(story).rows
    assert (row.done, row.due) == (False, TEN_WORKDAYS)
    story.put(date(2026, 11, 17), f.Executed(right="OPTOUT_DM"))
    told = clock(story)
    assert told.rows[0].done
    assert (told.due, told.strict_due, told.suspended) == (None, None, False)


def test_an_opt_out_is_never_extended_or_suspended_in_its_effect() -> None:
    story = opened(rights=("ACCESS", "OPTOUT_DM"))
    ask(story)
    story.put(date(2026, 11, 10), f.Extended(reason="veel"))
    assert kinds(story, "OPTOUT_DM")["effect"].due == TEN_WORKDAYS
    told = clock(story)
    assert (told.due, told.suspended) == (TEN_WORKDAYS, False)


def test_an_objection_takes_effect_in_two_working_days() -> None:
    found = kinds(opened(rights=("OBJECT",)), "OBJECT")
    assert found["effect"].due == date(2026, 11, 9)


def test_what_is_answered_no_longer_presses() -> None:
    story = opened(rights=("ACCESS", "OPTOUT_DM"))
    answer(story, "ACCESS", "L05")
    row = clock(story).rows[0]
    assert row.done and row.deadlines[0].met_on == date(2026, 11, 16)
    assert clock(story).due == TEN_WORKDAYS


# ---- suspension ----------------------------------------------------------------------------------


def test_with_every_open_right_suspended_only_the_strict_day_is_left() -> None:
    story = opened(rights=("ACCESS", "ERASE"))
    ask(story)
    told = clock(story)
    assert (told.due, told.strict_due, told.suspended) == (None, MONTH, True)
    assert all(row.suspended and row.due is None for row in told.rows)


def test_a_refused_right_runs_on_beside_a_suspended_one() -> None:
    story = opened(rights=("ACCESS", "ERASE"))
    ask(story)
    decide(story, "refused", "ERASE")
    told = clock(story)
    assert (told.due, told.suspended) == (MONTH, False)
    assert [row.suspended for row in told.rows] == [True, False]


def test_an_office_that_credits_no_suspension_has_none() -> None:
    story = opened()
    ask(story)
    policy = story.office.policy.changed("credit_suspension", "false")
    story.office = replace(story.office, policy=policy)
    assert (clock(story).due, clock(story).suspended) == (MONTH, False)


# ---- what cannot be counted ----------------------------------------------------------------------


def test_a_case_that_cannot_be_counted_says_so_and_has_no_date() -> None:
    story = opened()
    story.put(date(2026, 11, 4), f.IdentityRequested(doubt="x", rung="L2"))
    told = clock(story)
    assert told == CaseClock(rows=(), error="event_before_receipt")
    old = opened(received_on=date(1999, 5, 5))
    assert clock(old).error == "outside_holiday_table"


def test_a_date_typed_from_the_authoritys_letter_is_never_computed() -> None:
    told = clock(opened(rights=("SA_INQUIRY",)))
    assert [each.kind for each in told.rows[0].deadlines] == ["house"]
    assert told.due is None and not told.error
