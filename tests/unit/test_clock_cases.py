"""The clock against the worked cases, and what it refuses by name."""

import csv
import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from ikanda_case.desktop.clock import to_brussels
from ikanda_case.domain.clock import ClockEvent, ClockPolicy, deadline, first_month_end
from ikanda_case.domain.errors import InputError
from ikanda_case.tables.calendars import load_calendar

BELGIUM = load_calendar()
CASES = Path(__file__).parents[1] / "files" / "deadline-cases.csv"


def day(text: str) -> date:
    return date.fromisoformat(text)


def event(kind: str, on: str, **said: Any) -> ClockEvent:
    return ClockEvent(kind, day(on), **said)


def worked_cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", worked_cases(), ids=lambda row: row["case_id"])
def test_worked_case(row: dict[str, str]) -> None:
    received = to_brussels(datetime.fromisoformat(row["received"]))
    events = []
    for said in json.loads(row["events"]):
        since = said.pop("since", None)
        kind, on = said.pop("type"), said.pop("on")
        events.append(event(kind, on, since=day(since) if since else None, **said))
    found = deadline(row["rule"], received.date(), events, BELGIUM, instant=received)
    assert str(found.due or "") == row["expected_due"]
    assert str(found.strict_due) == row["strict_due"]
    assert list(found.flags) == row["flags"].split()
    assert found.state == ("running" if row["expected_due"] else "suspended")


def test_the_file_of_worked_cases_is_there_whole() -> None:
    assert len(worked_cases()) == 69


def refusal(rule: str, received: str, *events: ClockEvent, **options: Any) -> InputError:
    with pytest.raises(InputError) as refused:
        deadline(rule, day(received), events, BELGIUM, **options)
    return refused.value


# ---- refused by name -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rule",
    ["", "art13", "ART12", "art12 ", "workdays", "workdays_", "workdays_1.5", "workdays_+5",
     "workdays_05", "days_x", "days_5\n", "days_٣", "hours_48", "optout", "workdays_--3"],
)  # fmt: skip
def test_unknown_rule(rule: str) -> None:
    assert refusal(rule, "2026-03-05").code == "unknown_rule"


@pytest.mark.parametrize("rule", ["workdays_0", "days_0", "days_-1", "workdays_-" + "9" * 5000])
def test_a_period_without_days(rule: str) -> None:
    assert refusal(rule, "2026-03-05").code == "bad_days"


@pytest.mark.parametrize("rule", ["workdays_20000", "days_30000", "days_" + "9" * 5000])
def test_a_period_beyond_the_table(rule: str) -> None:
    error = refusal(rule, "2026-03-05")
    assert error.code == "outside_holiday_table"
    assert error.facts["year"] in (2101, 2108)


@pytest.mark.parametrize("rule", ["art12", "optout_10wd", "days_3", "hours_72"])
@pytest.mark.parametrize("received", ["1999-12-31", "2101-01-01", "0001-01-01", "9999-12-31"])
def test_receipt_outside_the_table(rule: str, received: str) -> None:
    error = refusal(rule, received, instant=datetime(2026, 1, 1, tzinfo=UTC))
    assert error.code == "outside_holiday_table"


def test_an_end_outside_the_table() -> None:
    assert refusal("art12", "2100-12-05").code == "outside_holiday_table"
    assert refusal("workdays_3", "2100-12-30").code == "outside_holiday_table"
    asked = event("identity_requested", "2100-11-03")
    answered = event("identity_received", "2100-12-31")
    assert refusal("art12", "2100-11-02", asked, answered).code == "outside_holiday_table"


@pytest.mark.parametrize("kind", ["", "verlengd", "Extended", "closed"])
def test_unknown_event(kind: str) -> None:
    error = refusal("days_3", "2026-03-05", event("postmark", "2026-03-01"),
                    ClockEvent(kind, day("2026-03-09")))  # fmt: skip
    assert (error.code, error.facts["number"]) == ("unknown_event", 2)


def test_an_event_outside_the_table() -> None:
    for odd in (
        event("postmark", "1999-12-31"),
        event("identity_requested", "2000-01-05", since=day("1999-12-31")),
    ):
        assert refusal("art12", "2000-01-03", odd).code == "outside_holiday_table"


