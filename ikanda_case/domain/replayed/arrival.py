"""An item that arrives, and the rights it turns out to hold."""

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case, Evidence, Row
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.replayed.base import becomes, with_fact, with_rows


@with_fact.register
def _(fact: f.TakenIn, case: Case, entry: Entry) -> Case:
    return becomes(case, taken_in=fact)


@with_fact.register
def _(fact: f.DuplicateReceived, case: Case, entry: Entry) -> Case:
    return becomes(case, times=case.times + 1)


@with_fact.register
def _(fact: f.Attached, case: Case, entry: Entry) -> Case:
    case = becomes(case, attached=(*case.attached, fact))
    if fact.purpose != "evidence":
        return case
    return becomes(case, evidence=(*case.evidence, Evidence(fact.sha256, fact.name, entry.on)))


@with_fact.register
def _(fact: f.SetAside, case: Case, entry: Entry) -> Case:
    return becomes(case, set_aside=fact.reason)


@with_fact.register
def _(fact: f.Received, case: Case, entry: Entry) -> Case:
    rows = tuple(Row(right) for right in fact.rights)
    return becomes(case, received=fact, received_on=entry.on, rows=rows, set_aside="")


@with_fact.register
def _(fact: f.LetterDated, case: Case, entry: Entry) -> Case:
    return becomes(case, letter_dated=entry.on)


@with_fact.register
def _(fact: f.Typed, case: Case, entry: Entry) -> Case:
    if fact.became:
        return becomes(case, rows=_put_in_place(case.rows, fact.right, fact.became))
    change = {
        "meant": fact.meant,
        "marketing": fact.marketing,
        "role": fact.role,
        "due": fact.due,
    }
    return with_rows(case, (fact.right,), change)


def _put_in_place(rows: tuple[Row, ...], right: str, became: tuple[str, ...]) -> tuple[Row, ...]:
    """Return the rows with one right replaced by what it turned out to be, each right once."""
    known = {row.right for row in rows} - {right}
    found: list[Row] = []
    for row in rows:
        if row.right != right:
            found.append(row)
            continue
        found += [becomes(row, right=each) for each in became if each not in known]
    return tuple(found)


@with_fact.register
def _(fact: f.RightAdded, case: Case, entry: Entry) -> Case:
    return becomes(case, rows=(*case.rows, Row(fact.right, received_on=entry.on)))


@with_fact.register
def _(fact: f.Withdrawn, case: Case, entry: Entry) -> Case:
    rights = fact.rights or tuple(row.right for row in case.rows)
    return with_rows(case, rights, {"withdrawn_on": entry.on})
