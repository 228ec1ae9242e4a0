"""The office's parameters (rules 9): all there, each with its values, and where it acts."""

from dataclasses import fields
from datetime import date

import pytest

from ikanda_case.domain.clock import SOURCES, ClockEvent, ClockPolicy, deadline
from ikanda_case.domain.deadlines import clock_policy
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.policy import PARAMETERS, Policy, contested
from ikanda_case.tables.calendars import load_calendar
from ikanda_case.texts.catalogue import sentences

BELGIUM = load_calendar()


def test_every_number_of_the_rule_book_has_its_parameter() -> None:
    numbers = {each.number for each in PARAMETERS.values()} - {0}
    assert numbers == {*range(1, 25)} - {20}  # 20, the mail hosts, is in the office's description


def test_the_defaults_are_those_of_the_rule_book() -> None:
    policy = Policy()
    assert (policy.credit_suspension, policy.ask_within_workdays) == (True, 5)
    assert (policy.extension_anchor, policy.month_end) == ("receipt", "same_number")
    assert (policy.acknowledge_workdays, policy.remind_after_days) == (3, 14)
    assert (policy.no_answer_workdays, policy.postmark_workdays) == (3, 1)
    assert (policy.registered_arrival, policy.unoffered_address) == (
        "first_presentation",
        "effective",
    )
    assert (policy.fee_suspends, policy.mandate_suspends) == (False, True)
    assert (policy.late_refusal, policy.optout_wall_workdays, policy.paper_days) == (
        "reason",
        10,
        30,
    )
    assert (policy.record_language, policy.keep_years, policy.package_months) == ("nl", 5, 3)
    assert (policy.abuse_with_counsel, policy.signature_level) == (True, "advanced")
    assert (policy.repeat_months, policy.notice_workdays) == (12, 5)
    assert (policy.object_stop_workdays, policy.breach_hours) == (2, 72)
    assert not policy.official_journal_days_rest


@pytest.mark.parametrize("name", PARAMETERS)
def test_each_takes_its_own_kind_of_value_and_no_other(name: str) -> None:
    policy, parameter = Policy(), PARAMETERS[name]
    now = getattr(policy, name)
    good = "true" if isinstance(now, bool) else parameter.choices[-1] if parameter.choices else "1"
    assert str(getattr(policy.changed(name, good), name)).lower() == good
    for bad in ("", "0", "-1", "1.5", "nee", "99999", "²", "1" * 400):
        with pytest.raises(InputError) as refused:
            policy.changed(name, bad)
        assert refused.value.code == "bad_policy_value"


def test_the_largest_number_is_taken_and_the_next_is_not() -> None:
    assert Policy().changed("keep_years", "30").keep_years == 30
    with pytest.raises(InputError):
        Policy().changed("keep_years", "31")


def test_what_is_no_parameter_is_refused_by_name() -> None:
    with pytest.raises(InputError) as refused:
        Policy().changed("keep_forever", "1")
    assert refused.value.code == "unknown_policy"


def test_a_rule_takes_the_offices_number() -> None:
    assert Policy().rule("workdays_{object_stop_workdays}") == "workdays_2"
    assert Policy().rule("art12") == "art12"


def test_a_leap_day_ends_on_the_last_of_february() -> None:
    assert Policy().keep_until(date(2028, 2, 29)) == date(2033, 2, 28)
    assert Policy().keep_until(date(2028, 2, 29), contractual=True) == date(2038, 2, 28)


@pytest.mark.parametrize("lang", ["nl", "fr", "en", "de"])
def test_each_has_its_name_and_its_reading_in_words(lang: str) -> None:
    words = sentences(lang, "policy")
    for name, parameter in PARAMETERS.items():
        assert words[name] and words[f"{name}_why"]
        for choice in parameter.choices:
            assert words[f"{name}_{choice}"]


def test_a_contested_reading_is_named_where_it_acts() -> None:
    assert [each.name for each in contested(("three_months",))] == ["extension_anchor"]
    assert [each.name for each in contested(("identity_open", "holiday"))] == [
        "credit_suspension",
        "official_journal_days_rest",
    ]
    assert contested(("weekend",)) == ()
    known = {*SOURCES, "suspended_open", "refusal_after_month"}
    assert all({*each.acts_on} <= known for each in PARAMETERS.values())


