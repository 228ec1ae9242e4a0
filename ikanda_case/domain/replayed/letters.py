"""A letter from its draft to the post, and the rights it answers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case, Letter, Row
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.letter_parts import answers
from ikanda_case.domain.replayed.base import becomes, with_fact, with_rows


@with_fact.register
def _(fact: f.Drafted, case: Case, entry: Entry) -> Case:
    old = case.letter(fact.letter)
    if old is None:
        return becomes(case, letters=(*case.letters, Letter(fact.letter, fact, entry.actor)))
    kept = old.annexes if old.draft.letter_kind == fact.letter_kind else ()
    new = Letter(fact.letter, fact, entry.actor, drafts=old.drafts + 1, annexes=kept)
    return _with_letter(case, new)


@with_fact.register
def _(fact: f.AnnexAdded, case: Case, entry: Entry) -> Case:
    """What was made unreadable before is no word about this file."""
    annexes = (*_annexes(case, fact.letter), fact)
    return _letter_became(case, fact.letter, annexes=annexes, redacted=False)


@with_fact.register
def _(fact: f.AnnexRemoved, case: Case, entry: Entry) -> Case:
    left = tuple(each for each in _annexes(case, fact.letter) if each.sha256 != fact.annex)
    return _letter_became(case, fact.letter, annexes=left)


@with_fact.register
def _(fact: f.AnnexesOrdered, case: Case, entry: Entry) -> Case:
    places = {sha256: place for place, sha256 in enumerate(fact.order)}
    known = _annexes(case, fact.letter)
    ordered = sorted(known, key=lambda each: places.get(each.sha256, len(places)))
    return _letter_became(case, fact.letter, annexes=tuple(ordered))


def _annexes(case: Case, number: str) -> tuple[f.AnnexAdded, ...]:
    letter = case.letter(number)
    return letter.annexes if letter else ()


def _with_letter(case: Case, letter: Letter) -> Case:
    letters = tuple(letter if each.id == letter.id else each for each in case.letters)
    return becomes(case, letters=letters)


def _letter_became(case: Case, number: str, **change: Any) -> Case:
    old = case.letter(number)
    return _with_letter(case, becomes(old, **change)) if old else case


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
    return _answered(case, fact.letter, entry.on, case.rows)


def _answered(case: Case, number: str, on: date, rows: Iterable[Row]) -> Case:
    """Return the case with those of the rows answered that a letter answers."""
    letter = case.letter(number)
    if letter is None:
        return case
    rights = tuple(row.right for row in rows if answers(letter.draft, row))
    return with_rows(case, rights, {"answered_on": on, "answered_by": letter.id})


@with_fact.register
def _(fact: f.RedactionChecked, case: Case, entry: Entry) -> Case:
    return _letter_became(case, fact.letter, redacted=True)


@with_fact.register
def _(fact: f.DeliveryFailed, case: Case, entry: Entry) -> Case:
    """What reached nobody answers nothing: the answer is owed again, by the same day (2.8)."""
    case = _letter_became(case, fact.letter, came_back_on=entry.on, came_back_why=fact.why)
    owed = tuple(row.right for row in case.rows if row.answered_by == fact.letter)
    return with_rows(case, owed, {"answered_on": None, "answered_by": ""})


@with_fact.register
def _(fact: f.TakenOut, case: Case, entry: Entry) -> Case:
    return _letter_became(case, fact.letter, taken_out=fact.form)


@with_fact.register
def _(fact: f.ResponseResent, case: Case, entry: Entry) -> Case:
    """What is owed is answered on the day it went again; a copy more of one that arrived, which
    nobody sent back, changes nothing."""
    letter = case.letter(fact.letter)
    if letter is None or letter.came_back_on is None:
        return case
    again = becomes(letter, came_back_on=None, came_back_why="", sent_again_on=entry.on)
    owed = [row for row in case.rows if not row.answered_on]
    return _answered(_with_letter(case, again), fact.letter, entry.on, owed)
