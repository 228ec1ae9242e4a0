"""What would a date be if: on the day of receipt and on any later day."""

from datetime import date

import pytest

from ikanda_case.app import intake, what_if
from ikanda_case.domain import facts as f
from ikanda_case.domain.deadlines import CaseClock, case_clock
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.what_if import Supposed, answers_by_day, days_from
from ikanda_case.domain.what_if import what_if as supposed
from tests.support.cases import Story, a_receipt, opened
from tests.support.desks import memory_desk

DAY = date(2026, 11, 9)


def then(story: Story, **said: object) -> CaseClock:
    return supposed(story.case, story.office, Supposed(**said)).then  # type: ignore[arg-type]


def test_asked_today_and_answered_later_gives_the_days_between() -> None:
    story = opened()
    found = then(story, asked_on=DAY, answered_on=date(2026, 11, 16))
    assert (found.due, found.strict_due) == (date(2026, 12, 14), date(2026, 12, 7))
    assert case_clock(story.case, story.office).due == date(2026, 12, 7)


def test_asked_and_never_answered_is_suspended() -> None:
    found = supposed(opened().case, opened().office, Supposed(asked_on=DAY))
    assert (found.then.due, found.then.suspended) == (None, True)
    assert found.flags == ("suspended_open",)


def test_it_says_what_would_really_happen() -> None:
    """What is supposed and what is then done give the same dates."""
    story = opened()
    guess = then(story, asked_on=DAY, answered_on=date(2026, 11, 20))
    story.put(DAY, f.IdentityRequested(doubt="x", rung="L2"))
    again = then(story, answered_on=date(2026, 11, 20))
    story.put(date(2026, 11, 20), f.IdentityReceived())
    assert guess == again == case_clock(story.case, story.office)


def test_a_late_question_gains_nothing_unless_it_is_justified() -> None:
    late = date(2026, 11, 20)
    story = opened()
    found = supposed(
        story.case, story.office, Supposed(asked_on=late, answered_on=date(2026, 11, 23))
    )
    assert found.then.due == date(2026, 12, 7)
    assert found.flags == ("asked_late_no_credit",)
    assert then(story, asked_on=late, answered_on=date(2026, 11, 23), justified=True).due == date(
        2026, 12, 8
    )


def test_each_kind_of_question_can_be_supposed() -> None:
    for asked in ("identity", "mandate", "clarification"):
        found = then(opened(), asked=asked, asked_on=DAY, answered_on=date(2026, 11, 16))
        assert found.due == date(2026, 12, 14), asked
    assert then(
        opened(), asked="clarification", asked_on=DAY, answered_on=date(2026, 11, 16),
        large_volume=False,
    ).due == date(2026, 12, 7)  # fmt: skip
    assert then(opened(), extended_on=DAY).due == date(2027, 2, 5)


def test_every_day_the_answer_may_arrive() -> None:
    story = opened()
    days = days_from(date(2026, 11, 10), 4)
    found = answers_by_day(story.case, story.office, Supposed(asked_on=DAY), days)
    assert [(day.day, clock.due) for day, clock in found] == [
        (10, date(2026, 12, 7)),  # Saturday 5 December and one day: Sunday 6
        (11, date(2026, 12, 7)),
        (12, date(2026, 12, 8)),
        (13, date(2026, 12, 9)),
    ]


def test_what_cannot_be_is_refused_by_name() -> None:
    with pytest.raises(InputError) as unknown:
        then(opened(), asked="blood", asked_on=DAY)
    assert unknown.value.code == "unknown_question"
    with pytest.raises(InputError) as before:
        then(opened(), asked_on=DAY, answered_on=date(2026, 11, 8))
    assert before.value.code == "answer_before_question"
    assert then(opened(), asked_on=date(2026, 11, 4)).error == "event_before_receipt"
    assert then(opened(), answered_on=DAY).due == date(2026, 12, 7)


def test_it_is_asked_of_a_case_and_writes_nothing() -> None:
    desk = memory_desk()
    stream = intake.take_in(desk, "brief.txt", b"Ik wil inzage.").stream
    with pytest.raises(RuleError) as refused:
        what_if.suppose(desk, stream, Supposed(asked_on=DAY))
    assert refused.value.code == "not_a_case"
    first_day = Supposed(asked_on=date(2026, 11, 5), answered_on=date(2026, 11, 12))
    before = what_if.suppose_received(desk, a_receipt(), first_day)
    assert before.then.due == date(2026, 12, 14)  # 5 December + 7 is Saturday 12
    intake.open_case(desk, stream, a_receipt())
    with desk.file.reading() as now:
        head = now.head()
    assert what_if.suppose(desk, stream, first_day) == before
    assert what_if.by_day(desk, stream, Supposed(asked_on=DAY), DAY, 2)[1][0] == date(2026, 11, 10)
    with desk.file.reading() as now:
        assert now.head() == head