@pytest.mark.parametrize(
    "kind",
    ["identity_requested", "mandate_requested", "clarification_requested", "identity_received",
     "mandate_received", "clarification_received", "identity_insufficient", "extended"],
)  # fmt: skip
def test_nothing_is_asked_answered_or_extended_before_the_first_arrival(kind: str) -> None:
    error = refusal("art12", "2026-03-05", event(kind, "2026-03-04"))
    assert (error.code, error.facts["kind"]) == ("event_before_receipt", kind)
    assert (error.facts["on"], error.facts["receipt"]) == (day("2026-03-04"), day("2026-03-05"))
    earlier = event("received_other_channel", "2026-03-04")
    found = deadline("art12", day("2026-03-05"), [event(kind, "2026-03-04"), earlier], BELGIUM)
    assert found.flags[0] == "earlier_channel_counts"
    other_rule = deadline("days_3", day("2026-03-05"), [event(kind, "2026-03-04")], BELGIUM)
    assert other_rule.flags == ()


@pytest.mark.parametrize("kind", ["identity_verified", "postmark", "reminder_sent"])
def test_what_is_no_question_answer_or_extension_may_come_before_receipt(kind: str) -> None:
    plain = deadline("art12", day("2026-03-05"), [], BELGIUM)
    assert deadline("art12", day("2026-03-05"), [event(kind, "2026-03-01")], BELGIUM) == plain


def test_effective_receipt_before_receipt() -> None:
    early = event("effective_receipt", "2026-03-04")
    for rule in ("art12", "optout_10wd", "days_3"):
        assert refusal(rule, "2026-03-05", early).code == "effective_before_receipt"
    with pytest.raises(InputError) as refused:
        first_month_end(day("2026-03-05"), [early], BELGIUM)
    assert refused.value.code == "effective_before_receipt"


def test_effective_receipt_on_the_day_of_receipt() -> None:
    same = event("effective_receipt", "2026-03-05")
    found = deadline("art12", day("2026-03-05"), [same], BELGIUM)
    assert (found.due, found.flags) == (day("2026-04-07"), ("first_arrival_ineffective",))


def test_since_after_its_question() -> None:
    asked = event("mandate_requested", "2026-03-09", since=day("2026-03-10"))
    assert refusal("art12", "2026-03-05", asked).code == "since_after_question"
    ignored = event("extended", "2026-03-09", since=day("2026-03-10"))
    assert deadline("art12", day("2026-03-05"), [ignored], BELGIUM).due == day("2026-06-05")


# ---- hours -----------------------------------------------------------------------------------


def test_seventy_two_elapsed_hours_across_the_end_of_summer_time() -> None:
    aware = datetime(2026, 10, 24, 10, tzinfo=timezone(timedelta(hours=2)))
    found = deadline("hours_72", day("2026-10-24"), [], BELGIUM, instant=aware)
    assert found.due == found.strict_due == datetime(2026, 10, 27, 8, tzinfo=UTC)
    assert isinstance(found.due, datetime)
    assert found.due.utcoffset() == timedelta(0)
    assert [step.code for step in found.steps] == ["aware", "due_moment"]
    assert found.steps[-1].date == found.due


def test_hours_heed_no_weekend_no_event_and_the_policy_of_the_day() -> None:
    aware = datetime(2026, 4, 3, 17, tzinfo=UTC)
    events = [event("received_other_channel", "2026-04-01"), event("extended", "2026-04-01")]
    policy = ClockPolicy(breach_hours=96)
    found = deadline("hours_72", aware.date(), events, BELGIUM, instant=aware, policy=policy)
    assert (found.due, found.flags) == (datetime(2026, 4, 7, 17, tzinfo=UTC), ())


def test_hours_need_a_moment_with_its_offset() -> None:
    assert refusal("hours_72", "2026-03-05").code == "moment_needed"
    naive = datetime(2026, 3, 5, 10)
    assert refusal("hours_72", "2026-03-05", instant=naive).code == "moment_without_offset"


# ---- the steps, and the corners of the rules ----------------------------------------------------


def steps(rule: str, received: str, *events: ClockEvent, **options: Any) -> list[str]:
    found = deadline(rule, day(received), events, BELGIUM, **options)
    return [f"{step.code} {step.date}" for step in found.steps]


def test_the_steps_of_easter() -> None:
    assert steps("art12", "2026-03-05") == [
        "received 2026-03-05",
        "one_month 2026-04-05",
        "weekend_named 2026-04-05",
        "holiday 2026-04-06",
        "due 2026-04-07",
    ]


