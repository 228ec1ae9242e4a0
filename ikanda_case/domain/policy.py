"""The office's own parameters (rules section 9): its house targets and contested readings."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from ikanda_case.domain.errors import InputError


@dataclass(frozen=True)
class Policy:
    """Every value may be changed by an office entry; the defaults are the rule book's.

    Parameter 20 of the rule book, the mail hosts, is part of the office's description.
    """

    credit_suspension: bool = True
    ask_within_workdays: int = 5
    extension_anchor: str = "receipt"
    official_journal_days_rest: bool = False
    month_end: str = "same_number"
    acknowledge_workdays: int = 3
    remind_after_days: int = 14
    no_answer_workdays: int = 3
    postmark_workdays: int = 1
    registered_arrival: str = "first_presentation"
    unoffered_address: str = "effective"
    fee_suspends: bool = False
    mandate_suspends: bool = True
    late_refusal: str = "reason"
    optout_wall_workdays: int = 10
    paper_days: int = 30
    record_language: str = "nl"
    keep_years: int = 5
    keep_years_contract: int = 10
    package_months: int = 3
    abuse_with_counsel: bool = True
    signature_level: str = "advanced"
    repeat_months: int = 12
    notice_workdays: int = 5
    object_stop_workdays: int = 2
    breach_hours: int = 72
    triage_workdays: int = 5
    search_orders_workdays: int = 5
    results_days_before_due: int = 12
    draft_days_before_due: int = 7
    extension_workdays_before_due: int = 5
    amber_days_before_due: int = 7
    red_workdays_before_due: int = 2
    optout_aim_workdays: int = 2
    consent_stop_workdays: int = 2
    info_workdays: int = 10
    complaint_workdays: int = 10
    referral_workdays: int = 5
    evidence_days: int = 7
    second_person_always: bool = False

    def changed(self, name: str, value: str) -> "Policy":
        """Return the policy with one value changed.

        InputError("unknown_policy", name) or ("bad_policy_value", name).
        """
        if name not in PARAMETERS:
            raise InputError("unknown_policy", name=name)
        return replace(self, **{name: PARAMETERS[name].read(getattr(self, name), value)})

    def rule(self, pattern: str) -> str:
        """Return a rule of the clock with the office's numbers: `workdays_{info_workdays}`."""
        return pattern.format_map(vars(self)) if "{" in pattern else pattern

    def keep_until(self, closed_on: date, *, contractual: bool = False) -> date:
        """Return the last day the case core is kept (rules 7.1)."""
        year = closed_on.year + (self.keep_years_contract if contractual else self.keep_years)
        leap_day = closed_on.month == 2 and closed_on.day == 29
        return date(year, 2, 28) if leap_day else closed_on.replace(year=year)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What one parameter is: its place in the rule book, and which values it takes."""

    name: str
    number: int
    """In rules section 9; 0 for a house target of section 2.7 or an office's own need."""
    most: int = 365
    """The largest number it takes, when it is one."""
    choices: tuple[str, ...] = ()
    """The readings it chooses between, when it is a text; the first is the default."""
    contested: bool = False
    """The law does not settle it: counsel decides."""
    acts_on: tuple[str, ...] = ()
    """Steps and flags of the clock in which it is felt."""

    def read(self, now: object, value: str) -> Any:
        """Return the value a text stands for; InputError("bad_policy_value", name)."""
        if isinstance(now, bool) and value in ("true", "false"):
            return value == "true"
        if isinstance(now, str) and value in self.choices:
            return value
        number = isinstance(now, int) and not isinstance(now, bool) and value.isdecimal()
        if number and value.isascii() and len(value) <= 5 and 0 < int(value) <= self.most:
            return int(value)
        raise InputError("bad_policy_value", name=self.name)


_SUSPENSIONS = (
    "identity_suspension",
    "mandate_suspension",
    "clarification_suspension",
    "identity_open",
    "mandate_open",
    "clarification_open",
    "suspension_not_credited",
    "suspended_open",
    "extension_relies_on_suspension_contested",
)
_ALL = (
    Parameter("credit_suspension", 1, contested=True, acts_on=_SUSPENSIONS),
    Parameter("ask_within_workdays", 2, 30, contested=True, acts_on=("asked_late_no_credit",)),
    Parameter(
        "extension_anchor", 3, choices=("receipt", "chained"), contested=True,
        acts_on=("three_months", "three_months_clamped", "chained_months"),
    ),
    Parameter("official_journal_days_rest", 4, contested=True, acts_on=("holiday",)),
    Parameter(
        "month_end", 5, choices=("same_number", "last_day"), contested=True,
        acts_on=("one_month", "one_month_clamped", "month_end"),
    ),
    Parameter("acknowledge_workdays", 6, 30),
    Parameter("remind_after_days", 7, 90),
    Parameter("no_answer_workdays", 7, 30),
    Parameter("postmark_workdays", 8, 10),
    Parameter("registered_arrival", 9, choices=("first_presentation", "collection")),
    Parameter(
        "unoffered_address", 10, choices=("effective", "first"), contested=True,
        acts_on=("first_arrival_ineffective", "first_arrival_counts_forwarded"),
    ),
    Parameter("fee_suspends", 11, contested=True, acts_on=("fee_suspension", "fee_open")),
    Parameter(
        "mandate_suspends", 12, contested=True, acts_on=("mandate_suspension", "mandate_open")
    ),
    Parameter(
        "late_refusal", 13, choices=("reason", "never"), contested=True,
        acts_on=("refusal_within_month", "refusal_after_month"),
    ),
    Parameter("optout_wall_workdays", 14, 30, acts_on=("optout",)),
    Parameter("paper_days", 14),
    Parameter("record_language", 15, choices=("nl", "fr", "en", "de"), contested=True),
    Parameter("keep_years", 16, 30),
    Parameter("keep_years_contract", 16, 30),
    Parameter("package_months", 17, 120, contested=True),
    Parameter("abuse_with_counsel", 18),
    Parameter("signature_level", 19, choices=("advanced", "qualified")),
    Parameter("repeat_months", 21, 120),
    Parameter("notice_workdays", 22, 60),
    Parameter("object_stop_workdays", 23, 30),
    Parameter("breach_hours", 24, 720, acts_on=("due_moment",)),
    *(
        Parameter(name, 0, 365)
        for name in (
            "triage_workdays", "search_orders_workdays", "results_days_before_due",
            "draft_days_before_due", "extension_workdays_before_due", "amber_days_before_due",
            "red_workdays_before_due", "optout_aim_workdays", "consent_stop_workdays",
            "info_workdays", "complaint_workdays", "referral_workdays", "evidence_days",
            "second_person_always",
        )
    ),
)  # fmt: skip
PARAMETERS: dict[str, Parameter] = {each.name: each for each in _ALL}
"""Every parameter by its name, in the order of the rule book."""

assert list(PARAMETERS) == [field.name for field in fields(Policy)]


def contested(codes: tuple[str, ...]) -> tuple[Parameter, ...]:
    """Return the contested parameters that act on these steps or flags of the clock."""
    seen = set(codes)
    return tuple(each for each in _ALL if each.contested and seen & {*each.acts_on})
