"""Replay: a case is what its entries, in order and with every correction in force, add up to."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Any

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case
from ikanda_case.domain.clock import EVENT_KINDS, ClockEvent
from ikanda_case.domain.entry_kinds import FACTS
from ikanda_case.domain.errors import DamageError
from ikanda_case.domain.journal import Entry, field_of
from ikanda_case.domain.replayed import becomes, effect_of

_NOTHING_YET = Case(id=0)


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
    """Return `entry` with fields replaced from their canonical JSON.

    DamageError "unreadable_entry"(kind, entry) when it has no such field.
    """
    for name, raw in changes:
        value = _changed(entry, name, raw)
        if name == "on":
            entry = entry._replace(on=value)
        elif entry.fact is not None:
            entry = entry._replace(fact=replace(entry.fact, **{name: value}))
    return entry


def _changed(entry: Entry, name: str, raw: str) -> Any:
    try:
        return field_of(entry.kind, name, raw)
    except DamageError as error:
        raise DamageError(error.code, entry=entry.n, **error.facts) from error


def case_of(stream: int, entries: Sequence[Entry]) -> Case:
    """Return the item or case that its entries, in order, add up to."""
    in_force = with_corrections(entries)
    case = becomes(_NOTHING_YET, id=stream, entries=tuple(entries), in_force=in_force)
    for entry in in_force:
        case = _after(case, entry)
    return case


def _after(case: Case, entry: Entry) -> Case:
    if entry.fact is None:
        return case
    if entry.kind in EVENT_KINDS and not _about_the_right(entry.fact):
        case = becomes(case, events=(*case.events, clock_event(entry)))
    if case.instruction and entry.kind not in ("noted", "corrected", "assigned", "seen"):
        case = becomes(case, instruction=None)
    return effect_of(entry.fact)(entry.fact, case, entry)


# ---- what the clock reads ----------------------------------------------------------------------


def _about_the_right(fact: f.Fact) -> bool:
    """A question which right is meant never touches the clock (S4)."""
    return isinstance(fact, f.ClarificationRequested) and fact.about == "right"


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
