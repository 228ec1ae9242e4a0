"""`ikanda-case clock --json`: what it answers, and what it refuses in its place."""

import json
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from ikanda_case.cli.clock import answer_line, clock_command
from ikanda_case.desktop.clock import to_brussels
from ikanda_case.domain.clock import EVENT_KINDS
from ikanda_case.tables.calendars import load_calendar

BELGIUM = load_calendar()
PLAIN = {"received": "2026-03-05T10:00:00", "jurisdiction": "BE", "rule": "art12", "events": []}


def line(**fields: Any) -> str:
    return json.dumps({**PLAIN, **fields})


def ask(**fields: Any) -> dict[str, Any]:
    return answer_line(line(**fields), BELGIUM, to_brussels)


def code(answer: dict[str, Any]) -> str:
    assert set(answer) == {"error"}
    assert set(answer["error"]) == {"code", "message", "hint"}
    assert all(answer["error"].values())
    return str(answer["error"]["code"])


def run(text: str | bytes, *options: str) -> Result:
    command: click.Command = clock_command(load_calendar, to_brussels)
    return CliRunner().invoke(command, ["--json", *options], input=text)


# ---- answers ---------------------------------------------------------------------------------


def test_an_answer_whole() -> None:
    answer = ask()
    assert list(answer) == ["due", "strict_due", "state", "flags", "explanation"]
    assert (answer["due"], answer["strict_due"]) == ("2026-04-07", "2026-04-07")
    assert (answer["state"], answer["flags"]) == ("running", [])
    assert answer["explanation"][-1] == {
        "step": "due",
        "date": "2026-04-07",
        "rule": "Reg. 1182/71 Art. 3(4)",
        "text": "dus uiterlijk 7 april 2026",
    }
    assert [step["date"] for step in answer["explanation"]][2:4] == ["2026-04-05", "2026-04-06"]
    json.dumps(answer)


def test_a_suspended_case_has_no_due_date() -> None:
    answer = ask(events=[{"type": "identity_requested", "on": "2026-03-09"}])
    assert (answer["due"], answer["state"]) == (None, "suspended")
    assert answer["flags"] == ["suspended_open"]
    assert answer["strict_due"] == "2026-04-07"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nl", "ontvangen 5 maart 2026"),
        ("fr", "reçu le 5 mars 2026"),
        ("en", "received 5 March 2026"),
    ],
)
def test_the_language_asked_for(lang: str, text: str) -> None:
    assert ask(lang=lang)["explanation"][0]["text"] == text


@pytest.mark.parametrize(
    ("received", "day"),
    [
        ("2026-03-05", "2026-03-05"),
        ("2026-03-05T00:00", "2026-03-05"),
        ("2026-02-10T23:50:00+01:00", "2026-02-10"),
        ("2026-07-09T22:30:00Z", "2026-07-10"),
        ("2026-03-28T23:30:00Z", "2026-03-29"),
        ("2026-10-25T22:30:00Z", "2026-10-25"),
        ("2026-07-09T23:59:59.999999", "2026-07-09"),
        ("2026-07-09T12:00:00.5-11:00", "2026-07-10"),
        ("2028-02-29T08:00:00", "2028-02-29"),
    ],
)
def test_the_day_of_receipt_is_the_one_in_brussels(received: str, day: str) -> None:
    assert ask(received=received)["explanation"][0]["date"] == day


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-10-24T10:00:00", "2026-10-27T09:00:00+01:00"),
        ("2026-03-27T10:00:00+01:00", "2026-03-30T11:00:00+02:00"),
        ("2026-10-25T02:30:00", "2026-10-28T01:30:00+01:00"),
        ("2026-10-25T01:30:00Z", "2026-10-28T02:30:00+01:00"),
        ("2026-03-29T02:30:00", "2026-04-01T03:30:00+02:00"),
        ("2026-04-03", "2026-04-06T00:00:00+02:00"),
    ],
)
def test_hours_are_shown_in_brussels_with_their_offset(received: str, due: str) -> None:
    answer = ask(rule="hours_72", received=received)
    assert answer["due"] == answer["strict_due"] == due
    assert answer["explanation"][-1]["date"] == due
    assert "(Brussel)" in answer["explanation"][-1]["text"]


