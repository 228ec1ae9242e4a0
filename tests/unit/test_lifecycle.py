"""Every legal step of a case: one test that it is taken, one that it is refused."""

from datetime import date

import pytest

from ikanda_case.domain import facts as f
from ikanda_case.domain import identity, lifecycle
from ikanda_case.domain.deadlines import case_clock
from ikanda_case.domain.errors import InputError, KnownError, RuleError
from ikanda_case.domain.next_step import next_step
from ikanda_case.domain.people import Parties, Person
from ikanda_case.domain.replay import case_of
from tests.support.cases import (
    TODAY,
    Story,
    a_receipt,
    an_office,
    followed_up,
    more,
    noted,
    opened,
    taken_in,
)


def refused(code: str, error: pytest.ExceptionInfo[KnownError]) -> None:
    assert error.value.code == code


def settled(**said: object) -> Story:
    story = opened(**said)
    story.write(identity.not_needed(story.case, "adres gekend", date(2026, 11, 6), TODAY))
    return story


def answered(**said: object) -> Story:
    story = settled(**said)
    for number, row in enumerate(story.case.rows, 1):
        letter = f"B{number}"
        kind = {"ACCESS": "L05", "OPTOUT_DM": "L12"}.get(row.right, "L07")
        draft = f.Drafted(letter=letter, letter_kind=kind, language="nl", rights=(row.right,))
        story.put(date(2026, 11, 19), draft)
        story.put(date(2026, 11, 20), f.Sent(letter=letter, channel="post", to="x"))
    return story


# ---- receiving ---------------------------------------------------------------------------------


def test_a_case_holds_a_row_for_each_right() -> None:
    case = opened(rights=("ACCESS", "ERASE", "OPTOUT_DM")).case
    assert [row.right for row in case.rows] == ["ACCESS", "ERASE", "OPTOUT_DM"]
    assert (case.ref, case.state, case.received_on) == (
        "AVG-2026-0001",
        "TRIAGED",
        date(2026, 11, 5),
    )


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"rights": ()}, "no_right_chosen"),
        ({"rights": ("ACCESS", "ACCESS")}, "right_twice"),
        ({"rights": ("TELEPORT",)}, "unknown_right"),
        ({"received_on": date(2026, 11, 24)}, "in_the_future"),
        ({"letter_dated": date(2026, 11, 6)}, "dated_after_arrival"),
        ({"postmark": date(2026, 11, 6)}, "dated_after_arrival"),
        ({"letter_dated": date(2026, 11, 24)}, "in_the_future"),
        ({"postmark": date(2026, 11, 24)}, "in_the_future"),
        ({"other_channel_on": date(2026, 11, 24)}, "in_the_future"),
        ({"effective_on": date(2026, 11, 24)}, "in_the_future"),
        ({"effective_on": date(2026, 11, 4)}, "effective_before_received"),
        ({"parties": Parties.herself(Person())}, "requester_unknown"),
    ],
)
def test_an_unsound_receipt_is_refused_by_name(said: dict[str, object], code: str) -> None:
    story = taken_in()
    with pytest.raises(KnownError) as error:
        lifecycle.receive(story.case, a_receipt(**said), "AVG-2026-0001", story.office, TODAY)
    refused(code, error)


def test_a_case_is_opened_once() -> None:
    story = opened()
    with pytest.raises(RuleError) as error:
        lifecycle.receive(story.case, a_receipt(), "AVG-2026-0002", story.office, TODAY)
    refused("already_a_case", error)


def test_the_date_on_the_letter_is_kept_and_does_not_count() -> None:
    story = opened(channel="post", letter_dated=date(2026, 10, 30), postmark=date(2026, 11, 2))
    assert story.case.letter_dated == date(2026, 10, 30)
    assert case_clock(story.case, story.office).due == date(2026, 12, 7)


def test_an_item_set_aside_can_still_become_a_case() -> None:
    story = taken_in()
    story.put(TODAY, lifecycle.set_aside(story.case, "reclame"))
    assert story.case.state == "SET_ASIDE"
    story.write(lifecycle.receive(story.case, a_receipt(), "AVG-2026-0001", story.office, TODAY))
    assert story.case.state == "TRIAGED"


def test_setting_aside_needs_a_reason_and_no_case() -> None:
    with pytest.raises(RuleError) as error:
        lifecycle.set_aside(taken_in().case, "  ")
    refused("words_missing", error)
    with pytest.raises(RuleError) as error:
        lifecycle.set_aside(opened().case, "toch niet")
    refused("already_a_case", error)


# ---- identity ----------------------------------------------------------------------------------


