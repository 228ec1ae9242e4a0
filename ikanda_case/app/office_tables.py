"""Changing the office's parameters and tables: first shown, then done, with who, what and why."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from ikanda_case.app import ports
from ikanda_case.app.desk import Changes, Desk, record
from ikanda_case.app.queries import RegisterFilter
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.facts import PolicyChanged
from ikanda_case.domain.journal import OFFICE, Entry
from ikanda_case.domain.moving import Moved, moved
from ikanda_case.domain.office import TableChange, changed_office
from ikanda_case.domain.policy import PARAMETERS, Parameter, Policy


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One parameter as it stands, and every change it had, oldest first."""

    parameter: Parameter
    value: object
    default: object
    history: tuple["PolicyStep", ...]


@dataclass(frozen=True, slots=True)
class PolicyStep:
    """One change of a parameter: who, when, what and why."""

    on: date
    at: datetime
    actor: str
    before: object
    after: object
    reason: str


def what_moves(desk: Desk, change: TableChange) -> tuple[Moved, ...]:
    """Return the running cases whose date would move; nothing is written.

    InputError as `change`, but for the reason.
    """
    with desk.file.reading() as now:
        return _moving(now, change)


def change(desk: Desk, change: TableChange, accepted: tuple[Moved, ...] = ()) -> Changes:
    """Change a parameter or table; a person accepted the dates that move with it.

    InputError: "words_missing"(field), and what the parameter or table refuses. RuleError
    ("dates_move", count) when what moves is not what was accepted: show it and ask again.
    """
    if not change.reason.strip():
        raise InputError("words_missing", field="reason")
    today = desk.clock.today()
    with desk.work("policy") as work:
        moving = _moving(work, change)
        if moving != accepted:
            raise RuleError(
                "dates_move", rule="2.6", article="Reg. 1182/71 Art. 2(1)", count=len(moving)
            )
        return record(work, OFFICE, [(today, replace(change, reason=change.reason.strip()))])


def policy_lines(desk: Desk) -> tuple[PolicyLine, ...]:
    """Return every parameter with its value and its history, in the order of the rule book."""
    with desk.file.reading() as now:
        entries, policy = now.entries(OFFICE), now.office().policy
    steps = _history(entries)
    return tuple(
        PolicyLine(each, getattr(policy, name), getattr(Policy(), name), tuple(steps[name]))
        for name, each in PARAMETERS.items()
    )


def _history(entries: tuple[Entry, ...]) -> dict[str, list[PolicyStep]]:
    steps: dict[str, list[PolicyStep]] = {name: [] for name in PARAMETERS}
    policy = Policy()
    for entry in entries:
        if isinstance(entry.fact, PolicyChanged):
            fact, before = entry.fact, policy
            policy = policy.changed(fact.name, fact.value)
            was, is_now = getattr(before, fact.name), getattr(policy, fact.name)
            steps[fact.name].append(
                PolicyStep(entry.on, entry.recorded_at, entry.actor, was, is_now, fact.reason)
            )
    return steps


def _moving(now: ports.Reading, change: TableChange) -> tuple[Moved, ...]:
    before = now.office()
    after = changed_office(before, change)
    lines = now.register(RegisterFilter(is_open=True))
    return moved([now.case(line.stream) for line in lines], before, after)
