"""A small mistake in the clock or in a guard is noticed, whichever it is (long form)."""

import ast
from pathlib import Path

import pytest

from ikanda_case.domain import month
from ikanda_case.domain.guards import ending
from tests.support.mutants import mutants, put_in, survivors

UNIT = Path(__file__).parent
CLOCK = ("test_clock_cases.py", "test_policy.py", "test_clock_edges.py")
GUARDS = ("test_guards.py", "test_lifecycle.py", "test_correspondence.py", "test_identity_steps.py")
MODULES = {
    "ikanda_case.domain.clock": CLOCK,
    "ikanda_case.domain.month": CLOCK,
    "ikanda_case.domain.periods": CLOCK,
    "ikanda_case.domain.guards.base": GUARDS,
    "ikanda_case.domain.guards.arriving": GUARDS,
    "ikanda_case.domain.guards.asking": GUARDS,
    "ikanda_case.domain.guards.deciding": GUARDS,
    "ikanda_case.domain.guards.ending": GUARDS,
    "ikanda_case.domain.guards.sending": GUARDS,
    "ikanda_case.domain.kin": GUARDS,
}

_CLOCK = "ikanda_case.domain.clock"
_MONTH = "ikanda_case.domain.month"
_PERIODS = "ikanda_case.domain.periods"
_SHORT_CUT = "a short cut before the exact count, which gives the same answer without it"
EXPLAINED: dict[str, str] = {
    f"{_CLOCK}._counted_rule: 10 -> 11: count = int(digits[:10])"
    "  # ten digits are beyond every table already": "eleven digits are beyond it as well",
    f"{_CLOCK}._start: condition never: if not receipts:": _SHORT_CUT,
    f"{_PERIODS}.add_months: LtE -> Lt: return date(year, month,"
    " number if number <= 28 else min(number, _last_day(year, month)))": _SHORT_CUT,
    f"{_MONTH}._after: Gt -> GtE: return on > end and on > self.calendar.roll(end)": _SHORT_CUT,
    f"{_MONTH}.past_limit: Gt -> GtE: return day > self.end and day >"
    " self.calendar.roll(self.unrolled())": _SHORT_CUT,
    f"{_MONTH}.unrolled: condition never: if not self.credited:": _SHORT_CUT,
    f"{_MONTH}.art12: Lt -> LtE: if first.on < start.strict:": _SHORT_CUT,
    f"{_MONTH}.art12: condition always: if first.on < start.strict:": _SHORT_CUT,
    **{
        f"{_MONTH}._late: {what}: if on.toordinal() - since.toordinal() <= allowed:": _SHORT_CUT
        for what in ("+ and - swapped", "LtE -> Lt", "condition never")
    },
    f"{_MONTH}._strict_due: 3 -> 4: end = min(add_months(self.start.strict, 3),"
    " add_months(end, 2))": "the chained count is never later than three months from receipt",
}
"""Mutants that change nothing anybody could see, and why."""


@pytest.mark.full
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", MODULES)
def test_every_mistake_is_noticed(name: str) -> None:
    alive = survivors(name, [str(UNIT / each) for each in MODULES[name]])
    unexplained = [key for key in alive if key not in EXPLAINED]
    assert not unexplained, "\n".join(unexplained)


def test_the_mutator_makes_mistakes_that_matter() -> None:
    found = list(mutants(month))
    assert len(found) > 60
    assert len({each.what for each in found}) > 8
    late = month._Month._late
    before = late.__code__
    put_in(month, next(each for each in found if each.where.endswith("._late")).tree)
    assert late.__code__ is not before
    assert month.__file__
    put_in(month, ast.parse(Path(month.__file__).read_text(encoding="utf-8")))
    assert late.__code__.co_consts == before.co_consts


def test_the_mutator_takes_words_out_of_tables() -> None:
    table = {*ending._NEVER_BY_SILENCE}
    told = f"{ending.__name__}._NEVER_BY_SILENCE"
    found = [each for each in mutants(ending) if each.where == told]
    assert {each.what for each in found} == {f"without {word!r}" for word in table}
    put_in(ending, found[0].tree)
    assert {*ending._NEVER_BY_SILENCE} < table
    assert ending.__file__
    put_in(ending, ast.parse(Path(ending.__file__).read_text(encoding="utf-8")))
    assert {*ending._NEVER_BY_SILENCE} == table
