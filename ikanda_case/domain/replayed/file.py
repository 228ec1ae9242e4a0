"""The case as a file: who handles it, whether it is closed, held or complained about."""

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.replayed.base import becomes, with_fact


@with_fact.register
def _(fact: f.Assigned, case: Case, entry: Entry) -> Case:
    return becomes(case, handler=fact.handler)


@with_fact.register
def _(fact: f.Seen, case: Case, entry: Entry) -> Case:
    return becomes(case, instruction=fact)


@with_fact.register
def _(fact: f.Closed, case: Case, entry: Entry) -> Case:
    return becomes(case, closed=fact, closed_on=entry.on)


@with_fact.register
def _(fact: f.Reopened, case: Case, entry: Entry) -> Case:
    return becomes(case, closed=None, closed_on=None, reopened=True)


@with_fact.register
def _(fact: f.Held, case: Case, entry: Entry) -> Case:
    return becomes(case, held=fact.reason)


@with_fact.register
def _(fact: f.HoldEnded, case: Case, entry: Entry) -> Case:
    return becomes(case, held="")


@with_fact.register
def _(fact: f.ComplaintFiled, case: Case, entry: Entry) -> Case:
    return becomes(case, complaint=fact)


@with_fact.register
def _(fact: f.ComplaintEnded, case: Case, entry: Entry) -> Case:
    return becomes(case, complaint=None)