def test_the_steps_of_a_suspended_and_extended_month() -> None:
    assert steps(
        "art12",
        "2026-11-30",
        event("extended", "2026-12-18"),
        event("identity_requested", "2026-12-02"),
        event("identity_received", "2026-12-04"),
    ) == [
        "received 2026-11-30",
        "one_month 2026-12-30",
        "identity_suspension 2026-12-04",
        "extended 2026-12-18",
        "three_months_clamped 2027-02-28",
        "days_credited 2027-03-02",
        "due 2027-03-02",
    ]


def test_the_steps_of_working_days_name_what_was_skipped() -> None:
    assert steps("optout_10wd", "2026-05-08") == [
        "received 2026-05-08",
        "optout 2026-05-26",
        "holiday 2026-05-14",
        "weekend 2026-05-23",
        "weekend_named 2026-05-24",
        "holiday 2026-05-25",
        "due 2026-05-26",
    ]


def test_the_steps_of_two_days_over_christmas() -> None:
    assert steps("days_2", "2026-12-24") == [
        "received 2026-12-24",
        "calendar_days 2026-12-26",
        "weekend 2026-12-26",
        "weekend 2026-12-27",
        "two_working_days 2026-12-28",
        "due 2026-12-29",
    ]


@pytest.mark.parametrize(
    ("rule", "received", "source"),
    [
        ("art12", "2026-11-23", "3(2)(c)"),
        ("art12", "2026-03-05", "3(4)"),
        ("days_14", "2026-11-23", "3(2)(b)"),
        ("days_3", "2026-04-02", "3(4)"),
        ("days_2", "2026-12-24", "3(5)"),
        ("workdays_3", "2026-11-20", "3(2)(b)"),
    ],
)
def test_the_last_step_cites_what_fixed_the_day(rule: str, received: str, source: str) -> None:
    found = deadline(rule, day(received), [], BELGIUM)
    assert found.steps[-1].rule == f"Reg. 1182/71 Art. {source}"


def test_two_open_questions_credit_each_day_once() -> None:
    found = deadline(
        "art12",
        day("2026-06-01"),
        [
            event("identity_requested", "2026-06-02"),
            event("mandate_requested", "2026-06-03"),
            event("identity_received", "2026-06-08"),
            event("mandate_received", "2026-06-10"),
        ],
        BELGIUM,
    )
    assert found.due == day("2026-07-09")
    told = [dict(step.facts).get("count") for step in found.steps if "suspension" in step.code]
    assert told == [6, 2]


def test_while_one_question_is_open_another_may_come_after_the_month() -> None:
    found = deadline(
        "art12",
        day("2026-06-01"),
        [
            event("identity_requested", "2026-06-02"),
            event("mandate_requested", "2026-07-15", since=day("2026-07-14")),
            event("extended", "2026-07-20"),
        ],
        BELGIUM,
    )
    assert found.state == "suspended"
    assert found.due is None
    assert found.flags == ("extension_relies_on_suspension_contested", "suspended_open")
    assert [step.code for step in found.steps][-2:] == ["identity_open", "mandate_open"]
    assert found.strict_due == day("2026-07-01")


def test_a_question_after_the_month_stops_nothing() -> None:
    late = event("identity_requested", "2026-07-02", justified=True)
    found = deadline("art12", day("2026-06-01"), [late], BELGIUM)
    assert (found.due, found.flags) == (day("2026-07-01"), ("asked_after_expiry_no_credit",))


def test_on_the_last_day_itself_a_question_or_an_extension_is_still_in_time() -> None:
    asked = event("identity_requested", "2026-07-01", justified=True)
    assert deadline("art12", day("2026-06-01"), [asked], BELGIUM).state == "suspended"
    # the month ends on Saturday 28 February, and so on Monday 2 March
    notice = event("extended", "2026-03-02")
    found = deadline("art12", day("2026-01-31"), [notice], BELGIUM)
    assert (found.due, found.strict_due) == (day("2026-04-30"), day("2026-04-28"))
    assert found.flags == ()


def test_a_justified_late_question_stops_the_clock() -> None:
    asked = event("identity_requested", "2026-06-15", justified=True)
    answered = event("identity_received", "2026-06-17")
    assert deadline("art12", day("2026-06-01"), [asked, answered], BELGIUM).due == day("2026-07-03")


def test_without_reasonable_doubt_nothing_stops() -> None:
    for kind in ("identity", "mandate"):
        asked = event(f"{kind}_requested", "2026-06-02", reasonable_doubt=False)
        found = deadline("art12", day("2026-06-01"), [asked], BELGIUM)
        assert (found.due, found.flags) == (day("2026-07-01"), ("no_reasonable_doubt_no_credit",))


