"""S7 to S9: extending, refusing on a listed ground with what it needs, charging a fee."""

from collections.abc import Iterator, Sequence
from datetime import date

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case, Row
from ikanda_case.domain.deadlines import case_clock, form_of, month_end_of
from ikanda_case.domain.errors import RuleError
from ikanda_case.domain.guards.base import ask_reason, require_no_numbers, require_words, row_of
from ikanda_case.domain.kin import last_like, stopped_for_same_data
from ikanda_case.domain.office import Office
from ikanda_case.domain.periods import add_months
from ikanda_case.domain.rights import Need, RightType

_S7 = {"rule": "S7", "article": "GDPR Art. 12(3)"}
_S8 = {"rule": "S8", "article": "GDPR Art. 12(4)"}
_S9 = {"rule": "S9", "article": "GDPR Art. 12(5)(a), 15(3)"}
_ANSWERS_BY_REFUSING = frozenset({"partly", "refused"})
_UNSETTLED = frozenset({"no_response", "mismatch", "unidentifiable", "insufficient", "pending"})
_FEE_GROUNDS = frozenset({"G03", "G04", "G05"})
_FURTHER_COPY = "FURTHER_COPY"


def s7_extend(case: Case, office: Office, extended: f.Extended, on: date) -> str:
    """Return the reason for extending after the first month, if it comes after it.

    Hard: not later than the running last day (while suspended it is allowed), the reason of law
    with its words, once, and for a right that can be extended. Soft: after roll(b1).
    """
    require_words(extended.reason, "reason", **_S7)
    if not extended.because:
        raise RuleError("words_missing", field="extension_because", **_S7)
    if case.extended:
        raise RuleError("second_extension_refused", **_S7)
    rows = [row for row in _open(case) if form_of(row, office).extendable]
    if not rows:
        raise RuleError("not_extendable", **_S7)
    _in_time(case, office, rows, on)
    first = max(month_end_of(case, row, office) for row in rows)
    if on <= first:
        return ""
    return ask_reason("extension_after_month", extended.despite, last=first, **_S7)


def _in_time(case: Case, office: Office, rows: Sequence[Row], on: date) -> None:
    rights = {row.right for row in rows}
    answers = [
        each.due
        for row in case_clock(case, office).rows
        for each in row.deadlines
        if each.kind == "answer" and row.right in rights
    ]
    dues = [due for due in answers if due is not None]
    if len(dues) == len(answers) and dues and on > max(dues):
        raise RuleError("extension_too_late", due=max(dues), on=on, **_S7)


def _open(case: Case) -> list[Row]:
    return [row for row in case.rows if not row.answered_on and not row.withdrawn_on]


# ---- S8 ----------------------------------------------------------------------------------------


def s8_decide(
    case: Case, office: Office, decided: f.Decided, on: date, kin: Sequence[Case] = ()
) -> str:
    """Return the reason for refusing after the first month, if it comes after it.

    Hard: the right is typed; a refusal, of the whole or of an item, rests on grounds the matrix
    lists (rules 1.4), with what each needs (1.3) and in its words; a fee alone is none. Soft:
    after roll(b1), unless the office never refuses then. `kin`: other cases of the same person.
    """
    row = row_of(case, decided.right)
    if not row.typed:
        raise RuleError("right_not_typed", right=decided.right, rule="S2", article="GDPR Art. 4(7)")
    _items_agree(decided)
    _granted_on_nothing(decided)
    if decided.decision not in _ANSWERS_BY_REFUSING:
        return ""
    form = form_of(row, office)
    if decided.limitation:
        _limited(decided, form)
        return ""
    used = [*_grounds(decided)]
    if not used:
        raise RuleError("ground_missing", right=decided.right, **_S8)
    for ground, facts in used:
        require_ground(office, row, ground)
        require_words(facts, "facts", **_S8)
        _reach(decided, form, ground)
        _needs(case, row, office, decided, ground)
        _blocks(case, row, office, ground, on, kin)
    return _late(case, row, office, decided, on)


def require_ground(office: Office, row: Row, ground: str) -> None:
    """Refuse a ground that the matrix of rules 1.4 does not list for this right. Hard."""
    known = office.rulebook.rights.ground(ground)
    if known.code not in form_of(row, office).grounds:
        raise RuleError(
            "ground_not_allowed", rule="1.4", article=known.article, right=row.right, ground=ground
        )


def _grounds(decided: f.Decided) -> Iterator[tuple[str, str]]:
    """Yield each ground with its facts: of the whole, and of each item that is not granted."""
    if decided.ground:
        yield decided.ground, decided.facts
    for item in decided.items:
        if item.decision in _ANSWERS_BY_REFUSING:
            if not item.ground:
                raise RuleError("item_ground_missing", item=item.item, **_S8)
            yield item.ground, item.facts


def _items_agree(decided: f.Decided) -> None:
    """Refuse items that say something else than the whole."""
    for item in decided.items:
        require_words(item.item, "item", **_S8)
    said = {item.decision for item in decided.items}
    whole = said.pop() if len(said) == 1 else "partly" if said else decided.decision
    if whole != decided.decision:
        raise RuleError("items_disagree", right=decided.right, **_S8)