def test_events_count_by_their_day_and_ties_as_given() -> None:
    asked = {"type": "identity_requested", "on": "2026-03-09"}
    answered = {"type": "identity_received", "on": "2026-03-09"}
    assert ask(events=[asked, answered])["state"] == "running"
    after = ask(events=[answered, asked])
    assert (after["state"], after["flags"]) == (
        "suspended",
        ["unsolicited_evidence", "suspended_open"],
    )


@pytest.mark.parametrize(
    ("reason", "given"),
    [
        (True, True), ("te veel aanvragen", True), (False, False), ("", False), ("  \t", False),
        (None, False), (0, False), (1, False), ([], False),
    ],
)  # fmt: skip
def test_reasons_of_an_extension(reason: object, given: bool) -> None:
    notice = {"type": "extended", "on": "2026-03-10", "reason": reason}
    assert ask(events=[notice])["flags"] == ([] if given else ["extension_invalid_no_reason"])
    del notice["reason"]
    assert ask(events=[notice])["due"] == "2026-06-05"


@pytest.mark.parametrize(("large", "stops"), [(True, True), (False, False), ("true", False),
                                              (1, False), (None, False)])  # fmt: skip
def test_only_true_is_a_large_volume(large: object, stops: bool) -> None:
    asked = {"type": "clarification_requested", "on": "2026-03-09", "large_volume": large}
    assert (ask(events=[asked])["state"] == "suspended") is stops
    assert ask(events=[asked], right="ERASE")["state"] == "running"


def test_the_other_qualifiers() -> None:
    late = {"type": "identity_requested", "on": "2026-03-20"}
    assert ask(events=[late])["flags"] == ["asked_late_no_credit"]
    assert ask(events=[{**late, "justified": "de verzoeker was onbereikbaar"}])["due"] is None
    assert ask(events=[{**late, "justified": True}])["due"] is None
    assert ask(events=[{**late, "justified": False}])["due"] is not None
    assert ask(events=[{**late, "since": "2026-03-16"}])["due"] is None
    assert ask(events=[{**late, "since": None}])["flags"] == ["asked_late_no_credit"]
    prompt = {"type": "identity_requested", "on": "2026-03-09"}
    doubtless = {**prompt, "reasonable_doubt": False}
    assert ask(events=[doubtless])["flags"] == ["no_reasonable_doubt_no_credit"]
    passed_on = {"type": "effective_receipt", "on": "2026-03-10", "forwarded_by_staff": True}
    assert ask(events=[passed_on])["flags"] == ["first_arrival_counts_forwarded"]
    passed_on["forwarded_by_staff"] = "ja"
    assert ask(events=[passed_on])["flags"] == ["first_arrival_ineffective"]


def test_what_is_not_known_is_ignored() -> None:
    odd = {"type": "postmark", "on": "2026-03-01", "since": "gisteren", "channel": 3, "x": [{}]}
    assert ask(events=[odd], note="iets", office=None) == ask()


def test_what_may_be_left_out() -> None:
    bare = json.dumps({"received": "2026-03-05", "rule": "art12"})
    assert answer_line(bare, BELGIUM, to_brussels) == ask()
    assert ask(right=None, lang=None) == ask()


# ---- refusals --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "received",
    ["2026-02-30", "25.08.2026", "2026-13-01", "2027-02-29", "20260305", "2026-W10-4", "2026-064",
     "2026-3-5", "05/03/2026", "vandaag", "", " 2026-03-05", "2026-03-05\n", "2026-03-05 10:00",
     "2026-03-05T", "2026-03-05T24:00:00", "2026-03-05T10:60", "2026-03-05T10:00+0100",
     "2026-03-05T10:00+25:00", "2026-03-05T10", "２０２６-03-05", "2026-03-05T10:00:60",
     20260305, 1772697600, 2026.5, True, False, None, [], ["2026-03-05"], {"day": 5}],
)  # fmt: skip
def test_a_receipt_that_is_no_date(received: object) -> None:
    assert code(ask(received=received)) == "not_a_moment"


