"""Every use case that has its roles, tried by everybody: who may does it, who may not leaves
nothing behind."""

import hashlib
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from ikanda_case.app import (
    access,
    annexes,
    delivery,
    evidence,
    follow_ons,
    in_hand,
    intake,
    letter_page,
    letter_texts,
    letters,
    office,
    office_tables,
    reporting,
    rights,
    sealing,
    search,
    searches,
    signing_key,
    steps,
)
from ikanda_case.app.desk import Changes, Desk
from ikanda_case.app.search_documents import FilePart
from ikanda_case.bootstrap.parts import Pages, Seals, Words
from ikanda_case.domain import facts as f
from ikanda_case.domain.access_facts import WayGiven
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.journal import OFFICE
from ikanda_case.domain.page import Envelope
from ikanda_case.domain.people import Parties
from ikanda_case.domain.roles import MAKERS, RECOVERY, ROLES, RULE, act_of
from ikanda_case.tables.letters import load_templates
from tests.architecture.guarded import guarded
from tests.support.casefiles import rulebook
from tests.support.cases import MARIEKE, NOW, TODAY, a_receipt, an_office, more
from tests.support.clocks import SetClock
from tests.support.letters import a_logo
from tests.support.memory import MemoryCaseFile
from tests.support.role_table import EXPECTED

FILES = {"klant.csv": b"veld;waarde", "klant.json": b"{}"}
STATES = ("draft", "to_approve", "approved", "signed")


class NoMail:
    """`ports.MailReader` that is asked for words only."""

    def read(self, name: str, content: bytes, mail_hosts: object) -> None:
        raise AssertionError(name)

    def attachment(self, content: bytes, part: int) -> None:
        raise AssertionError(part)

    def words(self, name: str, content: bytes) -> tuple[FilePart, ...]:
        return (FilePart(0, "read", text="inzage"),)


@dataclass
class Drawer:
    """`ports.WaysIn` in memory: who has a passphrase, and what was done to it."""

    people: set[str] = field(default_factory=lambda: {"p1", "administrator"})
    done: list[str] = field(default_factory=list)

    def holders(self) -> frozenset[str]:
        return frozenset(self.people)

    def give(
        self, person: str, passphrase: str, label: str, before: Callable[[str], object]
    ) -> None:
        before("way-1")
        self.done.append("give")

    def change(self, person: str, old: str, new: str, before: Callable[[str], object]) -> None:
        before("way-2")
        self.done.append("change")

    def take(self, person: str) -> tuple[str, ...]:
        self.done.append("take")
        return ("way-3",)

    def remember(self, before: Callable[[str], object]) -> None:
        before("way-4")
        self.done.append("remember")

    def forget(self) -> tuple[str, ...]:
        self.done.append("forget")
        return ("way-5",)


Try = Callable[[Desk, Drawer], object]


@dataclass
class World:
    """One case file in memory with a case in each state that a use case needs."""

    desk: Desk
    waiting: int
    case: int
    closed: int
    proxy: int
    """Asked by somebody else, about a restriction and an automated decision."""
    letters: dict[str, str]
    """The number of the letter in each state."""
    entry: int
    """An entry that whoever may put anything right may put right: a note."""

    def again(self, person: str) -> Desk:
        """Return the desk of another person at a copy of the file."""
        return replace(self.desk, file=copy(self.desk.file), actor=person)


def a_desk() -> Desk:
    clock = SetClock()
    return Desk(
        file=MemoryCaseFile(rulebook(), clock),
        clock=clock,
        reader=NoMail(),  # type: ignore[arg-type]
        renderer=Pages(),
        signer=Seals(),
        wording=Words(),
        templates=load_templates(),
        actor="p1",
    )


def a_letter(desk: Desk, stream: int) -> str:
    return letters.draft(desk, stream, letters.Wish(kind="L01"), TODAY).letter


