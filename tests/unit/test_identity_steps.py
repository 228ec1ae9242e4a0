"""Identity, mandate and clarification: the lowest rung, who shows what, and what is kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from ikanda_case.domain import facts as f
from ikanda_case.domain import identity
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.ladder import MAY_ASK, MAY_NOT_ASK, lowest_rung, not_needed_by_default
from ikanda_case.domain.numbers import find_numbers
from ikanda_case.texts.catalogue import sentences
from tests.support.cases import TODAY, Story, opened, taken_in

NUMBER = "85.07.30-033.28"


def code(act: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as refused:
        act()
    return refused.value.code


def test_the_lowest_rung_that_is_enough_is_proposed() -> None:
    marketing, access = opened(rights=("OPTOUT_DM",)), opened()
    office = access.office
    assert lowest_rung(marketing.case, office, credit=True) == "L0"
    assert lowest_rung(access.case, office) == "L1"
    assert lowest_rung(access.case, office, elsewhere=True) == "L2"
    assert lowest_rung(access.case, office, credit=True, elsewhere=True) == "L3"
    assert lowest_rung(access.case, office, remote_impossible=True) == "L4"


def test_no_check_is_the_default_where_the_case_shows_why() -> None:
    access = opened()
    office = access.office
    assert not_needed_by_default(opened(rights=("CONSENT_WD",)).case, office, ()) == (
        "stops_marketing"
    )
    assert not_needed_by_default(opened(channel="account").case, office, ()) == "logged_in"
    assert not_needed_by_default(access.case, office, ()) == ""
    before = opened()
    before.put(TODAY, f.IdentityVerified())
    assert not_needed_by_default(access.case, office, (before.case,)) == ""
    before.put(TODAY, f.Drafted(letter="B1", letter_kind="L05", language="nl", rights=("ACCESS",)))
    before.put(TODAY, f.Sent(letter="B1", channel="post", to="x"))
    assert not_needed_by_default(access.case, office, (before.case,)) == "identified_earlier"
    story = opened()
    story.write(identity.not_needed(story.case, "x", TODAY, TODAY, "logged_in"))
    assert story.case.entries[-1].fact == f.IdentityNotNeeded(because="x", default="logged_in")


@pytest.mark.parametrize("lang", ["nl", "fr", "en", "de"])
def test_what_may_be_asked_has_its_words(lang: str) -> None:
    names = sentences(lang, "names")
    assert all(names[f"ask_{item}"] for item in MAY_ASK)
    assert not {*MAY_ASK} & MAY_NOT_ASK
    assert all(names[f"not_needed_{each}"] for each in (
        "logged_in", "address_on_file", "identified_earlier", "stops_marketing"))  # fmt: skip


def test_a_first_question_stays_first_through_a_reminder() -> None:
    story = opened()
    asked = f.IdentityRequested(doubt="x", rung="L2")
    for day in (date(2026, 11, 9), date(2026, 11, 12)):
        story.write(identity.request(story.case, story.office, asked, "p1", day, TODAY))
    assert (story.case.identity.asked_on, story.case.identity.on) == (
        date(2026, 11, 9),
        date(2026, 11, 12),
    )
    assert story.write(identity.evidence(story.case, "", date(2026, 11, 10), TODAY))


def test_who_cannot_be_identified_is_a_state_of_its_own() -> None:
    story = opened()
    story.write(identity.outcome(story.case, "unidentifiable", "geen kenmerk", TODAY, TODAY))
    assert story.case.identity.code == "unidentifiable"
    assert not story.case.identity.settled


def test_a_reminder_needs_a_question() -> None:
    story = opened()
    remind = lambda: identity.remind(story.case, "", TODAY, TODAY)  # noqa: E731
    assert code(remind) == "nothing_asked"
    for question in (
        f.IdentityRequested(doubt="x", rung="L2"),
        f.MandateRequested(doubt="x"),
        f.ClarificationRequested(question="x"),
    ):
        story = opened()
        story.put(TODAY, question)
        story.write(remind())
        assert story.case.reminded_on == TODAY


def test_a_mandate_is_of_somebody_who_acts_for_another() -> None:
    story = opened()
    act = lambda: identity.mandate_outcome(story.case, "verified", "x", TODAY, TODAY)  # noqa: E731
    assert code(act) == "nobody_represented"
    late = lambda: identity.mandate_evidence(story.case, "", date(2026, 11, 5), TODAY)  # noqa: E731
    story.put(date(2026, 11, 9), f.MandateRequested(doubt="x"))
    assert story.case.state == "MANDATE_PENDING"
    assert code(late) == "evidence_before_question"


def test_stored_evidence_has_its_last_day() -> None:
    story = opened()
    story.put(date(2026, 11, 9), f.Attached(name="x", sha256="a", size=1, purpose="evidence"))
    story.put(date(2026, 11, 9), f.Attached(name="y", sha256="b", size=1, purpose="scan"))
    [kept] = story.case.evidence
    assert identity.evidence_until(kept, story.office) == date(2026, 11, 16)
    item = taken_in()
    act = lambda: identity.destroy_evidence(item.case, "a", "x", TODAY, TODAY)  # noqa: E731
    assert code(act) == "not_a_case"
    empty = lambda: identity.destroy_evidence(story.case, "a", " ", TODAY, TODAY)  # noqa: E731
    assert code(empty) == "words_missing"
    story.put(TODAY, f.Closed())
    story.write(identity.destroy_evidence(story.case, "a", "gecontroleerd", TODAY, TODAY))
    assert story.case.evidence[0].destroyed_on == TODAY


def test_no_register_number_stands_in_what_the_office_writes() -> None:
    assert find_numbers(NUMBER)
    story: Story = opened()
    case, office = story.case, story.office
    asked = f.IdentityRequested(doubt=NUMBER, rung="L2")
    acts: list[Callable[[], object]] = [
        lambda: identity.not_needed(case, NUMBER, TODAY, TODAY),
        lambda: identity.request(case, office, asked, "p1", TODAY, TODAY),
        lambda: identity.request(
            case, office, replace(asked, doubt="x", asked=NUMBER), "p1", TODAY, TODAY
        ),
        lambda: identity.evidence(case, NUMBER, TODAY, TODAY),
        lambda: identity.outcome(case, "confirmed", NUMBER, TODAY, TODAY),
        lambda: identity.clarified(case, NUMBER, TODAY, TODAY),
        lambda: identity.mandate_evidence(case, NUMBER, TODAY, TODAY),
    ]
    assert [code(act) for act in acts] == ["number_in_words"] * len(acts)


def test_the_guard_never_keeps_a_request_out() -> None:
    """What arrived may hold a number: it is registered all the same (rules 3.4 a)."""
    assert opened(subject=f"Mijn nummer is {NUMBER}").case.opened