@pytest.mark.parametrize(
    "on",
    ["2026-02-30", "25.08.2026", "2026-03-09T10:00:00", "20260309", "", 20260309, True, None, []],
)
def test_an_event_on_no_date(on: object) -> None:
    wrong = ask(events=[{"type": "postmark", "on": "2026-03-01"}, {"type": "extended", "on": on}])
    assert code(wrong) == "not_a_date"
    assert "events[1].on" in wrong["error"]["message"]
    asked = {"type": "mandate_requested", "on": "2026-03-09", "since": on}
    if on is not None:
        assert code(ask(events=[asked])) == "not_a_date"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"rule": "art13"}, "unknown_rule"),
        ({"rule": None}, "not_a_text"),
        ({"rule": 72}, "not_a_text"),
        ({"rule": "workdays_0"}, "bad_days"),
        ({"rule": "days_-3"}, "bad_days"),
        ({"rule": "workdays_" + "9" * 400}, "outside_holiday_table"),
        ({"rule": "days_1000000"}, "outside_holiday_table"),
        ({"jurisdiction": "FR"}, "unknown_jurisdiction"),
        ({"jurisdiction": "be"}, "unknown_jurisdiction"),
        ({"jurisdiction": None}, "unknown_jurisdiction"),
        ({"jurisdiction": ["BE"]}, "unknown_jurisdiction"),
        ({"right": 15}, "not_a_text"),
        ({"lang": "xx"}, "unknown_language"),
        ({"lang": "de"}, "unknown_language"),
        ({"lang": 1}, "not_a_text"),
        ({"events": None}, "not_a_list"),
        ({"events": {}}, "not_a_list"),
        ({"events": "[]"}, "not_a_list"),
        ({"events": [None]}, "not_an_object"),
        ({"events": ["extended"]}, "not_an_object"),
        ({"events": [{"on": "2026-03-09"}]}, "not_a_text"),
        ({"events": [{"type": 7, "on": "2026-03-09"}]}, "not_a_text"),
        ({"events": [{"type": "verlengd", "on": "2026-03-09"}]}, "unknown_event"),
        ({"events": [{"type": "extended", "on": "2026-03-04"}]}, "event_before_receipt"),
        ({"events": [{"type": "mandate_requested", "on": "2026-03-04"}]}, "event_before_receipt"),
        (
            {"events": [{"type": "effective_receipt", "on": "2026-03-04"}]},
            "effective_before_receipt",
        ),
        ({"events": [{"type": "postmark", "on": "9999-12-31"}]}, "outside_holiday_table"),
        ({"received": "9999-12-31"}, "outside_holiday_table"),
        ({"received": "9999-12-31T23:59:59-12:00"}, "outside_holiday_table"),
        ({"received": "0001-01-01T00:00:00+12:00"}, "outside_holiday_table"),
        ({"received": "1999-12-31T23:00:00"}, "outside_holiday_table"),
        ({"received": "2100-12-31T23:30:00Z"}, "outside_holiday_table"),
        ({"received": "2100-12-20"}, "outside_holiday_table"),
    ],
)  # fmt: skip
def test_refused_by_name(fields: dict[str, Any], expected: str) -> None:
    assert code(ask(**fields)) == expected


