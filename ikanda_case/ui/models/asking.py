"""What a question to the person would do to the deadline, said before it is asked (rules 2.5)."""

from datetime import date

from ikanda_case.domain.what_if import Supposed, what_if
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date
from ikanda_case.texts.steps import flag_text
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.banner import Notice

_NO_CREDIT = (
    "asked_after_expiry_no_credit",
    "asked_late_no_credit",
    "clarification_not_recital63_no_credit",
    "no_reasonable_doubt_no_credit",
)


def effect_of(now: CaseNow, supposed: Supposed, lang: str) -> Notice | None:
    """Return whether the question would suspend the deadline; None where nothing is counted.

    By the clock itself, so that what is said before is what happens after.
    """
    found = what_if(now.case, now.office, supposed)
    if found.then.error or found.now.strict_due is None:
        return None
    if found.then.suspended:
        return Notice(
            "pause", _say(lang, "asking_suspends"), _until(now, found.now.strict_due, lang)
        )
    why = next((flag_text(each, lang) for each in found.flags if each in _NO_CREDIT), "")
    return Notice("soon", _say(lang, "asking_runs_on"), why or _say(lang, "asking_no_effect"))


def _until(now: CaseNow, strict: date, lang: str) -> str:
    received, policy = now.case.received_on, now.office.policy
    assert received is not None
    last = now.office.rulebook.calendar.add_working_days(received, policy.ask_within_workdays)
    return _say(
        lang, "asking_until", day=full_date(last, lang), days=policy.ask_within_workdays,
        strict=full_date(strict, lang),
    )  # fmt: skip


def _say(lang: str, code: str, **facts: object) -> str:
    return phrase(lang, "ui_case", code, facts)
