"""A letter's way out: drafted, approved, signed, sent (rules 4, S6 and S8 to S11)."""

from dataclasses import replace
from datetime import date

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case, Letter, Row
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.guards.base import (
    Happened,
    require_day,
    require_no_numbers,
    require_open,
    require_words,
    row_of,
)
from ikanda_case.domain.guards.deciding import require_ground
from ikanda_case.domain.guards.sending import (
    mail_in_the_clear,
    s6_address,
    s6_personal_data,
    s10_confirmed_map,
    s10_second_person,
    s11_final,
    s11_proof,
)
from ikanda_case.domain.letter_parts import named
from ikanda_case.domain.office import Office


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
    rows = [row_of(case, right) for right in drafted.rights]
    if drafted.letter_kind == "L06":
        for row in rows:
            if _rests_on_ground_of_letter(row, drafted):
                require_ground(office, row, drafted.ground)
    return [(on, drafted)]


def _rests_on_ground_of_letter(row: Row, drafted: f.Drafted) -> bool:
    """Return whether a letter's ground is this right's: one of several rights has its own."""
    if len(drafted.rights) > 1:
        return bool(drafted.ground) and row.gives_less and not row.grounds
    return not (row.decided and row.decided.items and not drafted.ground)


def next_number(case: Case) -> str:
    """Return the number of the next letter of the case: B1, B2, ..."""
    return f"B{len(case.letters) + 1}"


def require_ready(case: Case, office: Office, letter: Letter) -> None:
    """Refuse to ask approval for what could not lawfully go out (S6, S8, S10)."""
    require_open(case)
    if letter.state != "draft":
        raise RuleError("letter_locked", rule="S11", article="GDPR Art. 5(2)", letter=letter.id)
    office.require_letterhead()
    s6_personal_data(case, letter)
    if letter.draft.letter_kind == "L06":
        _require_facts(case, letter)
    if letter.draft.letter_kind == "L04" and not case.extended:
        raise RuleError("not_extended", rule="S7", article="GDPR Art. 12(3)")
    if letter.draft.letter_kind == "L02":
        _require_question(case, letter)


def _require_facts(case: Case, letter: Letter) -> None:
    """Refuse a refusal without facts (S8): written, or noted of each of its several rights."""
    rights, source = letter.draft.rights, {"rule": "S8", "article": "GDPR Art. 12(4)"}
    if len(rights) < 2:
        require_words(_facts_of(letter, *rights), "facts", **source)
        return
    for row in (row_of(case, right) for right in rights):
        if row.gives_less:
            require_words(_facts_of(letter, row.right) or row.left_out, "facts", **source)


def _facts_of(letter: Letter, right: str = "") -> str:
    """Return the facts written of a right, or else of the whole letter."""
    words = dict(letter.draft.fields)
    return words.get(named("facts", right)) or words.get("facts", "")


def _require_question(case: Case, letter: Letter) -> None:
    """Refuse L02 without a question; rungs L4 and L5 are never asked by e-mail (S3, T3)."""
    if case.identity.code not in ("pending", "insufficient"):
        raise RuleError("identity_not_asked", rule="S3", article="GDPR Art. 12(6)")
    if letter.draft.by_email and case.identity.rung in ("L4", "L5"):
        raise RuleError("rung_not_by_email", rule="T3", article="GDPR Art. 12(6)")


def approve(
    case: Case, office: Office, number: str, sha256: str, actor: str, on: date, today: date,
    despite: str = "",
) -> list[Happened]:  # fmt: skip
    """Approve exactly the bytes with this hash (S10); `despite` is the criterion S10 may ask."""
    require_open(case)
    require_day(case, on, today, "approved")
    letter = letter_of(case, number)
    if letter.state != "to_approve" or letter.rendered is None:
        raise RuleError("nothing_to_approve", rule="S10", article="GDPR Art. 5(2)", letter=number)
    if letter.rendered.sha256 != sha256:
        raise RuleError("other_bytes", rule="S10", article="GDPR Art. 5(2)", letter=number)
    s10_second_person(case, office, letter, actor, on)
    s6_personal_data(case, letter)
    kept = s10_confirmed_map(case, office, letter, despite)
    return [(on, f.Approved(letter=number, sha256=sha256, despite=kept))]


def send_back(case: Case, number: str, remark: str, today: date) -> list[Happened]:
    """Do not approve, or take an approval back before it is signed, and say why.

    The draft is open again.
    """
    require_open(case)
    letter = letter_of(case, number)
    if letter.state not in ("to_approve", "approved"):
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
    s11_final(letter)
    s6_personal_data(case, letter)
    s6_address(case, letter, sent)
    s11_proof(sent.channel, sent.proof)
    return [(on, replace(sent, to=sent.to.strip(), verified=sent.verified.strip()))]


def take_out(case: Case, taken: f.TakenOut, today: date) -> list[Happened]:
    """Take the signed letter out of the file to be sent, on paper or as a draft for a mail program.

    Also a letter that came back. S6 and S11 as for its sending; what carries personal data goes by
    mail only for a reason (rules 5.5).
    """
    require_open(case)
    letter = letter_of(case, taken.letter)
    if letter.came_back_on is None:
        s11_final(letter)
    s6_personal_data(case, letter)
    s6_address(case, letter, f.Sent(letter=letter.id, channel="post", to=taken.to))
    if taken.form == "mail":
        kept = mail_in_the_clear(letter, taken.despite)
        taken = replace(taken, despite=kept)
    return [(today, taken)]


# ---- what happens to it afterwards -------------------------------------------------------------


def redacted(case: Case, number: str, how: str, on: date, today: date) -> list[Happened]:
    """Record that what is of others was made unreadable in what goes with a letter (S6)."""
    require_open(case)
    require_day(case, on, today, "redaction_checked")
    letter_of(case, number)
    require_words(how, "how", "S6", "GDPR Art. 15(4)")
    return [(on, f.RedactionChecked(letter=number, how=how.strip()))]


def came_back(case: Case, failed: f.DeliveryFailed, on: date, today: date) -> list[Happened]:
    """Record that a sent letter could not be delivered; its due date does not move (2.8)."""
    require_open(case)
    require_day(case, on, today, "delivery_failed")
    letter = letter_of(case, failed.letter)
    if letter.state != "sent":
        raise RuleError("letter_not_sent", rule="2.8", article="GDPR Art. 12(3)", letter=letter.id)
    require_no_numbers(failed.why, "why")
    return [(on, replace(failed, why=failed.why.strip()))]


def send_again(case: Case, again: f.ResponseResent, on: date, today: date) -> list[Happened]:
    """Record that the same letter was sent again (2.8)."""
    require_open(case)
    require_day(case, on, today, "response_resent")
    letter = letter_of(case, again.letter)
    if letter.sent is None:
        raise RuleError("letter_not_sent", rule="2.8", article="GDPR Art. 12(3)", letter=letter.id)
    s6_address(case, letter, replace(letter.sent, to=again.to))
    s11_proof(again.channel, again.proof)
    return [(on, replace(again, to=again.to.strip()))]