@pytest.fixture(scope="module")
def world() -> World:
    desk = a_desk()
    office.add_person(desk, "p1", "Ilse Modelaar", MAKERS)
    office.describe(desk, an_office().described)
    signing_key.ensure_key(desk)
    for role in ROLES:
        office.add_person(desk, role, role.title(), (role,))
    office.add_person(desk, "gone", "Weg", ("handler", "approver", "administrator"))
    office.remove_person(desk, "gone", "uit dienst")
    cases = []
    for content in (b"een", b"twee", b"drie"):
        stream = intake.take_in(desk, "vraag.txt", content).stream
        cases.append(stream)
    for stream in cases[1:]:
        intake.open_case(desk, stream, a_receipt())
        steps.identity_not_needed(desk, stream, "adres gekend", TODAY)
    acting = Parties(MARIEKE, MARIEKE, "proxy")
    proxy = intake.take_in(desk, "vraag.txt", b"vijf").stream
    intake.open_case(desk, proxy, a_receipt(parties=acting, rights=("RESTRICT", "ADM")))
    case, closed = cases[1:]
    numbers = {state: a_letter(desk, case) for state in STATES}
    hashes = {
        state: letters.ask_approval(desk, case, numbers[state], TODAY).sha256
        for state in STATES[1:]
    }
    for state in STATES[2:]:
        letters.approve(desk, case, numbers[state], hashes[state], TODAY)
    sealing.sign(desk, case, numbers["signed"], TODAY)
    numbers["annexed"] = letters.draft(desk, case, letters.Wish(kind="L05"), TODAY).letter
    for name, content in FILES.items():
        annexes.add(desk, case, numbers["annexed"], name, content)
    steps.note(desk, case, "gebeld")
    _answer_and_close(desk, closed)
    with desk.file.reading() as now:
        entry = next(each.n for each in now.case(case).entries if each.kind == "noted")
        assert now.case(closed).closed
    return World(desk, cases[0], case, closed, proxy, numbers, entry)


def _answer_and_close(desk: Desk, stream: int) -> None:
    rights.withdraw(desk, stream, f.Withdrawn(how="mail van vandaag"), TODAY)
    number = letters.draft(desk, stream, letters.Wish(kind="L14"), TODAY).letter
    frozen = letters.ask_approval(desk, stream, number, TODAY)
    letters.approve(desk, stream, number, frozen.sha256, TODAY)
    sealing.sign(desk, stream, number, TODAY)
    delivery.record_sent(desk, stream, f.Sent(letter=number, channel="post", to=_home()), TODAY)
    steps.close(desk, stream, "withdrawn", TODAY)


# ---- what is tried -------------------------------------------------------------------------------


