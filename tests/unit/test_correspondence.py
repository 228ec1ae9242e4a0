"""A letter's way out (rules 4, S6, S8 to S11): each step is taken, each wrong one refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ikanda_case.app.filling import filled
from ikanda_case.bootstrap.parts import Words
from ikanda_case.domain import correspondence as way
from ikanda_case.domain import facts as f
from ikanda_case.domain import identity, lifecycle
from ikanda_case.domain.errors import KnownError, RuleError
from ikanda_case.domain.facts import OfficeDescribed
from tests.support.cases import TODAY, Story, more, opened

DAY = date(2026, 11, 20)
PAGE, OTHER = "a" * 64, "b" * 64
HOME = "Marieke Denkbeeld, Voorbeeldstraat 7 bus 2, 0000 Nergenshuizen"


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as caught:
        act()
    return caught.value.code


def rule_of(act: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(RuleError) as caught:
        act()
    return caught.value.code, caught.value.rule


def settled(**said: object) -> Story:
    story = opened(**said)
    story.write(identity.not_needed(story.case, "adres gekend", date(2026, 11, 6), TODAY))
    return story


def drafted(story: Story, kind: str = "L01", **said: Any) -> Story:
    usual: dict[str, Any] = {
        "letter": "B1", "letter_kind": kind, "language": "nl", "rights": ("ACCESS",),
    }  # fmt: skip
    draft = f.Drafted(**{**usual, **said})
    story.write(way.draft(story.case, story.office, draft, DAY, TODAY))
    return story


def rendered(story: Story) -> Story:
    letter = way.letter_of(story.case, "B1")
    way.require_ready(story.case, story.office, letter)
    story.put(DAY, f.Rendered(letter="B1", sha256=PAGE, pages=1, head="c" * 64))
    return story


def approved(story: Story, actor: str = "p2") -> Story:
    story.write(way.approve(story.case, story.office, "B1", PAGE, actor, DAY, TODAY), actor)
    return story


def signed(story: Story) -> Story:
    seal = f.Signed(letter="B1", sha256=OTHER, approved_sha256=PAGE, fingerprint="d" * 64)
    story.write(way.sign(story.case, seal, DAY), "p2")
    return story


def sent(story: Story, to: str = HOME, on: date = DAY) -> Story:
    by = f.Sent(letter="B1", channel="post", to=to)
    story.write(way.send(story.case, by, on, TODAY))
    return story


# ---- drafting ----------------------------------------------------------------------------------


def test_a_letter_goes_from_draft_to_sent_step_by_step() -> None:
    story = drafted(settled())
    states = [story.case.letters[0].state]
    for step in (rendered, approved, signed, sent):
        states.append(step(story).case.letters[0].state)
    assert states == ["draft", "to_approve", "approved", "signed", "sent"]
    letter = story.case.letters[0]
    assert (letter.drafted_by, letter.approved_by, letter.sha256) == ("p1", "p2", OTHER)


def test_letters_are_numbered_in_order() -> None:
    story = settled()
    assert way.next_number(story.case) == "B1"
    assert way.next_number(drafted(story).case) == "B2"
    assert refusal(lambda: way.letter_of(story.case, "B2")) == "unknown_letter"


def test_a_draft_names_only_rights_of_the_case_and_days_that_were() -> None:
    assert refusal(lambda: drafted(settled(), rights=("ERASE",))) == "right_not_asked"
    story = settled()
    draft = f.Drafted(letter="B1", letter_kind="L01", language="nl", rights=("ACCESS",))
    for on, code in ((date(2026, 11, 24), "in_the_future"), (date(2026, 11, 4), "before_receipt")):
        assert refusal(lambda on=on: way.draft(  # type: ignore[misc]
            story.case, story.office, draft, on, TODAY)) == code  # fmt: skip


def test_a_refusal_rests_on_a_ground_listed_for_the_right() -> None:
    assert refusal(lambda: drafted(settled(), "L06", ground="G17")) == "ground_not_allowed"
    assert refusal(lambda: drafted(settled(), "L06", ground="G99")) == "unknown_ground"
    assert drafted(settled(), "L06", ground="G07").case.letters[0].draft.ground == "G07"


def test_a_refusal_decided_item_by_item_has_its_grounds_in_the_decision() -> None:
    assert refusal(lambda: drafted(settled(), "L06")) == "unknown_ground"
    story = settled()
    kept = f.ItemDecided(item="twee namen", decision="refused", ground="G07", facts="van derden")
    story.put(DAY, f.Decided(right="ACCESS", decision="refused", items=(kept,)))
    assert drafted(story, "L06").case.letters[0].draft.ground == ""
    assert refusal(lambda: drafted(story, "L06", ground="G17")) == "ground_not_allowed"


@pytest.mark.parametrize("steps", [(rendered,), (rendered, approved, signed)])
def test_what_lies_for_approval_or_is_signed_is_locked(
    steps: tuple[Callable[[Story], Story], ...],
) -> None:
    story = drafted(settled())
    for step in steps:
        step(story)
    assert rule_of(lambda: drafted(story)) == ("letter_locked", "S11")
    letter = story.case.letters[0]
    assert refusal(lambda: way.require_ready(story.case, story.office, letter)) == "letter_locked"


# ---- before approval ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["L05", "L05b", "L08", "L13"])
def test_personal_data_wait_until_identity_is_settled(kind: str) -> None:
    story = drafted(opened(), kind)
    letter = story.case.letters[0]

    def ready() -> None:
        way.require_ready(story.case, story.office, letter)

    assert rule_of(ready) == ("identity_open", "S6")
    question = f.IdentityRequested(doubt="ander adres", rung="L2")
    story.write(
        identity.request(story.case, story.office, question, "p1", date(2026, 11, 9), TODAY)
    )
    assert rule_of(ready) == ("identity_open", "S6")
    story.write(identity.evidence(story.case, "code", date(2026, 11, 12), TODAY))
    story.write(identity.outcome(story.case, "mismatch", "", date(2026, 11, 13), TODAY))
    assert rule_of(ready) == ("identity_mismatch", "S6")
    story.write(identity.outcome(story.case, "confirmed", "", date(2026, 11, 16), TODAY))
    ready()


def test_identity_that_is_lost_again_stops_approval_and_sending() -> None:
    story = rendered(drafted(settled(), "L05"))
    story.put(DAY, f.IdentityMismatch(why="andere persoon"))
    assert rule_of(lambda: approved(story)) == ("identity_mismatch", "S6")
    story = signed(approved(rendered(drafted(settled(), "L05"))))
    story.put(DAY, f.IdentityMismatch(why="andere persoon"))
    assert rule_of(lambda: sent(story)) == ("identity_mismatch", "S6")


def test_a_letter_without_personal_data_does_not_wait() -> None:
    rendered(drafted(opened(), "L01"))


def test_a_refusal_is_approved_with_its_facts_only() -> None:
    story = drafted(settled(), "L06", ground="G07")
    assert rule_of(lambda: rendered(story)) == ("words_missing", "S8")
    blank = drafted(settled(), "L06", ground="G07", fields=(("facts", "  "),))
    assert rule_of(lambda: rendered(blank)) == ("words_missing", "S8")
    rendered(drafted(settled(), "L06", ground="G07", fields=(("facts", "naam van een derde"),)))


def test_the_notice_of_extension_needs_the_extension() -> None:
    story = drafted(settled(), "L04")
    assert rule_of(lambda: rendered(story)) == ("not_extended", "S7")
    story.write(lifecycle.extend(story.case, story.office, more("zeer veel bronnen"), DAY, TODAY))
    rendered(story)


def test_the_question_letter_needs_the_question() -> None:
    assert rule_of(lambda: rendered(drafted(opened(), "L02"))) == ("identity_not_asked", "S3")
    story = drafted(opened(), "L02")
    story.put(date(2026, 11, 9), f.IdentityRequested(doubt="ander adres", rung="L2"))
    rendered(story)


def test_the_highest_rungs_are_never_asked_by_email() -> None:
    for rung, by_email, code in (("L4", True, "rung_not_by_email"), ("L4", False, "")):
        story = opened()
        story.put(date(2026, 11, 9), f.IdentityRequested(doubt="x", rung="L4"))
        drafted(story, "L02", by_email=by_email)
        if code:
            assert rule_of(lambda story=story: rendered(story)) == (code, "T3")  # type: ignore[misc]
        else:
            assert rendered(story).case.identity.rung == rung


def test_an_office_without_a_letterhead_approves_nothing() -> None:
    story = drafted(settled())
    story.office = replace(story.office, described=OfficeDescribed(legal_name="Fictief BV"))
    assert rule_of(lambda: rendered(story)) == ("office_field_missing", "S10")


# ---- approval ----------------------------------------------------------------------------------


def test_only_a_page_that_lies_for_approval_is_approved_and_only_its_bytes() -> None:
    story = drafted(settled())
    assert rule_of(lambda: approved(story)) == ("nothing_to_approve", "S10")
    rendered(story)
    assert rule_of(
        lambda: way.approve(story.case, story.office, "B1", OTHER, "p2", DAY, TODAY)
    ) == ("other_bytes", "S10")
    approved(story)
    assert rule_of(lambda: approved(story)) == ("nothing_to_approve", "S10")


@pytest.mark.parametrize(("ground", "alone"), [("G01", True), ("G03", False), ("G04", False)])
def test_a_ground_that_asks_for_it_has_a_second_person(ground: str, alone: bool) -> None:
    story = rendered(drafted(settled(), "L06", ground=ground, fields=(("facts", "x"),)))
    if alone:
        approved(story, "p1")
    else:
        assert rule_of(lambda: approved(story, "p1")) == ("second_person_needed", "S10")
        approved(story, "p2")


def test_a_refusal_after_the_first_month_has_a_second_person() -> None:
    long_ago = settled(received_on=date(2026, 10, 5))
    story = rendered(drafted(long_ago, "L06", ground="G01", fields=(("facts", "x"),)))
    assert refusal(lambda: approved(story, "p1")) == "second_person_needed"
    approved(story, "p2")


def test_an_office_may_always_want_a_second_person() -> None:
    story = rendered(drafted(settled()))
    policy = story.office.policy.changed("second_person_always", "true")
    story.office = replace(story.office, policy=policy)
    assert refusal(lambda: approved(story, "p1")) == "second_person_needed"
    approved(story, "p2")


def test_sending_back_needs_a_remark_and_opens_the_draft_again() -> None:
    story = drafted(settled())
    assert rule_of(lambda: way.send_back(story.case, "B1", "x", TODAY)) == (
        "nothing_to_approve", "S10",
    )  # fmt: skip
    rendered(story)
    assert rule_of(lambda: way.send_back(story.case, "B1", " ", TODAY)) == ("words_missing", "S10")
    story.write(way.send_back(story.case, "B1", " te streng ", TODAY), "p2")
    letter = story.case.letters[0]
    assert (letter.state, letter.remark, letter.sha256) == ("draft", "te streng", "")
    assert drafted(story).case.letters[0].drafts == 2


# ---- signing and sending -----------------------------------------------------------------------


def test_only_what_was_approved_is_signed() -> None:
    story = rendered(drafted(settled()))
    assert rule_of(lambda: signed(story)) == ("not_approved", "S11")
    approved(story)
    seal = f.Signed(letter="B1", sha256=OTHER, approved_sha256=OTHER, fingerprint="d" * 64)
    assert rule_of(lambda: way.sign(story.case, seal, DAY)) == ("other_bytes", "S11")
    signed(story)
    assert rule_of(lambda: signed(story)) == ("not_approved", "S11")


def test_only_a_signed_letter_is_sent_once_to_somewhere_and_not_tomorrow() -> None:
    story = approved(rendered(drafted(settled())))
    assert rule_of(lambda: sent(story)) == ("not_signed", "S11")
    signed(story)
    assert rule_of(lambda: sent(story, to="  ")) == ("address_missing", "S6")
    assert refusal(lambda: sent(story, on=date(2026, 11, 24))) == "in_the_future"
    assert refusal(lambda: sent(story, on=date(2026, 11, 1))) == "before_receipt"
    sent(story, to=f" {HOME} ")
    by = story.case.letters[0].sent
    assert by is not None and by.to == HOME
    assert rule_of(lambda: sent(story)) == ("not_signed", "S11")


def test_a_letter_is_taken_out_once_it_is_signed_and_again_when_it_came_back() -> None:
    story = approved(rendered(drafted(settled())))

    def out() -> None:
        taken = f.TakenOut(letter="B1", form="paper", to=HOME)
        story.write(way.take_out(story.case, taken, TODAY))

    assert rule_of(out) == ("not_signed", "S11")
    signed(story)
    out()
    sent(story)
    assert rule_of(out) == ("not_signed", "S11")
    back = f.DeliveryFailed(letter="B1", why="verhuisd")
    story.write(way.came_back(story.case, back, DAY, TODAY))
    out()
    assert story.case.letters[0].taken_out == "paper"


def test_an_answer_that_is_sent_answers_the_rights_it_names() -> None:
    story = sent(signed(approved(rendered(drafted(settled(rights=("ACCESS", "ADM")), "L05")))))
    answered = {row.right: row.answered_on for row in story.case.rows}
    assert answered == {"ACCESS": DAY, "ADM": None}


def test_a_right_on_which_nothing_was_decided_is_not_answered_by_being_named() -> None:
    story = settled(rights=("RECTIFY", "ERASE"))
    story.put(DAY, f.Decided(right="RECTIFY", decision="granted"))
    said = f.Drafted(
        letter="B1", letter_kind="L07", language="nl", rights=("RECTIFY", "ERASE"),
        fields=(("what_done.RECTIFY", "Verbeterd."), ("decision.ERASE", "Dat hoort u nog.")),
    )  # fmt: skip
    story.put(DAY, said)
    sent(signed(approved(rendered(story))))
    assert {row.right: row.answered_on for row in story.case.rows} == {
        "RECTIFY": DAY, "ERASE": None,
    }  # fmt: skip


def test_nothing_happens_to_letters_of_a_closed_case_or_of_no_case() -> None:
    story = sent(signed(approved(rendered(drafted(settled(), "L05")))))
    story.write(lifecycle.close(story.case, story.office, "answered", DAY, TODAY))
    for act in (lambda: drafted(story), lambda: approved(story), lambda: sent(story)):
        assert refusal(act) == "case_closed"


def said_in(story: Story, kind: str) -> dict[str, str]:
    """What a letter of this kind takes from its case."""
    drafted(story, kind)
    letter = story.case.letters[-1]
    return dict(filled(story.case, story.office, letter, "nl", TODAY, Words()).fields)


def test_what_is_asked_of_a_mandate_stands_in_its_letter_and_not_what_identity_asks() -> None:
    story = opened()
    asked = f.MandateRequested(doubt="Uw brief noemt geen volmacht.", asked="een volmacht")
    story.put(date(2026, 11, 9), asked)
    assert not {"doubt", "asked", "asked_until"} & {*said_in(story, "L02")}
    told = said_in(story, "L03b")
    assert told["doubt"] == asked.doubt and told["asked"] == "een volmacht"
    assert told["asked_until"] == "7 december 2026"


def test_a_letter_that_asks_to_clarify_says_until_when_only_while_it_is_asked() -> None:
    story = opened()
    assert "asked_until" not in said_in(story, "L03")
    story.put(date(2026, 11, 9), f.ClarificationRequested(question="Welke?", large_volume=True))
    assert said_in(story, "L03")["asked_until"] == "7 december 2026"


def test_a_letter_says_of_each_part_what_is_left_out_and_why() -> None:
    story = opened()
    kept = f.ItemDecided(item="twee namen", decision="refused", ground="G07", facts="van derden")
    given = f.ItemDecided(item="de rest", decision="granted")
    decided = f.Decided(right="ACCESS", decision="partly", items=(given, kept))
    story.put(TODAY, decided)
    drafted(story, "L05", rights=("ACCESS",))
    told = filled(story.case, story.office, story.case.letters[-1], "nl", TODAY, Words()).fields
    assert told["left_out"] == "twee namen: van derden"
