"""One fact put upon a case: the kinds register what they do, the others change nothing."""

from collections.abc import Callable
from dataclasses import replace
from functools import singledispatch
from typing import Any

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case
from ikanda_case.domain.journal import Entry

Effect = Callable[[f.Fact, Case, Entry], Case]


def becomes(case: Case, **change: Any) -> Case:
    """Return the case with other values: `dataclasses.replace` without its detour."""
    after = object.__new__(Case)
    after.__dict__.update(case.__dict__, **change)
    return after


@singledispatch
def with_fact(fact: f.Fact, case: Case, entry: Entry) -> Case:
    """Return the case after one fact; a kind that registered nothing changes nothing more."""
    return case


_EFFECTS = with_fact.registry


def effect_of(fact: f.Fact) -> Effect:
    """Return what a kind registered, looked up directly: a fact is of exactly one kind."""
    return _EFFECTS.get(type(fact), _EFFECTS[object])


def with_rows(case: Case, rights: tuple[str, ...], change: dict[str, Any]) -> Case:
    """Return the case with something changed in the rows of these rights."""
    return becomes(
        case,
        rows=tuple(replace(row, **change) if row.right in rights else row for row in case.rows),
    )
