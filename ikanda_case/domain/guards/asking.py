"""S3 to S5: what the person may be asked, and what an answer may be."""

from datetime import date

from ikanda_case.domain import facts as f
from ikanda_case.domain.asking import asks_for_secret
from ikanda_case.domain.case import Case
from ikanda_case.domain.deadlines import form_of
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.guards.base import ask_reason, require_no_numbers, require_words
from ikanda_case.domain.ladder import MAY_ASK, MAY_NOT_ASK, NOT_BY_EMAIL, RUNGS
from ikanda_case.domain.office import Office

_ARTICLE = "GDPR Art. 12(6)"
_S3 = {"rule": "S3", "article": _ARTICLE}
_S4 = {"rule": "S4", "article": "GDPR rec. 63; EDPB 01/2022 5.3, para 159"}
_S5 = {"rule": "S5", "article": "EDPB 01/2022 5.3, para 159"}


def s3_ask_identity(case: Case, office: Office, asked: f.IdentityRequested, actor: str) -> str:
    """Return the reason for asking after all, if identity was settled; refuse what is unlawful.

    Hard: the doubt in words, the rung, something that needs identity (never marketing, consent or
    Art. 22 as such), L5 with the approver, nothing that may not be asked, never by e-mail what T3
    keeps out of it, and not where a rule of 3.1 says that no check is needed: that is put right
    first, with why (S17). Soft: a new doubt after identity was confirmed, or found not needed for
    a reason of the case.
    """
    require_words(asked.doubt, "doubt", **_S3)
    require_no_numbers(asked.asked, "asked")
    if asked.rung not in RUNGS:
        raise RuleError("unknown_rung", rule="3.2", article=_ARTICLE)
    if not any(form_of(row, office).needs_identity for row in case.rows):
        raise RuleError("identity_never_needed", **_S3)
    colleague = office.people.get(actor)
    if asked.rung == "L5" and not (colleague and "approver" in colleague.roles):
        raise RuleError("rung_needs_approver", **_S3)
    _items(asked)
    _by_email(asked)
    if case.identity.default:
        raise RuleError("not_needed_by_rule", **_S3)
    if not case.identity.settled:
        return ""
    return ask_reason("identity_settled_already", asked.despite, **_S3)


def _items(asked: f.IdentityRequested) -> None:
    for item in asked.items:
        if item in MAY_NOT_ASK:
            raise RuleError("may_not_ask", rule="3.3", article=_ARTICLE, item=item)
        if item not in MAY_ASK:
            raise InputError("unknown_item", item=item)
        if MAY_ASK[item] > asked.rung:
            raise RuleError("item_above_rung", rule="3.2", article=_ARTICLE, item=item)


def _by_email(asked: f.IdentityRequested) -> None:
    if asked.way != "email":
        return
    if asked.rung in NOT_BY_EMAIL:
        raise RuleError("rung_not_by_email", rule="T3", article=_ARTICLE)
    if asks_for_secret(asked.asked):
        raise RuleError("letter_asks_secret", rule="T3", article=_ARTICLE)


def s3_ask_mandate(case: Case, asked: f.MandateRequested) -> None:
    """Refuse a question about a mandate without a concrete doubt in words (rules 3.6). Hard.

    A lawyer is believed: there the doubt must be about this mandate or this client.
    """
    source = {"rule": "3.6", "article": "EDPB 01/2022 3.4, paras 80-81"}
    if case.received is None or not case.received.parties.represented:
        raise RuleError("nobody_represented", **source)
    require_words(asked.doubt, "doubt", **source)
    require_no_numbers(asked.asked, "asked")
    if case.received.parties.representation == "lawyer" and not asked.reasonable_doubt:
        raise RuleError("lawyer_is_believed", rule="3.6", article="Ger.W. Art. 440")


def s4_clarify(case: Case, asked: f.ClarificationRequested) -> None:
    """Refuse a question that is none of recital 63. Hard.

    Which data or processing: only of a right of access, and only where the quantity is large,
    with the reason. Which right: only where that is unclear; the clock never hears of it.
    """
    require_words(asked.question, "question", **_S4)
    open_rows = [row for row in case.rows if not row.answered_on and not row.withdrawn_on]
    if asked.about == "right":
        if not any(row.right == "UNCLEAR" for row in open_rows):
            raise RuleError("right_is_clear", **_S4)
        return
    if not any(row.as_right == "ACCESS" for row in open_rows):
        raise RuleError("clarification_only_access", **_S4)
    if not asked.large_volume:
        raise RuleError("clarification_needs_volume", **_S4)
    require_words(asked.why, "why", **_S4)


def s5_answer(asked_on: date | None, on: date) -> None:
    """Refuse an answer before its question; what nobody asked for is accepted. Hard."""
    if asked_on and on < asked_on:
        raise RuleError("evidence_before_question", on=on, asked=asked_on, **_S5)
