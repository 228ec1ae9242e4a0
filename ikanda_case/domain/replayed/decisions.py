"""What is decided on a right, and what is then done."""

from dataclasses import replace

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case, Restriction
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.replayed.base import becomes, with_fact, with_rows


@with_fact.register
def _(fact: f.Extended, case: Case, entry: Entry) -> Case:
    return becomes(case, extended=fact.reason, extended_on=entry.on)


@with_fact.register
def _(fact: f.Decided, case: Case, entry: Entry) -> Case:
    change = {
        "decision": fact.decision,
        "ground": fact.ground,
        "facts": fact.facts,
        "decided": fact,
        "decided_on": entry.on,
    }
    return with_rows(case, (fact.right,), change)


@with_fact.register
def _(fact: f.Executed, case: Case, entry: Entry) -> Case:
    return with_rows(case, (fact.right,), {"executed_on": entry.on})


@with_fact.register
def _(fact: f.FeeQuoted, case: Case, entry: Entry) -> Case:
    return becomes(case, fee=fact, fee_answered=False)


@with_fact.register
def _(fact: f.FeeAnswered, case: Case, entry: Entry) -> Case:
    return becomes(case, fee_answered=True)


@with_fact.register
def _(fact: f.RestrictionSet, case: Case, entry: Entry) -> Case:
    new = Restriction(fact.right, entry.on, fact.review_on)
    others = [each for each in case.restrictions if each.right != fact.right or each.lifted_on]
    return becomes(case, restrictions=(*others, new))


@with_fact.register
def _(fact: f.RestrictionLifted, case: Case, entry: Entry) -> Case:
    return becomes(
        case,
        restrictions=tuple(
            replace(each, lifted_on=entry.on)
            if each.right == fact.right and not each.lifted_on
            else each
            for each in case.restrictions
        ),
    )


@with_fact.register
def _(fact: f.HumanReviewed, case: Case, entry: Entry) -> Case:
    return becomes(case, reviewed=fact)