def test_clarification_stops_the_clock_of_access_only() -> None:
    asked = event("clarification_requested", "2026-06-02", large_volume=True)
    assert deadline("art12", day("2026-06-01"), [asked], BELGIUM).state == "suspended"
    found = deadline("art12", day("2026-06-01"), [asked], BELGIUM, right="ERASE")
    assert found.flags == ("clarification_not_recital63_no_credit",)


def test_evidence_nobody_asked_for_credits_nothing() -> None:
    for kind in ("identity_received", "identity_insufficient", "mandate_received"):
        found = deadline("art12", day("2026-06-01"), [event(kind, "2026-06-03")], BELGIUM)
        assert (found.due, found.flags) == (day("2026-07-01"), ("unsolicited_evidence",))


def test_a_finding_closes_the_question_unless_evidence_came_before() -> None:
    asked = event("identity_requested", "2026-06-02")
    verified = event("identity_verified", "2026-06-12")
    assert deadline("art12", day("2026-06-01"), [asked, verified], BELGIUM).due == day("2026-07-13")
    arrived = event("identity_received", "2026-06-08")
    found = deadline("art12", day("2026-06-01"), [asked, arrived, verified], BELGIUM)
    assert found.due == day("2026-07-07")


def test_asking_again_promptly_counts_from_the_insufficient_answer() -> None:
    events = [
        event("identity_requested", "2026-06-02"),
        event("identity_received", "2026-06-22"),
        event("identity_requested", "2026-06-25"),
        event("identity_received", "2026-06-29"),
    ]
    found = deadline("art12", day("2026-06-01"), events, BELGIUM)
    assert (found.due, found.flags) == (day("2026-07-27"), ())


def test_promptness_counts_from_the_first_answer_to_the_latest_question() -> None:
    asked_twice = [
        event("identity_requested", "2026-06-02"),
        event("identity_received", "2026-06-08"),
        event("identity_requested", "2026-06-10"),
        event("identity_received", "2026-06-22"),
        event("identity_requested", "2026-06-25"),
        event("identity_received", "2026-06-29"),
    ]
    found = deadline("art12", day("2026-06-01"), asked_twice, BELGIUM)
    assert (found.due, found.flags) == (day("2026-07-23"), ())
    found_wanting_later = [
        event("identity_requested", "2026-06-02"),
        event("identity_received", "2026-06-08"),
        event("identity_insufficient", "2026-06-15"),
        event("identity_requested", "2026-06-22"),
    ]
    found = deadline("art12", day("2026-06-01"), found_wanting_later, BELGIUM)
    assert (found.due, found.flags) == (day("2026-07-07"), ("asked_late_no_credit",))


def test_an_answer_about_identity_makes_no_other_question_prompt() -> None:
    events = [
        event("identity_requested", "2026-06-02"),
        event("identity_received", "2026-06-12"),
        event("mandate_requested", "2026-06-15"),
    ]
    found = deadline("art12", day("2026-06-01"), events, BELGIUM)
    assert found.flags == ("asked_late_no_credit",)


def test_asking_again_within_five_working_days_keeps_the_question_open() -> None:
    events = [
        event("identity_requested", "2026-06-02"),
        event("identity_insufficient", "2026-06-08"),
        event("identity_requested", "2026-06-15"),
        event("identity_received", "2026-06-19"),
    ]
    found = deadline("art12", day("2026-06-01"), events, BELGIUM)
    assert (found.due, found.flags) == (day("2026-07-20"), ())


def test_asking_again_without_doubt_ends_the_interval_at_the_insufficient_answer() -> None:
    events = [
        event("identity_requested", "2026-06-02"),
        event("identity_insufficient", "2026-06-08"),
        event("identity_requested", "2026-06-09", reasonable_doubt=False),
        event("identity_received", "2026-06-19"),
    ]
    found = deadline("art12", day("2026-06-01"), events, BELGIUM)
    assert (found.due, found.flags) == (day("2026-07-07"), ("no_reasonable_doubt_no_credit",))


def test_an_insufficient_answer_followed_by_an_answer_leaves_the_question_open() -> None:
    events = [
        event("identity_requested", "2026-06-02"),
        event("identity_insufficient", "2026-06-08"),
        event("identity_insufficient", "2026-06-10"),
        event("identity_received", "2026-06-12"),
    ]
    assert deadline("art12", day("2026-06-01"), events, BELGIUM).due == day("2026-07-13")


