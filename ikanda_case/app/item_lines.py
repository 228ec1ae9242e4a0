"""A right decided item by item: a line for each says what was decided, and why (rules 1.3)."""

from collections.abc import Iterator

from ikanda_case.app.ports import Wording
from ikanda_case.domain.case import Row
from ikanda_case.domain.office import Office
from ikanda_case.domain.rights import cited
from ikanda_case.domain.typography import capital

_ENDS = (".", "!", "?")


def item_lines(row: Row, office: Office, language: str, wording: Wording) -> tuple[str, ...]:
    """Return a line for the right as a whole and one for each item; none without items."""
    if not row.decided or not row.decided.items:
        return ()
    return tuple(_lines(row, office, language, wording))


def sentence(facts: str) -> str:
    """Return noted facts as a sentence of the letter."""
    begun = capital(facts)
    return begun if not begun or begun.endswith(_ENDS) else f"{begun}."


def _lines(row: Row, office: Office, language: str, wording: Wording) -> Iterator[str]:
    name = office.rulebook.rights.right(row.right).name[language]
    whole = capital(name)
    items = row.decided.items if row.decided else ()
    parts = [(whole, row.decision, row.facts, row.ground)]
    parts += [(f"{whole}, {each.item}", each.decision, each.facts, each.ground) for each in items]
    for what, decision, facts, ground in parts:
        said = [wording.phrase("names", f"part_{decision}", language, what=what)]
        if decision != "granted" and facts:
            said.append(sentence(facts))
        if decision != "granted" and ground:
            known = office.rulebook.rights.ground(ground)
            article = cited(known.article_for(row.right), language)
            title = known.title[language]
            said.append(
                wording.phrase("names", "part_ground", language, title=title, article=article)
            )
        yield " ".join(said)
