"""Replay: a case is what its entries, in order and with every correction in force, add up to."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from functools import cache, singledispatch
from typing import Any

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import ANSWERING, Case, Identity, IdentityCode, Letter, Row
from ikanda_case.domain.clock import EVENT_KINDS, ClockEvent
from ikanda_case.domain.entry_kinds import FACTS
from ikanda_case.domain.journal import Entry, field_of


def with_corrections(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries with every correction put in force; the list keeps its order."""
    changed: dict[int, list[tuple[str, str]]] = {}
    for entry in entries:
        if isinstance(entry.fact, f.Corrected):
            changed.setdefault(entry.fact.entry, []).extend(entry.fact.changes)
    if not changed:
        return tuple(entries)
    return tuple(
        corrected_entry(entry, changed[entry.n]) if entry.n in changed else entry
        for entry in entries
    )


def corrected_entry(entry: Entry, changes: Iterable[tuple[str, str]]) -> Entry:
    """Return `entry` with fields replaced from their canonical JSON."""
    for name, raw in changes:
        value: Any = field_of(entry.kind, name, raw)
        if name == "on":
            entry = replace(entry, on=value)
        elif entry.fact is not None:
            entry = replace(entry, fact=replace(entry.fact, **{name: value}))
    return entry


def case_of(stream: int, entries: Sequence[Entry]) -> Case:
    """Return the item or case that its entries, in order, add up to."""
    in_force = with_corrections(entries)
    case = Case(id=stream, entries=tuple(entries), in_force=in_force)
    for entry in in_force:
        case = _after(case, entry)
    return case


def _after(case: Case, entry: Entry) -> Case:
    if entry.fact is None:
        return case
    if entry.kind in EVENT_KINDS:
        case = _becomes(case, events=(*case.events, clock_event(entry)))
    if case.instruction and entry.kind not in ("noted", "corrected", "assigned", "seen"):
        case = _becomes(case, instruction=None)
    effect = _EFFECTS.get(type(entry.fact))
    return effect(entry.fact, case, entry) if effect else case


def _becomes(case: Case, **change: Any) -> Case:
    """Return the case with other values: `dataclasses.replace` without its detour."""
    after = object.__new__(Case)
    after.__dict__.update(case.__dict__, **change)
    return after


@singledispatch
def _with(fact: f.Fact, case: Case, entry: Entry) -> Case:
    """Return the case after one fact; a kind without a function here changes nothing more."""
    return case


_EFFECTS = _with.registry
"""Looked into directly: every fact is of exactly one kind, and a file has many."""


@_with.register
def _(fact: f.TakenIn, case: Case, entry: Entry) -> Case:
    return _becomes(case, taken_in=fact)


@_with.register
def _(fact: f.DuplicateReceived, case: Case, entry: Entry) -> Case:
    return _becomes(case, times=case.times + 1)


@_with.register
def _(fact: f.Attached, case: Case, entry: Entry) -> Case:
    return _becomes(case, attached=(*case.attached, fact))


@_with.register
def _(fact: f.SetAside, case: Case, entry: Entry) -> Case:
    return _becomes(case, set_aside=fact.reason)


@_with.register
def _(fact: f.Received, case: Case, entry: Entry) -> Case:
    rows = tuple(Row(right) for right in fact.rights)
    return _becomes(case, received=fact, received_on=entry.on, rows=rows, set_aside="")


@_with.register
def _(fact: f.LetterDated, case: Case, entry: Entry) -> Case:
    return _becomes(case, letter_dated=entry.on)


@_with.register
def _(fact: f.Extended, case: Case, entry: Entry) -> Case:
    return _becomes(case, extended=fact.reason)


@_with.register
def _(fact: f.Assigned, case: Case, entry: Entry) -> Case:
    return _becomes(case, handler=fact.handler)


@_with.register
def _(fact: f.Seen, case: Case, entry: Entry) -> Case:
    return _becomes(case, instruction=fact)


@_with.register
def _(fact: f.Closed, case: Case, entry: Entry) -> Case:
    return _becomes(case, closed=fact, closed_on=entry.on)


@_with.register
def _(fact: f.Reopened, case: Case, entry: Entry) -> Case:
    return _becomes(case, closed=None, closed_on=None, reopened=True)


@_with.register
def _(fact: f.Decided, case: Case, entry: Entry) -> Case:
    change = {"decision": fact.decision, "ground": fact.ground, "facts": fact.facts}
    return _with_rows(case, (fact.right,), change)