def tries(w: World) -> dict[str, Try]:
    """Return every guarded use case by its name in `app`, as somebody would call it."""
    case, day = w.case, TODAY
    return {
        "intake.take_in": lambda d, _: intake.take_in(d, "nieuw.txt", b"vier"),
        "intake.open_case": lambda d, _: intake.open_case(d, w.waiting, a_receipt()),
        "intake.set_aside": lambda d, _: intake.set_aside(d, w.waiting, "reclame"),
        "intake.attach": lambda d, _: intake.attach(d, case, "scan.pdf", b"%PDF"),
        "in_hand.keep": lambda d, _: in_hand.keep(d, "half een zin"),
        "intake.exported": lambda d, _: intake.exported(d, case),
        "steps.identity_not_needed": lambda d, _: steps.identity_not_needed(d, case, "x", day),
        "steps.request_identity": lambda d, _: steps.request_identity(d, case, ASK, day),
        "steps.identity_evidence": lambda d, _: steps.identity_evidence(d, case, "code", day),
        "steps.identity_outcome": lambda d, _: steps.identity_outcome(
            d, case, "confirmed", "code klopt", day
        ),
        "steps.remind": lambda d, _: steps.remind(d, case, "identity", day),
        "steps.request_mandate": lambda d, _: steps.request_mandate(d, w.proxy, MANDATE, day),
        "steps.mandate_evidence": lambda d, _: steps.mandate_evidence(d, w.proxy, "brief", day),
        "steps.mandate_outcome": lambda d, _: steps.mandate_outcome(
            d, w.proxy, "verified", "gezien", day
        ),
        "steps.clarify": lambda d, _: steps.clarify(d, case, MUCH, day),
        "steps.clarified": lambda d, _: steps.clarified(d, case, "alles", day),
        "steps.extend": lambda d, _: steps.extend(d, case, more("veel gegevens"), day),
        "steps.decide": lambda d, _: steps.decide(d, case, GRANTED, day),
        "steps.execute": lambda d, _: steps.execute(d, case, "ACCESS", "gedaan", day),
        "steps.assign": lambda d, _: steps.assign(d, case, "handler"),
        "steps.mark_seen": lambda d, _: steps.mark_seen(d, case, "antwoord", day),
        "steps.note": lambda d, _: steps.note(d, case, "gebeld"),
        "steps.close": lambda d, _: steps.close(d, w.closed, "withdrawn", day),
        "steps.reopen": lambda d, _: steps.reopen(d, w.closed, "toch niet"),
        "steps.correct": lambda d, _: steps.correct(
            d, case, w.entry, {"text": "gemaild"}, "verschreven"
        ),
        "rights.type_right": lambda d, _: rights.type_right(
            d, case, f.Typed(right="ACCESS", why="gelezen"), day
        ),
        "rights.add_right": lambda d, _: rights.add_right(
            d, case, f.RightAdded(right="ERASE", why="mail"), day
        ),
        "rights.withdraw": lambda d, _: rights.withdraw(d, case, f.Withdrawn(how="mail"), day),
        "rights.quote_fee": lambda d, _: rights.quote_fee(d, case, FEE, day),
        "rights.answer_fee": lambda d, _: rights.answer_fee(d, case, f.FeeAnswered(), day),
        "rights.restrict": lambda d, _: rights.restrict(
            d, w.proxy, f.RestrictionSet(right="RESTRICT", what="adres", review_on=day), day
        ),
        "rights.lift": lambda d, _: rights.lift(d, w.proxy, "RESTRICT", "juist gebleken", day),
        "rights.review": lambda d, _: rights.review(d, w.proxy, REVIEWED, day),
        "searches.order": lambda d, _: searches.order(d, case, [_search(d, case)], day),
        "searches.chase": lambda d, _: searches.chase(
            d, case, f.SearchChased(system=_search(d, case).system), day
        ),
        "searches.result": lambda d, _: searches.result(
            d, case, f.SearchDone(system=_search(d, case).system, identifiers="naam"), day
        ),
        "follow_ons.settle": lambda d, _: follow_ons.settle(
            d, w.proxy, [_follow_on(d, w.proxy)], day
        ),
        "follow_ons.open_task": lambda d, _: follow_ons.open_task(d, case, TASK, day),
        "follow_ons.task_done": lambda d, _: follow_ons.task_done(
            d, case, f.PolicyTaskDone(code="PERIOD", how="ingevuld"), day
        ),
        "follow_ons.open_breach": lambda d, _: follow_ons.open_breach(d, case, BREACH, day),
        "follow_ons.decide_breach": lambda d, _: follow_ons.decide_breach(
            d, case, f.BreachDecided(why="laag", notify=False), day
        ),
        "follow_ons.hold": lambda d, _: follow_ons.hold(d, case, "procedure"),
        "follow_ons.release": lambda d, _: follow_ons.release(d, case, "afgelopen"),
        "follow_ons.complain": lambda d, _: follow_ons.complain(
            d, case, f.ComplaintFiled(what="GBA"), day
        ),
        "follow_ons.complaint_ended": lambda d, _: follow_ons.complaint_ended(
            d, case, "geklasseerd", day
        ),
        "follow_ons.redacted": lambda d, _: follow_ons.redacted(
            d, case, w.letters["draft"], "namen gelakt", day
        ),
        "delivery.came_back": lambda d, _: delivery.came_back(
            d, w.closed, f.DeliveryFailed(letter="B1", why="onbekend"), day
        ),
        "delivery.send_again": lambda d, _: delivery.send_again(
            d, w.closed, f.ResponseResent(letter="B1", to=_home()), day
        ),
        "delivery.on_paper": lambda d, _: delivery.on_paper(d, case, w.letters["signed"]),
        "delivery.as_mail": lambda d, _: delivery.as_mail(d, case, w.letters["signed"]),
        "delivery.record_taken_out": lambda d, _: delivery.record_taken_out(
            d, case, w.letters["signed"], "paper"
        ),
        "evidence.destroy": lambda d, _: evidence.destroy(
            d, case, _evidence(d, case), "gecontroleerd", day
        ),
        "search.read_all": lambda d, _: search.read_all(d, lambda _done, _all: None),
        "letters.draft": lambda d, _: letters.draft(d, case, letters.Wish(kind="L01"), day),
        "annexes.add": lambda d, _: annexes.add(d, case, w.letters["annexed"], "nog.txt", b"x"),
        "annexes.remove": lambda d, _: annexes.remove(d, case, *_annex(w)),
        "annexes.move": lambda d, _: annexes.move(d, case, *_annex(w), 1),
        "annexes.exported": lambda d, _: annexes.exported(d, case, *_annex(w)),
        "letters.ask_approval": lambda d, _: letters.ask_approval(d, case, w.letters["draft"], day),
        "letters.approve": lambda d, _: letters.approve(
            d, case, w.letters["to_approve"], _hash(d, w, "to_approve"), day
        ),
        "letters.send_back": lambda d, _: letters.send_back(
            d, case, w.letters["to_approve"], "adres klopt niet"
        ),
        "sealing.sign": lambda d, _: sealing.sign(d, case, w.letters["approved"], day),
        "sealing.approved": lambda d, _: sealing.approved(
            d, case, w.letters["approved"], with_time_stamp=True
        ),
        "sealing.keep_signed": lambda d, _: _signed(d, w),
        "sealing.sign_many": lambda d, _: list(
            sealing.sign_many(d, [(case, w.letters["approved"])], day)
        ),
        "signing_key.look": lambda d, _: signing_key.look(d, KEY_FILE, ""),
        "signing_key.take": lambda d, _: signing_key.take(d, NEW_KEY),
        "signing_key.make_own": lambda d, _: signing_key.make_own(d),
        "signing_key.choose_time_stamps": lambda d, _: signing_key.choose_time_stamps(
            d, "http://tijd.example/"
        ),
        "letters.exported": lambda d, _: letters.exported(d, case, w.letters["signed"]),
        "delivery.record_sent": lambda d, _: delivery.record_sent(
            d, case, f.Sent(letter=w.letters["signed"], channel="post", to=_home()), day
        ),
        "reporting.overdue": lambda d, _: reporting.overdue(d, day),
        "office.describe": lambda d, _: office.describe(d, an_office().described),
        "signing_key.ensure_key": lambda d, _: signing_key.ensure_key(_without_key(d)),
        "office.add_person": lambda d, _: office.add_person(d, "p9", "Noor Nieuw", ("reader",)),
        "office.remove_person": lambda d, _: office.remove_person(d, "reader", "uit dienst"),
        "office.sheet_printed": lambda d, _: office.sheet_printed(d),
        "office_tables.change": lambda d, _: office_tables.change(d, POLICY),
        "letter_page.choose_envelope": lambda d, _: letter_page.choose_envelope(
            d, Envelope(window="left")
        ),
        "letter_page.choose_logo": lambda d, _: letter_page.choose_logo(d, LOGO),
        "letter_page.remove_logo": lambda d, _: letter_page.remove_logo(d),
        "letter_texts.change": lambda d, _: letter_texts.change(d, TEXT),
        "access.first_way": lambda d, _: access.first_way(d, "way-0"),
        "access.give_way": lambda d, ways: access.give_way(d, ways, "reader", "p", "R"),
        "access.take_way": lambda d, ways: access.take_way(d, ways, "reader"),
        "access.remove_person": lambda d, ways: access.remove_person(d, ways, "reader", "weg"),
        "access.change_passphrase": lambda d, ways: access.change_passphrase(d, ways, "o", "n"),
        "access.remember_computer": access.remember_computer,
        "access.forget_computer": access.forget_computer,
    }


