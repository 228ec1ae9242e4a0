"""A letter's way out: drafted, approved, signed, sent (rules 4, S6 and S8 to S11)."""

from dataclasses import replace
from datetime import date

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case, Letter
from ikanda_case.domain.clock import first_month_end
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.lifecycle import (
    Happened,
    require_day,
    require_ground,
    require_open,
    require_words,
)
from ikanda_case.domain.office import Office

CARRIES_PERSONAL_DATA = frozenset({"L05", "L05b", "L08"})
"""Letter kinds that leave only once identity is settled (S6)."""
REFUSALS = frozenset({"L06", "L09"})


def letter_of(case: Case, number: str) -> Letter:
    """Return a letter of the case; InputError when there is none of that number."""
    letter = case.letter(number)
    if letter is None:
        raise InputError("unknown_letter", letter=number)
    return letter


def draft(case: Case, office: Office, drafted: f.Drafted, on: date, today: date) -> list[Happened]:
    """Write a draft, or write it anew; a letter that lies for approval is locked."""
    require_open(case)
    require_day(case, on, today, "drafted")
    old = case.letter(drafted.letter)
    if old and old.state != "draft":
        raise RuleError("letter_locked", rule="S11", article="GDPR Art. 5(2)", letter=old.id)
    for right in drafted.rights:
        if case.row(right) is None:
            raise InputError("right_not_asked", right=right)
    if drafted.letter_kind == "L06":
        for right in drafted.rights:
            require_ground(office, right, drafted.ground)
    return [(on, drafted)]


def next_number(case: Case) -> str:
    """Return the number of the next letter of the case: B1, B2, ..."""
    return f"B{len(case.letters) + 1}"


def require_may_leave(case: Case, letter: Letter) -> None:
    """Refuse a letter with personal data while identity is not settled (S6)."""
    kind = letter.draft.letter_kind
    if kind in CARRIES_PERSONAL_DATA and not case.identity.settled:
        code = "identity_mismatch" if case.identity.code == "mismatch" else "identity_open"
        raise RuleError(
            code, rule="S6", article="GDPR Art. 5(1)(f), 12(6)", letter=letter.id, kind=kind
        )


def require_ready(case: Case, office: Office, letter: Letter) -> None:
    """Refuse to ask approval for what could not lawfully go out (S6, S8, S10)."""
    require_open(case)
    if letter.state != "draft":
        raise RuleError("letter_locked", rule="S11", article="GDPR Art. 5(2)", letter=letter.id)
    office.require_letterhead()
    require_may_leave(case, letter)
    if letter.draft.letter_kind == "L06":
        require_words(dict(letter.draft.fields).get("facts", ""), "facts", "S8", "GDPR Art. 12(4)")
    if letter.draft.letter_kind == "L04" and not case.extended:
        raise RuleError("not_extended", rule="S7", article="GDPR Art. 12(3)")
    if letter.draft.letter_kind == "L02":
        _require_question(case, letter)


def _require_question(case: Case, letter: Letter) -> None:
    """Refuse L02 without a question; rungs L4 and L5 are never asked by e-mail (S3, T3)."""
    if case.identity.code not in ("pending", "insufficient"):
        raise RuleError("identity_not_asked", rule="S3", article="GDPR Art. 12(6)")
    if letter.draft.by_email and case.identity.rung in ("L4", "L5"):
        raise RuleError("rung_not_by_email", rule="T3", article="GDPR Art. 12(6)")


def needs_second_person(case: Case, office: Office, letter: Letter, on: date) -> bool:
    """Return whether drafter and approver must differ (S8, S10; the ground's own need 4E)."""
    if office.policy.second_person_always:
        return True
    ground = letter.draft.ground
    if ground and "4E" in office.rulebook.rights.ground(ground).needs:
        return True
    if letter.draft.letter_kind not in REFUSALS or case.received_on is None:
        return False
    return on > first_month_end(case.received_on, case.events, office.rulebook.calendar)


def approve(
    case: Case, office: Office, number: str, sha256: str, actor: str, on: date, today: date
) -> list[Happened]:
    """Approve exactly the bytes with this hash (S10)."""
    require_open(case)
    require_day(case, on, today, "approved")
    letter = letter_of(case, number)
    if letter.state != "to_approve" or letter.rendered is None:
        raise RuleError("nothing_to_approve", rule="S10", article="GDPR Art. 5(2)", letter=number)
    if letter.rendered.sha256 != sha256:
        raise RuleError("other_bytes", rule="S10", article="GDPR Art. 5(2)", letter=number)
    if actor == letter.drafted_by and needs_second_person(case, office, letter, on):
        raise RuleError("second_person_needed", rule="S10", article="GDPR Art. 5(2)", letter=number)
    require_may_leave(case, letter)
    return [(on, f.Approved(letter=number, sha256=sha256))]


def send_back(case: Case, number: str, remark: str, today: date) -> list[Happened]:
    """Do not approve, and say why; the draft is open again."""
    require_open(case)
    letter = letter_of(case, number)
    if letter.state != "to_approve":
        raise RuleError("nothing_to_approve", rule="S10", article="GDPR Art. 5(2)", letter=number)
    require_words(remark, "remark", "S10", "GDPR Art. 5(2)")
    return [(today, f.SentBack(letter=number, remark=remark.strip()))]


def require_signable(case: Case, number: str) -> Letter:
    """Return the approved letter; refuse any other."""
    require_open(case)
    letter = letter_of(case, number)
    if letter.state != "approved" or letter.rendered is None:
        raise RuleError("not_approved", rule="S11", article="GDPR Art. 5(2)", letter=number)
    return letter


def sign(case: Case, signed: f.Signed, on: date) -> list[Happened]:
    """Record the signature, if what was signed is still what was approved."""
    letter = require_signable(case, signed.letter)
    if letter.rendered is None or letter.rendered.sha256 != signed.approved_sha256:
        raise RuleError("other_bytes", rule="S11", article="GDPR Art. 5(2)", letter=letter.id)
    return [(on, signed)]


def send(case: Case, sent: f.Sent, on: date, today: date) -> list[Happened]:
    """Record how and when the signed letter left (S6, S11)."""
    require_open(case)
    require_day(case, on, today, "sent")
    letter = letter_of(case, sent.letter)
    if letter.state != "signed":
        raise RuleError("not_signed", rule="S11", article="GDPR Art. 5(2)", letter=sent.letter)
    require_may_leave(case, letter)
    to = sent.to.strip()
    if not to:
        raise RuleError("address_missing", rule="S6", article="GDPR Art. 5(1)(f)", letter=letter.id)
    return [(on, replace(sent, to=to))]
