"""The defects of the company that a case shows, and the policy tasks they raise (rules 7.6)."""

from datetime import date
from typing import Literal, get_args

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case
from ikanda_case.domain.guards.base import Happened
from ikanda_case.domain.office import Office
from ikanda_case.domain.periods import add_months

Defect = Literal[
    "LAWFULNESS_CHECK", "DNT_SIGNAL", "PERIOD_MISSING", "COMPLAINT_BODY", "INFORMATION_MISSING",
    "COOKIE_TEXT",
]  # fmt: skip
DEFECTS: tuple[Defect, ...] = get_args(Defect)
"""Why a number is held (3.4 b); do-not-track (T21); a retention period, the complaint body or the
officer, something of Art. 13 or 14, or the text on cookies that the statement lacks."""
_MONTHS = 1
"""The rules name no day for a task: a month, as the next person may ask the same by then."""


def raised(code: Defect, case: Case, office: Office, on: date) -> Happened:
    """Return the task a defect raises by itself: the handler's, else the department's."""
    owner = office.name_of(case.handler) if case.handler else office.described.department
    by = office.rulebook.calendar.roll(add_months(on, _MONTHS))
    return (on, f.PolicyTaskOpened(code=code, owner=owner, by=by))


def is_open(code: Defect, case: Case) -> bool:
    """Return whether a task for this defect is open in the case already."""
    return any(each.opened.code == code and not each.done_on for each in case.policy_tasks)