@_with.register
def _(fact: f.Executed, case: Case, entry: Entry) -> Case:
    return _with_rows(case, (fact.right,), {"executed_on": entry.on})


def _with_rows(case: Case, rights: tuple[str, ...], change: dict[str, Any]) -> Case:
    return _becomes(
        case,
        rows=tuple(replace(row, **change) if row.right in rights else row for row in case.rows),
    )


# ---- identity ----------------------------------------------------------------------------------


@_with.register
def _(fact: f.IdentityNotNeeded, case: Case, entry: Entry) -> Case:
    return _becomes(case, identity=Identity("not_needed", entry.on, fact.because))


@_with.register
def _(fact: f.IdentityRequested, case: Case, entry: Entry) -> Case:
    return _becomes(case, identity=Identity("pending", entry.on, fact.doubt, fact.rung))


def _identity_became(code: IdentityCode, case: Case, entry: Entry) -> Case:
    return _becomes(case, identity=replace(case.identity, code=code, on=entry.on))


@_with.register
def _(fact: f.IdentityReceived, case: Case, entry: Entry) -> Case:
    return _identity_became("received", case, entry)


@_with.register
def _(fact: f.IdentityInsufficient, case: Case, entry: Entry) -> Case:
    return _identity_became("insufficient", case, entry)


@_with.register
def _(fact: f.IdentityVerified, case: Case, entry: Entry) -> Case:
    return _identity_became("confirmed", case, entry)


@_with.register
def _(fact: f.IdentityMismatch, case: Case, entry: Entry) -> Case:
    return _identity_became("mismatch", case, entry)


@_with.register
def _(fact: f.IdentityUnanswered, case: Case, entry: Entry) -> Case:
    return _identity_became("no_response", case, entry)


# ---- letters -----------------------------------------------------------------------------------


@_with.register
def _(fact: f.Drafted, case: Case, entry: Entry) -> Case:
    old = case.letter(fact.letter)
    new = Letter(fact.letter, fact, entry.actor, drafts=old.drafts + 1 if old else 1)
    return _with_letter(case, new) if old else _becomes(case, letters=(*case.letters, new))


def _with_letter(case: Case, letter: Letter) -> Case:
    letters = tuple(letter if each.id == letter.id else each for each in case.letters)
    return _becomes(case, letters=letters)


def _letter_became(case: Case, number: str, **change: Any) -> Case:
    old = case.letter(number)
    return _with_letter(case, replace(old, **change)) if old else case


@_with.register
def _(fact: f.Rendered, case: Case, entry: Entry) -> Case:
    return _letter_became(case, fact.letter, rendered=fact, state="to_approve")


@_with.register
def _(fact: f.SentBack, case: Case, entry: Entry) -> Case:
    return _letter_became(case, fact.letter, rendered=None, state="draft", remark=fact.remark)


@_with.register
def _(fact: f.Approved, case: Case, entry: Entry) -> Case:
    return _letter_became(
        case, fact.letter, state="approved", approved_by=entry.actor, approved_on=entry.on
    )


@_with.register
def _(fact: f.Signed, case: Case, entry: Entry) -> Case:
    return _letter_became(
        case, fact.letter, state="signed", signed=fact, signed_at=entry.recorded_at
    )


@_with.register
def _(fact: f.Sent, case: Case, entry: Entry) -> Case:
    case = _letter_became(case, fact.letter, state="sent", sent=fact, sent_on=entry.on)
    letter = case.letter(fact.letter)
    if letter is None or letter.draft.letter_kind not in ANSWERING:
        return case
    answered = {"answered_on": entry.on, "answered_by": letter.id}
    return _with_rows(case, letter.draft.rights, answered)


# ---- what the clock reads ----------------------------------------------------------------------


def clock_event(entry: Entry) -> ClockEvent:
    """Return what the clock reads of an entry: its kind, its day and the known qualifiers."""
    fact: Any = entry.fact
    said: dict[str, Any] = {name: getattr(fact, name) for name in _qualifiers(entry.kind)}
    if isinstance(fact, f.Extended):
        said["reason"] = bool(fact.reason.strip())
    return ClockEvent(kind=entry.kind, on=entry.on, **said)


@cache
def _qualifiers(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind of entry that the clock knows by the same name."""
    known = {each.name for each in fields(ClockEvent)} - {"kind", "on", "reason"}
    return tuple(each.name for each in fields(FACTS[kind]) if each.name in known)