def asked(story: Story, on: date = date(2026, 11, 9), rung: f.Rung = "L2") -> Story:
    question = f.IdentityRequested(doubt="ander adres", rung=rung)
    story.write(identity.request(story.case, story.office, question, "p1", on, TODAY))
    return story


def test_asking_suspends_and_evidence_lets_the_rest_run_on() -> None:
    story = asked(opened())
    clock = case_clock(story.case, story.office)
    assert (clock.due, clock.suspended, clock.strict_due) == (None, True, date(2026, 12, 7))
    assert story.case.state == "ID_PENDING"
    story.write(identity.evidence(story.case, "code", date(2026, 11, 16), TODAY))
    story.write(identity.outcome(story.case, "confirmed", "", date(2026, 11, 17), TODAY))
    clock = case_clock(story.case, story.office)
    assert (clock.due, clock.strict_due) == (date(2026, 12, 14), date(2026, 12, 7))
    assert story.case.identity.settled


def test_a_question_needs_its_doubt_and_a_rung() -> None:
    story = opened()
    for question, code in (
        (f.IdentityRequested(doubt=" ", rung="L2"), "words_missing"),
        (f.IdentityRequested(doubt="x", rung="L9"), "unknown_rung"),  # type: ignore[arg-type]
        (f.IdentityRequested(doubt="x", rung="L5"), "rung_needs_approver"),
    ):
        with pytest.raises(RuleError) as error:
            identity.request(story.case, story.office, question, "p1", TODAY, TODAY)
        refused(code, error)


def test_an_approver_may_choose_the_last_rung() -> None:
    story = opened()
    question = f.IdentityRequested(doubt="x", rung="L5")
    assert identity.request(story.case, story.office, question, "p2", TODAY, TODAY)


def test_an_opt_out_never_asks_for_identity() -> None:
    story = opened(rights=("OPTOUT_DM",))
    with pytest.raises(RuleError) as error:
        asked(story)
    refused("identity_never_needed", error)


def test_evidence_cannot_come_before_the_question() -> None:
    story = asked(opened())
    for act in (
        lambda: identity.evidence(story.case, "", date(2026, 11, 8), TODAY),
        lambda: identity.outcome(story.case, "confirmed", "", date(2026, 11, 8), TODAY),
    ):
        with pytest.raises(RuleError):
            act()


def test_each_outcome_has_its_state() -> None:
    for result, code in (
        ("confirmed", "confirmed"),
        ("insufficient", "insufficient"),
        ("mismatch", "mismatch"),
        ("none", "no_response"),
    ):
        story = asked(opened())
        story.write(identity.outcome(story.case, result, "", TODAY, TODAY))  # type: ignore[arg-type]
        assert story.case.identity.code == code


# ---- extension, decision, execution ------------------------------------------------------------


def test_an_extension_gives_three_months_from_receipt_once() -> None:
    story = settled()
    story.write(lifecycle.extend(story.case, story.office, more("veel stukken"), TODAY, TODAY))
    assert case_clock(story.case, story.office).due == date(2027, 2, 5)
    with pytest.raises(RuleError) as error:
        lifecycle.extend(story.case, story.office, more("nog meer"), TODAY, TODAY)
    refused("second_extension_refused", error)


def test_an_extension_after_the_due_date_is_refused() -> None:
    story = settled(received_on=date(2026, 9, 1))
    with pytest.raises(RuleError) as error:
        lifecycle.extend(story.case, story.office, more("veel stukken"), TODAY, TODAY)
    refused("extension_too_late", error)


def test_an_extension_needs_its_reason_and_a_right_that_has_one() -> None:
    with pytest.raises(RuleError) as error:
        lifecycle.extend(settled().case, an_office(), more(" "), TODAY, TODAY)
    refused("words_missing", error)
    with pytest.raises(RuleError) as error:
        lifecycle.extend(
            opened(rights=("OPTOUT_DM",)).case, an_office(), more("veel"), TODAY, TODAY
        )
    refused("not_extendable", error)


def test_while_suspended_an_extension_is_allowed() -> None:
    story = asked(opened())
    assert lifecycle.extend(story.case, story.office, more("veel stukken"), TODAY, TODAY)


def test_a_planned_refusal_is_due_after_the_first_month() -> None:
    story = settled()
    story.write(lifecycle.extend(story.case, story.office, more("veel stukken"), TODAY, TODAY))
    no = f.Decided(
        right="ACCESS", decision="refused", ground="G01", facts="niets gevonden",
        evidence=noted("G01"),
    )  # fmt: skip
    story.write(lifecycle.decide(story.case, story.office, no, TODAY, TODAY))
    clock = case_clock(story.case, story.office)
    assert clock.due == date(2026, 12, 7)
    assert clock.rows[0].deadlines[0].deadline.steps[-1].rule == "GDPR Art. 12(4)"


