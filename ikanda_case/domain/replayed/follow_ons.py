"""What follows from an answer, what was searched, and what the case brought to light."""

from dataclasses import replace

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Breach, Case, PolicyTask, Search
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.replayed.base import becomes, with_fact


@with_fact.register
def _(fact: f.FollowOnSettled, case: Case, entry: Entry) -> Case:
    return becomes(case, settled=(*case.settled, fact))


@with_fact.register
def _(fact: f.SearchOrdered, case: Case, entry: Entry) -> Case:
    new = Search(fact.system, fact.owner, entry.on, fact.due, fact.categories)
    others = [each for each in case.searches if each.system != fact.system]
    return becomes(case, searches=(*others, new))


@with_fact.register
def _(fact: f.SearchChased, case: Case, entry: Entry) -> Case:
    return becomes(
        case,
        searches=tuple(
            replace(each, chased_on=entry.on) if each.system == fact.system else each
            for each in case.searches
        ),
    )


@with_fact.register
def _(fact: f.SearchDone, case: Case, entry: Entry) -> Case:
    return becomes(
        case,
        searches=tuple(
            replace(each, done_on=entry.on, done=fact) if each.system == fact.system else each
            for each in case.searches
        ),
    )


@with_fact.register
def _(fact: f.PolicyTaskOpened, case: Case, entry: Entry) -> Case:
    return becomes(case, policy_tasks=(*case.policy_tasks, PolicyTask(fact, entry.on)))


@with_fact.register
def _(fact: f.PolicyTaskDone, case: Case, entry: Entry) -> Case:
    return becomes(
        case,
        policy_tasks=tuple(
            replace(each, done_on=entry.on) if each.opened.code == fact.code else each
            for each in case.policy_tasks
        ),
    )


@with_fact.register
def _(fact: f.BreachOpened, case: Case, entry: Entry) -> Case:
    return becomes(case, breaches=(*case.breaches, Breach(fact, entry.on)))


@with_fact.register
def _(fact: f.BreachDecided, case: Case, entry: Entry) -> Case:
    *earlier, last = case.breaches
    return becomes(case, breaches=(*earlier, replace(last, decided=fact)))
