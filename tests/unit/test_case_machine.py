"""No sequence of allowed steps reaches a forbidden state; replay is the case built step by step."""

from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ikanda_case.domain import (
    correspondence,
    deciding,
    following,
    identity,
    lifecycle,
    searching,
)
from ikanda_case.domain import facts as f
from ikanda_case.domain.deadlines import case_clock
from ikanda_case.domain.errors import InputError, RuleError, SoftRuleError
from ikanda_case.domain.follow_ons import follow_ons
from ikanda_case.domain.journal import fact_of, payload
from ikanda_case.domain.replay import case_of
from ikanda_case.domain.today import case_needs
from tests.support.cases import NOW, Story, a_receipt, noted, taken_in

RIGHTS = ("ACCESS", "ERASE", "RECTIFY", "RESTRICT", "OBJECT", "OPTOUT_DM", "CONSENT_WD", "PORT",
          "ADM", "UNCLEAR", "CHILD_DATA", "RECIPIENTS")  # fmt: skip
KINDS = ("L01", "L02", "L05", "L06", "L07", "L08", "L09", "L10", "L11", "L12", "L14")
GROUNDS = ("", "G01", "G02", "G04", "G09", "G10", "G13", "G17", "G21", "G24")
HOME = "marieke@voorbeeld.example"
RECEIVED = date(2026, 11, 5)
STATES = {
    "NEW", "TRIAGED", "ID_PENDING", "CLARIFY_PENDING", "MANDATE_PENDING", "IN_PROGRESS", "EXTENDED",
    "DRAFT", "APPROVED", "SENT", "FOLLOW_UP", "CLOSED", "REFERRED", "WITHDRAWN", "NO_ACTION",
    "REOPENED", "COMPLAINT_SA", "HOLD",
}  # fmt: skip

some_right = st.sampled_from(RIGHTS)
reason = st.sampled_from(("", "omdat het zo is"))


