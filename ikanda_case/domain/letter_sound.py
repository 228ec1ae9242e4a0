"""What a letter text must be before anyone may use it, whoever wrote it (rules 5)."""

import re
from itertools import product
from typing import get_args

from ikanda_case.domain.errors import InputError
from ikanda_case.domain.letters import (
    CONDITIONS,
    FIELDS,
    LISTINGS,
    Addressee,
    Clause,
    LetterTemplate,
)
from ikanda_case.domain.slots import conditions_in, holds, slots

REMEDY = ("complaint", "authority_contact", "complaint_form", "court")
"""The fixed blocks of GDPR Art. 12(4), in the order in which they are printed (rules 5.3)."""
_ANSWERS = frozenset({"right", "data", "remedy", "date"})
_ADDRESSEES = frozenset(get_args(Addressee))
_CLAUSE_KINDS = frozenset({"heading", "text", "box", "listing", "fixed", "free"})
_LISTED = re.compile(r"\[([a-z_]+)\]")


def fault(code: str, kind: str, language: str, clause: str, **facts: str) -> InputError:
    """Return the error that names a letter text and the part of it that is wrong."""
    return InputError(code, kind=kind, language=language, clause=clause, **facts)


def require_sound(template: LetterTemplate, language: str) -> None:
    """Refuse a text that could make no lawful letter; `language` is what it says of itself.

    InputError names the kind, the language and what is wrong: letter_field_unknown,
    letter_condition_unknown, letter_clause_twice, letter_boxes, letter_remedy, letter_text.
    """
    known = template.answers <= _ANSWERS and template.to in _ADDRESSEES
    if language != template.language or not known:
        raise fault("letter_text", template.kind, template.language, "")
    ids = [clause.id for clause in template.clauses]
    for name in ids:
        if ids.count(name) > 1:
            raise fault("letter_clause_twice", template.kind, template.language, name)
    for clause in template.clauses:
        _require_clause(template, clause)
    for place, text in _frame(template):
        _require_fields(template, place, _slots(template, place, text))
    for when, _ in template.titles:
        _require_conditions(template, "title", when)
    _require_one_box(template)
    _require_remedy(template)


def _frame(template: LetterTemplate) -> tuple[tuple[str, str], ...]:
    return (
        ("title", template.title),
        ("title", template.title_several),
        *(("title", text) for _, text in template.titles),
        ("salutation", template.salutation),
        ("salutation", template.salutation_unknown),
    )


def _require_clause(template: LetterTemplate, clause: Clause) -> None:
    if clause.kind not in _CLAUSE_KINDS or (not clause.text and clause.kind != "free"):
        raise fault("letter_text", template.kind, template.language, clause.id)
    if clause.part and (clause.kind == "box" or clause.note or not template.answers_a_right):
        raise fault("letter_text", template.kind, template.language, clause.id)
    _require_conditions(template, clause.id, clause.when)
    lines = clause.text.split("\n") if clause.kind == "listing" else [clause.text]
    for line in lines:
        listed = _LISTED.fullmatch(line) if clause.kind == "listing" else None
        if listed and listed[1] not in LISTINGS:
            name = listed[1]
            raise fault(
                "letter_field_unknown", template.kind, template.language, clause.id, name=name
            )
        if not listed:
            _require_fields(template, clause.id, _slots(template, clause.id, line))


def _slots(template: LetterTemplate, clause: str, text: str) -> tuple[str, ...]:
    try:
        return slots(text)
    except ValueError:
        raise fault("letter_text", template.kind, template.language, clause) from None


def _require_fields(template: LetterTemplate, clause: str, names: tuple[str, ...]) -> None:
    for name in names:
        if name not in FIELDS and name not in LISTINGS:
            raise fault("letter_field_unknown", template.kind, template.language, clause, name=name)


def _require_conditions(template: LetterTemplate, clause: str, when: str) -> None:
    for name in conditions_in(when):
        if name not in CONDITIONS:
            raise fault(
                "letter_condition_unknown", template.kind, template.language, clause, name=name
            )


def _require_one_box(template: LetterTemplate) -> None:
    """Refuse a letter that could show no box, or two: one framed box a letter."""
    boxes = [clause.when for clause in template.clauses if clause.kind == "box"]
    names = tuple(dict.fromkeys(name for when in boxes for name in conditions_in(when)))
    for truth in product((False, True), repeat=len(names)):
        true = {name for name, is_true in zip(names, truth, strict=True) if is_true}
        if sum(holds(when, true) for when in boxes) != 1:
            raise fault("letter_boxes", template.kind, template.language, "")


def _require_remedy(template: LetterTemplate) -> None:
    """Refuse a letter that must name complaint and court and does not, in that order.

    One for several rights must as soon as a part of it gives less than was asked.
    """
    always = template.needs_remedy
    if not always and not template.parts:
        return
    named = [
        clause.id
        for clause in template.clauses
        if clause.kind == "fixed"
        and not clause.part
        and (not clause.when if always else holds(clause.when, {"several_rights", "in_part"}))
    ]
    if tuple(name for name in named if name in REMEDY) != REMEDY:
        raise fault("letter_remedy", template.kind, template.language, "")