def prepare(w: World, name: str, desk: Desk) -> None:
    """Bring the case where the use case can be called, in the name of somebody who may."""
    d, day = replace(desk, actor="p1"), TODAY
    before: dict[str, Callable[[], object]] = {
        "steps.remind": lambda: steps.request_identity(d, w.case, ASK, day),
        "steps.mandate_evidence": lambda: steps.request_mandate(d, w.proxy, MANDATE, day),
        "steps.mandate_outcome": lambda: steps.request_mandate(d, w.proxy, MANDATE, day),
        "steps.clarified": lambda: steps.clarify(d, w.case, MUCH, day),
        "steps.close": lambda: steps.reopen(d, w.closed, "nieuw bewijs"),
        "rights.answer_fee": lambda: rights.quote_fee(d, w.case, FEE, day),
        "searches.chase": lambda: searches.order(d, w.case, [_search(d, w.case)], day),
        "searches.result": lambda: searches.order(d, w.case, [_search(d, w.case)], day),
        "follow_ons.settle": lambda: _erased(d, w.proxy),
        "follow_ons.task_done": lambda: follow_ons.open_task(d, w.case, TASK, day),
        "follow_ons.decide_breach": lambda: follow_ons.open_breach(d, w.case, BREACH, day),
        "follow_ons.release": lambda: follow_ons.hold(d, w.case, "procedure"),
        "follow_ons.complaint_ended": lambda: follow_ons.complain(
            d, w.case, f.ComplaintFiled(what="GBA"), day
        ),
        "delivery.came_back": lambda: steps.reopen(d, w.closed, "terug"),
        "delivery.send_again": lambda: steps.reopen(d, w.closed, "terug"),
        "evidence.destroy": lambda: intake.attach(
            d, w.case, "id.png", b"afgeschermd", purpose="evidence"
        ),
    }
    if name in before:
        before[name]()


