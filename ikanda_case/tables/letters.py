"""The letter texts, read from `resources/letters/` and checked before anyone may use them."""

import tomllib
from collections.abc import Mapping
from typing import Any

from ikanda_case.domain.letter_sound import fault, require_sound
from ikanda_case.domain.letters import LANGUAGES, Clause, Language, LetterTemplate
from ikanda_case.domain.typography import spaced
from ikanda_case.resource_files import resource

KINDS = (
    *("L01", "L02", "L03", "L03b", "L04", "L05", "L05b", "L06", "L07", "L08", "L09", "L10"),
    *("L11", "L12", "L13", "L14", "L15", "L16", "L17", "L18", "L19", "L20", "L21", "L22"),
)
"""Every letter kind of rules 5.2; each has its text in every language."""


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
        title_several=spaced(frame["title_several"], language),
        to=table.get("to", "requester"),
        standing={name: spaced(text, language) for name, text in blocks["standing"].items()},
    )
    require_sound(template, table["language"])
    return template


def _clause(
    row: Mapping[str, Any], table: Mapping[str, Any], blocks: Mapping[str, Any], language: str
) -> Clause:
    if "block" in row:
        if row["block"] not in blocks["block"]:
            raise fault("letter_text", table["kind"], language, row["id"])
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
        fixed="block" in row,
        part=row.get("part", False),
    )
