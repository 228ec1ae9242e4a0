"""One fact put upon a case: the kinds register what they do, the others change nothing."""

from collections.abc import Callable
from functools import singledispatch
from typing import Any, TypeVar

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case, Letter, Row
from ikanda_case.domain.journal import Entry

T = TypeVar("T", Case, Letter, Row)
Effect = Callable[[f.Fact, Case, Entry], Case]


def becomes(before: T, **change: Any) -> T:
    """Return a case, or a row or letter of it, with other values: `replace` without its detour."""
    after = object.__new__(type(before))
    object.__setattr__(after, "__dict__", before.__dict__ | change)
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
        rows=tuple(becomes(row, **change) if row.right in rights else row for row in case.rows),
    )