A_STORY_OF_ITS_OWN = {"rights.lift"}
"""Use cases that another rule refuses here: to be let through by the role is what counts."""
ASK = f.IdentityRequested(doubt="ander adres", rung="L2", despite="nieuw adres")
MANDATE = f.MandateRequested(doubt="geen volmacht")
MUCH = f.ClarificationRequested(question="welke?", large_volume=True, why="veel")
GRANTED = f.Decided(right="ACCESS", decision="granted")
FEE = f.FeeQuoted(right="ACCESS", because="FURTHER_COPY", amount="10 euro", basis="print")
REVIEWED = f.HumanReviewed(reviewer="Ilse", first_decider="model", outcome="herzien")
TASK = f.PolicyTaskOpened(code="PERIOD", what="termijn ontbreekt", owner="p1", by=TODAY)
BREACH = f.BreachOpened(what="brief verkeerd", aware_at=NOW)
POLICY = f.PolicyChanged(name="second_person_always", value="true", reason="advies")
LOGO = a_logo()
TEXT = f.LetterTextChanged(
    letter_kind="L01", language="nl", parts=(("frame.closing", "Hoogachtend"),), reason="huisstijl"
)


NEW_KEY = Seals().new_key("Kantoor (verzonnen)", NOW - timedelta(days=1))
KEY_FILE = NEW_KEY.pkcs12


def _signed(desk: Desk, w: World) -> Changes:
    """Keep the letter signed by somebody who may."""
    boss = replace(desk, actor="p1")
    ready = sealing.approved(boss, w.case, w.letters["approved"], with_time_stamp=False)
    signed = desk.signer.sign(ready.pdf, ready.key, ready.stamp, NOW)
    return sealing.keep_signed(desk, ready, signed, TODAY)


def _search(desk: Desk, stream: int) -> f.SearchOrdered:
    task = searches.tasks(desk, stream)[0]
    return f.SearchOrdered(
        system=task.system, owner="dienst", due=TODAY, categories=task.categories
    )


