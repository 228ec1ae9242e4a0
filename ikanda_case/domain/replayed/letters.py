"""A letter from its draft to the post, and the rights it answers."""

from dataclasses import replace
from typing import Any

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import ANSWERING, Case, Letter
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.replayed.base import becomes, with_fact, with_rows


@with_fact.register
def _(fact: f.Drafted, case: Case, entry: Entry) -> Case:
    old = case.letter(fact.letter)
    new = Letter(fact.letter, fact, entry.actor, drafts=old.drafts + 1 if old else 1)
    return _with_letter(case, new) if old else becomes(case, letters=(*case.letters, new))


def _with_letter(case: Case, letter: Letter) -> Case:
    letters = tuple(letter if each.id == letter.id else each for each in case.letters)
    return becomes(case, letters=letters)


def _letter_became(case: Case, number: str, **change: Any) -> Case:
    old = case.letter(number)
    return _with_letter(case, replace(old, **change)) if old else case


@with_fact.register
def _(fact: f.Rendered, case: Case, entry: Entry) -> Case:
    return _letter_became(
        case, fact.letter, rendered=fact, state="to_approve", asked_by=entry.actor
    )


@with_fact.register
def _(fact: f.SentBack, case: Case, entry: Entry) -> Case:
    return _letter_became(
        case,
        fact.letter,
        rendered=None,
        state="draft",
        remark=fact.remark,
        approved_by="",
        approved_on=None,
    )


@with_fact.register
def _(fact: f.Approved, case: Case, entry: Entry) -> Case:
    return _letter_became(
        case, fact.letter, state="approved", approved_by=entry.actor, approved_on=entry.on
    )


@with_fact.register
def _(fact: f.Signed, case: Case, entry: Entry) -> Case:
    return _letter_became(
        case, fact.letter, state="signed", signed=fact, signed_at=entry.recorded_at
    )


@with_fact.register
def _(fact: f.Sent, case: Case, entry: Entry) -> Case:
    case = _letter_became(case, fact.letter, state="sent", sent=fact, sent_on=entry.on)
    letter = case.letter(fact.letter)
    if letter is None or letter.draft.letter_kind not in ANSWERING:
        return case
    answered = {"answered_on": entry.on, "answered_by": letter.id}
    return with_rows(case, letter.draft.rights, answered)


@with_fact.register
def _(fact: f.RedactionChecked, case: Case, entry: Entry) -> Case:
    return _letter_became(case, fact.letter, redacted=True)


@with_fact.register
def _(fact: f.DeliveryFailed, case: Case, entry: Entry) -> Case:
    return _letter_became(case, fact.letter, came_back_on=entry.on, came_back_why=fact.why)


@with_fact.register
def _(fact: f.TakenOut, case: Case, entry: Entry) -> Case:
    return _letter_became(case, fact.letter, taken_out=fact.form)


@with_fact.register
def _(fact: f.ResponseResent, case: Case, entry: Entry) -> Case:
    return _letter_became(case, fact.letter, came_back_on=None, came_back_why="")