# ---- what each reading does to the clock ---------------------------------------------------------


def due(events: list[ClockEvent], received: date = date(2026, 6, 1), **said: object) -> object:
    policy = ClockPolicy(**said)  # type: ignore[arg-type]
    return deadline("art12", received, events, BELGIUM, policy=policy).due


def on(day: int, month: int = 6) -> date:
    return date(2026, month, day)


def test_a_mandate_question_suspends_unless_the_office_says_otherwise() -> None:
    asked = [ClockEvent("mandate_requested", on(3)), ClockEvent("mandate_received", on(10))]
    assert due(asked) == date(2026, 7, 8)
    assert due(asked, mandate_suspends=False) == date(2026, 7, 1)
    identity = [ClockEvent("identity_requested", on(3)), ClockEvent("identity_received", on(10))]
    assert due(identity, mandate_suspends=False) == date(2026, 7, 8)


def test_a_fee_suspends_only_where_the_office_says_so() -> None:
    quoted = [ClockEvent("fee_quoted", on(3)), ClockEvent("fee_quoted", on(5))]
    answered = [*quoted, ClockEvent("fee_answered", on(10))]
    assert due(answered) == date(2026, 7, 1)
    assert due(answered, fee_suspends=True) == date(2026, 7, 8)
    assert due(quoted, fee_suspends=True) is None
    assert due([ClockEvent("fee_answered", on(10))], fee_suspends=True) == date(2026, 7, 1)


def test_a_chained_extension_is_counted_from_the_end_of_the_month() -> None:
    received, extended = date(2026, 11, 30), [ClockEvent("extended", date(2026, 12, 18))]
    assert due(extended, received) == date(2027, 3, 1)
    found = deadline(
        "art12", date(2027, 1, 31), [ClockEvent("extended", date(2027, 2, 5))], BELGIUM,
        policy=ClockPolicy(chained_extension=True),
    )  # fmt: skip
    assert found.due == date(2027, 4, 28)  # 31 January, 28 February, 28 April
    assert "chained_months" in [step.code for step in found.steps]


def test_last_day_to_last_day_is_a_reading_that_can_be_chosen() -> None:
    received = date(2027, 2, 28)
    assert due([], received) == date(2027, 3, 30)  # 28 March is Easter Sunday, 29 Easter Monday
    found = deadline(
        "art12", received, [], BELGIUM, policy=ClockPolicy(month_end_to_month_end=True)
    )
    assert (found.due, found.strict_due) == (date(2027, 3, 31), date(2027, 3, 30))
    assert "month_end" in [step.code for step in found.steps]
    assert due([], date(2027, 2, 27), month_end_to_month_end=True) == date(2027, 3, 30)


def test_an_address_never_offered_can_be_read_as_an_arrival_all_the_same() -> None:
    later = [ClockEvent("effective_receipt", on(10))]
    assert due(later) == date(2026, 7, 10)
    assert due(later, first_arrival_always=True) == date(2026, 7, 1)


def test_the_wall_of_an_opt_out_is_the_offices_promise() -> None:
    found = deadline(
        "optout_10wd", date(2026, 11, 23), [], BELGIUM, policy=ClockPolicy(optout_working_days=5)
    )
    assert found.due == date(2026, 11, 30)


def test_the_clock_is_told_every_choice() -> None:
    changed = Policy()
    for name, value in (
        ("extension_anchor", "chained"),
        ("month_end", "last_day"),
        ("unoffered_address", "first"),
        ("fee_suspends", "true"),
        ("mandate_suspends", "false"),
        ("credit_suspension", "false"),
        ("ask_within_workdays", "3"),
        ("breach_hours", "96"),
        ("optout_wall_workdays", "5"),
    ):
        changed = changed.changed(name, value)
    told, usual = clock_policy(changed), clock_policy(Policy())
    assert usual == ClockPolicy()
    assert all(getattr(told, each.name) != getattr(usual, each.name) for each in fields(told))
