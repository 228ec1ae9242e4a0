"""S12 to S16: what must be done before a case ends, waits or is deleted."""

from collections.abc import Sequence
from datetime import date

from ikanda_case.domain.case import Case
from ikanda_case.domain.errors import RuleError
from ikanda_case.domain.follow_ons import follow_ons
from ikanda_case.domain.guards.base import row_of
from ikanda_case.domain.kin import copy_owed, restriction_wished
from ikanda_case.domain.office import Office

_S12 = {"rule": "S12", "article": "GDPR Art. 12(3)"}
_S13 = {"rule": "S13", "article": "GDPR Art. 18(3)"}
_S14 = {"rule": "S14", "article": "GDPR Art. 12(4)"}
_S16 = {"rule": "S16", "article": "GDPR Art. 5(1)(e), 17(3)(e)"}
_LETTERS_OF = {
    "no_action": frozenset({"L06", "L09"}),
    "referred": frozenset({"L10"}),
    "withdrawn": frozenset({"L14"}),
}
_NEVER_BY_SILENCE = frozenset({"OPTOUT_DM", "OPTOUT_PROFILE", "CONSENT_WD"})


def s12_close(case: Case, office: Office) -> None:
    """Refuse to close what is not answered, carried out and followed up. Hard."""
    for row in case.rows:
        if not row.answered_on:
            raise RuleError("answer_owed", right=row.right, **_S12)
        if not row.carried_out:
            raise RuleError("not_carried_out", rule="S12", article="GDPR Art. 19", right=row.right)
    open_ones = [each for each in follow_ons(case, office) if each.is_open]
    if open_ones:
        first = open_ones[0]
        raise RuleError(
            "follow_on_open", rule="S12", article=f"GDPR Art. {first.article}",
            right=first.right, count=len(open_ones),
        )  # fmt: skip


def s12a_erase(case: Case, kin: Sequence[Case]) -> None:
    """Refuse to erase while a copy is owed, or the person wants a restriction instead. Hard.

    Of any open case of the same person (`kin`). What stops marketing is never held.
    """
    if right := copy_owed(case, kin):
        raise RuleError("copy_owed_first", rule="S12a", article="GDPR Art. 15(3)", right=right)
    if restriction_wished(case, kin):
        raise RuleError("restriction_first", rule="S12a", article="GDPR Art. 18(1)")


def s13_lift(case: Case, right: str, on: date) -> None:
    """Refuse to lift a restriction before the person was told. Hard.

    One that an objection set also waits for a refusal on G13 or G17 that was sent as L06.
    """
    row = row_of(case, right)
    if not any(each.right == right and not each.lifted_on for each in case.restrictions):
        raise RuleError("not_restricted", right=right, **_S13)
    if not _sent(case, "L11", right, on):
        raise RuleError("lifting_not_told", right=right, **_S13)
    if row.as_right in ("OBJECT", "OPTOUT_PROFILE"):
        prevails = bool({*row.grounds} & {"G13", "G17"})
        if not prevails or not _sent(case, "L06", right, on):
            raise RuleError("objection_stands", rule="S13", article="GDPR Art. 21(1)", right=right)


def _sent(case: Case, kind: str, right: str, on: date) -> bool:
    return any(
        each.draft.letter_kind == kind and right in each.draft.rights
        for each in case.letters
        if each.reached_on and each.reached_on <= on
    )


def s14_end(case: Case, outcome: str) -> None:
    """Refuse another end than an answer without the letter that belongs to it. Hard.

    Silence never ends what stops marketing or consent; joint control is answered, not referred; a
    withdrawal is in writing.
    """
    for row in case.rows:
        letter = case.letter(row.answered_by) if row.answered_on else None
        if letter is None:
            raise RuleError("answer_owed", right=row.right, **_S12)
        kind = letter.draft.letter_kind
        if kind == "L09" and row.as_right in _NEVER_BY_SILENCE:
            raise RuleError("silence_ends_no_opt_out", right=row.right, **_S14)
        if outcome == "referred" and row.role == "joint":
            raise RuleError("joint_answers", rule="S14", article="GDPR Art. 26(3)")
        if outcome == "withdrawn" and row.withdrawn_on is None:
            raise RuleError("not_withdrawn", right=row.right, **_S14)
    if not any(_kind_of(case, row.answered_by) in _LETTERS_OF[outcome] for row in case.rows):
        raise RuleError("end_letter_missing", outcome=outcome, **_S14)


def _kind_of(case: Case, number: str) -> str:
    letter = case.letter(number)
    return letter.draft.letter_kind if letter else ""


def s15_reopen(case: Case) -> None:
    """Refuse to reopen what is not closed; a closed case may always run again. Hard."""
    if not case.closed:
        raise RuleError("not_closed", rule="S15", article="GDPR Art. 12(2)")


def s16_delete(case: Case, actor: str, second: str, today: date, kin: Sequence[Case]) -> None:
    """Refuse to delete a file that is still needed. Hard.

    Closed, past its retention date, not held and not before an authority; two persons; and, as a
    retention run is an erasure too, nothing owed to the person (S12a).
    """
    if not case.closed:
        raise RuleError("not_closed", **_S16)
    if case.held or case.complaint:
        raise RuleError("file_held", **_S16)
    keep_until = case.closed.keep_until
    if keep_until is None or today <= keep_until:
        raise RuleError("retention_runs", **_S16)
    if not second or second == actor:
        raise RuleError("second_person_needed", letter="-", **_S16)
    s12a_erase(case, kin)