def _erased(desk: Desk, stream: int) -> None:
    rights.add_right(desk, stream, f.RightAdded(right="OPTOUT_DM", why="mail"), TODAY)
    steps.execute(desk, stream, "OPTOUT_DM", "op de lijst gezet", TODAY)


def _follow_on(desk: Desk, stream: int) -> f.FollowOnSettled:
    line = next(each for each in follow_ons.lines(desk, stream) if each.follow_on.is_open)
    found = line.follow_on
    return f.FollowOnSettled(code=found.code, right=found.right, subject=found.subject)


def _evidence(desk: Desk, stream: int) -> str:
    with desk.file.reading() as now:
        return now.case(stream).evidence[-1].sha256


def _home() -> str:
    return ", ".join((MARIEKE.name, *MARIEKE.address))


def _annex(w: World) -> tuple[str, str]:
    """Return the number of the letter with files inside, and the first of them."""
    return w.letters["annexed"], hashlib.sha256(FILES["klant.csv"]).hexdigest()


def _hash(desk: Desk, w: World, state: str) -> str:
    with desk.file.reading() as now:
        letter = now.case(w.case).letter(w.letters[state])
    assert letter is not None
    return letter.sha256


def _without_key(desk: Desk) -> Desk:
    """Return the desk at a file of the same office before its key, which is made once only."""
    fresh = a_desk()
    with desk.file.reading() as now:
        told = [each.fact for each in now.entries(OFFICE) if each.fact]
    with fresh.file.work("p1") as work:
        work.append(OFFICE, TODAY, *(fact for fact in told if not isinstance(fact, f.KeyMade)))
        work.commit()
    return replace(fresh, actor=desk.actor)


NAMES = sorted(guarded())
PEOPLE = (*ROLES, "gone", "stranger", RECOVERY)


def test_every_guarded_use_case_is_tried(world: World) -> None:
    assert sorted(tries(world)) == NAMES


def allowed(person: str, acts: set[str]) -> bool:
    """Return whether the rules let somebody do all of these acts."""
    held = "administrator" if person == RECOVERY else person
    if person == RECOVERY and "own_way" in acts:
        return False
    return all(held in EXPECTED[act] for act in acts)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", NAMES)
def test_who_may_does_it_and_who_may_not_leaves_nothing(
    world: World, name: str, person: str
) -> None:
    desk, ways = world.again(person), Drawer()
    prepare(world, name, desk)
    with desk.file.reading() as now:
        before = now.head()
    attempt = tries(world)[name]
    if allowed(person, guarded()[name]):
        try:
            done = attempt(desk, ways)
        except RuleError as other:
            assert name in A_STORY_OF_ITS_OWN and other.rule != RULE, other.code
            return
        _is_in_the_own_name(done, person, guarded()[name])
        return
    with pytest.raises(RuleError) as refused:
        attempt(desk, ways)
    code = {RECOVERY: "not_by_sheet"}.get(person, "role_missing")
    assert refused.value.code == ("not_of_the_office" if person in ("gone", "stranger") else code)
    assert ways.done == [], "no way in was touched"
    with desk.file.reading() as now:
        assert now.head() == before


def _is_in_the_own_name(done: object, person: str, acts: set[str]) -> None:
    changes = done if isinstance(done, Changes) else getattr(done, "changes", None)
    if not isinstance(changes, Changes):
        return
    assert changes.entries
    assert {each.actor for each in changes.entries} == {person}
    assert {act_of(each.fact) for each in changes.entries if each.fact} <= acts


# ---- putting right -------------------------------------------------------------------------------


@pytest.fixture
def told(world: World) -> Iterator[tuple[Desk, dict[str, int]]]:
    """A desk at a case with a receipt, a question, a decision and a note to put right."""
    desk = world.again("p1")
    steps.request_identity(desk, world.case, ASK, TODAY)
    steps.decide(desk, world.case, f.Decided(right="ACCESS", decision="granted", facts="a"), TODAY)
    steps.note(desk, world.case, "gebeld")
    with desk.file.reading() as now:
        yield desk, {entry.kind: entry.n for entry in now.case(world.case).entries}


