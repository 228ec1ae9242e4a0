"""The office's own parameters (rules section 9): its house targets and contested readings."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from ikanda_case.domain.errors import InputError


@dataclass(frozen=True, slots=True)
class Policy:
    """Every value may be changed by an office entry; the defaults are the rule book's."""

    acknowledge_workdays: int = 3
    triage_workdays: int = 5
    ask_within_workdays: int = 5
    credit_suspension: bool = True
    draft_days_before_due: int = 7
    extension_workdays_before_due: int = 5
    optout_aim_workdays: int = 2
    remind_after_days: int = 14
    paper_days: int = 30
    breach_hours: int = 72
    keep_years: int = 5
    second_person_always: bool = False

    def changed(self, name: str, value: str) -> "Policy":
        """Return the policy with one value changed; InputError for what is no such value."""
        known = {field.name: getattr(self, field.name) for field in fields(self)}
        if name not in known:
            raise InputError("unknown_policy", name=name)
        new: Any
        if isinstance(known[name], bool) and value in ("true", "false"):
            new = value == "true"
        elif not isinstance(known[name], bool) and value.isdecimal() and 0 < int(value) <= 3650:
            new = int(value)
        else:
            raise InputError("bad_policy_value", name=name)
        return replace(self, **{name: new})

    def keep_until(self, closed_on: date) -> date:
        """Return the last day the case core is kept (rules 7.1)."""
        year = closed_on.year + self.keep_years
        leap_day = closed_on.month == 2 and closed_on.day == 29
        return date(year, 2, 28) if leap_day else closed_on.replace(year=year)
