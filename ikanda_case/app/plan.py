"""Working through a folder by its plan: each item taken in, opened, answered, closed.

Only the folder knows what is in it. What a rule refuses is reported and the rest goes on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from ikanda_case.app import delivery, follow_ons, intake, letters, rights, sealing, steps
from ikanda_case.app.desk import Desk
from ikanda_case.app.drafts import IntakeDraft
from ikanda_case.domain import identity
from ikanda_case.domain.errors import InputError, KnownError, RuleError, SoftRuleError
from ikanda_case.domain.facts import (
    Channel,
    Decided,
    Extended,
    FollowOnSettled,
    IdentityRequested,
    OfficeDescribed,
    Rung,
    Sent,
    Withdrawn,
)
from ikanda_case.domain.lifecycle import Receipt
from ikanda_case.domain.people import Parties, Person

Language = Literal["nl", "fr", "en", "de"]

_DONE_BY_LETTER = frozenset({"L07", "L12"})
"""Letters that report what was carried out: the plan's folder had it done by their day."""
BY_PLAN = "volgens het plan van de map"
"""Why something is done that a rule asks a reason for, or that the plan says by closing."""
CloseOutcome = Literal["answered", "no_action", "referred", "withdrawn"]
_OUTCOMES: dict[str, CloseOutcome] = {
    "L09": "no_action",
    "L10": "referred",
    "L14": "withdrawn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedIdentity:
    """What the plan says of identity."""

    needed: bool
    because: str = ""
    doubt: str = ""
    rung: Rung = "L2"
    requested_on: date | None = None
    received_on: date | None = None
    outcome: identity.Outcome | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAnswer:
    """One letter the plan wants sent."""

    letter: str
    on: date
    right: str = ""
    ground: str = ""
    facts: str = ""
    sent_by: Literal["post", "email"] | None = None
    """None: the way the request came (GDPR Art. 12(3))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedItem:
    """One file of the folder and what is done with it."""

    file: str
    rights: tuple[str, ...] = ()
    identity: PlannedIdentity | None = None
    channel: Channel | None = None
    received: datetime | None = None
    """Brussels time."""
    dated: date | None = None
    official_channel: date | None = None
    forwarded_by_staff: bool | None = None
    requester: Person | None = None
    data_subject: Person | None = None
    language: Language | None = None
    extended: tuple[date, str] | None = None
    answers: tuple[PlannedAnswer, ...] = ()
    close_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A folder's plan: the office, the day it is read as, the items."""

    as_of: date
    office: OfficeDescribed
    items: tuple[PlannedItem, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Something a rule or an input refused."""

    file: str
    error: KnownError


@dataclass(slots=True)
class Outcome:
    """What came of a plan."""

    cases: list[tuple[str, str]] = field(default_factory=list)
    """File and reference."""
    set_aside: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    letters: list[tuple[int, str]] = field(default_factory=list)
    """Stream and letter number of every signed letter."""


def run(
    clerk: Desk,
    approver: Desk,
    plan: Plan,
    content: Callable[[str], bytes],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Outcome:
    """Work through the plan; `content` gives a file's bytes or raises InputError."""
    outcome = Outcome()
    for number, item in enumerate(plan.items):
        progress(number, len(plan.items))
        _attempt(outcome, item, lambda item=item: _one(clerk, approver, item, content, outcome))  # type: ignore[misc]
    progress(len(plan.items), len(plan.items))
    return outcome


def _attempt(outcome: Outcome, item: PlannedItem, act: Callable[[], object]) -> None:
    try:
        act()
    except (RuleError, InputError) as error:
        outcome.refused.append(Refused(item.file, error))


def _one(
    clerk: Desk,
    approver: Desk,
    item: PlannedItem,
    content: Callable[[str], bytes],
    outcome: Outcome,
) -> None:
    taken = intake.take_in(clerk, item.file, content(item.file), item.channel or "other")
    if not item.rights:
        if taken.duplicate_of is None:
            because = item.identity.because if item.identity else ""
            intake.set_aside(clerk, taken.stream, because or "-")
        outcome.set_aside.append(item.file)
        return
    receipt = _receipt(clerk, item, intake.read(clerk, taken.stream))
    _told_why(lambda why: intake.open_case(clerk, taken.stream, replace(receipt, despite=why)))
    with clerk.file.reading() as now:
        outcome.cases.append((item.file, now.case(taken.stream).ref))
    for act in _in_order(clerk, approver, taken.stream, item, receipt.received_on, outcome):
        _attempt(outcome, item, act)


def _told_why(act: Callable[[str], object]) -> None:
    """Act; where a rule asks for a reason, the plan of the folder is it."""
    try:
        act("")
    except SoftRuleError:
        act(BY_PLAN)


def _receipt(desk: Desk, item: PlannedItem, draft: IntakeDraft) -> Receipt:
    instant = desk.clock.brussels(item.received) if item.received else draft.arrival.instant
    received_on = instant.date() if item.received and instant else draft.arrival.day
    if received_on is None:
        raise RuleError("arrival_unknown", rule="2.2", article="GDPR Art. 12(3)")
    requester = item.requester or Person(name=draft.sender_name, email=draft.sender_address)
    subject = item.data_subject or requester
    later = _only_later_official(item, received_on)
    return Receipt(
        received_on=received_on,
        instant=instant,
        channel=item.channel or ("email" if draft.form == "mail" else "post"),
        parties=Parties(requester, subject, "" if subject == requester else "other"),
        rights=item.rights,
        language=item.language or _language(draft),
        subject=draft.subject,
        letter_dated=item.dated,
        other_channel_on=None if later else item.official_channel,
        effective_on=item.official_channel if later else None,
        forwarded_by_staff=bool(item.forwarded_by_staff),
    )


def _only_later_official(item: PlannedItem, received_on: date) -> bool:
    """Return whether the first arrival was at no official channel (rules 2.2)."""
    if item.official_channel is None or item.forwarded_by_staff is None:
        return False
    return item.official_channel >= received_on


def _language(draft: IntakeDraft) -> Language:
    known: dict[str, Language] = {"nl": "nl", "fr": "fr", "en": "en", "de": "de"}
    return known.get(draft.language, "nl")


def _in_order(
    clerk: Desk, approver: Desk, stream: int, item: PlannedItem, received: date, outcome: Outcome
) -> Iterator[Callable[[], object]]:
    """Give the item's acts in the order of their days; on one day, questions before letters."""
    acts = [
        *_identity_acts(clerk, stream, item, received),
        *_extension_acts(clerk, stream, item),
        *(
            (answer.on, 4, _answer_act(clerk, approver, stream, item, answer, outcome))
            for answer in item.answers
        ),
    ]
    if item.close_on:
        ends = [_OUTCOMES[each.letter] for each in item.answers if each.letter in _OUTCOMES]
        how: CloseOutcome = ends[0] if ends else "answered"
        closing = item.close_on
        acts.append((closing, 5, lambda: _close(clerk, stream, how, closing)))
    for _, _, act in sorted(acts, key=lambda each: each[:2]):
        yield act


def _close(desk: Desk, stream: int, how: CloseOutcome, on: date) -> None:
    """Close; a plan that closes says that what followed was done by then."""
    still_open = [
        FollowOnSettled(code=each.code, right=each.right, subject=each.subject, how=BY_PLAN)
        for each in (line.follow_on for line in follow_ons.lines(desk, stream))
        if each.is_open
    ]
    if how == "answered" and still_open:
        follow_ons.settle(desk, stream, still_open, on)
    steps.close(desk, stream, how, on)


_Act = tuple[date, int, Callable[[], object]]


def _identity_acts(desk: Desk, stream: int, item: PlannedItem, received: date) -> Iterator[_Act]:
    planned = item.identity
    if planned is None:
        return
    if not planned.needed:
        because = planned.because
        yield received, 0, lambda: steps.identity_not_needed(desk, stream, because, received)
        return
    if planned.requested_on is None:
        raise InputError("plan_field_missing", field="identity.requested_on")
    asked_on = planned.requested_on
    question = IdentityRequested(doubt=planned.doubt, rung=planned.rung)
    again = [each.on for each in item.answers if each.letter == "L02" and each.on > asked_on]
    for order, on in ((0, asked_on), *((3, day) for day in again)):
        yield (
            on,
            order,
            lambda on=on: _told_why(  # type: ignore[misc]
                lambda why: steps.request_identity(desk, stream, replace(question, despite=why), on)
            ),
        )
    if arrived := planned.received_on:
        yield arrived, 1, lambda: steps.identity_evidence(desk, stream, "", arrived)
    if result := planned.outcome:
        on = planned.on or planned.received_on or asked_on
        yield on, 2, lambda: steps.identity_outcome(desk, stream, result, "", on)


def _extension_acts(desk: Desk, stream: int, item: PlannedItem) -> Iterator[_Act]:
    if item.extended:
        on, reason = item.extended
        extended = Extended(reason=reason, because="complexity")
        yield (
            on,
            3,
            lambda: _told_why(
                lambda why: steps.extend(desk, stream, replace(extended, despite=why), on)
            ),
        )


def _answer_act(
    clerk: Desk, approver: Desk, stream: int, item: PlannedItem, answer: PlannedAnswer,
    outcome: Outcome,
) -> Callable[[], object]:  # fmt: skip
    def act() -> None:
        rights = (answer.right,) if answer.right else item.rights
        _decided(clerk, stream, answer)
        way = answer.sent_by or _way_it_came(clerk, stream)
        number = letters.draft(
            clerk,
            stream,
            letters.Wish(
                kind=answer.letter,
                rights=rights,
                ground=answer.ground,
                facts=answer.facts,
                by_email=way == "email",
            ),
            answer.on,
        ).letter
        frozen = letters.ask_approval(clerk, stream, number, answer.on)
        letters.approve(approver, stream, number, frozen.sha256, answer.on)
        sealing.sign(approver, stream, number, answer.on)
        outcome.letters.append((stream, number))
        to = delivery.address_of(clerk, stream, number)
        sent = Sent(letter=number, channel=way, to=to)
        delivery.record_sent(clerk, stream, sent, answer.on)

    return act


def _way_it_came(desk: Desk, stream: int) -> Literal["post", "email"]:
    """Return how an answer goes out when the plan does not say (GDPR Art. 12(3))."""
    with desk.file.reading() as now:
        received = now.case(stream).received
    if received is None or received.channel != "email":
        return "post"
    return "email" if received.parties.requester.email else "post"


def _noted(desk: Desk, answer: PlannedAnswer) -> tuple[tuple[str, str], ...]:
    """Return the evidence a ground asks to be noted: a plan has one text, which is its note."""
    with desk.file.reading() as now:
        known = now.office().rulebook.rights.grounds.get(answer.ground)
    return tuple((name, answer.facts) for name in known.evidence) if known else ()


def _decided(desk: Desk, stream: int, answer: PlannedAnswer) -> None:
    """Record the decision a letter carries, and what it says was done."""
    if answer.letter == "L14":
        taken_back = Withdrawn(rights=(answer.right,) if answer.right else (), how=BY_PLAN)
        rights.withdraw(desk, stream, taken_back, answer.on)
    if not answer.right:
        return
    if answer.letter == "L06":
        refused = Decided(
            right=answer.right,
            decision="refused",
            ground=answer.ground,
            facts=answer.facts,
            evidence=_noted(desk, answer),
        )
        _told_why(lambda why: steps.decide(desk, stream, replace(refused, despite=why), answer.on))
    elif answer.letter in ("L05", "L07", "L08", "L12", "L13", "L18"):
        steps.decide(desk, stream, Decided(right=answer.right, decision="granted"), answer.on)
    if answer.letter in _DONE_BY_LETTER:
        steps.execute(desk, stream, answer.right, "", answer.on)
