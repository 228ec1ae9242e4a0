"""The letter texts, read from `resources/letters/` and checked before anyone may use them."""

import re
import tomllib
from collections.abc import Mapping
from itertools import product
from typing import Any, get_args

from ikanda_case.domain.errors import InputError
from ikanda_case.domain.letters import (
    CONDITIONS,
    FIELDS,
    LANGUAGES,
    LISTINGS,
    Addressee,
    Clause,
    Language,
    LetterTemplate,
)
from ikanda_case.domain.slots import conditions_in, holds, slots
from ikanda_case.resource_files import resource
from ikanda_case.tables.typography import spaced

KINDS = (
    *("L01", "L02", "L03", "L03b", "L04", "L05", "L05b", "L06", "L07", "L08", "L09", "L10"),
    *("L11", "L12", "L13", "L14", "L15", "L16", "L17", "L18", "L19", "L20", "L21", "L22"),
)
"""Every letter kind of rules 5.2; each has its text in every language."""
REMEDY = ("complaint", "authority_contact", "complaint_form", "court")
"""The fixed blocks of GDPR Art. 12(4), in the order in which they are printed (rules 5.3)."""
_ANSWERS = frozenset({"right", "data", "remedy", "date"})
_ADDRESSEES = frozenset(get_args(Addressee))
_CLAUSE_KINDS = frozenset({"heading", "text", "box", "listing", "fixed", "free"})
_LISTED = re.compile(r"\[([a-z_]+)\]")


def load_templates() -> Mapping[tuple[str, str], LetterTemplate]:
    """Return the letter texts that ship with the program, by kind and language.

    InputError names the kind, the language and what is wrong: letter_field_unknown,
    letter_condition_unknown, letter_clause_twice, letter_boxes, letter_remedy, letter_text.
    """
    found: dict[tuple[str, str], LetterTemplate] = {}
    for language in LANGUAGES:
        blocks = _table(f"blocks.{language}.toml")
        for kind in KINDS:
            found[kind, language] = template_from(
                _table(language, f"{kind}.toml"), blocks, language
            )
    return found


def _table(*parts: str) -> dict[str, Any]:
    return tomllib.loads(resource("letters", *parts).read_text(encoding="utf-8"))


def template_from(
    table: Mapping[str, Any], blocks: Mapping[str, Any], language: Language
) -> LetterTemplate:
    """Return the text that a parsed file describes; InputError as `load_templates`."""
    frame = {**blocks["frame"], **{name: table[name] for name in blocks["frame"] if name in table}}
    template = LetterTemplate(
        kind=table["kind"],
        language=language,
        version=table["version"],
        name=spaced(table["name"], language),
        title=spaced(table["title"], language),
        salutation=spaced(frame["salutation"], language),
        closing=spaced(frame["closing"], language),
        clauses=tuple(_clause(row, table, blocks, language) for row in table["clause"]),
        answers=frozenset(table["answers"]),
        titles=tuple(
            (each["when"], spaced(each["text"], language)) for each in table.get("titles", ())
        ),
        salutation_unknown=spaced(frame["salutation_unknown"], language),
        to=table.get("to", "requester"),
        standing={name: spaced(text, language) for name, text in blocks["standing"].items()},
    )
    _require_sound(template, table["language"])
    return template


def _clause(
    row: Mapping[str, Any], table: Mapping[str, Any], blocks: Mapping[str, Any], language: str
) -> Clause:
    if "block" in row:
        if row["block"] not in blocks["block"]:
            raise _fault("letter_text", table["kind"], language, row["id"])
        text: str = blocks["block"][row["block"]]
        for old, new in row.get("slots", {}).items():
            text = text.replace(f"{{{old}}}", f"{{{new}}}")
    else:
        text = "\n".join(row["items"]) if "items" in row else row["text"]
    return Clause(
        id=row["id"],
        kind=row["kind"],
        text=spaced(text, language),
        when=row.get("when", ""),
        article=row.get("article", ""),
        required=row.get("required", True),
        label=spaced(row.get("label", ""), language),
        numbered=row.get("numbered", False),
        note=row.get("note", False),
    )


def _fault(code: str, kind: str, language: str, clause: str, **facts: str) -> InputError:
    return InputError(code, kind=kind, language=language, clause=clause, **facts)


# ---- what a letter text must be ----------------------------------------------------------------


def _require_sound(template: LetterTemplate, language: str) -> None:
    known = template.answers <= _ANSWERS and template.to in _ADDRESSEES
    if language != template.language or not known:
        raise _fault("letter_text", template.kind, template.language, "")
    ids = [clause.id for clause in template.clauses]
    for name in ids:
        if ids.count(name) > 1:
            raise _fault("letter_clause_twice", template.kind, template.language, name)
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
        *(("title", text) for _, text in template.titles),
        ("salutation", template.salutation),
        ("salutation", template.salutation_unknown),
    )


def _require_clause(template: LetterTemplate, clause: Clause) -> None:
    if clause.kind not in _CLAUSE_KINDS or (not clause.text and clause.kind != "free"):
        raise _fault("letter_text", template.kind, template.language, clause.id)
    _require_conditions(template, clause.id, clause.when)
    lines = clause.text.split("\n") if clause.kind == "listing" else [clause.text]
    for line in lines:
        listed = _LISTED.fullmatch(line) if clause.kind == "listing" else None
        if listed and listed[1] not in LISTINGS:
            name = listed[1]
            raise _fault(
                "letter_field_unknown", template.kind, template.language, clause.id, name=name
            )
        if not listed:
            _require_fields(template, clause.id, _slots(template, clause.id, line))


def _slots(template: LetterTemplate, clause: str, text: str) -> tuple[str, ...]:
    try:
        return slots(text)
    except ValueError:
        raise _fault("letter_text", template.kind, template.language, clause) from None


def _require_fields(template: LetterTemplate, clause: str, names: tuple[str, ...]) -> None:
    for name in names:
        if name not in FIELDS and name not in LISTINGS:
            raise _fault(
                "letter_field_unknown", template.kind, template.language, clause, name=name
            )


def _require_conditions(template: LetterTemplate, clause: str, when: str) -> None:
    for name in conditions_in(when):
        if name not in CONDITIONS:
            raise _fault(
                "letter_condition_unknown", template.kind, template.language, clause, name=name
            )


def _require_one_box(template: LetterTemplate) -> None:
    """Refuse a letter that could show no box, or two: one framed box a letter."""
    boxes = [clause.when for clause in template.clauses if clause.kind == "box"]
    names = tuple(dict.fromkeys(name for when in boxes for name in conditions_in(when)))
    for truth in product((False, True), repeat=len(names)):
        true = {name for name, is_true in zip(names, truth, strict=True) if is_true}
        if sum(holds(when, true) for when in boxes) != 1:
            raise _fault("letter_boxes", template.kind, template.language, "")


def _require_remedy(template: LetterTemplate) -> None:
    """Refuse a letter that must name complaint and court and does not, in that order."""
    if not template.needs_remedy:
        return
    always = [
        clause.id for clause in template.clauses if clause.kind == "fixed" and not clause.when
    ]
    if tuple(name for name in always if name in REMEDY) != REMEDY:
        raise _fault("letter_remedy", template.kind, template.language, "")