def _granted_on_nothing(decided: f.Decided) -> None:
    """Refuse a ground for what is granted: it would stand in the file against the person."""
    granted = decided.decision == "granted" and decided.ground
    if granted or any(each.decision == "granted" and each.ground for each in decided.items):
        raise RuleError("granted_has_ground", right=decided.right, **_S8)


def _limited(decided: f.Decided, form: RightType) -> None:
    """Refuse a limit of the answer that this right does not know, or one without its reason."""
    if decided.limitation not in form.limitations:
        raise RuleError("limitation_not_allowed", right=decided.right, **_S8)
    require_words(decided.facts, "facts", **_S8)


def _reach(decided: f.Decided, form: RightType, ground: str) -> None:
    """Refuse the whole on a ground that reaches only a part of it (G07, G16, G19)."""
    limit = form.limits.get(ground, "")
    if limit in ("copy_only", "transfer_only", "part_only") and decided.decision == "refused":
        raise RuleError("ground_reaches_part", ground=ground, right=decided.right, **_S8)


def needs_of(row: Row, office: Office, ground: str) -> frozenset[Need]:
    """Return what a ground needs against a row, as the office's policy has it (rules 1.3, 1.4)."""
    rights = office.rulebook.rights
    needs = rights.needs(row.right, ground) | rights.needs(row.as_right, ground)
    if ground == "G05" and not office.policy.abuse_with_counsel:
        return needs - {"counsel"}
    return needs


def _needs(case: Case, row: Row, office: Office, decided: f.Decided, ground: str) -> None:
    """Refuse a ground without what it needs: evidence, balancing, counsel (rules 1.3).

    The second person, 4E, is asked for when the letter is approved (S10).
    """
    known, needs = office.rulebook.rights.ground(ground), needs_of(row, office, ground)
    noted = {name for name, words in decided.evidence if words.strip()}
    for name in known.evidence:
        if name not in noted:
            raise RuleError("evidence_missing", ground=ground, evidence=name, **_S8)
    for name, words in decided.evidence:
        require_no_numbers(words, name)
    if "B" in needs:
        require_words(decided.balancing, "balancing", **_S8)
    if "counsel" in needs:
        require_words(decided.counsel, "counsel", **_S8)


def _blocks(
    case: Case, row: Row, office: Office, ground: str, on: date, kin: Sequence[Case]
) -> None:
    """Refuse what the facts of the case forbid (G02, G04, G09, G21, G26)."""
    if ground == "G02" and case.identity.code not in _UNSETTLED:
        raise RuleError("identity_is_settled", rule="1.3", article="GDPR Art. 12(6)")
    if ground == "G04":
        _not_a_late_repeat(case, row, office, on, kin)
    if ground == "G09" and (right := stopped_for_same_data(case, kin)):
        raise RuleError("stop_was_granted", rule="1.3", article="GDPR Art. 17(1)", right=right)
    if ground == "G21" and row.role == "joint":
        raise RuleError("joint_answers", rule="1.3", article="GDPR Art. 26(3)")
    if ground == "G26" and not any(e.kind == "clarification_requested" for e in case.in_force):
        raise RuleError("situation_not_asked", rule="1.3", article="GDPR Art. 21(1)")


def _not_a_late_repeat(case: Case, row: Row, office: Office, on: date, kin: Sequence[Case]) -> None:
    """Refuse G04 where the last like request is old, or was answered late or in part."""
    last = last_like(case, row, kin, office)
    if last is None:
        return
    old = add_months(last.received_on, office.policy.repeat_months)
    if on >= old or last.late or last.incomplete:
        raise RuleError(
            "repeat_not_excessive", rule="1.3", article="GDPR Art. 12(5)(b)", ref=last.ref
        )


def _late(case: Case, row: Row, office: Office, decided: f.Decided, on: date) -> str:
    first = month_end_of(case, row, office)
    if on <= first:
        return ""
    if office.policy.late_refusal == "never":
        raise RuleError("refusal_too_late", last=first, **_S8)
    return ask_reason("refusal_after_month", decided.despite, last=first, **_S8)


# ---- S9 ----------------------------------------------------------------------------------------


def s9_fee(case: Case, office: Office, fee: f.FeeQuoted) -> None:
    """Refuse a fee that has no ground, no amount or no cost basis. Hard.

    Never for what stops marketing or consent; a further copy only of an access.
    """
    row = row_of(case, fee.right)
    form = form_of(row, office)
    require_words(fee.amount, "amount", **_S9)
    require_words(fee.basis, "basis", **_S9)
    if fee.because == _FURTHER_COPY:
        if row.as_right != "ACCESS":
            raise RuleError("fee_not_allowed", right=fee.right, **_S9)
        return
    if fee.because not in _FEE_GROUNDS or fee.because not in form.grounds:
        raise RuleError("fee_not_allowed", right=fee.right, **_S9)