class CaseMachine(RuleBasedStateMachine):
    """A case in the hands of somebody who tries everything, on any day."""

    story: Story

    @initialize(rights=st.lists(some_right, min_size=1, max_size=3, unique=True))
    def open(self, rights: list[str]) -> None:
        self.story = taken_in()
        self.story.today = RECEIVED
        receipt = a_receipt(rights=tuple(rights), despite="")
        self.story.write(
            lifecycle.receive(
                self.story.case, receipt, "AVG-2026-0001", self.story.office, RECEIVED
            )
        )

    def attempt(self, step: object) -> None:
        """Take a step; a refusal changes nothing."""
        before = list(self.story.entries)
        try:
            self.story.write(step())  # type: ignore[operator]
        except (RuleError, InputError) as refused:
            assert self.story.entries == before
            if isinstance(refused, RuleError):
                assert refused.rule and refused.article
            if isinstance(refused, SoftRuleError):
                assert refused.soft

    @property
    def case(self):  # type: ignore[no-untyped-def]
        return self.story.case

    def letter(self, place: int) -> str:
        letters = self.case.letters
        return letters[place % len(letters)].id if letters else "B1"

    # -- time

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.story.today = min(self.story.today + timedelta(days=days), date(2027, 6, 30))

    # -- rights

    @rule(right=some_right, meant=st.sampled_from(("", "ERASE", "OPTOUT_DM")),
          became=st.lists(some_right, max_size=2))  # fmt: skip
    def type_right(self, right: str, meant: str, became: list[str]) -> None:
        typed = f.Typed(right=right, meant=meant, became=tuple(became))
        today = self.story.today
        self.attempt(
            lambda: lifecycle.type_right(self.case, self.story.office, typed, today, today)
        )

    @rule(right=some_right)
    def add_right(self, right: str) -> None:
        today, added = self.story.today, f.RightAdded(right=right)
        self.attempt(lambda: lifecycle.add_right(self.case, self.story.office, added, today, today))

    @rule(right=some_right)
    def withdraw(self, right: str) -> None:
        today, fact = self.story.today, f.Withdrawn(rights=(right,), how="mail")
        self.attempt(lambda: lifecycle.withdraw(self.case, fact, today, today))

    # -- identity

    @rule(despite=reason)
    def ask(self, despite: str) -> None:
        today = self.story.today
        asked = f.IdentityRequested(doubt="ander adres", rung="L2", despite=despite)
        self.attempt(
            lambda: identity.request(self.case, self.story.office, asked, "p1", today, today)
        )

    @rule(result=st.sampled_from(("confirmed", "insufficient", "mismatch", "none")))
    def outcome(self, result: identity.Outcome) -> None:
        today = self.story.today
        self.attempt(lambda: identity.outcome(self.case, result, "", today, today))

    @rule()
    def evidence(self) -> None:
        today = self.story.today
        self.attempt(lambda: identity.evidence(self.case, "", today, today))

    @rule()
    def not_needed(self) -> None:
        today = self.story.today
        self.attempt(lambda: identity.not_needed(self.case, "adres gekend", today, today))

    @rule(much=st.booleans(), about=st.sampled_from(("data", "right")))
    def clarify(self, much: bool, about: str) -> None:
        today = self.story.today
        asked = f.ClarificationRequested(question="welke?", large_volume=much, why="veel",
                                         about=about)  # type: ignore[arg-type]  # fmt: skip
        self.attempt(lambda: identity.clarify(self.case, asked, today, today))

    # -- decisions

    @rule(despite=reason)
    def extend(self, despite: str) -> None:
        today = self.story.today
        fact = f.Extended(reason="veel stukken", because="number", despite=despite)
        self.attempt(lambda: deciding.extend(self.case, self.story.office, fact, today, today))

    @rule(right=some_right, decision=st.sampled_from(("granted", "partly", "refused")),
          ground=st.sampled_from(GROUNDS), despite=reason)  # fmt: skip
    def decide(self, right: str, decision: str, ground: str, despite: str) -> None:
        today = self.story.today
        fact = f.Decided(
            right=right, decision=decision, ground=ground, facts="feiten",  # type: ignore[arg-type]
            balancing="afgewogen", evidence=noted(ground), despite=despite,
        )  # fmt: skip
        self.attempt(lambda: deciding.decide(self.case, self.story.office, fact, today, today))

    @rule(right=some_right)
    def execute(self, right: str) -> None:
        today = self.story.today
        self.attempt(lambda: deciding.execute(self.case, right, "gedaan", today, today))

    @rule(right=some_right)
    def lift(self, right: str) -> None:
        today = self.story.today
        self.attempt(lambda: deciding.lift(self.case, right, "klaar", today, today))

    # -- letters

    @rule(kind=st.sampled_from(KINDS), right=some_right, ground=st.sampled_from(GROUNDS))
    def draft(self, kind: str, right: str, ground: str) -> None:
        today = self.story.today
        number = correspondence.next_number(self.case)
        fact = f.Drafted(letter=number, letter_kind=kind, language="nl", rights=(right,),
                         ground=ground, fields=(("facts", "feiten"),))  # fmt: skip
        self.attempt(lambda: correspondence.draft(self.case, self.story.office, fact, today, today))

    @rule(place=st.integers(0, 5), actor=st.sampled_from(("p1", "p2")))
    def approve(self, place: int, actor: str) -> None:
        today, number = self.story.today, self.letter(place)

        def steps() -> list[lifecycle.Happened]:
            letter = correspondence.letter_of(self.case, number)
            correspondence.require_ready(self.case, self.story.office, letter)
            self.story.put(today, f.Rendered(letter=number, sha256="a" * 64, pages=1, head=""))
            try:
                return correspondence.approve(
                    self.case, self.story.office, number, "a" * 64, actor, today, today
                )
            except RuleError:
                self.story.entries.pop()
                raise

        self.attempt(steps)

    @rule(place=st.integers(0, 5))
    def sign_and_send(self, place: int) -> None:
        today, number = self.story.today, self.letter(place)
        seal = f.Signed(letter=number, sha256="b" * 64, approved_sha256="a" * 64, fingerprint="c")
        self.attempt(lambda: correspondence.sign(self.case, seal, today))
        by = f.Sent(letter=number, channel="email", to=HOME)
        self.attempt(lambda: correspondence.send(self.case, by, today, today))

    # -- what follows, and the end

    @rule(place=st.integers(0, 40))
    def settle(self, place: int) -> None:
        today = self.story.today
        found = follow_ons(self.case, self.story.office)
        if found:
            each = found[place % len(found)]
            fact = f.FollowOnSettled(code=each.code, right=each.right, subject=each.subject)
            self.attempt(lambda: following.settle(self.case, self.story.office, fact, today, today))

    @rule()
    def settle_all(self) -> None:
        for _ in range(60):
            open_ones = [e for e in follow_ons(self.case, self.story.office) if e.is_open]
            if not open_ones or self.case.closed:
                return
            each, today = open_ones[0], self.story.today
            fact = f.FollowOnSettled(code=each.code, right=each.right, subject=each.subject)
            self.story.write(following.settle(self.case, self.story.office, fact, today, today))

    @rule(others=st.booleans())
    def search(self, others: bool) -> None:
        today = self.story.today
        order = f.SearchOrdered(system="crm", owner="verkoop", due=today)
        self.attempt(lambda: searching.order(self.case, order, today, today))
        done = f.SearchDone(system="crm", identifiers="naam", others=others, outcome="found")
        self.attempt(lambda: searching.result(self.case, self.story.office, done, today, today))

    @rule(outcome=st.sampled_from(("answered", "no_action", "referred", "withdrawn")))
    def close(self, outcome: lifecycle.Outcome) -> None:
        today = self.story.today
        self.attempt(lambda: lifecycle.close(self.case, self.story.office, outcome, today, today))

    @rule()
    def reopen(self) -> None:
        self.attempt(lambda: lifecycle.reopen(self.case, "nieuw bewijs", self.story.today))

    # -- what must never be

    @invariant()
    def replay_is_the_case_built_step_by_step(self) -> None:
        entries = self.story.entries
        written = [e.fact and fact_of(e.kind, payload(e.fact)) for e in entries]
        assert written == [e.fact for e in entries]
        case = case_of(1, entries)
        for n in range(len(entries)):
            if n % 7 == 0:
                assert case_of(1, entries[: n + 1]).entries == tuple(entries[: n + 1])
        assert case == self.case

    @invariant()
    def the_dates_hold(self) -> None:
        clock = case_clock(self.case, self.story.office)
        assert not clock.error
        assert self.case.state in STATES
        for each in clock.rows:
            for deadline in each.deadlines:
                if deadline.due and deadline.kind == "answer" and not self.case.extended:
                    assert deadline.strict_due is not None
        case_needs(self.case, self.story.office, NOW, self.story.today)

    @invariant()
    def nothing_forbidden_happened(self) -> None:
        case = self.case
        rights = self.story.office.rulebook.rights
        for row in case.rows:
            form = rights.form(row.right, meant=row.meant, marketing=row.marketing)
            assert {*row.grounds} <= {*form.grounds}, "S8: a ground outside the matrix"
            if row.as_right == "ERASE" and row.executed_on:
                copies = [r for r in case.rows if r.as_right in ("ACCESS", "PORT")]
                later = [r for r in copies if r.answered_on is None and r.withdrawn_on is None]
                at = _first(case, "executed", row.right)
                assert all(_came_after(case, r.right, at) for r in later), "S12a: a copy was owed"
        for letter in case.letters:
            if letter.sent and letter.draft.letter_kind in ("L05", "L08"):
                assert _settled_when(case, letter.id), "S6: personal data left"
            if letter.draft.letter_kind in ("L06", "L09") and letter.approved_by == "p1":
                assert "4E" not in rights.ground(letter.draft.ground or "G01").needs, "S10"
        if case.closed and case.closed.outcome == "answered":
            assert all(row.answered_on and row.carried_out for row in case.rows), "S12"
        ended = [e for e in case.entries if e.kind == "extended"]
        assert len(ended) <= 1, "S7: extended once"


def _first(case, kind: str, right: str) -> int:  # type: ignore[no-untyped-def]
    return min(e.n for e in case.entries if e.kind == kind and e.fact.right == right)


def _came_after(case, right: str, n: int) -> bool:  # type: ignore[no-untyped-def]
    """Whether a right was asked only after an entry."""
    return any(
        e.n > n
        and (getattr(e.fact, "right", "") == right or right in getattr(e.fact, "became", ()))
        for e in case.entries
        if e.kind in ("right_added", "typed")
    )


def _settled_when(case, letter: str) -> bool:  # type: ignore[no-untyped-def]
    """Whether identity was settled at the moment a letter was sent."""
    at = next(e.n for e in case.entries if e.kind == "sent" and e.fact.letter == letter)
    return case_of(1, [e for e in case.entries if e.n < at]).identity.settled


TestShort = CaseMachine.TestCase
TestShort.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)


@pytest.mark.full
@pytest.mark.timeout(1800)
class TestLong(CaseMachine.TestCase):
    settings = settings(max_examples=300, stateful_step_count=50, deadline=None)
