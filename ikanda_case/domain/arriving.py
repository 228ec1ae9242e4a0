"""An item becomes a case: received, its rights typed, added, withdrawn (rules 2.2, 2.8)."""

from dataclasses import replace
from datetime import date

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case
from ikanda_case.domain.defects import raised
from ikanda_case.domain.errors import RuleError
from ikanda_case.domain.guards.arriving import s1_create, s2_triage
from ikanda_case.domain.guards.base import (
    Happened,
    require_day,
    require_open,
    require_words,
    row_of,
)
from ikanda_case.domain.office import Office
from ikanda_case.domain.receipt import Receipt


def receive(item: Case, receipt: Receipt, ref: str, office: Office, today: date) -> list[Happened]:
    """Open a case from an item that was taken in (S1).

    One that relies on a do-not-track signal shows a defect of the statement (rules 0 T21, 7.6).
    """
    despite = s1_create(item, receipt, office, today)
    received = f.Received(
        ref=ref,
        channel=receipt.channel,
        parties=receipt.parties,
        rights=receipt.rights,
        language=receipt.language,
        instant=receipt.instant,
        subject=receipt.subject,
        place=receipt.place,
        arrival_assumed=receipt.arrival_assumed,
        despite=despite,
        by_signal=receipt.by_signal,
    )
    defects = [raised("DNT_SIGNAL", item, office, today)] if receipt.by_signal else []
    return [(receipt.received_on, received), *_other_dates(receipt), *defects]


def _other_dates(receipt: Receipt) -> list[Happened]:
    happened: list[Happened] = []
    if receipt.letter_dated:
        happened.append((receipt.letter_dated, f.LetterDated()))
    if receipt.postmark:
        happened.append((receipt.postmark, f.Postmark()))
    if receipt.other_channel_on:
        other = f.ReceivedOtherChannel(channel=receipt.other_channel)
        happened.append((receipt.other_channel_on, other))
    if receipt.effective_on:
        effective = f.EffectiveReceipt(forwarded_by_staff=receipt.forwarded_by_staff)
        happened.append((receipt.effective_on, effective))
    return happened


def set_aside(item: Case, reason: str) -> f.Fact:
    """Say that an item is no request; it can still become one."""
    if item.opened:
        raise RuleError("already_a_case", rule="S1", article="GDPR Art. 12(3)", ref=item.ref)
    require_words(reason, "reason", "S1", "GDPR Art. 12(3)")
    return f.SetAside(reason=reason.strip())


# ---- which rights it holds ---------------------------------------------------------------------


def type_right(case: Case, office: Office, typed: f.Typed, on: date, today: date) -> list[Happened]:
    """Say what a right of the request means, whose it is to answer, and by when (S2)."""
    require_open(case)
    require_day(case, on, today, "typed")
    s2_triage(case, office, typed)
    return [(on, replace(typed, why=typed.why.strip()))]


def add_right(
    case: Case, office: Office, added: f.RightAdded, on: date, today: date
) -> list[Happened]:
    """Add a wider or different right that was asked later: a new row with a new clock (2.8)."""
    require_open(case)
    require_day(case, on, today, "right_added")
    office.rulebook.rights.right(added.right)
    if case.row(added.right):
        raise RuleError("right_twice", rule="2.8", article="GDPR Art. 12(3)")
    return [(on, added)]


def withdraw(case: Case, withdrawn: f.Withdrawn, on: date, today: date) -> list[Happened]:
    """Record that the person withdrew, in writing (2.8, S14); L14 confirms it."""
    require_open(case)
    require_day(case, on, today, "withdrawn")
    require_words(withdrawn.how, "how", "S14", "GDPR Art. 12(4)")
    for right in withdrawn.rights:
        row_of(case, right)
    return [(on, replace(withdrawn, how=withdrawn.how.strip()))]
