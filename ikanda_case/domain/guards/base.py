"""What every guard works with: the day of a fact, and the refusals all steps share."""

from datetime import date

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case, Row
from ikanda_case.domain.errors import FactValue, InputError, RuleError, SoftRuleError
from ikanda_case.domain.numbers import find_numbers

Happened = tuple[date, f.Fact]
"""The day of a fact, and the fact."""


def require_open(case: Case) -> None:
    """Refuse a step on what is no running case."""
    if not case.opened:
        raise RuleError("not_a_case", rule="S1", article="GDPR Art. 12(3)")
    if case.closed:
        raise RuleError("case_closed", rule="S15", article="GDPR Art. 12(2)")


def require_day(case: Case, on: date, today: date, what: str) -> None:
    """Refuse a day that has not come yet, or one before the request arrived."""
    if on > today:
        raise RuleError("in_the_future", rule="S1", article="GDPR Art. 12(3)", what=what, on=on)
    if case.received_on and on < case.received_on:
        raise RuleError(
            "before_receipt", rule="2.3", article="GDPR Art. 12(3)", what=what, on=on,
            received=case.received_on,
        )  # fmt: skip


def require_words(text: str, field: str, rule: str, article: str) -> None:
    """Refuse an empty field by its name, and one that holds a number it must not (rules 3.4)."""
    if not text.strip():
        raise RuleError("words_missing", rule=rule, article=article, field=field)
    require_no_numbers(text, field)


def require_no_numbers(text: str, field: str) -> None:
    """Refuse a national register or card number in what the office itself writes (rules 3.4 c).

    It never touches what arrived, nor the copy that is owed to the person (3.4 a, b).
    """
    if any(hit.kind in ("national", "card") for hit in find_numbers(text)):
        raise RuleError("number_in_words", rule="3.4", article="Act 8 Aug 1983 Art. 8", field=field)


def ask_reason(code: str, despite: str, *, rule: str, article: str, **facts: FactValue) -> str:
    """Return the reason for going on all the same; without one, refuse softly."""
    if not despite.strip():
        raise SoftRuleError(code, rule=rule, article=article, **facts)
    require_no_numbers(despite, "despite")
    return despite.strip()


def row_of(case: Case, right: str) -> Row:
    """Return the row of a right; InputError when the request does not hold it."""
    row = case.row(right)
    if row is None:
        raise InputError("right_not_asked", right=right)
    return row