@pytest.mark.parametrize("second", ["identity_insufficient", "identity_received"])
def test_a_late_new_question_ends_the_interval_at_the_last_answer_before_it(second: str) -> None:
    events = [
        event("identity_requested", "2026-06-02"),
        event("identity_insufficient", "2026-06-08"),
        event(second, "2026-06-12"),
        event("identity_requested", "2026-06-22"),
    ]
    found = deadline("art12", day("2026-06-01"), events, BELGIUM)
    assert (found.due, found.flags) == (day("2026-07-13"), ("asked_late_no_credit",))


def test_an_answer_on_the_day_of_the_question_credits_nothing() -> None:
    both = [event("identity_requested", "2026-06-02"), event("identity_received", "2026-06-02")]
    found = deadline("art12", day("2026-06-01"), both, BELGIUM)
    assert found == deadline("art12", day("2026-06-01"), [], BELGIUM)


def test_days_before_the_effective_receipt_are_not_credited() -> None:
    events = [
        event("effective_receipt", "2026-06-10"),
        event("identity_requested", "2026-06-08"),
        event("identity_received", "2026-06-12"),
    ]
    found = deadline("art12", day("2026-06-01"), events, BELGIUM)
    assert (found.due, found.strict_due) == (day("2026-07-13"), day("2026-07-01"))
    told = {step.code: dict(step.facts).get("count") for step in found.steps}
    assert told["identity_suspension"] == told["days_credited"] == 2


def test_forwarded_by_staff_the_first_arrival_counts() -> None:
    passed_on = event("effective_receipt", "2026-06-10", forwarded_by_staff=True)
    for rule in ("art12", "optout_10wd"):
        plain = deadline(rule, day("2026-06-01"), [], BELGIUM)
        found = deadline(rule, day("2026-06-01"), [passed_on], BELGIUM)
        assert (found.due, found.strict_due) == (plain.due, plain.strict_due)
        assert found.flags == ("first_arrival_counts_forwarded",)


def test_an_extension_without_reasons_has_no_effect() -> None:
    notice = event("extended", "2026-06-10", reason=False)
    found = deadline("art12", day("2026-06-01"), [notice], BELGIUM)
    assert (found.due, found.flags) == (day("2026-07-01"), ("extension_invalid_no_reason",))


def test_the_chained_count_of_an_extension_may_be_the_strict_one() -> None:
    notice = event("extended", "2026-02-10")
    found = deadline("art12", day("2026-01-31"), [notice], BELGIUM)
    assert found.due == day("2026-04-30")
    assert found.strict_due == day("2026-04-28")


def test_with_suspension_not_credited_the_month_runs_on() -> None:
    events = [event("identity_requested", "2026-06-02"), event("identity_received", "2026-06-12")]
    policy = ClockPolicy(credit_suspension=False)
    found = deadline("art12", day("2026-06-01"), events, BELGIUM, policy=policy)
    assert (found.due, found.state, found.flags) == (day("2026-07-01"), "running", ())
    assert "suspension_not_credited" in [step.code for step in found.steps]


def test_the_office_may_ask_later_when_its_policy_says_so() -> None:
    asked = event("identity_requested", "2026-06-12")
    strict = deadline("art12", day("2026-06-01"), [asked], BELGIUM)
    assert strict.flags == ("asked_late_no_credit",)
    policy = ClockPolicy(ask_within_working_days=9)
    assert deadline("art12", day("2026-06-01"), [asked], BELGIUM, policy=policy).due is None


def test_a_refusal_is_due_at_the_first_months_end_whatever_else() -> None:
    events = [event("extended", "2026-03-10"), event("received_other_channel", "2026-03-04")]
    assert first_month_end(day("2026-03-05"), [], BELGIUM) == day("2026-04-07")
    assert first_month_end(day("2026-03-05"), events, BELGIUM) == day("2026-04-07")
    assert first_month_end(day("2026-03-10"), events, BELGIUM) == day("2026-04-07")


def test_any_name_beginning_art12_is_the_same_clock() -> None:
    for rule in ("art12_", "art12_whatever"):
        assert deadline(rule, day("2026-03-05"), [], BELGIUM).due == day("2026-04-07")


def test_twenty_thousand_events_are_no_burden() -> None:
    kinds = ("identity_requested", "identity_insufficient", "extended", "mandate_requested",
             "mandate_received", "identity_received", "identity_verified")  # fmt: skip
    many = [
        ClockEvent(kinds[n % len(kinds)], day("2026-06-01") + timedelta(days=n % 20_000))
        for n in range(20_000)
    ]
    found = deadline("art12", day("2026-06-01"), many, BELGIUM)
    assert found.flags[-1] == "suspended_open" or found.due is not None
