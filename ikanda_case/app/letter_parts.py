"""What a letter takes from its case; for several rights what it says of each of them."""

from dataclasses import replace
from datetime import date

from ikanda_case.app import filling
from ikanda_case.app.case_listings import TextOf, case_listings
from ikanda_case.app.item_lines import sentence
from ikanda_case.app.ports import Wording
from ikanda_case.domain.case import Case, Letter, Row
from ikanda_case.domain.facts import Executed
from ikanda_case.domain.letter_parts import (
    REFUSING,
    SPEAKS_OF,
    kind_of_part,
    of_letter,
    of_right,
)
from ikanda_case.domain.letters import (
    CONDITION_OF_RIGHT,
    Clause,
    Filling,
    RightPart,
)
from ikanda_case.domain.office import Office
from ikanda_case.domain.typography import capital

_ONCE_DONE = frozenset({*CONDITION_OF_RIGHT.values(), "suppressed", "recipients_to_inform"})
"""What a right makes true only once it is carried out."""


def filled(
    case: Case, office: Office, letter: Letter, language: str, on: date, wording: Wording,
    text_of: TextOf,
) -> Filling:  # fmt: skip
    """Return what the case and the draft put into a letter in a language.

    Where it answers several rights, the part of each is what a letter on it alone would take.
    """
    draft, texts = letter.draft, text_of(letter.draft.letter_kind)
    listings = case_listings(texts, case, office, wording, text_of)

    def taken(alone: Letter) -> Filling:
        took = filling.filled(case, office, alone, language, on, wording)
        own = dict(alone.draft.free)
        given = {name: lines for name, lines in listings.items() if name not in own}
        return replace(took, listings={**given, **took.listings})

    if len(draft.rights) < 2 or not texts.parts:
        return taken(_with(letter, *_words_of_one(letter)))
    whole = taken(_with(letter, of_letter(draft.fields), of_letter(draft.free)))
    rows = [case.row(right) or Row(right) for right in draft.rights]
    parts = []
    for row in rows:
        kind = kind_of_part(draft.letter_kind, row)
        clauses = text_of(kind).parts
        took = taken(_alone(case, letter, row, kind, clauses))
        true = _conditions(row, kind, took.conditions) | (whole.conditions & {"to_child"})
        right = office.rulebook.rights.right(row.right)
        name = right.name[language]
        parts.append(
            RightPart(row.right, capital(name), right.short[language], clauses,
                      replace(took, conditions=frozenset(true)))
        )  # fmt: skip
    less = {"in_part"} if any(row.gives_less for row in rows) else set()
    return replace(whole, parts=tuple(parts), conditions=whole.conditions | less)


def _words_of_one(letter: Letter) -> tuple[dict[str, str], dict[str, str]]:
    """Return fields and free clauses of a letter on one right; those named for it win."""
    draft = letter.draft
    right = draft.rights[0] if len(draft.rights) == 1 else ""
    fields, free = (
        {**of_letter(words), **(of_right(words, right) if right else {})}
        for words in (draft.fields, draft.free)
    )
    return fields, free


def _with(letter: Letter, fields: dict[str, str], free: dict[str, str]) -> Letter:
    draft = replace(letter.draft, fields=tuple(fields.items()), free=tuple(free.items()))
    return replace(letter, draft=draft)


def _alone(case: Case, letter: Letter, row: Row, kind: str, clauses: tuple[Clause, ...]) -> Letter:
    """Return the letter as if it were about one right, in the kind that speaks of it.

    What was written for the whole letter speaks for the parts of its own kind, and what the drafter
    wrote for one right for that alone. The facts of a refusal are those noted of its right before
    they are anybody's for all.
    """
    draft = letter.draft
    of_own_kind = kind == draft.letter_kind
    for_all = of_letter(draft.fields) if of_own_kind else {}
    noted = _noted(case, row, kind)
    done = for_all.get("what_done") or for_all.get("facts") or noted.get("what_done", "")
    known = {clause.id for clause in clauses if clause.kind == "free"}
    free = {**(of_letter(draft.free) if of_own_kind else {}), **of_right(draft.free, row.right)}
    alone = replace(
        draft,
        letter_kind=kind,
        rights=(row.right,),
        ground=row.grounds[0] if row.grounds else draft.ground,
    )
    return _with(
        replace(letter, draft=alone),
        {**for_all, **noted, "what_done": done, **of_right(draft.fields, row.right)},
        {id: text for id, text in free.items() if id in known},
    )


def noted_words(case: Case, letter: Letter) -> tuple[str, ...]:
    """Return what the case noted of several rights and their letter takes over as it is.

    It is checked like what the drafter writes: a note was not made for the person's eyes.
    """
    rights = letter.draft.rights
    if len(rights) < 2:
        return ()
    rows = [row for right in rights if (row := case.row(right))]
    kind = letter.draft.letter_kind
    taken = [text for row in rows for text in _noted(case, row, kind_of_part(kind, row)).values()]
    return (*taken, *(row.left_out for row in rows if row.left_out))


def _noted(case: Case, row: Row, kind: str) -> dict[str, str]:
    """Return what the case notes of a right: what was done, and the facts of a refusal."""
    done = [
        each.fact.what
        for each in case.in_force
        if isinstance(each.fact, Executed) and each.fact.right == row.right
    ]
    noted = {"what_done": done[-1] if done else ""}
    if kind == REFUSING:
        noted["facts"] = row.left_out if row.decision == "partly" else sentence(row.left_out)
    return {name: text for name, text in noted.items() if text}


def _conditions(row: Row, kind: str, true: frozenset[str]) -> frozenset[str]:
    """Return what holds in a part: nothing is called done before it is."""
    if kind == REFUSING:
        return true - _ONCE_DONE
    by_item = true | ({"grounds_by_item"} if "several_grounds" in true else set())
    if row.executed_on or kind in SPEAKS_OF:
        return by_item
    return (by_item - _ONCE_DONE) | {"to_come" if row.decision else "undecided"}
