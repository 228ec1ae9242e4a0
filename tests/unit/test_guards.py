"""Every guard of the lifecycle (rules 4): that it refuses, and that it lets through."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import get_args

import pytest

from ikanda_case.domain import correspondence, deciding, following, identity, lifecycle, searching
from ikanda_case.domain import facts as f
from ikanda_case.domain.deadlines import case_clock, month_end_of
from ikanda_case.domain.errors import KnownError, RuleError
from ikanda_case.domain.follow_ons import follow_ons
from ikanda_case.domain.guards import arriving, asking, ending, sending
from ikanda_case.domain.guards import deciding as guards
from ikanda_case.domain.next_step import NextStep, next_step
from ikanda_case.domain.people import Parties, Person, Representation
from ikanda_case.domain.receipt import assumed_arrival, registered_arrival
from tests.support.cases import (
    MARIEKE,
    TODAY,
    Story,
    a_receipt,
    followed_up,
    more,
    noted,
    opened,
    taken_in,
)

RECEIVED = date(2026, 11, 5)
_DAY = timedelta(days=1)
HOME = "Marieke Denkbeeld, Voorbeeldstraat 7 bus 2, 0000 Nergenshuizen"
NUMBER = "85.07.30-033.28"
"""An invented register number whose check digits are right."""
CARD = "4000 0000 0000 0002"
"""An invented card number whose check digit is right."""


def refusal(act: Callable[[], object]) -> tuple[str, str, bool]:
    """Return code, rule and softness of a refusal."""
    with pytest.raises(RuleError) as refused:
        act()
    return refused.value.code, refused.value.rule, refused.value.soft


def code(act: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as refused:
        act()
    return refused.value.code


def acting(quality: Representation) -> Story:
    """A case in which somebody acts for the person."""
    parties = Parties(Person(name="Meester Verzinsel", email="m@balie.example"), MARIEKE, quality)
    return opened(parties=parties)


def sent(story: Story, kind: str, rights: tuple[str, ...], on: date = TODAY, n: str = "") -> Story:
    letter = n or f"B{len(story.case.letters) + 1}"
    draft = f.Drafted(letter=letter, letter_kind=kind, language="nl", rights=rights)
    story.put(on, draft)
    story.put(on, f.Sent(letter=letter, channel="post", to=HOME))
    return story


def no(right: str, ground: str, **said: object) -> f.Decided:
    usual: dict[str, object] = {
        "decision": "refused", "facts": "feiten", "evidence": noted(ground),
    }  # fmt: skip
    return f.Decided(**{**usual, **said, "right": right, "ground": ground})  # type: ignore[arg-type]


def decide(story: Story, decided: f.Decided, on: date = TODAY, kin: tuple[object, ...] = ()) -> str:
    story.write(deciding.decide(story.case, story.office, decided, on, TODAY, kin))  # type: ignore[arg-type]
    return story.case.row(decided.right).decision  # type: ignore[union-attr]


# ---- S1, S2 --------------------------------------------------------------------------------------


def test_s1_asks_why_it_is_logged_late_and_keeps_the_reason() -> None:
    story = taken_in()
    late = a_receipt(despite="")
    assert refusal(lambda: arriving.s1_create(story.case, late, story.office, TODAY)) == (
        "logged_late", "S1", True,
    )  # fmt: skip
    told = replace(late, despite=" lag bij een collega ")
    assert arriving.s1_create(story.case, told, story.office, TODAY) == "lag bij een collega"
    in_time = replace(late, received_on=TODAY - timedelta(days=3))
    assert arriving.s1_create(story.case, in_time, story.office, TODAY) == ""
    one_more = replace(late, received_on=TODAY - timedelta(days=4))
    assert code(lambda: arriving.s1_create(story.case, one_more, story.office, TODAY)) == (
        "logged_late"
    )
    story.write(lifecycle.receive(story.case, told, "AVG-2026-0001", story.office, TODAY))
    assert story.case.received is not None
    assert story.case.received.despite == "lag bij een collega"


def test_s1_keeps_no_reason_that_was_not_asked_for() -> None:
    story = taken_in()
    receipt = a_receipt(received_on=TODAY, despite="zomaar")
    story.write(lifecycle.receive(story.case, receipt, "AVG-2026-0001", story.office, TODAY))
    assert story.case.received is not None and story.case.received.despite == ""


@pytest.mark.parametrize(
    ("rights", "typed", "expected"),
    [
        (("UNCLEAR",), f.Typed(right="UNCLEAR"), "no_right_chosen"),
        (("UNCLEAR",), f.Typed(right="UNCLEAR", became=("UNCLEAR",)), "no_right_chosen"),
        (("UNCLEAR",), f.Typed(right="UNCLEAR", became=("ERASE", "ERASE")), "right_twice"),
        (("UNCLEAR",), f.Typed(right="UNCLEAR", became=("TELEPORT",)), "unknown_right"),
        (("UNCLEAR",), f.Typed(right="ACCESS"), "right_not_asked"),
        (("ACCESS",), f.Typed(right="ACCESS", became=("ERASE",)), "only_unclear_becomes"),
        (("CHILD_DATA",), f.Typed(right="CHILD_DATA"), "meant_missing"),
        (("CHILD_DATA",), f.Typed(right="CHILD_DATA", meant="UNCLEAR"), "meant_missing"),
        (("CHILD_DATA",), f.Typed(right="CHILD_DATA", meant="CHILD_DATA"), "meant_missing"),
        (("CHILD_DATA",), f.Typed(right="CHILD_DATA", meant="SA_INQUIRY"), "meant_missing"),
        (("CHILD_DATA",), f.Typed(right="CHILD_DATA", meant="OOS_PARTNER"), "meant_missing"),
        (("CHILD_DATA",), f.Typed(right="CHILD_DATA", meant="TELEPORT"), "unknown_right"),
        (("ACCESS",), f.Typed(right="ACCESS", meant="ERASE"), "only_child_is_meant"),
        (("SA_INQUIRY",), f.Typed(right="SA_INQUIRY"), "words_missing"),
        (("SA_INQUIRY",), f.Typed(right="SA_INQUIRY", due=date(2026, 11, 1)), "before_receipt"),
        (("ACCESS",), f.Typed(right="ACCESS", due=TODAY), "only_inquiry_has_day"),
        (("ACCESS",), f.Typed(right="ACCESS", marketing=False), "only_profile_is_not_marketing"),
        (("ACCESS",), f.Typed(right="ACCESS", role="joint"), "words_missing"),
        (("ACCESS",), f.Typed(right="ACCESS", why=NUMBER), "number_in_words"),
    ],
)
def test_s2_refuses_a_typing_that_settles_nothing(
    rights: tuple[str, ...], typed: f.Typed, expected: str
) -> None:
    story = opened(rights=rights)
    act = lambda: lifecycle.type_right(story.case, story.office, typed, TODAY, TODAY)  # noqa: E731
    assert code(act) == expected


@pytest.mark.parametrize(
    ("right", "typed"),
    [
        ("UNCLEAR", f.Typed(right="UNCLEAR", became=("ACCESS", "OPTOUT_DM"))),
        ("CHILD_DATA", f.Typed(right="CHILD_DATA", meant="OPTOUT_PROFILE", marketing=False)),
        ("SA_INQUIRY", f.Typed(right="SA_INQUIRY", due=date(2026, 12, 1))),
        ("OPTOUT_PROFILE", f.Typed(right="OPTOUT_PROFILE", marketing=False)),
        ("ACCESS", f.Typed(right="ACCESS", role="joint", why="gezamenlijke dienst")),
        ("ACCESS", f.Typed(right="ACCESS")),
    ],
)
def test_s2_lets_a_right_be_typed(right: str, typed: f.Typed) -> None:
    story = opened(rights=(right,))
    story.write(lifecycle.type_right(story.case, story.office, typed, TODAY, TODAY))
    assert all(row.typed for row in story.case.rows)


def test_a_right_can_be_added_once_and_withdrawn_in_writing() -> None:
    story = opened()
    added = f.RightAdded(right="ERASE")
    story.write(lifecycle.add_right(story.case, story.office, added, TODAY, TODAY))
    again = lambda: lifecycle.add_right(story.case, story.office, added, TODAY, TODAY)  # noqa: E731
    assert code(again) == "right_twice"
    empty = f.Withdrawn(rights=("ERASE",))
    assert code(lambda: lifecycle.withdraw(story.case, empty, TODAY, TODAY)) == "words_missing"
    other = f.Withdrawn(rights=("PORT",), how="mail")
    assert code(lambda: lifecycle.withdraw(story.case, other, TODAY, TODAY)) == "right_not_asked"
    story.write(lifecycle.withdraw(story.case, replace(empty, how="mail"), TODAY, TODAY))
    assert [row.withdrawn_on for row in story.case.rows] == [None, TODAY]


def test_an_unknown_day_of_arrival_is_the_earliest_plausible() -> None:
    office = opened().office
    assert assumed_arrival(date(2026, 11, 20), office) == date(2026, 11, 23)
    presented, collected = date(2026, 11, 18), date(2026, 11, 20)
    assert registered_arrival(presented, collected, office) == presented
    other = replace(office, policy=office.policy.changed("registered_arrival", "collection"))
    assert registered_arrival(presented, collected, other) == collected
    assert registered_arrival(presented, None, other) == presented


def test_a_step_on_what_is_no_case_is_refused() -> None:
    item = taken_in()
    act = lambda: lifecycle.assign(item.case, item.office, "p1", TODAY)  # noqa: E731
    assert refusal(act) == ("not_a_case", "S1", False)
    task = f.PolicyTaskDone(code="x", how="x")
    assert code(lambda: following.task_done(item.case, task, TODAY, TODAY)) == "not_a_case"
    nobody = replace(item.case, rows=opened().case.rows)
    assert case_clock(nobody, item.office).error == "not_received"


def test_the_edges_of_a_receipt_are_in_it() -> None:
    story = taken_in()
    at_once = a_receipt(
        received_on=TODAY, letter_dated=TODAY, postmark=TODAY, other_channel_on=TODAY,
        effective_on=TODAY, forwarded_by_staff=True,
    )  # fmt: skip
    story.write(lifecycle.receive(story.case, at_once, "AVG-2026-0001", story.office, TODAY))
    assert [each.kind for each in story.case.events] == [
        "letter_dated", "postmark", "received_other_channel", "effective_receipt",
    ]  # fmt: skip
    inquiry = opened(rights=("SA_INQUIRY",))
    same_day = f.Typed(right="SA_INQUIRY", due=RECEIVED)
    arriving.s2_triage(inquiry.case, inquiry.office, same_day)


def test_an_item_that_is_no_case_is_nobodys_earlier_request() -> None:
    story = opened()
    assert decide(story, no("ACCESS", "G04"), kin=(taken_in().case,)) == "refused"
    waiting = earlier(date(2026, 8, 3), date(2026, 8, 20))
    waiting.put(date(2026, 8, 4), f.IdentityRequested(doubt="x", rung="L2"))
    act = lambda: decide(story, no("ACCESS", "G04"), kin=(waiting.case,))  # noqa: E731
    assert code(act) == "repeat_not_excessive"


# ---- S3, S4, S5 ----------------------------------------------------------------------------------


def question(**said: object) -> f.IdentityRequested:
    return f.IdentityRequested(**{"doubt": "ander adres", "rung": "L2", **said})  # type: ignore[arg-type]


def ask(story: Story, asked: f.IdentityRequested, actor: str = "p1") -> str:
    return asking.s3_ask_identity(story.case, story.office, asked, actor)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"doubt": " "}, "words_missing"),
        ({"doubt": f"het nummer {NUMBER}"}, "number_in_words"),
        ({"asked": f"bevestig {NUMBER}"}, "number_in_words"),
        ({"rung": "L9"}, "unknown_rung"),
        ({"rung": "L5"}, "rung_needs_approver"),
        ({"items": ("full_id_copy",)}, "may_not_ask"),
        ({"items": ("fee",)}, "may_not_ask"),
        ({"items": ("blood",)}, "unknown_item"),
        ({"items": ("show_card",)}, "item_above_rung"),
        ({"rung": "L4", "way": "email"}, "rung_not_by_email"),
        ({"way": "email", "asked": "Stuur ons een kopie van uw identiteitskaart."},
         "letter_asks_secret"),
    ],
)  # fmt: skip
def test_s3_refuses_what_may_not_be_asked(said: dict[str, object], expected: str) -> None:
    assert code(lambda: ask(opened(), question(**said))) == expected


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"items": ("code_reply", "order_number")},
        {"rung": "L4", "way": "post", "items": ("show_card",)},
        {"way": "email", "asked": "Antwoord met de code."},
    ],
)
def test_s3_lets_a_question_with_its_doubt_through(said: dict[str, object]) -> None:
    assert ask(opened(), question(**said)) == ""


def test_s3_lets_the_approver_choose_the_last_rung() -> None:
    assert ask(opened(), question(rung="L5", items=("masked_copy",)), "p2") == ""


def test_s3_never_asks_for_what_needs_no_identity() -> None:
    for right in ("OPTOUT_DM", "CONSENT_WD", "ADM", "INFO"):
        story = opened(rights=(right,))
        assert code(lambda story=story: ask(story, question())) == "identity_never_needed"  # type: ignore[misc]
    assert ask(opened(rights=("ADM", "ACCESS")), question()) == ""


@pytest.mark.parametrize("settled", [f.IdentityNotNeeded(because="x"), f.IdentityVerified()])
def test_s3_asks_for_the_new_doubt_once_identity_was_settled(settled: f.Fact) -> None:
    story = opened()
    story.put(TODAY, settled)
    assert refusal(lambda: ask(story, question())) == ("identity_settled_already", "S3", True)
    story.write(
        identity.request(
            story.case, story.office, question(despite="mail van een derde"), "p1", TODAY, TODAY
        )
    )
    assert story.case.identity.code == "pending"


@pytest.mark.parametrize("default", [each for each in get_args(f.NotNeeded) if each])
def test_s3_refuses_where_a_rule_says_that_no_check_is_needed(default: f.NotNeeded) -> None:
    story = opened()
    story.put(TODAY, f.IdentityNotNeeded(because="x", default=default))
    act = lambda: ask(story, question(despite="gewoonte"))  # noqa: E731
    assert refusal(act) == ("not_needed_by_rule", "S3", False)
    entry = next(each for each in story.case.in_force if each.kind == "identity_not_needed")
    story.write(
        lifecycle.correct(
            story.case, story.office, entry.n, {"default": ""}, "het account is gekaapt", TODAY
        )
    )
    assert ask(story, question(despite="het account is gekaapt")) == "het account is gekaapt"
    story.put(TODAY, f.IdentityNotNeeded(because="x", default=default))
    story.put(TODAY, f.IdentityInsufficient())
    assert ask(story, question()) == "", "a check that was made after all ends the rule"


def test_a_lawyer_is_believed_and_others_show_their_mandate() -> None:
    lawyer = acting("lawyer")
    routine = f.MandateRequested(doubt="gewoonte", reasonable_doubt=False)
    assert code(lambda: asking.s3_ask_mandate(lawyer.case, routine)) == "lawyer_is_believed"
    doubt = f.MandateRequested(doubt="de cliënt schreef zelf dat er geen advocaat is")
    asking.s3_ask_mandate(lawyer.case, doubt)
    assert code(lambda: asking.s3_ask_mandate(opened().case, doubt)) == "nobody_represented"
    empty = f.MandateRequested(doubt=" ")
    assert code(lambda: asking.s3_ask_mandate(lawyer.case, empty)) == "words_missing"
    proxy = acting("proxy")
    asking.s3_ask_mandate(proxy.case, replace(routine, doubt="geen volmacht bijgevoegd"))


def test_s4_asks_which_data_of_an_access_of_much_data_only() -> None:
    much = f.ClarificationRequested(question="welke?", large_volume=True, why="tien jaar mails")
    for wrong, expected in (
        (replace(much, question=" "), "words_missing"),
        (replace(much, large_volume=False), "clarification_needs_volume"),
        (replace(much, why=""), "words_missing"),
        (replace(much, about="right"), "right_is_clear"),
    ):
        assert code(lambda wrong=wrong: asking.s4_clarify(opened().case, wrong)) == expected  # type: ignore[misc]
    erase = opened(rights=("ERASE",))
    assert code(lambda: asking.s4_clarify(erase.case, much)) == "clarification_only_access"
    answered = sent(opened(), "L05", ("ACCESS",))
    assert code(lambda: asking.s4_clarify(answered.case, much)) == "clarification_only_access"
    asking.s4_clarify(opened().case, much)
    unclear = opened(rights=("UNCLEAR",))
    asking.s4_clarify(unclear.case, f.ClarificationRequested(question="welk?", about="right"))


def test_s5_takes_an_answer_on_the_day_of_its_question_and_none_before() -> None:
    asking.s5_answer(TODAY, TODAY)
    asking.s5_answer(None, RECEIVED)
    early = lambda: asking.s5_answer(TODAY, TODAY - timedelta(days=1))  # noqa: E731
    assert refusal(early) == ("evidence_before_question", "S5", False)


# ---- S6, S10, S11 --------------------------------------------------------------------------------


def answer(story: Story, kind: str = "L05") -> Story:
    right = story.case.rows[0].right
    draft = f.Drafted(letter="B1", letter_kind=kind, language="nl", rights=(right,))
    story.put(TODAY, draft)
    return story


def leaves(story: Story) -> None:
    sending.s6_personal_data(story.case, story.case.letters[0])


def test_s6_lets_personal_data_leave_once_identity_is_settled() -> None:
    story = answer(opened())
    assert refusal(lambda: leaves(story)) == ("identity_open", "S6", False)
    story.put(TODAY, f.IdentityMismatch())
    assert code(lambda: leaves(story)) == "identity_mismatch"
    story.put(TODAY, f.IdentityVerified())
    leaves(story)
    leaves(answer(opened(), "L01"))


def test_s6_holds_what_shows_others_until_it_is_redacted() -> None:
    story = answer(opened())
    story.put(TODAY, f.IdentityNotNeeded(because="x"))
    story.put(TODAY, f.SearchOrdered(system="crm", owner="x"))
    story.put(TODAY, f.SearchDone(system="crm", outcome="found"))
    leaves(story)
    story.put(TODAY, f.SearchDone(system="crm", outcome="found", others=True))
    assert code(lambda: leaves(story)) == "redaction_open"
    story.write(correspondence.redacted(story.case, "B1", "twee namen", TODAY, TODAY))
    leaves(story)


@pytest.mark.parametrize("quality", ["proxy", "portal", "parent", "guardian", "protected"])
def test_s6_waits_for_the_mandate_of_who_must_show_one(quality: Representation) -> None:
    story = answer(acting(quality))
    story.put(TODAY, f.IdentityNotNeeded(because="x"))
    assert code(lambda: leaves(story)) == "mandate_open"
    story.write(identity.mandate_evidence(story.case, "volmacht", TODAY, TODAY))
    assert code(lambda: leaves(story)) == "mandate_open"
    story.write(identity.mandate_outcome(story.case, "verified", "volmacht gezien", TODAY, TODAY))
    leaves(story)
    story.write(identity.mandate_outcome(story.case, "refused", "ingetrokken", TODAY, TODAY))
    assert code(lambda: leaves(story)) == "mandate_open"


@pytest.mark.parametrize("quality", ["heir", "employer", "authority"])
def test_s6_gives_nobody_another_persons_data(quality: Representation) -> None:
    story = answer(acting(quality))
    story.put(TODAY, f.IdentityNotNeeded(because="x"))
    assert code(lambda: leaves(story)) == "no_right_to_anothers_data"


@pytest.mark.parametrize("quality", ["lawyer", "other", ""])
def test_s6_asks_no_mandate_of_a_lawyer_or_the_person(quality: Representation) -> None:
    story = answer(acting(quality))
    story.put(TODAY, f.IdentityNotNeeded(because="x"))
    leaves(story)


def test_s6_waits_for_the_mandate_of_a_lawyer_once_it_was_asked_for() -> None:
    story = answer(acting("lawyer"))
    story.put(TODAY, f.IdentityNotNeeded(because="x"))
    doubt = f.MandateRequested(doubt="de cliënt schreef zelf dat er geen advocaat is")
    story.write(identity.request_mandate(story.case, doubt, TODAY, TODAY))
    assert code(lambda: leaves(story)) == "mandate_open"
    story.write(identity.mandate_evidence(story.case, "volmacht", TODAY, TODAY))
    assert code(lambda: leaves(story)) == "mandate_open"
    story.write(identity.mandate_outcome(story.case, "refused", "ingetrokken", TODAY, TODAY))
    assert code(lambda: leaves(story)) == "mandate_open"
    story.write(identity.mandate_outcome(story.case, "verified", "gezien", TODAY, TODAY))
    leaves(story)


def test_s6_sends_personal_data_to_an_address_that_is_known_or_was_verified() -> None:
    story = answer(opened())
    letter = story.case.letters[0]

    def to(address: str, verified: str = "") -> None:
        by = f.Sent(letter="B1", channel="post", to=address, verified=verified)
        sending.s6_address(story.case, letter, by)

    assert code(lambda: to("  ")) == "address_missing"
    assert refusal(lambda: to("Elders 1, 0000 Nergens")) == ("address_not_verified", "S6", False)
    to("Elders 1, 0000 Nergens", verified="teruggebeld op het gekende nummer")
    to(HOME)
    to("Voorbeeldstraat 7 bus 2, 0000 Nergenshuizen")
    to("MARIEKE@voorbeeld.example")
    story = answer(opened(), "L01")
    letter = story.case.letters[0]
    to("Elders 1, 0000 Nergens")
    nobody = Parties.herself(Person(name="X"))
    story = answer(opened(parties=nobody))
    letter = story.case.letters[0]
    assert code(lambda: to("X")) == "address_not_verified"


def second(story: Story, letter: str = "B1", on: date = TODAY) -> bool:
    found = story.case.letter(letter)
    assert found is not None
    return sending.needs_second_person(story.case, story.office, found, on)


def test_s10_asks_a_second_person_where_the_ground_or_the_day_does() -> None:
    story = opened(rights=("ERASE",))
    decide(story, no("ERASE", "G10"))
    answer(story, "L06")
    silent = answer(opened(), "L09")
    for refusing in (story, silent):
        assert not second(refusing)
        assert not second(refusing, on=date(2026, 12, 7))
        assert second(refusing, on=date(2026, 12, 8))
    decide(story, no("ERASE", "G09"))
    assert second(story)
    sending.s10_second_person(story.case, story.office, story.case.letters[0], "p2", TODAY)
    same = lambda: sending.s10_second_person(  # noqa: E731
        story.case, story.office, story.case.letters[0], "p1", TODAY
    )
    assert refusal(same) == ("second_person_needed", "S10", False)
    assert not second(answer(opened(), "L01"))
    for kind, needs in (("L01", False), ("L05", True)):
        doubled = opened(rights=("ERASE",))
        decide(doubled, no("ERASE", "G09"))
        assert second(answer(doubled, kind)) == needs
    strict = replace(
        story.office, policy=story.office.policy.changed("second_person_always", "true")
    )
    other = answer(opened(), "L01")
    other.office = strict
    assert second(other)


def test_s10_asks_for_the_criterion_of_what_the_data_map_leaves_open() -> None:
    story = answer(opened())
    letter = story.case.letters[0]

    def confirmed(despite: str = "") -> str:
        return sending.s10_confirmed_map(story.case, story.office, letter, despite)

    assert confirmed() == ""
    story.put(TODAY, f.SearchOrdered(system="crm", owner="x", categories=("D01", "D99")))
    assert confirmed() == ""
    story.put(TODAY, f.SearchDone(system="crm", outcome="found"))
    assert refusal(confirmed) == ("data_map_to_confirm", "S10", True)
    access, letter = letter, answer(opened(), "L05b").case.letters[0]
    assert refusal(confirmed) == ("data_map_to_confirm", "S10", True)
    letter = access
    assert confirmed("zolang het account bestaat") == "zolang het account bestaat"
    access, letter = letter, answer(opened(), "L01").case.letters[0]
    assert confirmed() == ""
    letter = access
    book = story.office.rulebook
    known = book.data_map.changed("D01", "period", "10 jaar")
    story.office = replace(story.office, rulebook=replace(book, data_map=known))
    assert confirmed() == ""
    letter = answer(opened(), "L01").case.letters[0]
    assert confirmed() == ""


def test_s11_sends_what_is_signed_and_nothing_else() -> None:
    story = answer(opened())
    unsigned = lambda: sending.s11_final(story.case.letters[0])  # noqa: E731
    assert refusal(unsigned) == ("not_signed", "S11", False)
    seal = f.Signed(letter="B1", sha256="a", approved_sha256="b", fingerprint="c")
    story.put(TODAY, seal)
    sending.s11_final(story.case.letters[0])


def test_s11_wants_the_number_of_a_registered_sending() -> None:
    unproven = lambda: sending.s11_proof("registered", " ")  # noqa: E731
    assert refusal(unproven) == ("words_missing", "S11", False)
    sending.s11_proof("registered", "RR 0000")
    sending.s11_proof("post", "")


def test_personal_data_go_by_mail_in_the_clear_for_a_reason_only() -> None:
    letter = answer(opened()).case.letters[0]
    unsaid = lambda: sending.mail_in_the_clear(letter, " ")  # noqa: E731
    assert refusal(unsaid) == ("mail_in_the_clear", "5.5", True)
    assert sending.mail_in_the_clear(letter, " zij vroeg het zelf ") == "zij vroeg het zelf"
    plain = answer(opened(), "L01").case.letters[0]
    assert sending.mail_in_the_clear(plain, "zomaar") == "", "no reason where none was asked for"


def test_a_letter_that_came_back_is_sent_again() -> None:
    story = answer(opened())
    back = lambda: correspondence.came_back(  # noqa: E731
        story.case, f.DeliveryFailed(letter="B1", why="verhuisd"), TODAY, TODAY
    )
    again = lambda: correspondence.send_again(  # noqa: E731
        story.case, f.ResponseResent(letter="B1", to=HOME), TODAY, TODAY
    )
    assert (code(back), code(again)) == ("letter_not_sent", "letter_not_sent")
    sent(story, "L05", ("ACCESS",), n="B1")
    story.write(back())
    assert story.case.letters[0].came_back_on == TODAY
    assert next_step(story.case, story.office) == NextStep("send", "came_back", "B1")
    story.write(again())
    assert story.case.letters[0].came_back_on is None
    assert next_step(story.case, story.office).blocker != "came_back"


def test_what_reached_nobody_answers_nothing_and_its_day_does_not_move() -> None:
    story = answer(opened())
    (owed,) = case_clock(story.case, story.office).rows
    sent(story, "L05", ("ACCESS",), n="B1")
    assert case_clock(story.case, story.office).rows[0].done
    story.put(TODAY, f.DeliveryFailed(letter="B1", why="verhuisd"))
    (row,) = story.case.rows
    assert (row.answered_on, row.answered_by, story.case.letters[0].reached_on) == (None, "", None)
    assert case_clock(story.case, story.office).rows == (owed,)
    closing = lambda: ending.s12_close(story.case, story.office)  # noqa: E731
    assert code(closing) == "answer_owed"
    late = TODAY + timedelta(days=40)
    story.put(late, f.ResponseResent(letter="B1", to=HOME))
    assert (story.case.rows[0].answered_on, story.case.rows[0].answered_by) == (late, "B1")
    assert story.case.letters[0].reached_on == late
    closing()
    story.put(late + _DAY, f.ResponseResent(letter="B1", to=HOME))
    assert story.case.rows[0].answered_on == late, "a copy more moves nothing"


def test_a_later_answer_stands_when_an_older_letter_comes_back() -> None:
    story = sent(sent(opened(), "L05", ("ACCESS",)), "L05", ("ACCESS",), TODAY + _DAY)
    story.put(TODAY + 2 * _DAY, f.DeliveryFailed(letter="B1", why="verhuisd"))
    assert story.case.rows[0].answered_by == "B2"
    story.put(TODAY + 3 * _DAY, f.ResponseResent(letter="B1", to=HOME))
    assert (story.case.rows[0].answered_by, story.case.rows[0].answered_on) == ("B2", TODAY + _DAY)
    story.put(TODAY, f.ResponseResent(letter="B9", to=HOME))
    assert len(story.case.letters) == 2


# ---- S7 ------------------------------------------------------------------------------------------


def extend(story: Story, extended: f.Extended, on: date, today: date = date(2027, 3, 1)) -> None:
    story.write(deciding.extend(story.case, story.office, extended, on, today))


def test_s7_refuses_without_words_or_ground_of_law_twice_or_too_late() -> None:
    story = opened()
    for wrong in (more(" "), f.Extended(reason="veel")):
        act = lambda wrong=wrong: extend(story, wrong, TODAY)  # type: ignore[misc]  # noqa: E731
        assert refusal(act) == ("words_missing", "S7", False)
    late = lambda: extend(story, more("x"), date(2026, 12, 8))  # noqa: E731
    assert refusal(late) == ("extension_too_late", "S7", False)
    extend(story, more("x"), date(2026, 12, 7))
    assert story.case.extended_on == date(2026, 12, 7)
    twice = lambda: extend(story, more("x"), date(2026, 12, 7))  # noqa: E731
    assert refusal(twice) == ("second_extension_refused", "S7", False)
    for right in ("OPTOUT_DM", "RECIPIENTS"):
        none = lambda right=right: extend(opened(rights=(right,)), more("x"), TODAY)  # type: ignore[misc]  # noqa: E731
        assert refusal(none) == ("not_extendable", "S7", False)
    done = sent(opened(), "L05", ("ACCESS",))
    assert code(lambda: extend(done, more("x"), TODAY)) == "not_extendable"


def test_s7_looks_at_the_answers_that_can_be_extended_only() -> None:
    story = opened()
    story.put(date(2026, 11, 20), f.RightAdded(right="RECIPIENTS"))  # due 21 December
    late = lambda: extend(story, more("x"), date(2026, 12, 8))  # noqa: E731
    assert code(late) == "extension_too_late"


def test_s7_asks_a_reason_where_only_the_suspension_makes_it_timely() -> None:
    story = opened()
    story.put(date(2026, 11, 9), f.IdentityRequested(doubt="x", rung="L2"))
    after = date(2026, 12, 8)
    act = lambda: extend(story, more("x"), after)  # noqa: E731
    assert refusal(act) == ("extension_after_month", "S7", True)
    extend(story, more("x", despite="bewijs kwam net"), after)
    assert story.case.entries[-1].fact == more("x", despite="bewijs kwam net")
    flags = case_clock(story.case, story.office).rows[0].deadlines[0].deadline.flags
    assert "extension_relies_on_suspension_contested" in flags


def test_s7_keeps_no_reason_that_was_not_asked_for() -> None:
    story = opened()
    extend(story, more("x", despite="zomaar"), TODAY)
    assert story.case.entries[-1].fact == more("x")


# ---- S8 ------------------------------------------------------------------------------------------


def test_s8_takes_no_ground_that_the_matrix_does_not_list() -> None:
    rights = opened().office.rulebook.rights
    for right in rights.rights:
        story = opened(rights=(right,))
        for ground in rights.grounds:
            if ground in rights.allowed(right) or right in ("UNCLEAR", "CHILD_DATA", "SA_INQUIRY"):
                continue
            refused = no(right, ground)
            act = lambda story=story, refused=refused: decide(story, refused)  # type: ignore[misc]  # noqa: E731
            assert refusal(act)[:2] == ("ground_not_allowed", "1.4"), (right, ground)


def test_s8_refuses_what_is_not_typed_yet() -> None:
    for right in ("UNCLEAR", "CHILD_DATA", "SA_INQUIRY"):
        story = opened(rights=(right,))
        granted = f.Decided(right=right, decision="granted")
        act = lambda story=story, granted=granted: decide(story, granted)  # type: ignore[misc]  # noqa: E731
        assert refusal(act) == ("right_not_typed", "S2", False)
    child = opened(rights=("CHILD_DATA",))
    child.put(TODAY, f.Typed(right="CHILD_DATA", meant="ERASE"))
    assert decide(child, no("CHILD_DATA", "G10")) == "refused"
    assert decide(child, no("CHILD_DATA", "G22")) == "refused"


def test_s8_wants_ground_facts_and_what_the_ground_needs() -> None:
    story = opened(rights=("ERASE", "OBJECT", "ACCESS"))
    wrong: list[tuple[f.Decided, str]] = [
        (no("ERASE", ""), "ground_missing"),
        (no("ERASE", "G10", decision="granted"), "granted_has_ground"),
        (no("ERASE", "G10", facts=" "), "words_missing"),
        (no("ERASE", "G10", facts=NUMBER), "number_in_words"),
        (no("ERASE", "G10", facts=CARD), "number_in_words"),
        (no("ERASE", "G10", evidence=()), "evidence_missing"),
        (no("ERASE", "G10", evidence=(("statute", "WER"),)), "evidence_missing"),
        (no("ERASE", "G10", evidence=(("statute", "WER"), ("end_date", " "))), "evidence_missing"),
        (no("ERASE", "G10", evidence=(("statute", NUMBER), ("end_date", "x"))), "number_in_words"),
        (no("OBJECT", "G17"), "words_missing"),
        (no("ACCESS", "G03"), "words_missing"),
        (no("ACCESS", "G05", balancing="x"), "words_missing"),
        (no("ACCESS", "G07", balancing="x"), "ground_reaches_part"),
        (no("ACCESS", "G20"), "words_missing"),
    ]
    for decided, expected in wrong:
        assert code(lambda decided=decided: decide(story, decided)) == expected, decided  # type: ignore[misc]
    good = [
        no("ERASE", "G10", evidence=(("statute", "WER III.88"), ("end_date", "31 12 2034"))),
        no("OBJECT", "G17", balancing="x"),
        no("ACCESS", "G03", counsel="mr. X op 20 november"),
        no("ACCESS", "G05", balancing="x", counsel="x"),
        no("ACCESS", "G07", balancing="x", decision="partly"),
        no("ACCESS", "G20", counsel="x"),
    ]
    for decided in good:
        assert decide(story, decided) == decided.decision
    loose = story.office.policy.changed("abuse_with_counsel", "false")
    story.office = replace(story.office, policy=loose)
    assert decide(story, no("ACCESS", "G05", balancing="x")) == "refused"


def test_s8_takes_a_part_as_the_normal_form() -> None:
    story = opened(rights=("ERASE",))
    kept = f.ItemDecided(item="facturen", decision="refused", ground="G10", facts="WER III.88")
    gone = f.ItemDecided(item="account", decision="granted")
    parts = f.Decided(right="ERASE", decision="partly", items=(kept, gone), evidence=noted("G10"))
    assert decide(story, parts) == "partly"
    assert story.case.rows[0].grounds == ("G10",)
    for wrong, expected in (
        (replace(parts, decision="granted"), "items_disagree"),
        (replace(parts, decision="refused"), "items_disagree"),
        (replace(parts, items=(kept,)), "items_disagree"),
        (replace(parts, items=(replace(kept, ground=""), gone)), "item_ground_missing"),
        (replace(parts, items=(replace(kept, ground="G08"), gone)), "ground_not_allowed"),
        (replace(parts, items=(replace(kept, facts=""), gone)), "words_missing"),
        (replace(parts, items=(replace(kept, item=" "), gone)), "words_missing"),
        (replace(parts, evidence=()), "evidence_missing"),
        (replace(parts, items=(kept, replace(gone, ground="G10"))), "granted_has_ground"),
    ):
        assert code(lambda wrong=wrong: decide(story, wrong)) == expected  # type: ignore[misc]
    assert decide(story, replace(parts, decision="refused", items=(kept,))) == "refused"
    assert decide(story, replace(parts, decision="granted", items=(gone,))) == "granted"


@pytest.mark.parametrize(("right", "ground"), [("ACCESS", "G07"), ("PORT", "G16"), ("ADM", "G19")])
def test_s8_refuses_no_whole_right_on_a_ground_that_reaches_a_part(right: str, ground: str) -> None:
    story = opened(rights=(right,))
    whole = no(right, ground, balancing="x", counsel="x")
    assert refusal(lambda: decide(story, whole)) == ("ground_reaches_part", "S8", False)
    assert decide(story, replace(whole, decision="partly")) == "partly"


def test_s8_knows_the_one_limit_that_is_no_ground() -> None:
    story = opened(rights=("RECIPIENTS", "ACCESS"))
    unknown = no("RECIPIENTS", "", decision="partly", limitation="RECIPIENT_UNKNOWN")
    assert decide(story, unknown) == "partly"
    assert code(lambda: decide(story, replace(unknown, facts=""))) == "words_missing"
    other = replace(unknown, right="ACCESS")
    assert code(lambda: decide(story, other)) == "limitation_not_allowed"


def test_s8_blocks_g02_once_identity_is_settled() -> None:
    story = opened()
    assert code(lambda: decide(story, no("ACCESS", "G02"))) == "identity_is_settled"
    for unsettled in (
        f.IdentityUnanswered(),
        f.IdentityMismatch(),
        f.IdentityUnidentifiable(),
        f.IdentityInsufficient(),
        f.IdentityRequested(doubt="x", rung="L2"),
    ):
        story = opened()
        story.put(TODAY, unsettled)
        assert decide(story, no("ACCESS", "G02")) == "refused"


def earlier(received: date, answered: date | None, decision: str = "granted") -> Story:
    """An earlier access of the same person."""
    story = opened(received_on=received)
    if answered:
        story.put(answered, f.Decided(right="ACCESS", decision=decision))  # type: ignore[arg-type]
        sent(story, "L05", ("ACCESS",), answered)
    return story


def test_s8_blocks_g04_after_a_year_or_a_late_or_partial_answer() -> None:
    story = opened()
    good = earlier(date(2026, 8, 3), date(2026, 8, 20))
    unsent = earlier(date(2026, 8, 3), None)
    unsent.put(date(2026, 8, 20), f.Decided(right="ACCESS", decision="granted"))
    beside = earlier(date(2026, 8, 3), date(2026, 9, 10))
    beside.put(date(2026, 8, 20), f.RightAdded(right="ERASE"))  # due 21 September
    for kin, lets in (
        ((), True),
        ((good.case,), True),
        ((earlier(date(2025, 11, 24), date(2025, 12, 1)).case,), True),
        ((earlier(date(2025, 11, 23), date(2025, 12, 1)).case,), False),
        ((earlier(date(2026, 8, 3), None).case,), False),
        ((earlier(date(2026, 8, 3), date(2026, 9, 3)).case,), True),
        ((earlier(date(2026, 8, 3), date(2026, 9, 4)).case,), False),
        ((unsent.case,), False),
        ((beside.case,), False),
        ((story.case,), True),
        ((earlier(date(2026, 8, 3), date(2026, 8, 20), "partly").case,), False),
        ((opened(rights=("ERASE",), received_on=date(2025, 1, 6)).case,), True),
        ((opened(received_on=date(2026, 11, 20)).case,), True),
        ((earlier(date(2025, 1, 6), None).case, good.case), True),
    ):
        act = lambda kin=kin: decide(story, no("ACCESS", "G04"), kin=kin)  # type: ignore[misc]  # noqa: E731
        if lets:
            assert act() == "refused"
        else:
            assert refusal(act)[:2] == ("repeat_not_excessive", "1.3")


def test_s8_blocks_only_the_repeat_because_of_an_earlier_request() -> None:
    old = earlier(date(2025, 1, 6), None).case
    assert decide(opened(), no("ACCESS", "G01"), kin=(old,)) == "refused"


def test_s8_blocks_g09_while_a_stop_is_granted() -> None:
    story = opened(rights=("ERASE", "OBJECT"))
    assert decide(story, no("ERASE", "G09")) == "refused"
    decide(story, f.Decided(right="OBJECT", decision="granted"))
    assert refusal(lambda: decide(story, no("ERASE", "G09")))[0] == "stop_was_granted"


@pytest.mark.parametrize("decision", ["granted", "partly"])
@pytest.mark.parametrize("right", ["OBJECT", "OPTOUT_DM", "OPTOUT_PROFILE", "CONSENT_WD"])
def test_s8_blocks_g09_while_a_stop_is_granted_in_another_open_case(
    right: str, decision: f.Decision
) -> None:
    other, alone = opened(rights=(right,)), opened(rights=("ERASE",))
    other.put(TODAY, f.Decided(right=right, decision=decision))
    act = lambda: decide(alone, no("ERASE", "G09"), kin=(other.case,))  # noqa: E731
    assert refusal(act)[0] == "stop_was_granted"
    other.put(TODAY, f.Closed())
    assert decide(alone, no("ERASE", "G09"), kin=(other.case,)) == "refused"


def test_s8_blocks_g21_under_joint_control_and_g26_before_one_question() -> None:
    story = opened(rights=("ACCESS", "OBJECT", "UNCLEAR"))
    assert decide(story, no("ACCESS", "G21")) == "refused"
    story.put(TODAY, f.Typed(right="ACCESS", role="joint", why="x"))
    assert code(lambda: decide(story, no("ACCESS", "G21"))) == "joint_answers"
    assert code(lambda: decide(story, no("OBJECT", "G26"))) == "situation_not_asked"
    story.put(TODAY, f.ClarificationRequested(question="welke situatie?", about="right"))
    assert decide(story, no("OBJECT", "G26")) == "refused"


def test_s8_asks_a_reason_after_the_month_or_refuses_for_good() -> None:
    story = opened()
    story.put(TODAY, f.Extended(reason="x"))
    last = month_end_of(story.case, story.case.rows[0], story.office)
    assert guards.s8_decide(story.case, story.office, no("ACCESS", "G01"), last) == ""
    after = last + timedelta(days=1)
    late = lambda said="": guards.s8_decide(  # noqa: E731
        story.case, story.office, no("ACCESS", "G01", despite=said), after
    )
    assert refusal(late) == ("refusal_after_month", "S8", True)
    assert late("de raadsman antwoordde pas nu") == "de raadsman antwoordde pas nu"
    never = story.office.policy.changed("late_refusal", "never")
    story.office = replace(story.office, policy=never)
    assert refusal(lambda: late("x")) == ("refusal_too_late", "S8", False)


# ---- S9 ------------------------------------------------------------------------------------------


def test_s9_charges_only_what_may_cost_and_says_how_much_and_why() -> None:
    story = opened(rights=("ACCESS", "ERASE", "OPTOUT_DM", "CONSENT_WD", "OPTOUT_PROFILE"))
    fee = f.FeeQuoted(right="ACCESS", because="G04", amount="25 euro", basis="print en post")

    def charge(**said: object) -> None:
        guards.s9_fee(story.case, story.office, replace(fee, **said))  # type: ignore[arg-type]

    for said in ({}, {"because": "FURTHER_COPY"}, {"because": "G03"}, {"because": "G05"},
                 {"right": "ERASE"}):  # fmt: skip
        charge(**said)
    assert code(lambda: charge(amount="")) == "words_missing"
    assert code(lambda: charge(basis="")) == "words_missing"
    for said in (
        {"right": "OPTOUT_DM"}, {"right": "CONSENT_WD"}, {"right": "OPTOUT_PROFILE"},
        {"right": "ERASE", "because": "FURTHER_COPY"}, {"because": "G10"},
        {"right": "ERASE", "because": "G05"}, {"because": "G01"},
    ):  # fmt: skip
        assert code(lambda said=said: charge(**said)) == "fee_not_allowed", said  # type: ignore[misc]
    assert code(lambda: charge(right="PORT")) == "right_not_asked"


def test_a_fee_is_answered_once_it_was_announced() -> None:
    story = opened()
    paid = f.FeeAnswered(outcome="paid")
    assert code(lambda: deciding.answer_fee(story.case, paid, TODAY, TODAY)) == "no_fee_quoted"
    fee = f.FeeQuoted(right="ACCESS", because="G04", amount="25 euro", basis="print")
    story.write(deciding.quote_fee(story.case, story.office, fee, TODAY, TODAY))
    assert (story.case.fee, story.case.fee_answered) == (fee, False)
    story.write(deciding.answer_fee(story.case, paid, TODAY, TODAY))
    assert story.case.fee_answered


# ---- S12, S12a, S13 ------------------------------------------------------------------------------


def test_s12_closes_what_is_answered_carried_out_and_followed_up() -> None:
    story = opened(rights=("RECTIFY",))
    close = lambda: ending.s12_close(story.case, story.office)  # noqa: E731
    assert refusal(close) == ("answer_owed", "S12", False)
    sent(story, "L07", ("RECTIFY",))
    assert code(close) == "not_carried_out"
    story.write(deciding.execute(story.case, "RECTIFY", "", TODAY, TODAY))
    with pytest.raises(RuleError) as refused:
        close()
    assert (refused.value.code, refused.value.facts["count"]) == ("follow_on_open", 12)
    assert refused.value.article == "GDPR Art. 19"
    *others, last = follow_ons(story.case, story.office)
    for each in others:
        done = f.FollowOnSettled(code=each.code, right=each.right, subject=each.subject)
        story.write(following.settle(story.case, story.office, done, TODAY, TODAY))
    assert last.is_open and code(close) == "follow_on_open"
    followed_up(story)
    close()


def test_s12a_holds_an_erasure_while_a_copy_is_owed_anywhere() -> None:
    story = opened(rights=("ERASE", "PORT"))
    erase = lambda *kin: ending.s12a_erase(story.case, kin)  # noqa: E731
    assert refusal(erase) == ("copy_owed_first", "S12a", False)
    sent(story, "L08", ("PORT",))
    erase()
    other = opened()
    assert code(lambda: erase(other.case)) == "copy_owed_first"
    other.put(TODAY, f.Withdrawn(how="mail"))
    erase(other.case)
    closed = opened()
    closed.put(TODAY, f.Closed())
    erase(closed.case)


def test_s12a_lets_a_restriction_beat_an_erasure() -> None:
    story = opened(rights=("ERASE", "RESTRICT"))
    erase = lambda *kin: ending.s12a_erase(story.case, kin)  # noqa: E731
    assert refusal(erase) == ("restriction_first", "S12a", False)
    story.write(deciding.execute(story.case, "RESTRICT", "", TODAY, TODAY))
    sent(story, "L07", ("RESTRICT",))
    assert code(erase) == "restriction_first"
    story.put(TODAY, f.RestrictionLifted(right="RESTRICT"))
    erase()
    objecting = opened(rights=("ERASE", "OBJECT"))
    objecting.write(deciding.execute(objecting.case, "OBJECT", "", TODAY, TODAY))
    ending.s12a_erase(objecting.case, ())


def test_an_opt_out_is_never_held() -> None:
    story = opened(rights=("ACCESS", "OPTOUT_DM"))
    story.write(deciding.execute(story.case, "OPTOUT_DM", "", TODAY, TODAY))
    assert story.case.rows[1].executed_on == TODAY
    child = opened(rights=("ACCESS", "CHILD_DATA"))
    child.put(TODAY, f.Typed(right="CHILD_DATA", meant="ERASE"))
    act = lambda: deciding.execute(child.case, "CHILD_DATA", "", TODAY, TODAY)  # noqa: E731
    assert code(act) == "copy_owed_first"


def test_carrying_out_a_restriction_marks_it_once() -> None:
    story = opened(rights=("RESTRICT", "OPTOUT_PROFILE"))
    for _ in range(2):
        story.write(deciding.execute(story.case, "RESTRICT", "x", TODAY, TODAY))
    assert [each.right for each in story.case.restrictions] == ["RESTRICT"]
    story.write(deciding.execute(story.case, "OPTOUT_PROFILE", "x", TODAY, TODAY))
    assert len(story.case.restrictions) == 1
    story.put(TODAY, f.Typed(right="OPTOUT_PROFILE", marketing=False))
    story.write(deciding.execute(story.case, "OPTOUT_PROFILE", "x", TODAY, TODAY))
    assert [each.right for each in story.case.restrictions] == ["RESTRICT", "OPTOUT_PROFILE"]
    review = f.RestrictionSet(right="RESTRICT", review_on=date(2027, 1, 4))
    story.write(deciding.restrict(story.case, review, TODAY, TODAY))
    assert [each.review_on for each in story.case.restrictions] == [None, date(2027, 1, 4)]
    past = replace(review, review_on=RECEIVED)
    assert code(lambda: deciding.restrict(story.case, past, TODAY, TODAY)) == "day_has_passed"


def lift(story: Story, right: str = "RESTRICT", on: date = TODAY) -> None:
    story.write(deciding.lift(story.case, right, "onderzoek klaar", on, TODAY))


def test_s13_lifts_after_the_person_was_told() -> None:
    story = opened(rights=("RESTRICT",))
    assert refusal(lambda: lift(story)) == ("not_restricted", "S13", False)
    story.write(deciding.execute(story.case, "RESTRICT", "", date(2026, 11, 9), TODAY))
    assert refusal(lambda: lift(story)) == ("lifting_not_told", "S13", False)
    sent(story, "L11", ("RESTRICT",), date(2026, 11, 20))
    assert code(lambda: lift(story, on=date(2026, 11, 19))) == "lifting_not_told"
    assert code(lambda: deciding.lift(story.case, "RESTRICT", " ", TODAY, TODAY)) == "words_missing"
    lift(story)
    assert story.case.restrictions[0].lifted_on == TODAY
    assert code(lambda: lift(story)) == "not_restricted"


@pytest.mark.parametrize("ground", ["G13", "G17"])
@pytest.mark.parametrize("right", ["OBJECT", "OPTOUT_PROFILE"])
def test_s13_lets_an_objections_restriction_go_only_after_a_refusal_that_was_sent(
    right: str, ground: str
) -> None:
    story = opened(rights=(right,))
    story.put(TODAY, f.Typed(right=right, marketing=right == "OBJECT"))
    story.write(deciding.execute(story.case, right, "", date(2026, 11, 6), TODAY))
    sent(story, "L11", (right,))
    assert refusal(lambda: lift(story, right)) == ("objection_stands", "S13", False)
    decide(story, no(right, ground, balancing="x"))
    assert code(lambda: lift(story, right)) == "objection_stands"
    sent(story, "L06", (right,))
    lift(story, right)


def test_s13_keeps_an_objections_restriction_after_a_refusal_on_another_ground() -> None:
    wrong = opened(rights=("OBJECT",))
    wrong.write(deciding.execute(wrong.case, "OBJECT", "", date(2026, 11, 6), TODAY))
    decide(wrong, no("OBJECT", "G24"))
    sent(sent(wrong, "L11", ("OBJECT",)), "L06", ("OBJECT",))
    assert code(lambda: lift(wrong, "OBJECT")) == "objection_stands"


# ---- S14, S15, S16 -------------------------------------------------------------------------------


def end(story: Story, outcome: lifecycle.Outcome) -> None:
    story.write(lifecycle.close(story.case, story.office, outcome, TODAY, TODAY))


@pytest.mark.parametrize(
    ("kind", "outcome", "state"),
    [("L09", "no_action", "NO_ACTION"), ("L06", "no_action", "NO_ACTION"),
     ("L10", "referred", "REFERRED"), ("L14", "withdrawn", "WITHDRAWN")],
)  # fmt: skip
def test_s14_ends_with_the_letter_that_belongs_to_the_end(
    kind: str, outcome: lifecycle.Outcome, state: str
) -> None:
    story = opened()
    assert refusal(lambda: end(story, outcome)) == ("answer_owed", "S12", False)
    story.put(TODAY, f.Withdrawn(how="mail"))
    wrong = sent(opened(), "L05", ("ACCESS",))
    wrong.put(TODAY, f.Withdrawn(how="mail"))
    assert refusal(lambda: end(wrong, outcome)) == ("end_letter_missing", "S14", False)
    end(sent(story, kind, ("ACCESS",)), outcome)
    assert story.case.state == state


def test_s14_never_ends_an_opt_out_by_silence() -> None:
    for right in ("OPTOUT_DM", "OPTOUT_PROFILE", "CONSENT_WD"):
        story = sent(opened(rights=(right,)), "L09", (right,))
        act = lambda story=story: end(story, "no_action")  # type: ignore[misc]  # noqa: E731
        assert refusal(act) == ("silence_ends_no_opt_out", "S14", False)


def test_s14_answers_joint_control_and_takes_a_withdrawal_in_writing() -> None:
    story = sent(opened(rights=("OOS_PARTNER",)), "L10", ("OOS_PARTNER",))
    story.put(TODAY, f.Typed(right="OOS_PARTNER", role="joint", why="x"))
    assert refusal(lambda: end(story, "referred")) == ("joint_answers", "S14", False)
    oral = sent(opened(), "L14", ("ACCESS",))
    assert refusal(lambda: end(oral, "withdrawn")) == ("not_withdrawn", "S14", False)


def test_s15_reopens_what_is_closed() -> None:
    story = opened()
    assert refusal(lambda: ending.s15_reopen(story.case)) == ("not_closed", "S15", False)
    story.put(TODAY, f.Closed())
    ending.s15_reopen(story.case)


def test_s16_deletes_only_what_nobody_needs_any_more() -> None:
    story = opened()
    after = date(2031, 11, 24)

    def delete(second: str = "p2", today: date = after, kin: tuple[Story, ...] = ()) -> None:
        ending.s16_delete(story.case, "p1", second, today, tuple(each.case for each in kin))

    assert refusal(delete) == ("not_closed", "S16", False)
    sent(story, "L05", ("ACCESS",))
    story.put(TODAY, f.Closed(keep_until=date(2031, 11, 23)))
    delete()
    assert code(lambda: delete(today=date(2031, 11, 23))) == "retention_runs"
    assert code(lambda: delete(second="p1")) == "second_person_needed"
    assert code(lambda: delete(second="")) == "second_person_needed"
    assert code(lambda: delete(kin=(opened(),))) == "copy_owed_first"
    story.write(lifecycle.hold(story.case, "procedure", TODAY))
    assert (code(delete), story.case.state) == ("file_held", "HOLD")
    story.write(lifecycle.release(story.case, "afgelopen", TODAY))
    delete()
    story.write(lifecycle.complain(story.case, f.ComplaintFiled(what="GBA"), TODAY, TODAY))
    assert (code(delete), story.case.state) == ("file_held", "COMPLAINT_SA")
    story.write(lifecycle.complaint_ended(story.case, "geklasseerd", TODAY, TODAY))
    delete()
    story.put(TODAY, f.Closed())
    assert code(delete) == "retention_runs"


def test_a_hold_and_a_complaint_end_only_once_they_began() -> None:
    story = opened()
    assert code(lambda: lifecycle.release(story.case, "x", TODAY)) == "not_held"
    ended = lambda: lifecycle.complaint_ended(story.case, "x", TODAY, TODAY)  # noqa: E731
    assert code(ended) == "no_complaint"
    assert code(lambda: lifecycle.hold(taken_in().case, "x", TODAY)) == "not_a_case"


def test_a_contract_dispute_is_kept_longer() -> None:
    story = sent(opened(), "L05", ("ACCESS",))
    [(_, closed)] = lifecycle.close(
        story.case, story.office, "answered", TODAY, TODAY, contractual=True
    )
    assert isinstance(closed, f.Closed) and closed.keep_until == date(2036, 11, 23)


# ---- what follows, searches, breaches, tasks -----------------------------------------------------


def codes(story: Story) -> set[str]:
    return {each.code for each in follow_ons(story.case, story.office) if each.is_open}


def test_what_follows_arises_when_the_right_was_carried_out() -> None:
    for right, expected in {
        "RECTIFY": {"recipient_notice"},
        "ERASE": {"recipient_notice", "processor_confirmation", "publishers", "suppression_entry"},
        "RESTRICT": {"recipient_notice", "review_date"},
        "OPTOUT_DM": {"suppression_entry", "pass_on", "confirm_optout"},
        "OPTOUT_PROFILE": {"delete_profile", "suppression_entry", "pass_on"},
        "CONSENT_WD": {"pass_on", "keep_proof"},
        "ADM": {"human_review"},
        "ACCESS": set(),
    }.items():
        story = opened(rights=(right,))
        assert codes(story) == set()
        story.write(deciding.execute(story.case, right, "", TODAY, TODAY))
        assert codes(story) == expected, right
        story.put(TODAY, f.Withdrawn(how="x"))
        assert codes(story) == set()


def test_some_things_show_that_they_are_done() -> None:
    story = opened(rights=("OPTOUT_DM", "ERASE", "RESTRICT", "ADM", "OBJECT", "SA_INQUIRY"))
    for right in ("OPTOUT_DM", "RESTRICT", "ADM"):
        story.write(deciding.execute(story.case, right, "", TODAY, TODAY))
    sent(story, "L12", ("OPTOUT_DM",))
    assert "confirm_optout" not in codes(story)
    decide(story, no("ERASE", "G10"))
    assert "end_date_of_kept" in codes(story)
    decide(story, no("ERASE", "G10", kept_until=date(2034, 12, 31)))
    assert "end_date_of_kept" not in codes(story)
    story.put(TODAY, f.RestrictionSet(right="RESTRICT", review_on=date(2027, 1, 4)))
    assert "review_date" not in codes(story)
    story.put(TODAY, f.HumanReviewed(reviewer="x"))
    assert "human_review" not in codes(story)
    decide(story, f.Decided(right="OBJECT", decision="granted"))
    assert "erase_after_objection" in codes(story)
    sent(story, "L20", ("SA_INQUIRY",))
    assert "dossier" not in codes(story)  # L20 accompanies, it does not answer
    sent(story, "L10", ("SA_INQUIRY",))
    assert "dossier" in codes(story)


def test_joint_control_and_a_processors_request_have_a_notice_of_their_own() -> None:
    story = opened()
    for role, expected in (("joint", "joint_controller"), ("processor", "forward_to_controller")):
        story.put(TODAY, f.Typed(right="ACCESS", role=role, why="x"))  # type: ignore[arg-type]
        assert codes(story) == {expected}


def test_a_thing_that_follows_is_settled_with_its_reason() -> None:
    story = opened(rights=("ERASE",))
    story.write(deciding.execute(story.case, "ERASE", "", TODAY, TODAY))

    def settle(**said: object) -> None:
        usual = {"code": "recipient_notice", "right": "ERASE", "subject": "R07"}
        fact = f.FollowOnSettled(**{**usual, **said})  # type: ignore[arg-type]
        story.write(following.settle(story.case, story.office, fact, TODAY, TODAY))

    assert code(lambda: settle(subject="R99")) == "no_such_follow_on"
    assert code(lambda: settle(outcome="not_applicable")) == "words_missing"
    assert code(lambda: settle(outcome="impossible")) == "words_missing"
    impossible = {"code": "publishers", "subject": "", "outcome": "impossible", "how": "x"}
    assert code(lambda: settle(**impossible)) == "only_notices_are_impossible"
    assert code(lambda: settle(how=NUMBER)) == "number_in_words"
    settle(outcome="disproportionate", how="tienduizend ontvangers")
    settle(subject="R01")
    done = [each for each in follow_ons(story.case, story.office) if not each.is_open]
    assert [each.subject for each in done] == ["R01", "R07"]
    assert {each.due for each in done} == {date(2026, 11, 30)}


def test_a_search_is_ordered_chased_and_done() -> None:
    story = opened()
    tasks = searching.search_tasks(story.case, story.office, case_clock(story.case, story.office))
    crm = next(each for each in tasks if each.system == "crm")
    assert (crm.state, crm.due) == ("proposed", date(2026, 11, 25))
    assert "D01" in crm.categories and "ikanda_case" not in [each.system for each in tasks]
    chase = f.SearchChased(system="crm")
    assert code(lambda: searching.chase(story.case, chase, TODAY, TODAY)) == "search_not_ordered"
    order = f.SearchOrdered(system="crm", owner="verkoop", due=date(2026, 11, 25))
    for wrong, expected in (
        (replace(order, system=" "), "words_missing"),
        (replace(order, owner=" "), "words_missing"),
        (replace(order, due=None), "words_missing"),
        (replace(order, due=date(2026, 11, 20)), "day_has_passed"),
    ):
        act = lambda wrong=wrong: searching.order(story.case, wrong, TODAY, TODAY)  # type: ignore[misc]  # noqa: E731
        assert code(act) == expected
    story.write(searching.order(story.case, order, date(2026, 11, 20), TODAY))
    attic = replace(order, system="zolder")
    story.write(searching.order(story.case, attic, date(2026, 11, 20), TODAY))
    story.write(searching.chase(story.case, chase, TODAY, TODAY))
    done = f.SearchDone(system="crm", outcome="found", identifiers="e-mailadres", what="3 fiches")
    for wrong_result, expected in (
        (replace(done, identifiers=""), "words_missing"),
        (replace(done, identifiers=NUMBER), "number_in_words"),
        (replace(done, what=NUMBER), "number_in_words"),
    ):
        act = partial(searching.result, story.case, story.office, wrong_result, TODAY, TODAY)
        assert code(act) == expected
    early = partial(searching.result, story.case, story.office, done, date(2026, 11, 19), TODAY)
    assert code(early) == "before_receipt"
    story.write(searching.result(story.case, story.office, done, TODAY, TODAY))
    assert code(lambda: searching.chase(story.case, chase, TODAY, TODAY)) == "search_is_done"
    tasks = searching.search_tasks(story.case, story.office, case_clock(story.case, story.office))
    states = {each.system: (each.state, each.owner) for each in tasks}
    assert (states["crm"], states["zolder"]) == (("done", "verkoop"), ("ordered", "verkoop"))
    assert searching.proposed_due(opened().case, story.office, case_clock(
        opened(rights=("SA_INQUIRY",)).case, story.office)) is None  # fmt: skip


def test_a_breach_has_its_hours_until_it_is_decided_on() -> None:
    story = opened()
    from datetime import UTC, datetime

    aware = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
    breach = f.BreachOpened(what="brief naar de buurman", aware_at=aware)
    for wrong, expected in (
        (replace(breach, what=" "), "words_missing"),
        (replace(breach, persons=NUMBER), "number_in_words"),
        (replace(breach, aware_at=aware.replace(tzinfo=None)), "moment_without_offset"),
    ):
        act = lambda wrong=wrong: following.open_breach(story.case, wrong, TODAY, TODAY)  # type: ignore[misc]  # noqa: E731
        assert code(act) == expected
    future = lambda: following.open_breach(story.case, breach, date(2026, 12, 1), TODAY)  # noqa: E731
    assert code(future) == "in_the_future"
    decided = f.BreachDecided(why="laag risico", notify=False)
    early = lambda: following.decide_breach(story.case, decided, TODAY, TODAY)  # noqa: E731
    assert code(early) == "no_breach"
    story.write(following.open_breach(story.case, breach, TODAY, TODAY))
    [clock] = following.breach_clocks(story.case, story.office)
    assert clock.deadline.due == aware + timedelta(hours=72)
    assert not clock.late(aware + timedelta(hours=72))
    assert clock.late(aware + timedelta(hours=72, seconds=1))
    story.write(following.decide_breach(story.case, decided, TODAY, TODAY))
    assert following.breach_clocks(story.case, story.office) == ()


def test_a_policy_task_is_opened_once_with_owner_and_day() -> None:
    story = opened()
    task = f.PolicyTaskOpened(code="LAWFULNESS_CHECK", what="x", owner="p2", by=TODAY)
    for wrong in ({"what": ""}, {"owner": ""}, {"by": None}, {"code": ""}):
        bad = replace(task, **wrong)  # type: ignore[arg-type]
        act = lambda bad=bad: following.open_task(story.case, bad, TODAY, TODAY)  # type: ignore[misc]  # noqa: E731
        assert code(act) == "words_missing"
    story.write(following.open_task(story.case, task, TODAY, TODAY))
    assert code(lambda: following.open_task(story.case, task, TODAY, TODAY)) == "task_is_open"
    done = f.PolicyTaskDone(code="LAWFULNESS_CHECK", how="grondslag gevonden")
    story.write(following.task_done(story.case, done, TODAY, TODAY))
    assert code(lambda: following.task_done(story.case, done, TODAY, TODAY)) == "no_such_task"


def test_a_number_that_is_held_raises_the_question_why_once() -> None:
    story = opened()
    for system in ("crm", "credit"):
        ordered = f.SearchOrdered(system=system, owner="Ilse", due=TODAY)
        story.write(searching.order(story.case, ordered, TODAY, TODAY))
    plain = f.SearchDone(system="crm", outcome="found", identifiers="naam")
    story.write(searching.result(story.case, story.office, plain, TODAY, TODAY))
    assert story.case.policy_tasks == ()
    held = replace(plain, system="credit", numbers=True)
    story.write(searching.result(story.case, story.office, held, TODAY, TODAY))
    story.write(searching.result(story.case, story.office, held, TODAY, TODAY))
    [task] = story.case.policy_tasks
    assert task.opened.code == "LAWFULNESS_CHECK"
    assert task.opened.owner == "Afdeling Legal - Privacy" and task.opened.by == date(2026, 12, 23)
    story.put(TODAY, f.Assigned(handler="p1"))
    done = f.PolicyTaskDone(code="LAWFULNESS_CHECK", how="grondslag gevonden")
    story.write(following.task_done(story.case, done, TODAY, TODAY))
    story.write(searching.result(story.case, story.office, held, TODAY, TODAY))
    assert [each.opened.owner for each in story.case.policy_tasks][-1] == "Ilse Modelaar"


def test_a_request_by_a_do_not_track_signal_raises_its_task() -> None:
    assert opened(by_signal=False).case.policy_tasks == ()
    story = opened(rights=("OPTOUT_PROFILE",), by_signal=True)
    [task] = story.case.policy_tasks
    assert task.opened.code == "DNT_SIGNAL" and task.opened.by == date(2026, 12, 23)
    assert story.case.received is not None and story.case.received.by_signal


def test_a_review_is_by_another_than_the_first_decider() -> None:
    story = opened(rights=("ADM",))
    good = f.HumanReviewed(reviewer="Ilse", first_decider="scoremodel", outcome="herzien")
    for wrong, expected in (
        (replace(good, reviewer=""), "words_missing"),
        (replace(good, first_decider=""), "words_missing"),
        (replace(good, outcome=""), "words_missing"),
        (replace(good, first_decider=" ilse "), "same_decider"),
    ):
        act = lambda wrong=wrong: deciding.review(story.case, wrong, TODAY, TODAY)  # type: ignore[misc]  # noqa: E731
        assert code(act) == expected
    story.write(deciding.review(story.case, good, TODAY, TODAY))
    assert story.case.reviewed == good
    assert code(lambda: deciding.review(opened().case, good, TODAY, TODAY)) == "right_not_asked"
