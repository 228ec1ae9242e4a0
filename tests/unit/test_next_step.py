"""What a case needs next is named in the order in which the office does it, with what blocks it."""

from datetime import date

import pytest

from ikanda_case.domain import facts as f
from ikanda_case.domain.next_step import next_step
from ikanda_case.domain.people import Parties, Person
from tests.support.cases import TODAY, Story, followed_up, opened, taken_in

DAY = date(2026, 11, 20)


def step(story: Story) -> tuple[str, str, str]:
    """Return the next step, what blocks it and the letter it is about."""
    found = next_step(story.case, story.office)
    return found.code, found.blocker, found.letter


def settled(*rights: str) -> Story:
    story = opened(rights=rights or ("ACCESS",))
    story.put(DAY, f.IdentityNotNeeded(because="adres gekend"))
    return story


def sent(story: Story, kind: str, *rights: str) -> Story:
    story.put(DAY, f.Drafted(letter="B1", letter_kind=kind, language="nl", rights=rights))
    story.put(DAY, f.Sent(letter="B1", channel="post", to="x"))
    return story


def test_an_item_is_looked_at_unless_somebody_set_it_aside() -> None:
    item = taken_in()
    assert step(item) == ("look", "", "")
    item.put(TODAY, f.SetAside(reason="reclame"))
    assert step(item) == ("none", "", "")


def test_who_asks_is_settled_before_anything_is_written() -> None:
    story = opened()
    assert step(story) == ("settle_identity", "", "")
    for fact, expected in (
        (f.IdentityRequested(doubt="x", rung="L2"), ("wait", "identity_asked", "")),
        (f.IdentityReceived(), ("check_evidence", "", "")),
        (f.IdentityInsufficient(), ("wait", "identity_asked", "")),
        (f.IdentityMismatch(), ("draft", "identity_mismatch", "")),
        (f.IdentityVerified(), ("draft", "", "")),
    ):
        story.put(DAY, fact)
        assert step(story) == expected


@pytest.mark.parametrize("kind", ["L05", "L05b", "L08"])
def test_a_letter_with_personal_data_is_blocked_until_identity_is_settled(kind: str) -> None:
    story = opened()
    story.put(DAY, f.Drafted(letter="B1", letter_kind=kind, language="nl", rights=("ACCESS",)))
    assert step(story) == ("finish_draft", "identity_open", "B1")
    story.put(DAY, f.IdentityVerified())
    assert step(story) == ("finish_draft", "", "B1")


def test_a_letter_goes_on_from_where_it_is_and_says_that_it_was_sent_back() -> None:
    story = settled()
    story.put(DAY, f.Drafted(letter="B1", letter_kind="L01", language="nl"))
    story.put(DAY, f.Rendered(letter="B1", sha256="", pages=1, head=""))
    assert step(story) == ("approve", "", "B1")
    story.put(DAY, f.SentBack(letter="B1", remark="naam klopt niet"))
    assert step(story) == ("finish_draft", "sent_back", "B1")
    story.put(DAY, f.Drafted(letter="B1", letter_kind="L01", language="nl"))
    story.put(DAY, f.Rendered(letter="B1", sha256="", pages=1, head=""))
    story.put(DAY, f.Approved(letter="B1", sha256=""))
    assert step(story) == ("sign", "", "B1")
    story.put(DAY, f.Signed(letter="B1", sha256="a", approved_sha256="b", fingerprint="c"))
    assert step(story) == ("send", "", "B1")


def test_an_answer_waits_for_what_the_person_was_asked() -> None:
    lawyer = Parties(Person(name="Meester Verzinsel"), Person(name="Marieke"), "lawyer")
    story = opened(parties=lawyer)
    story.put(DAY, f.IdentityNotNeeded(because="x"))
    story.put(DAY, f.ClarificationRequested(question="welke?", large_volume=True, why="x"))
    assert step(story) == ("draft", "clarification_asked", "")
    story.put(DAY, f.MandateRequested(doubt="x"))
    assert step(story) == ("draft", "mandate_asked", "")


def test_what_was_granted_is_carried_out_then_followed_up_then_closed() -> None:
    story = sent(settled("RECTIFY"), "L07", "RECTIFY")
    assert step(story) == ("execute", "", "")
    story.put(DAY, f.Executed(right="RECTIFY"))
    assert step(story) == ("follow_up", "", "")
    followed_up(story)
    assert step(story) == ("close", "", "")
    story.put(TODAY, f.Closed())
    assert step(story) == ("none", "", "")