def test_a_missing_receipt_or_rule() -> None:
    assert code(answer_line('{"rule": "art12"}', BELGIUM, to_brussels)) == "not_a_moment"
    assert code(answer_line('{"received": "2026-03-05"}', BELGIUM, to_brussels)) == "not_a_text"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "line_not_json"),
        ("   ", "line_not_json"),
        ("{", "line_not_json"),
        ("null", "line_not_object"),
        ("[]", "line_not_object"),
        ("true", "line_not_object"),
        ('"art12"', "line_not_object"),
        ("[" * 200_000, "line_not_json"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "line_not_json"),
        (line(note=float("nan")), "line_not_json"),
        (line(note=float("-inf")), "line_not_json"),
        ('{"received": "2026-03-05", "received": "2026-03-06", "rule": "art12"}', "line_not_json"),
        (line()[:-1] + ', "events": [{"on": "2026-03-06", "on": "2026-03-07"}]}', "line_not_json"),
        ('{"n": ' + "1" * 5000 + "}", "line_not_json"),
        (line() + line(), "line_not_json"),
        ("{'received': '2026-03-05'}", "line_not_json"),
        ("\x00", "line_not_json"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_line_that_cannot_be_read(text: str, expected: str) -> None:
    assert code(answer_line(text, BELGIUM, to_brussels)) == expected
    assert code(answer_line(text.encode(), BELGIUM, to_brussels)) == expected


def test_errors_are_worded_in_the_language_asked_for() -> None:
    said = [ask(rule="x", lang=lang)["error"]["message"] for lang in ("nl", "fr", "en")]
    assert len(set(said)) == 3
    assert said[2] == "There is no such deadline rule."


def test_nothing_given_comes_back_in_an_error() -> None:
    secret = "jan.fictief"
    for fields in (
        {"rule": secret}, {"received": secret}, {"lang": secret}, {"jurisdiction": secret},
        {"events": [{"type": secret, "on": "2026-03-09"}]},
        {"events": [{"type": "extended", "on": secret}]}, {"events": secret},
    ):  # fmt: skip
        assert secret not in json.dumps(ask(**fields))


# ---- the command -----------------------------------------------------------------------------


def test_the_command_answers_each_line_in_order_and_ends_well() -> None:
    result = run("".join(line(received=f"2026-03-{day:02}") + "\n" for day in range(1, 29)))
    assert result.exit_code == 0
    assert result.stderr == ""
    answers = [json.loads(each) for each in result.stdout.splitlines()]
    assert [a["explanation"][0]["date"][-2:] for a in answers] == [f"{d:02}" for d in range(1, 29)]


def test_one_bad_line_keeps_its_place_and_makes_the_exit_code_2() -> None:
    result = run(f"{line()}\n\n{line(received='2026-02-30')}\r\n{line()}")
    assert result.exit_code == 2
    answers = [json.loads(each) for each in result.stdout.splitlines()]
    assert ["error" in answer for answer in answers] == [False, True, True, False]


def test_no_lines_no_answers() -> None:
    result = run("")
    assert (result.exit_code, result.stdout) == (0, "")


def test_bytes_that_are_no_text_a_mark_at_the_start_and_windows_line_ends() -> None:
    start_mark = b"\xef\xbb\xbf"
    result = run(start_mark + line().encode() + b"\r\n" + b"\xff\xfe{}\n" + line().encode())
    answers = [json.loads(each) for each in result.stdout.splitlines()]
    assert [answer.get("due") for answer in answers] == ["2026-04-07", None, "2026-04-07"]
    assert code(answers[1]) == "line_not_json"


def test_a_line_without_end_is_not_kept() -> None:
    longest = line(note="x" * 400_000)
    result = run(f"{line(note='x' * 3_000_000)}\n{longest}\n{line(note='y' * 1_000_000)}")
    answers = [json.loads(each) for each in result.stdout.splitlines()]
    assert [code(answers[0]), answers[1]["due"], code(answers[2])] == [
        "line_too_long",
        "2026-04-07",
        "line_too_long",
    ]


def test_json_is_the_only_form() -> None:
    result = CliRunner().invoke(clock_command(load_calendar, to_brussels), [], input=line())
    assert (result.exit_code, result.stdout) == (2, "")


# ---- anything at all ---------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from(["2026-03-09", "2026-02-30", "art12", "days_2", "BE", "ACCESS", "nl"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)  # fmt: skip
EVENTS = st.lists(
    st.fixed_dictionaries(
        {"type": st.sampled_from(sorted(EVENT_KINDS)) | JSON, "on": st.just("2026-03-09") | JSON},
        optional={name: JSON for name in ("reason", "reasonable_doubt", "large_volume", "since",
                                          "justified", "forwarded_by_staff", "channel")},
    )
    | JSON,
    max_size=4,
)  # fmt: skip


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "received": st.just("2026-03-05T10:00:00") | JSON,
            "rule": st.sampled_from(["art12", "optout_10wd", "days_2", "hours_72"]) | JSON,
            "events": EVENTS | JSON,
            "jurisdiction": st.just("BE") | JSON,
            "lang": st.sampled_from(["nl", "fr", "en"]) | JSON,
            "right": JSON,
        },
    )
    | JSON
)
@settings(max_examples=400, deadline=None)
def test_every_line_gets_an_answer_or_an_error(value: Any) -> None:
    answer = answer_line(json.dumps(value), BELGIUM, to_brussels)
    if "error" in answer:
        code(answer)
    else:
        assert answer["explanation"][-1]["date"] == answer["due"] or answer["due"] is None
    json.dumps(answer)


@given(st.text(max_size=60) | st.binary(max_size=60))
@settings(max_examples=300, deadline=None)
def test_every_text_gets_an_answer_or_an_error(text: str | bytes) -> None:
    assert "error" in answer_line(text, BELGIUM, to_brussels)