@pytest.mark.parametrize(
    ("decided", "code"),
    [
        (f.Decided(right="ACCESS", decision="refused", facts="x"), "ground_missing"),
        (
            f.Decided(right="ACCESS", decision="refused", ground="G10", facts="x"),
            "ground_not_allowed",
        ),
        (f.Decided(right="ACCESS", decision="refused", ground="G99", facts="x"), "unknown_ground"),
        (f.Decided(right="ACCESS", decision="partly", ground="G07"), "words_missing"),
        (f.Decided(right="ERASE", decision="granted"), "right_not_asked"),
    ],
)
def test_a_decision_without_its_listed_ground_is_refused(decided: f.Decided, code: str) -> None:
    story = settled()
    with pytest.raises(KnownError) as error:
        lifecycle.decide(story.case, story.office, decided, TODAY, TODAY)
    refused(code, error)


def test_an_erasure_waits_for_the_copy_that_is_owed() -> None:
    story = settled(rights=("ACCESS", "ERASE"))
    with pytest.raises(RuleError) as error:
        lifecycle.execute(story.case, "ERASE", "gewist", TODAY, TODAY)
    refused("copy_owed_first", error)
    done = answered(rights=("ACCESS", "ERASE"))
    assert lifecycle.execute(done.case, "ERASE", "gewist", TODAY, TODAY)


# ---- handling, closing -------------------------------------------------------------------------


def test_only_a_known_colleague_can_be_handler() -> None:
    story = settled()
    story.write(lifecycle.assign(story.case, story.office, "p2", TODAY))
    assert story.case.handler == "p2"
    with pytest.raises(InputError) as error:
        lifecycle.assign(story.case, story.office, "p9", TODAY)
    refused("unknown_person", error)


def test_a_managers_order_is_the_next_step_until_something_is_done() -> None:
    story = settled()
    story.write(lifecycle.mark_seen(story.case, "bel de boekhouding", date(2026, 11, 25), TODAY))
    step = next_step(story.case, story.office)
    assert (step.code, step.by) == ("instructed", date(2026, 11, 25))
    story.put(TODAY, f.Noted(text="gebeld"))
    assert next_step(story.case, story.office).code == "instructed"
    granted = f.Decided(right="ACCESS", decision="granted")
    story.write(lifecycle.decide(story.case, story.office, granted, TODAY, TODAY))
    assert next_step(story.case, story.office).code == "draft"


def test_an_order_needs_words_and_a_day_to_come() -> None:
    story = settled()
    with pytest.raises(RuleError):
        lifecycle.mark_seen(story.case, "", date(2026, 11, 25), TODAY)
    with pytest.raises(RuleError) as error:
        lifecycle.mark_seen(story.case, "doen", date(2026, 11, 22), TODAY)
    refused("day_has_passed", error)


def test_a_case_closes_when_each_right_is_answered_and_carried_out() -> None:
    story = answered(rights=("ACCESS", "OPTOUT_DM"))
    with pytest.raises(RuleError) as error:
        lifecycle.close(story.case, story.office, "answered", TODAY, TODAY)
    refused("not_carried_out", error)
    story.write(lifecycle.execute(story.case, "OPTOUT_DM", "", date(2026, 11, 20), TODAY))
    with pytest.raises(RuleError) as error:
        lifecycle.close(story.case, story.office, "answered", TODAY, TODAY)
    refused("follow_on_open", error)
    followed_up(story)
    story.write(lifecycle.close(story.case, story.office, "answered", TODAY, TODAY))
    assert story.case.state == "CLOSED"
    assert story.case.closed is not None
    assert story.case.closed.keep_until == date(2031, 11, 23)


def test_a_case_with_an_answer_owed_stays_open() -> None:
    with pytest.raises(RuleError) as error:
        lifecycle.close(settled().case, an_office(), "answered", TODAY, TODAY)
    refused("answer_owed", error)


def test_a_case_cannot_be_closed_before_its_answer_or_with_a_letter_in_hand() -> None:
    story = answered()
    with pytest.raises(RuleError) as error:
        lifecycle.close(story.case, story.office, "answered", date(2026, 11, 19), TODAY)
    refused("closed_before_answer", error)
    story.put(TODAY, f.Drafted(letter="B9", letter_kind="L01", language="nl"))
    story.put(TODAY, f.Rendered(letter="B9", sha256="", pages=1, head=""))
    with pytest.raises(RuleError) as error:
        lifecycle.close(story.case, story.office, "answered", TODAY, TODAY)
    refused("letter_in_hand", error)


