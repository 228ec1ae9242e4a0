"""A letter for several rights says of each part what was decided, and why (rules 5.2, L06)."""

from collections.abc import Iterator

from ikanda_case.app.ports import Wording
from ikanda_case.domain.case import Case, Letter, Row
from ikanda_case.domain.office import Office
from ikanda_case.domain.rights import cited

_ENDS = (".", "!", "?")


def part_lines(
    case: Case, office: Office, letter: Letter, language: str, wording: Wording
) -> tuple[str, ...]:
    """Return a line for each decided right, and for each item of one that was decided by item.

    None for one right decided as a whole: the letter says that in its own words.
    """
    rows = [row for row in case.rows if row.right in letter.draft.rights and row.decision]
    lines = [line for row in rows for line in _lines(row, office, language, wording)]
    return tuple(lines) if len(lines) > 1 else ()


def has_several_grounds(case: Case, letter: Letter) -> bool:
    """Return whether what is refused rests on several grounds: each part then names its own.

    Not where the drafter wrote the parts herself.
    """
    if "items" in dict(letter.draft.fields):
        return False
    rows = [row for row in case.rows if row.right in letter.draft.rights]
    return len({ground for row in rows for ground in row.grounds}) > 1


def _lines(row: Row, office: Office, language: str, wording: Wording) -> Iterator[str]:
    name = office.rulebook.rights.right(row.right).name[language]
    whole = name[:1].upper() + name[1:]
    items = row.decided.items if row.decided else ()
    parts = [(whole, row.decision, row.facts, row.ground)]
    parts += [(f"{whole}, {each.item}", each.decision, each.facts, each.ground) for each in items]
    for what, decision, facts, ground in parts:
        said = [wording.phrase("names", f"part_{decision}", language, what=what)]
        if decision != "granted" and facts:
            said.append(_sentence(facts))
        if decision != "granted" and ground:
            known = office.rulebook.rights.ground(ground)
            article = cited(known.article_for(row.right), language)
            title = known.title[language]
            said.append(
                wording.phrase("names", "part_ground", language, title=title, article=article)
            )
        yield " ".join(said)


def _sentence(facts: str) -> str:
    """Return noted facts as a sentence of the letter."""
    begun = facts[:1].upper() + facts[1:]
    return begun if begun.endswith(_ENDS) else f"{begun}."
