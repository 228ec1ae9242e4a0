"""S1 and S2: a case is created from a sound receipt, and each right of it is typed."""

from datetime import date

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.guards.base import ask_reason, require_no_numbers, row_of
from ikanda_case.domain.office import Office
from ikanda_case.domain.receipt import Receipt

_S1 = {"rule": "S1", "article": "GDPR Art. 12(3)"}
_S2 = {"rule": "S2", "article": "GDPR Art. 4(7), 26, 28"}
_DAYS_BACK = 3
_NEVER_MEANT = frozenset({"CHILD_DATA", "UNCLEAR", "SA_INQUIRY"})


def s1_create(item: Case, receipt: Receipt, office: Office, today: date) -> str:
    """Return the reason why it is logged so late, if it is; refuse an unsound receipt.

    Hard: receipt dates that can be, a channel, a requester, at least one right or UNCLEAR. Soft:
    a first arrival more than three days back.
    """
    if item.opened:
        raise RuleError("already_a_case", ref=item.ref, **_S1)
    _rights(receipt, office)
    _days(receipt, today)
    person = receipt.parties.requester
    if not (person.name.strip() or person.email.strip()):
        raise RuleError("requester_unknown", **_S1)
    days = (today - receipt.received_on).days
    if days <= _DAYS_BACK:
        return ""
    return ask_reason("logged_late", receipt.despite, days=days, **_S1)


def _rights(receipt: Receipt, office: Office) -> None:
    if not receipt.rights:
        raise RuleError("no_right_chosen", **_S1)
    if len(set(receipt.rights)) != len(receipt.rights):
        raise RuleError("right_twice", **_S1)
    for right in receipt.rights:
        office.rulebook.rights.right(right)


def _days(receipt: Receipt, today: date) -> None:
    for name in ("received_on", "letter_dated", "postmark", "other_channel_on", "effective_on"):
        day = getattr(receipt, name)
        if day and day > today:
            raise RuleError("in_the_future", what=name, on=day, **_S1)
    for name in ("letter_dated", "postmark"):
        day = getattr(receipt, name)
        if day and day > receipt.received_on:
            raise RuleError(
                "dated_after_arrival", what=name, on=day, received=receipt.received_on, **_S1
            )
    if receipt.effective_on and receipt.effective_on < receipt.received_on:
        raise InputError("effective_before_received", on=receipt.effective_on)


def s2_triage(case: Case, office: Office, typed: f.Typed) -> None:
    """Refuse a typing that leaves it open what is asked, of whom, or by when. Hard."""
    row_of(case, typed.right)
    require_no_numbers(typed.why, "why")
    if typed.right == "UNCLEAR":
        _became(typed, office)
    elif typed.became:
        raise RuleError("only_unclear_becomes", right=typed.right, **_S2)
    if typed.right == "CHILD_DATA":
        if not typed.meant:
            raise RuleError("meant_missing", **_S2)
        _known(typed.meant, office)
    elif typed.meant:
        raise RuleError("only_child_is_meant", right=typed.right, **_S2)
    if typed.right == "SA_INQUIRY":
        _by_hand(case, typed)
    elif typed.due:
        raise RuleError("only_inquiry_has_day", right=typed.right, **_S2)
    if not typed.marketing and "OPTOUT_PROFILE" not in (typed.right, typed.meant):
        raise RuleError("only_profile_is_not_marketing", right=typed.right, **_S2)
    if typed.role != "controller" and not typed.why.strip():
        raise RuleError("words_missing", field="why", **_S2)


def _became(typed: f.Typed, office: Office) -> None:
    if not typed.became:
        raise RuleError("no_right_chosen", **_S2)
    if len(set(typed.became)) != len(typed.became):
        raise RuleError("right_twice", **_S2)
    for right in typed.became:
        office.rulebook.rights.right(right)
        if right == "UNCLEAR":
            raise RuleError("no_right_chosen", **_S2)


def _known(meant: str, office: Office) -> None:
    office.rulebook.rights.right(meant)
    if meant in _NEVER_MEANT or meant.startswith("OOS_"):
        raise RuleError("meant_missing", **_S2)


def _by_hand(case: Case, typed: f.Typed) -> None:
    if typed.due is None:
        raise RuleError("words_missing", field="due", **_S2)
    if case.received_on and typed.due < case.received_on:
        raise RuleError(
            "before_receipt", what="due", on=typed.due, received=case.received_on, **_S2
        )