@pytest.mark.parametrize(
    ("kind", "change", "who"),
    [
        ("received", {"subject": "Anders"}, {"intake", "handler"}),
        ("identity_requested", {"doubt": "anders"}, {"handler", "approver"}),
        ("decided", {"facts": "b"}, {"handler"}),
        ("noted", {"text": "gemaild"}, {"intake", "handler", "approver", "manager"}),
    ],
)
@pytest.mark.parametrize("person", ROLES)
def test_a_fact_is_put_right_by_whoever_may_write_it(
    world: World, told: tuple[Desk, dict[str, int]], person: str, kind: str,
    change: dict[str, object], who: set[str],
) -> None:  # fmt: skip
    desk, entries = told
    mine = replace(desk, actor=person)
    if person in who:
        assert steps.correct(mine, world.case, entries[kind], change, "verschreven").entries
        return
    with pytest.raises(RuleError, match="role_missing"):
        steps.correct(mine, world.case, entries[kind], change, "verschreven")


# ---- a second pair of eyes -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("drafter", "asker", "approver", "ok"),
    [
        ("a", "a", "a", False),
        ("a", "b", "a", False),
        ("a", "b", "b", False),
        ("a", "b", "c", True),
    ],
)
def test_a_second_pair_of_eyes_is_neither_who_wrote_nor_who_asked(
    world: World, drafter: str, asker: str, approver: str, ok: bool
) -> None:
    desk = world.again("p1")
    for person in "abc":
        office.add_person(desk, person, person, ("handler", "approver"))
    office_tables.change(desk, POLICY)
    number = a_letter(replace(desk, actor=drafter), world.case)
    asked = letters.ask_approval(replace(desk, actor=asker), world.case, number, TODAY)
    mine = replace(desk, actor=approver)
    if ok:
        letters.approve(mine, world.case, number, asked.sha256, TODAY)
        return
    with pytest.raises(RuleError, match="second_person_needed"):
        letters.approve(mine, world.case, number, asked.sha256, TODAY)


def test_who_drafts_it_anew_after_it_was_sent_back_is_the_drafter(world: World) -> None:
    desk = world.again("p1")
    for person in "ab":
        office.add_person(desk, person, person, ("handler", "approver"))
    office_tables.change(desk, POLICY)
    a, b = replace(desk, actor="a"), replace(desk, actor="b")
    number = a_letter(a, world.case)
    letters.ask_approval(a, world.case, number, TODAY)
    letters.send_back(b, world.case, number, "te kort")
    letters.draft(b, world.case, letters.Wish(kind="L01", number=number), TODAY)
    asked = letters.ask_approval(b, world.case, number, TODAY)
    with pytest.raises(RuleError, match="second_person_needed"):
        letters.approve(b, world.case, number, asked.sha256, TODAY)
    letters.approve(a, world.case, number, asked.sha256, TODAY)


# ---- the last administrator and her way in -------------------------------------------------------


def test_the_last_administrator_who_can_open_the_file_keeps_her_way_in(world: World) -> None:
    desk = world.again("administrator")
    ways = Drawer(people={"administrator", "handler"})
    with pytest.raises(RuleError, match="last_administrator"):
        access.take_way(desk, ways, "administrator")
    assert ways.done == []
    access.take_way(desk, Drawer(people={"administrator", "p1"}), "administrator")


def test_a_new_passphrase_for_oneself_needs_the_old_one(world: World) -> None:
    desk, ways = world.again("administrator"), Drawer()
    with pytest.raises(InputError, match="way_in_exists"):
        access.give_way(desk, ways, "administrator", "p", "A")
    with pytest.raises(InputError, match="unknown_person"):
        access.give_way(desk, ways, "gone", "p", "G")
    assert ways.done == []
    given = access.give_way(desk, ways, "p1", "p", "I").entries[0].fact
    assert given == WayGiven(person="p1", way="way-1", renewed=True)
