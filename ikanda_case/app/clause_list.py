"""Ready clauses that a drafter puts into her own words with `::`: those of the letter texts."""

from collections.abc import Mapping
from dataclasses import dataclass

from ikanda_case.domain.letters import LetterTemplate
from ikanda_case.domain.slots import slots

_SHORTEST = 40
"""Signs below which a clause is typed as fast as it is found."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One clause that can be put in."""

    label: str
    text: str


def clause_list(
    templates: Mapping[tuple[str, str], LetterTemplate], kind: str, language: str
) -> tuple[Offer, ...]:
    """Return the clauses of a language that stand by themselves, those of this kind first.

    A clause with a slot is none: only its letter knows what goes there.
    """
    of_language = [each for (_, known), each in templates.items() if known == language]
    of_language.sort(key=lambda each: (each.kind != kind, each.kind))
    found: dict[str, Offer] = {}
    for template in of_language:
        for clause in template.clauses:
            text = clause.text.replace("*", "").strip()
            stands = clause.kind in ("text", "free", "fixed") and not slots(clause.text)
            if stands and len(text) >= _SHORTEST and "[" not in text:
                found.setdefault(text, Offer(clause.label or template.name, text))
    return tuple(found.values())
