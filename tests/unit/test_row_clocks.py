"""Each right by its own clock: what does not touch it, what was typed, what came later."""

from datetime import date, timedelta

from ikanda_case.domain import facts as f
from ikanda_case.domain.deadlines import case_clock, form_of
from tests.support.cases import Story, opened

MONTH = date(2026, 12, 7)
"""5 November + a month is Saturday 5 December."""


def row(story: Story, right: str) -> dict[str, date | None]:
    clock = case_clock(story.case, story.office)
    [found] = [each for each in clock.rows if each.right == right]
    return {each.name or each.kind: each.due for each in found.deadlines}


def asked(story: Story) -> Story:
    story.put(date(2026, 11, 9), f.IdentityRequested(doubt="x", rung="L2"))
    return story


def test_what_needs_no_identity_runs_on_while_it_is_asked() -> None:
    for right in ("OPTOUT_DM", "CONSENT_WD", "ADM", "INFO", "COMPLAINT", "OOS_PARTNER"):
        story = asked(opened(rights=("ACCESS", right)))
        assert row(story, right)["answer"] is not None, right
        assert row(story, "ACCESS")["answer"] is None


def test_what_cannot_be_extended_is_not() -> None:
    story = opened(rights=("ACCESS", "RECIPIENTS", "CONSENT_WD", "OPTOUT_DM"))
    story.put(date(2026, 11, 10), f.Extended(reason="veel"))
    assert row(story, "ACCESS")["answer"] == date(2027, 2, 5)
    for right in ("RECIPIENTS", "CONSENT_WD", "OPTOUT_DM"):
        assert row(story, right)["answer"] == MONTH


def test_a_profile_that_serves_no_marketing_is_an_objection() -> None:
    story = opened(rights=("OPTOUT_PROFILE",))
    assert row(story, "OPTOUT_PROFILE")["effect"] == date(2026, 11, 20)
    story.put(date(2026, 11, 6), f.Typed(right="OPTOUT_PROFILE", marketing=False))
    assert row(story, "OPTOUT_PROFILE")["effect"] == date(2026, 11, 9)
    assert form_of(story.case.rows[0], story.office).needs_identity


def test_the_objections_stop_follows_the_offices_number() -> None:
    story = opened(rights=("OBJECT",))
    assert row(story, "OBJECT")["effect"] == date(2026, 11, 9)


def test_an_inquiry_is_due_on_the_day_the_authority_named() -> None:
    story = opened(rights=("SA_INQUIRY",))
    assert not story.case.rows[0].typed
    assert case_clock(story.case, story.office).due is None
    story.put(date(2026, 11, 6), f.Typed(right="SA_INQUIRY", due=date(2026, 12, 1)))
    clock = case_clock(story.case, story.office)
    assert (clock.due, clock.strict_due) == (date(2026, 12, 1), date(2026, 12, 1))
    pressing = clock.rows[0].pressing
    assert pressing is not None
    assert [step.code for step in pressing.deadline.steps] == ["received", "hand"]


def test_a_childs_right_has_the_clock_of_the_right_that_is_meant() -> None:
    story = opened(rights=("CHILD_DATA",))
    assert story.case.state == "NEW"
    story.put(date(2026, 11, 6), f.Typed(right="CHILD_DATA", meant="OPTOUT_DM"))
    assert story.case.state == "TRIAGED"
    assert row(story, "CHILD_DATA")["effect"] == date(2026, 11, 20)
    assert case_clock(story.case, story.office).due == date(2026, 11, 20)


def test_what_was_unclear_becomes_rights_on_the_same_clock() -> None:
    story = opened(rights=("UNCLEAR", "ACCESS"))
    assert row(story, "UNCLEAR")["answer"] == MONTH
    story.put(date(2026, 11, 12), f.Typed(right="UNCLEAR", became=("ERASE", "ACCESS")))
    assert [each.right for each in story.case.rows] == ["ERASE", "ACCESS"]
    assert row(story, "ERASE")["answer"] == MONTH


def test_a_right_that_is_added_later_has_its_own_clock() -> None:
    story = opened()
    story.put(date(2026, 11, 6), f.ReceivedOtherChannel())
    story.put(date(2026, 11, 16), f.RightAdded(right="ERASE"))
    assert row(story, "ERASE")["answer"] == date(2026, 12, 16)
    assert row(story, "ERASE")["acknowledge"] == date(2026, 11, 19)
    story.put(date(2026, 11, 17), f.IdentityRequested(doubt="x", rung="L2"))
    assert row(story, "ERASE")["answer"] is None


def test_a_withdrawn_right_presses_no_more() -> None:
    story = opened(rights=("ACCESS", "OPTOUT_DM"))
    story.put(date(2026, 11, 10), f.Withdrawn(rights=("OPTOUT_DM",), how="mail van 10 november"))
    assert case_clock(story.case, story.office).due == MONTH
    story.put(date(2026, 11, 11), f.Withdrawn(how="ook de rest"))
    assert case_clock(story.case, story.office).due is None
    assert all(each.withdrawn_on for each in story.case.rows)


def test_a_question_about_the_right_never_touches_the_clock() -> None:
    story = opened()
    story.put(
        date(2026, 11, 9),
        f.ClarificationRequested(question="welk recht?", about="right", large_volume=True),
    )
    assert row(story, "ACCESS")["answer"] == MONTH
    assert story.case.state == "CLARIFY_PENDING"
    story.put(
        date(2026, 11, 10), f.ClarificationRequested(question="welke gegevens?", large_volume=True)
    )
    assert row(story, "ACCESS")["answer"] is None
    story.put(date(2026, 11, 12), f.ClarificationReceived(what="alles"))
    assert row(story, "ACCESS")["answer"] == date(2026, 12, 7)  # 5 December + 2 days
    assert story.case.state == "TRIAGED"


def test_a_refused_item_makes_the_first_month_the_wall() -> None:
    story = opened()
    story.put(date(2026, 11, 10), f.Extended(reason="veel"))
    story.put(
        date(2026, 11, 12),
        f.Decided(
            right="ACCESS",
            decision="partly",
            items=(f.ItemDecided(item="mails", decision="refused", ground="G07"),),
        ),
    )
    assert row(story, "ACCESS")["answer"] == MONTH
    assert story.case.rows[0].grounds == ("G07",)


def test_an_answer_is_an_acknowledgement_too() -> None:
    story = opened()
    draft = f.Drafted(letter="B1", letter_kind="L05", language="nl", rights=("ACCESS",))
    story.put(date(2026, 11, 6), draft)
    story.put(date(2026, 11, 6), f.Sent(letter="B1", channel="email", to="x"))
    [found] = case_clock(story.case, story.office).rows
    assert [each.met_on for each in found.deadlines if each.kind == "house"] == [date(2026, 11, 6)]


def test_the_aim_of_an_opt_out_stands_beside_its_wall() -> None:
    story = opened(rights=("OPTOUT_DM",))
    assert row(story, "OPTOUT_DM")["aim"] == date(2026, 11, 9)
    assert row(story, "OPTOUT_DM")["effect"] == date(2026, 11, 20)


def test_a_case_of_a_thousand_entries_is_replayed_at_once() -> None:
    story = opened()
    for number in range(1_000):
        day = date(2026, 11, 5) + timedelta(days=number % 18)
        story.put(day, f.Noted(text=f"{number}"))
        if number % 10 == 0:
            story.put(day, f.HoldEnded(reason="x"))
    assert len(story.case.entries) == 1_102
    assert case_clock(story.case, story.office).due == MONTH
