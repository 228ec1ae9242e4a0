"""Other cases of the same person: what they owe, and what they were answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ikanda_case.domain.case import Case, Row
from ikanda_case.domain.deadlines import case_clock
from ikanda_case.domain.office import Office

_STOPS = frozenset({"OBJECT", "OPTOUT_DM", "OPTOUT_PROFILE", "CONSENT_WD"})
_COPIES = frozenset({"ACCESS", "PORT"})


@dataclass(frozen=True, slots=True)
class LikeRequest:
    """An earlier request of the same person for the same right."""

    ref: str
    received_on: date
    late: bool
    """Not answered, or answered after its last day."""
    incomplete: bool
    """Granted in part only, or refused."""


def last_like(case: Case, row: Row, kin: Sequence[Case], office: Office) -> LikeRequest | None:
    """Return the person's last earlier request for the same right, if there was one."""
    found = [
        _like(other, earlier, office)
        for other in kin
        for earlier in other.rows
        if earlier.as_right == row.as_right and _before(other, case)
    ]
    return max(found, key=lambda each: each.received_on, default=None)


def _before(other: Case, case: Case) -> bool:
    assert other.received_on is not None  # what holds a right was received
    assert case.received_on is not None
    return (other.received_on, other.id) < (case.received_on, case.id)


def _like(case: Case, row: Row, office: Office) -> LikeRequest:
    assert case.received_on is not None
    incomplete = row.decision != "granted"
    return LikeRequest(case.ref, case.received_on, _was_late(case, row, office), incomplete)


def _was_late(case: Case, row: Row, office: Office) -> bool:
    if row.answered_on is None:
        return True
    dues = [
        answer.due
        for each in case_clock(case, office).rows
        for answer in each.deadlines
        if each.right == row.right and answer.kind == "answer"
    ]
    return not any(due and row.answered_on <= due for due in dues)


def stopped_for_same_data(case: Case, kin: Sequence[Case]) -> str:
    """Return a right that stopped processing and was granted to the person; empty when none.

    While it is, no erasure may be refused for want of a reason (G09, rules 1.3).
    """
    return next(
        (row.right for row in _rows(case, kin) if row.as_right in _STOPS and row.decision in
         ("granted", "partly")), "",
    )  # fmt: skip


def copy_owed(case: Case, kin: Sequence[Case]) -> str:
    """Return a right whose copy is still owed to the person; empty when none is (S12a)."""
    return next(
        (row.right for row in _rows(case, kin) if row.as_right in _COPIES and _owed(row)), ""
    )


def restriction_wished(case: Case, kin: Sequence[Case]) -> bool:
    """Return whether the person wants data kept and restricted rather than erased (18(1)(b))."""
    in_force = any(
        each.right == "RESTRICT" and not each.lifted_on
        for one in (case, *kin)
        for each in one.restrictions
    )
    return in_force or any(row.as_right == "RESTRICT" and _owed(row) for row in _rows(case, kin))


def _owed(row: Row) -> bool:
    return row.answered_on is None and row.withdrawn_on is None


def _rows(case: Case, kin: Sequence[Case]) -> Iterator[Row]:
    """Yield the rows of the case, and those of the person's other cases that are open."""
    yield from case.rows
    for other in kin:
        if other.is_open:
            yield from other.rows