def test_a_closed_case_refuses_steps_until_it_is_reopened() -> None:
    story = answered()
    story.write(lifecycle.close(story.case, story.office, "answered", TODAY, TODAY))
    with pytest.raises(RuleError) as error:
        lifecycle.assign(story.case, story.office, "p2", TODAY)
    refused("case_closed", error)
    story.write(lifecycle.reopen(story.case, "nieuw bewijs", TODAY))
    assert story.case.is_open
    with pytest.raises(RuleError) as error:
        lifecycle.reopen(story.case, "nog eens", TODAY)
    refused("not_closed", error)


def test_a_reopened_case_is_answered_still_until_something_more_is_asked() -> None:
    story = answered()
    story.write(lifecycle.close(story.case, story.office, "answered", TODAY, TODAY))
    story.write(lifecycle.reopen(story.case, "nieuw bewijs", TODAY))
    assert story.case.state == "SENT"
    more_asked = f.RightAdded(right="RECTIFY")
    story.write(lifecycle.add_right(story.case, story.office, more_asked, TODAY, TODAY))
    assert story.case.state == "REOPENED"


# ---- corrections -------------------------------------------------------------------------------


def received_entry(story: Story) -> int:
    return next(entry.n for entry in story.entries if entry.kind == "received")


def test_a_corrected_day_moves_the_dates_and_keeps_the_old_value() -> None:
    story = settled()
    n = received_entry(story)
    story.write(
        lifecycle.correct(story.case, story.office, n, {"on": date(2026, 11, 3)}, "stempel", TODAY)
    )
    assert story.case.received_on == date(2026, 11, 3)
    assert case_clock(story.case, story.office).due == date(2026, 12, 3)
    assert next(e.on for e in story.case.entries if e.n == n) == date(2026, 11, 5)


def test_a_later_correction_of_the_same_field_wins() -> None:
    story = settled()
    n = received_entry(story)
    for day in (date(2026, 11, 3), date(2026, 11, 4)):
        story.write(lifecycle.correct(story.case, story.office, n, {"on": day}, "stempel", TODAY))
    assert story.case.received_on == date(2026, 11, 4)


def test_rights_can_be_put_right() -> None:
    story = settled()
    n = received_entry(story)
    changed = {"rights": ("ACCESS", "ERASE")}
    story.write(lifecycle.correct(story.case, story.office, n, changed, "ook wissen", TODAY))
    assert [row.right for row in story.case.rows] == ["ACCESS", "ERASE"]


@pytest.mark.parametrize(
    ("changes", "reason", "code"),
    [
        ({"on": date(2026, 11, 3)}, " ", "words_missing"),
        ({"on": date(2026, 11, 24)}, "x", "in_the_future"),
        ({"on": date(2026, 11, 5)}, "x", "nothing_changed"),
        ({"ref": "AVG-2026-0002"}, "x", "no_such_field"),
        ({"colour": "blue"}, "x", "no_such_field"),
        ({"rights": ()}, "x", "no_right_chosen"),
        ({"rights": ("TELEPORT",)}, "x", "unknown_right"),
        ({"language": "es"}, "x", "bad_value"),
        ({"on": date(1990, 1, 1)}, "x", "outside_holiday_table"),
    ],
)
def test_an_unsound_correction_is_refused_by_name(
    changes: dict[str, object], reason: str, code: str
) -> None:
    story = settled()
    with pytest.raises(KnownError) as error:
        lifecycle.correct(story.case, story.office, received_entry(story), changes, reason, TODAY)
    refused(code, error)


def test_a_letter_dated_after_the_corrected_arrival_is_refused() -> None:
    story = opened(letter_dated=date(2026, 11, 4))
    with pytest.raises(RuleError) as error:
        lifecycle.correct(
            story.case, story.office, received_entry(story), {"on": date(2026, 11, 3)}, "x", TODAY
        )
    refused("dated_after_arrival", error)


def test_what_the_program_wrote_itself_is_not_correctable() -> None:
    story = settled()
    with pytest.raises(RuleError) as error:
        lifecycle.correct(story.case, story.office, 1, {"name": "x"}, "x", TODAY)
    refused("not_correctable", error)


def test_replay_gives_the_case_that_was_built_step_by_step() -> None:
    story = answered(rights=("ACCESS", "ERASE", "OPTOUT_DM"))
    assert case_of(1, story.entries) == case_of(1, tuple(story.entries))
    for cut in range(1, len(story.entries) + 1):
        assert case_of(1, story.entries[:cut]).entries == tuple(story.entries[:cut])
