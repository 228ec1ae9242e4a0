"""A plan is worked through in the order of its days, and what a rule refuses stops nothing else."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ikanda_case.app import plan
from ikanda_case.app.desk import Desk
from ikanda_case.app.drafts import Arrival, IntakeDraft
from ikanda_case.app.office import add_person, describe
from ikanda_case.app.plan import Plan, PlannedAnswer, PlannedIdentity, PlannedItem
from ikanda_case.app.signing_key import ensure_key
from ikanda_case.bootstrap.parts import DatedClock, Pages, Seals, Words
from ikanda_case.desktop.clock import SystemClock
from ikanda_case.domain.case import Case
from ikanda_case.domain.deadlines import case_clock
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.people import Person
from ikanda_case.tables.letters import load_templates
from tests.support.casefiles import rulebook
from tests.support.cases import TODAY, an_office
from tests.support.clocks import SetClock
from tests.support.memory import MemoryCaseFile

FIEN = Person("Fien Voorbeeld", ("Fictiestraat 1", "9999 Verzonnendorp"), "fien@voorbeeld.example")


class KnownReader:
    """`ports.MailReader` of a folder in which every file is the same ordinary mail."""

    def read(self, name: str, content: bytes, mail_hosts: Any) -> IntakeDraft:
        arrival = Arrival(day=date(2026, 11, 5), source="received_header")
        return IntakeDraft(
            form="mail", sender_name=FIEN.name, sender_address=FIEN.email, subject="Inzage",
            language="fr", arrival=arrival if content != b"undated" else Arrival(),
        )  # fmt: skip

    def attachment(self, content: bytes, part: int) -> bytes:
        raise InputError("unknown_attachment", part=part)


@pytest.fixture
def desk() -> Desk:
    """A desk over a case file in memory, with real pages and real signatures."""
    clock = SetClock()
    made = Desk(
        file=MemoryCaseFile(rulebook(), clock),
        clock=clock,
        reader=KnownReader(),
        renderer=Pages(),
        signer=Seals(),
        wording=Words(),
        templates=load_templates(),
        actor="p1",
    )
    add_person(made, "p1", "Ilse Modelaar", ("intake", "handler", "administrator"))
    describe(made, an_office().described)
    add_person(made, "p2", "Rik Ontwerp", ("approver",))
    ensure_key(made)
    return made


def run(desk: Desk, *items: PlannedItem, content: bytes = b"mail") -> plan.Outcome:
    planned = Plan(as_of=TODAY, office=an_office().described, items=items)
    return plan.run(desk, replace(desk, actor="p2"), planned, lambda name: content + name.encode())


def case(desk: Desk, ref: str = "AVG-2026-0001") -> Case:
    with desk.file.reading() as now:
        return now.case(now.stream_of(ref))


def day(number: int) -> date:
    return date(2026, 11, number)


def kinds(found: Case) -> list[str]:
    return [entry.kind for entry in found.entries if entry.kind not in ("rendered", "approved")]


def test_acts_come_in_the_order_of_their_days_questions_before_letters(desk: Desk) -> None:
    item = PlannedItem(
        file="a.eml",
        rights=("ACCESS",),
        requester=FIEN,
        language="nl",
        identity=PlannedIdentity(
            needed=True, doubt="ander adres", requested_on=day(9), received_on=day(16),
            outcome="confirmed", on=day(17),
        ),
        extended=(day(18), "zeer veel bronnen"),
        close_on=day(20),
        answers=(
            PlannedAnswer(letter="L05", right="ACCESS", facts="Alles.", on=day(19)),
            PlannedAnswer(letter="L04", on=day(18)),
            PlannedAnswer(letter="L02", on=day(9)),
            PlannedAnswer(letter="L01", on=day(6)),
        ),
    )  # fmt: skip
    outcome = run(desk, item)
    assert outcome.refused == []
    found = case(desk)
    letter = ["drafted", "signed", "sent"]
    assert kinds(found) == [
        "taken_in", "received", *letter, "identity_requested", *letter, "identity_received",
        "identity_verified", "extended", *letter, "decided", *letter, "closed",
    ]  # fmt: skip
    days = [entry.on for entry in found.entries if entry.kind != "taken_in"]
    assert days == sorted(days)
    assert [each.draft.letter_kind for each in found.letters] == ["L01", "L02", "L04", "L05"]
    assert {each.approved_by for each in found.letters} == {"p2"}
    assert found.state == "CLOSED"


def test_a_question_asked_again_is_recorded_again(desk: Desk) -> None:
    item = PlannedItem(
        file="a.eml",
        rights=("ACCESS",),
        requester=FIEN,
        language="nl",
        identity=PlannedIdentity(
            needed=True, doubt="ander adres", requested_on=day(9), received_on=day(12),
            outcome="insufficient", on=day(13),
        ),
        answers=(PlannedAnswer(letter="L02", on=day(9)), PlannedAnswer(letter="L02", on=day(13))),
    )  # fmt: skip
    assert run(desk, item).refused == []
    assert [kind for kind in kinds(case(desk)) if kind.startswith("identity")] == [
        "identity_requested", "identity_received", "identity_insufficient", "identity_requested",
    ]  # fmt: skip


def test_a_refused_act_leaves_the_others_of_the_item_and_all_other_items(desk: Desk) -> None:
    needless = PlannedIdentity(needed=False, because="adres gekend")
    bad = PlannedItem(
        file="a.eml", rights=("ACCESS",), identity=needless, language="nl", close_on=day(6),
        answers=(
            PlannedAnswer(letter="L06", right="ACCESS", ground="G17", facts="x", on=day(9)),
            PlannedAnswer(letter="L01", on=day(10)),
        ),
    )  # fmt: skip
    good = PlannedItem(file="b.eml", rights=("ACCESS",), identity=needless)
    outcome = run(desk, bad, good)
    assert [(each.file, each.error.code) for each in outcome.refused] == [
        ("a.eml", "answer_owed"), ("a.eml", "ground_not_allowed"),
    ]  # fmt: skip
    assert outcome.letters == [(1, "B1")]
    assert [file for file, _ in outcome.cases] == ["a.eml", "b.eml"]
    assert case(desk).letters[0].state == "sent"


def test_what_the_plan_leaves_out_is_read_from_the_file(desk: Desk) -> None:
    item = PlannedItem(
        file="a.eml", rights=("ACCESS",), answers=(PlannedAnswer(letter="L01", on=day(6)),)
    )
    assert run(desk, item).refused == []
    received = case(desk).received
    assert received is not None
    assert (received.channel, received.language, received.subject) == ("email", "fr", "Inzage")
    assert received.parties.requester == Person(name=FIEN.name, email=FIEN.email)
    sent = case(desk).letters[0].sent
    assert sent is not None and (sent.channel, sent.to) == ("email", FIEN.email)


def test_a_request_by_post_is_answered_by_post(desk: Desk) -> None:
    item = PlannedItem(
        file="a.eml", rights=("ACCESS",), channel="post", requester=FIEN, language="nl",
        answers=(PlannedAnswer(letter="L01", on=day(6)),),
    )  # fmt: skip
    assert run(desk, item).refused == []
    sent = case(desk).letters[0].sent
    assert sent is not None and sent.channel == "post" and "Fictiestraat 1" in sent.to


def test_an_item_without_rights_is_set_aside_and_the_same_bytes_again_are_linked(
    desk: Desk,
) -> None:
    planned = Plan(as_of=TODAY, office=an_office().described, items=(
        PlannedItem(file="a.eml", rights=("ACCESS",)), PlannedItem(file="b.eml"),
        PlannedItem(file="c.eml", rights=("ERASE",)), PlannedItem(file="d.eml"),
    ))  # fmt: skip
    content = {"a.eml": b"one", "b.eml": b"one", "c.eml": b"one", "d.eml": b"other"}
    outcome = plan.run(desk, desk, planned, content.__getitem__)
    assert outcome.set_aside == ["b.eml", "d.eml"]
    assert [(each.file, each.error.code) for each in outcome.refused] == [
        ("c.eml", "already_a_case")
    ]
    assert case(desk).times == 3
    with desk.file.reading() as now:
        assert now.case(2).state == "SET_ASIDE"


def test_an_arrival_nobody_can_tell_is_refused(desk: Desk) -> None:
    planned = Plan(as_of=TODAY, office=an_office().described, items=(
        PlannedItem(file="a.eml", rights=("ACCESS",)),))  # fmt: skip
    outcome = plan.run(desk, desk, planned, lambda name: b"undated")
    assert [each.error.code for each in outcome.refused] == ["arrival_unknown"]
    assert outcome.cases == []


@pytest.mark.parametrize(
    ("received", "official", "forwarded", "due"),
    [
        (5, None, None, date(2026, 12, 7)),
        (5, 4, None, date(2026, 12, 4)),
        (5, 10, True, date(2026, 12, 7)),
        (5, 10, False, date(2026, 12, 10)),
    ],
)
def test_the_first_arrival_that_counts_starts_the_month(
    desk: Desk, received: int, official: int | None, forwarded: bool | None, due: date
) -> None:
    item = PlannedItem(
        file="a.eml", rights=("ACCESS",),
        official_channel=day(official) if official else None, forwarded_by_staff=forwarded,
    )  # fmt: skip
    assert run(desk, item).refused == []
    with desk.file.reading() as now:
        assert case_clock(case(desk), now.office()).due == due


def test_progress_is_told_from_nothing_to_all(desk: Desk) -> None:
    told: list[tuple[int, int]] = []
    planned = Plan(as_of=TODAY, office=an_office().described, items=(
        PlannedItem(file="a.eml"), PlannedItem(file="b.eml")))  # fmt: skip
    plan.run(desk, desk, planned, str.encode, lambda done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_a_dated_clock_is_real_but_for_its_day() -> None:
    clock = DatedClock(SystemClock(), day(6))
    assert clock.today() == day(6)
    assert clock.now().year >= 2024 and clock.now().tzinfo is not None
