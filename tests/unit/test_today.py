"""Who needs what now: each need on the day it arises, and not before."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest

from ikanda_case.app import (
    evidence,
    follow_ons,
    intake,
    office,
    office_tables,
    rights,
    searches,
    steps,
)
from ikanda_case.app import today as landing
from ikanda_case.domain import facts as f
from ikanda_case.domain.errors import DamageError, InputError, RuleError
from ikanda_case.domain.house import TargetCode
from ikanda_case.domain.today import Need, NeedCode, Waits, case_needs, needs
from ikanda_case.texts.catalogue import sentences
from tests.support.cases import Story, a_receipt, opened, taken_in
from tests.support.desks import memory_desk

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def on(day: date, story: Story) -> dict[str, Need]:
    """What a case needs on a day, by code; the last of a code stands for it."""
    return {each.code: each for each in case_needs(story.case, story.office, NOON, day)}


def codes(day: date, story: Story) -> set[str]:
    return {*on(day, story)}


def handled(**said: object) -> Story:
    """A case with a handler whose identity is settled and whose targets are met."""
    story = opened(**said)
    story.put(date(2026, 11, 5), f.Assigned(handler="p1"))
    story.put(date(2026, 11, 5), f.IdentityNotNeeded(because="x"))
    story.put(date(2026, 11, 5), f.SearchOrdered(system="crm", owner="x", due=date(2026, 11, 25)))
    story.put(date(2026, 11, 5), f.SearchDone(system="crm", identifiers="x"))
    right = story.case.rows[0].right
    draft = f.Drafted(letter="B1", letter_kind="L05", language="nl", rights=(right,))
    story.put(date(2026, 11, 6), draft)
    story.put(date(2026, 11, 6), f.Drafted(letter="B2", letter_kind="L01", language="nl"))
    story.put(date(2026, 11, 6), f.Sent(letter="B2", channel="email", to="x"))
    return story


def test_a_case_on_its_way_needs_nothing_until_its_day_nears() -> None:
    story = handled()
    assert codes(date(2026, 11, 9), story) == set()
    assert codes(date(2026, 11, 29), story) == set()
    near = on(date(2026, 11, 30), story)["due_near"]
    assert (near.by, near.urgency, near.handler) == (date(2026, 12, 7), "soon", "p1")
    assert on(date(2026, 12, 7), story)["due_near"].urgency == "now"
    late = on(date(2026, 12, 8), story)
    assert (late["overdue"].urgency, "due_near" in late) == ("late", False)


def test_what_was_taken_in_is_answered_for_within_the_offices_time() -> None:
    office = opened().office
    monday = date(2026, 11, 23)
    [new] = needs([], [Waits(7, monday)], office, NOON, monday)
    assert (new.code, new.stream, new.by, new.urgency) == (
        "new_item", 7, date(2026, 11, 26), "soon",
    )  # fmt: skip
    [late] = needs([], [Waits(7, date(2026, 11, 2))], office, NOON, monday)
    assert late.urgency == "late"


def test_what_cannot_be_counted_comes_first_and_alone() -> None:
    story = handled(received_on=date(1999, 5, 5))
    found = on(date(2026, 11, 23), story)
    assert [*found] == ["cannot_count"]
    assert found["cannot_count"].about == "outside_holiday_table"
    ordered = needs([handled().case, story.case], [], story.office, NOON, date(2026, 12, 8))
    assert [each.code for each in ordered] == ["overdue", "cannot_count"]


def test_an_item_that_is_no_case_needs_nothing_here() -> None:
    story = taken_in()
    assert case_needs(story.case, story.office, NOON, date(2026, 11, 23)) == ()


def test_a_new_case_is_nobodys_and_has_its_targets() -> None:
    story = opened()
    found = codes(date(2026, 11, 10), story)
    assert found == {"unassigned", "target"}
    day = date(2026, 11, 10)
    targets = {
        each.about: each.urgency
        for each in case_needs(story.case, story.office, NOON, day)
        if each.code == "target"
    }
    assert targets == {"acknowledge": "now"}
    assert "target" not in codes(date(2026, 11, 6), story)


def test_a_right_that_is_not_typed_is_said_at_once() -> None:
    for right in ("UNCLEAR", "CHILD_DATA", "SA_INQUIRY"):
        assert on(date(2026, 11, 6), opened(rights=(right,)))["not_typed"].urgency == "now"


# ---- what was asked ------------------------------------------------------------------------------


def asked() -> Story:
    story = handled()
    story.put(date(2026, 11, 6), f.IdentityRequested(doubt="x", rung="L2"))
    return story


def test_silence_is_answered_by_a_reminder_on_day_fourteen() -> None:
    story = asked()
    assert "remind" not in codes(date(2026, 11, 19), story)
    assert on(date(2026, 11, 20), story)["remind"].by == date(2026, 11, 20)
    story.put(date(2026, 11, 20), f.ReminderSent())
    assert "remind" not in codes(date(2026, 11, 21), story)


def test_no_answer_is_proposed_before_the_strict_day_and_alarmed_on_it() -> None:
    story = asked()
    story.put(date(2026, 11, 20), f.ReminderSent())
    assert not codes(date(2026, 12, 1), story) & {"no_answer_proposed", "no_answer_alarm"}
    assert "no_answer_proposed" in codes(date(2026, 12, 2), story)  # 7 December - 3 working days
    assert "no_answer_proposed" in codes(date(2026, 12, 6), story)
    assert on(date(2026, 12, 7), story)["no_answer_alarm"].urgency == "late"
    assert "no_answer_proposed" not in codes(date(2026, 12, 7), story)


def test_a_suspended_case_shows_its_strict_day() -> None:
    story = asked()
    assert "strict_near" not in codes(date(2026, 11, 29), story)
    assert on(date(2026, 11, 30), story)["strict_near"].by == date(2026, 12, 7)
    assert on(date(2026, 12, 8), story)["strict_passed"].urgency == "late"
    plain = handled()
    assert not codes(date(2026, 12, 8), plain) & {"strict_near", "strict_passed"}


def test_an_open_clarification_or_mandate_is_silence_too() -> None:
    story = handled()
    story.put(date(2026, 11, 6), f.ClarificationRequested(question="x", large_volume=True))
    assert "remind" in codes(date(2026, 11, 20), story)
    assert "no_answer_alarm" not in codes(date(2026, 12, 8), story)
    other = handled()
    other.put(date(2026, 11, 6), f.MandateRequested(doubt="x"))
    assert {"remind", "no_answer_alarm"} <= codes(date(2026, 12, 8), other)


def test_a_mandate_that_arrived_is_looked_at_at_once() -> None:
    story = handled()
    story.put(date(2026, 11, 9), f.MandateRequested(doubt="x"))
    assert "check_mandate" not in codes(date(2026, 11, 10), story)
    story.put(date(2026, 11, 10), f.MandateReceived())
    need = on(date(2026, 11, 10), story)["check_mandate"]
    assert (need.by, need.urgency) == (date(2026, 11, 10), "now")


def test_what_arrived_is_looked_at_and_asked_again_in_time() -> None:
    story = asked()
    story.put(date(2026, 11, 10), f.IdentityReceived())
    assert on(date(2026, 11, 10), story)["check_evidence"].urgency == "now"
    story.put(date(2026, 11, 11), f.IdentityInsufficient())
    assert on(date(2026, 11, 12), story)["ask_again"].by == date(2026, 11, 18)


def test_stored_evidence_goes_at_the_check_and_at_the_latest_on_day_seven() -> None:
    story = asked()
    story.put(
        date(2026, 11, 10), f.Attached(name="id.png", sha256="aa", size=1, purpose="evidence")
    )
    assert on(date(2026, 11, 12), story)["evidence_stored"].by == date(2026, 11, 17)
    assert on(date(2026, 11, 18), story)["evidence_stored"].urgency == "late"
    story.put(date(2026, 11, 12), f.IdentityVerified())
    assert on(date(2026, 11, 12), story)["evidence_stored"].urgency == "now"
    story.put(date(2026, 11, 12), f.Closed())
    assert codes(date(2026, 11, 12), story) == {"evidence_stored"}
    story.put(date(2026, 11, 12), f.EvidenceDestroyed(evidence="bb"))
    assert codes(date(2026, 11, 12), story) == {"evidence_stored"}
    story.put(date(2026, 11, 12), f.EvidenceDestroyed(evidence="aa"))
    assert codes(date(2026, 11, 12), story) == set()


# ---- doing it ------------------------------------------------------------------------------------


def test_an_opt_out_stops_in_time_and_is_named_when_it_does_not() -> None:
    story = handled(rights=("OPTOUT_DM",))
    assert on(date(2026, 11, 13), story)["stop_processing"].by == date(2026, 11, 20)
    assert "opt_out_late" not in codes(date(2026, 11, 20), story)
    assert on(date(2026, 11, 21), story)["opt_out_late"].urgency == "late"
    story.put(date(2026, 11, 20), f.Executed(right="OPTOUT_DM"))
    assert not codes(date(2026, 11, 21), story) & {"opt_out_late", "stop_processing"}
    objection = handled(rights=("OBJECT",))
    assert on(date(2026, 11, 10), objection)["stop_processing"].urgency == "late"


def test_an_erasure_that_waits_for_a_copy_is_said() -> None:
    story = handled(rights=("ACCESS", "ERASE"))
    assert "erasure_held" not in codes(date(2026, 11, 9), story)
    story.put(date(2026, 11, 9), f.Decided(right="ERASE", decision="granted"))
    assert "erasure_held" in codes(date(2026, 11, 9), story)
    story.put(date(2026, 11, 10), f.Sent(letter="B1", channel="email", to="x"))
    assert "erasure_held" not in codes(date(2026, 11, 10), story)


def test_what_follows_is_counted_by_kind() -> None:
    story = handled(rights=("RECTIFY",))
    story.put(date(2026, 11, 10), f.Executed(right="RECTIFY"))
    need = on(date(2026, 11, 11), story)["follow_on"]
    assert (need.about, need.count, need.by) == ("recipient_notice", 12, date(2026, 11, 18))
    told = f.FollowOnSettled(code="recipient_notice", right="RECTIFY", subject="R01")
    story.put(date(2026, 11, 11), told)
    assert on(date(2026, 11, 11), story)["follow_on"].count == 11


def test_letters_searches_and_orders_wait_for_somebody() -> None:
    story = handled()
    day = date(2026, 11, 26)
    story.put(day, f.SearchOrdered(system="hr", owner="x", due=date(2026, 11, 25)))
    assert on(day, story)["search_late"].about == "hr"
    story.put(day, f.Rendered(letter="B1", sha256="", pages=1, head=""))
    assert on(day, story)["letter_waits"].about == "B1"
    story.put(day, f.DeliveryFailed(letter="B2"))
    assert on(day, story)["send_again"].about == "B2"
    story.put(day, f.Seen(step="bel", by=date(2026, 11, 27)))
    assert on(day, story)["instructed"].urgency == "soon"


def test_what_outlives_a_case_is_still_said() -> None:
    story = handled()
    day = date(2026, 11, 23)
    aware = NOON - timedelta(hours=71)
    story.put(day, f.BreachOpened(what="x", aware_at=aware))
    story.put(day, f.PolicyTaskOpened(code="PERIOD", what="x", owner="p2", by=day))
    story.put(day, f.RestrictionSet(right="ACCESS"))
    story.put(day, f.ComplaintFiled(what="x", due=date(2026, 12, 1)))
    story.put(day, f.Closed(keep_until=date(2026, 11, 22)))
    found = on(day, story)
    assert {*found} == {"breach", "policy_task", "restriction", "authority_day", "retention_over"}
    assert found["breach"].urgency == "now"
    later = case_needs(story.case, story.office, NOON + timedelta(hours=2), day)
    assert next(each for each in later if each.code == "breach").urgency == "late"
    story.put(day, f.BreachDecided(why="x"))
    story.put(day, f.PolicyTaskDone(code="PERIOD", how="x"))
    story.put(day, f.RestrictionSet(right="ACCESS", review_on=date(2027, 1, 4)))
    story.put(day, f.ComplaintEnded(what="x"))
    story.put(day, f.Held(reason="x"))
    assert codes(day, story) == set()
    assert "restriction" in codes(date(2027, 1, 4), story)


def test_each_need_has_its_words() -> None:
    for lang in ("nl", "fr", "en", "de"):
        assert {*sentences(lang, "today")} == {*get_args(NeedCode)}
        for code in get_args(TargetCode):
            assert sentences(lang, "names")[f"target_{code}"]


# ---- at the desk ---------------------------------------------------------------------------------


def test_the_landing_page_asks_over_all_open_cases_and_new_items() -> None:
    desk = memory_desk()
    first = intake.take_in(desk, "a.txt", b"Ik wil inzage.").stream
    second = intake.take_in(desk, "b.txt", b"Geen reclame meer.").stream
    waits = landing.needed(desk)
    assert {each.code for each in waits.needs} == {"new_item"}
    intake.open_case(desk, first, a_receipt(rights=("ACCESS",)))
    intake.open_case(desk, second, a_receipt(rights=("OPTOUT_DM",)))
    found = landing.needed(desk, waits, touched=(first, second)).needs
    assert found == landing.needed(desk).needs
    assert {each.stream for each in found} == {first, second}
    assert found[0].urgency == "late"
    assert {each.code for each in landing.of_case(desk, second)} >= {"opt_out_late", "unassigned"}


def test_open_cases_come_first_and_what_outlives_closed_ones_after_them() -> None:
    desk = memory_desk()
    day = desk.clock.today()
    streams = [intake.take_in(desk, f"{each}.txt", each.encode()).stream for each in "ab"]
    for stream in streams:
        intake.open_case(desk, stream, a_receipt(rights=("ACCESS",)))
    with desk.file.work("p1") as work:
        work.append(streams[1], day, f.Closed(keep_until=day - timedelta(days=1)))
        work.commit()
    first = landing.needed(desk, only_open=True)
    assert {*first.by_stream} == {streams[0]}
    whole = landing.needed(desk, first)
    assert whole.needs == landing.needed(desk).needs
    assert [each.code for each in whole.by_stream[streams[1]]] == ["retention_over"]


def test_of_what_was_asked_before_only_what_changed_is_read_again() -> None:
    desk = memory_desk()
    streams = [intake.take_in(desk, f"{each}.txt", each.encode()).stream for each in "abc"]
    for stream in streams[:2]:
        intake.open_case(desk, stream, a_receipt(rights=("ACCESS",)))
    before = landing.needed(desk)
    reads: list[object] = []
    touched = landing.needed(desk, before, (streams[0],), check=lambda: reads.append(None))
    assert touched == before and len(reads) == 1
    untouched = landing.needed(desk, before, (), check=lambda: reads.append(None))
    assert untouched.by_stream[streams[1]] is before.by_stream[streams[1]] and len(reads) == 1
    follow_ons.open_breach(
        desk, streams[1], f.BreachOpened(what="x", aware_at=desk.clock.now()), desk.clock.today()
    )
    hours = landing.needed(desk, landing.needed(desk, before, (streams[1],)))
    assert "breach" in {each.code for each in hours.needs}
    office.add_person(desk, "p9", "Nieuw Verzonnen", ("handler",))
    landing.needed(desk, hours, check=lambda: reads.append(None))
    assert len(reads) == 2, "another office may have other targets: all is read again"


def test_the_whole_of_an_opt_out_and_an_erasure_at_the_desk() -> None:
    """Rights, searches, follow-ons and evidence through the use cases, in one case."""
    desk = memory_desk()
    day = desk.clock.today()
    stream = intake.take_in(desk, "a.txt", b"Wis alles en stop de reclame.").stream
    intake.open_case(desk, stream, a_receipt(rights=("UNCLEAR",)))
    rights.type_right(desk, stream, f.Typed(right="UNCLEAR", became=("ERASE", "OPTOUT_DM")), day)
    rights.add_right(desk, stream, f.RightAdded(right="RESTRICT"), day)
    rights.withdraw(desk, stream, f.Withdrawn(rights=("RESTRICT",), how="mail van vandaag"), day)
    steps.identity_not_needed(desk, stream, "eerder beantwoord", day, "identified_earlier")
    proposed = searches.tasks(desk, stream)
    assert {each.state for each in proposed} == {"proposed"}
    orders = [
        f.SearchOrdered(system=each.system, owner="dienst", due=day, categories=each.categories)
        for each in proposed[:2]
    ]
    searches.order(desk, stream, orders, day)
    searches.chase(desk, stream, f.SearchChased(system=orders[0].system), day)
    for each in orders:
        done = f.SearchDone(system=each.system, outcome="found", identifiers="e-mailadres")
        searches.result(desk, stream, done, day)
    steps.decide(desk, stream, f.Decided(right="ERASE", decision="granted"), day)
    for right in ("ERASE", "OPTOUT_DM"):
        steps.execute(desk, stream, right, "gewist", day)
    open_lines = [each for each in follow_ons.lines(desk, stream) if each.follow_on.is_open]
    assert all({*each.text} == {"nl", "fr", "en", "de"} for each in open_lines)
    notices = [each for each in open_lines if each.follow_on.code == "recipient_notice"]
    assert len(notices) == 12 and notices[0].subject["nl"].startswith("dochterondernemingen")
    settled = [
        f.FollowOnSettled(
            code=each.follow_on.code, right=each.follow_on.right, subject=each.follow_on.subject
        )
        for each in open_lines
    ]
    follow_ons.settle(desk, stream, settled, day)
    assert [e for e in follow_ons.lines(desk, stream) if e.follow_on.is_open] == []
    change = f.DataMapChanged(line="R07", field="notice", value="false", reason="opgezegd")
    office_tables.change(desk, change)
    lines = follow_ons.lines(desk, stream)
    assert not any(e.follow_on.subject == "R07" and e.follow_on.code == "recipient_notice"
                   for e in lines)  # fmt: skip


def test_evidence_is_destroyed_with_its_bytes() -> None:
    desk = memory_desk()
    day = desk.clock.today()
    stream = intake.take_in(desk, "a.txt", b"Ik wil inzage.").stream
    intake.open_case(desk, stream, a_receipt())
    intake.attach(desk, stream, "id.png", b"afgeschermd", purpose="evidence")
    with desk.file.reading() as now:
        [kept] = now.case(stream).evidence
        assert now.blob(kept.sha256) == b"afgeschermd"
    evidence.destroy(desk, stream, kept.sha256, "kaart gecontroleerd", day)
    with desk.file.reading() as now:
        assert now.case(stream).evidence[0].destroyed_on == day
        assert now.entries(stream)[-1].kind == "evidence_destroyed"
    for gone in (kept.sha256, "00" * 32):
        with pytest.raises(InputError) as refused:
            evidence.destroy(desk, stream, gone, "x", day)
        assert refused.value.code == "no_such_evidence"
    with desk.file.reading() as now, pytest.raises(DamageError):
        now.blob(kept.sha256)
    intake.attach(desk, stream, "mail.txt", b"Ik wil inzage.", purpose="evidence")
    with desk.file.reading() as now:
        sealed = now.case(stream).evidence[-1].sha256
    with pytest.raises(RuleError) as original:
        evidence.destroy(desk, stream, sealed, "x", day)
    assert original.value.code == "evidence_is_an_item"


def test_evidence_that_two_cases_have_goes_with_the_second_destruction() -> None:
    desk = memory_desk()
    day = desk.clock.today()
    streams = [
        intake.take_in(desk, "a.txt", text).stream for text in (b"Ik wil inzage.", b"Ik ook.")
    ]
    for stream in streams:
        intake.open_case(desk, stream, a_receipt())
        intake.attach(desk, stream, "id.png", b"afgeschermd", purpose="evidence")
    with desk.file.reading() as now:
        [kept] = now.case(streams[0]).evidence
        assert now.streams_with(kept.sha256) == tuple(streams)
    evidence.destroy(desk, streams[0], kept.sha256, "kaart gecontroleerd", day)
    with desk.file.reading() as now:
        assert now.streams_with(kept.sha256) == (streams[1],)
        assert now.blob(kept.sha256) == b"afgeschermd"
    evidence.destroy(desk, streams[1], kept.sha256, "kaart gecontroleerd", day)
    with desk.file.reading() as now, pytest.raises(DamageError):
        now.blob(kept.sha256)


def test_the_other_steps_are_at_the_desk_too() -> None:
    desk = memory_desk()
    day = desk.clock.today()
    stream = intake.take_in(desk, "a.txt", b"Ik wil inzage.").stream
    parties = a_receipt().parties
    acting = replace(parties, representation="proxy")
    intake.open_case(desk, stream, a_receipt(parties=acting, rights=("ACCESS", "ADM")))
    steps.request_mandate(desk, stream, f.MandateRequested(doubt="geen volmacht"), day)
    steps.remind(desk, stream, "volmacht", day)
    steps.mandate_evidence(desk, stream, "volmacht", day)
    steps.mandate_outcome(desk, stream, "verified", "gezien", day)
    much = f.ClarificationRequested(question="welke?", large_volume=True, why="veel")
    steps.clarify(desk, stream, much, day)
    steps.clarified(desk, stream, "alles", day)
    reviewed = f.HumanReviewed(reviewer="Ilse", first_decider="model", outcome="herzien")
    rights.review(desk, stream, reviewed, day)
    fee = f.FeeQuoted(right="ACCESS", because="FURTHER_COPY", amount="10 euro", basis="print")
    rights.quote_fee(desk, stream, fee, day)
    rights.answer_fee(desk, stream, f.FeeAnswered(outcome="narrowed"), day)
    follow_ons.hold(desk, stream, "procedure")
    follow_ons.release(desk, stream, "afgelopen")
    follow_ons.complain(desk, stream, f.ComplaintFiled(what="GBA"), day)
    follow_ons.complaint_ended(desk, stream, "geklasseerd", day)
    task = f.PolicyTaskOpened(code="PERIOD", what="termijn ontbreekt", owner="p2", by=day)
    follow_ons.open_task(desk, stream, task, day)
    follow_ons.task_done(desk, stream, f.PolicyTaskDone(code="PERIOD", how="ingevuld"), day)
    breach = f.BreachOpened(what="brief verkeerd", aware_at=NOON)
    follow_ons.open_breach(desk, stream, breach, day)
    follow_ons.decide_breach(desk, stream, f.BreachDecided(why="laag", notify=False), day)
    with desk.file.reading() as now:
        case = now.case(stream)
    assert (case.mandate.code, case.reviewed, case.fee, case.held) == (
        "verified", reviewed, fee, "",
    )  # fmt: skip
    assert case.policy_tasks[0].done_on == day and case.breaches[0].decided
    assert case.reminded_on == day and case.clarification_open is None
