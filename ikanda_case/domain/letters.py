"""Letters (rules 5): what each kind must say, what is still missing, and the text it becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.letter_checks import CheckFacts, Finding, checks
from ikanda_case.domain.letter_forms import (
    LANGUAGES,
    Addressee,
    Clause,
    Content,
    Filling,
    Language,
    LetterTemplate,
    OpenPoint,
)
from ikanda_case.domain.letter_terms import (
    CONDITION_OF_RIGHT,
    CONDITIONS,
    FIELDS,
    LISTINGS,
    TRUE_WHEN_FILLED,
)
from ikanda_case.domain.page import (
    Block,
    Box,
    Heading,
    LetterText,
    Listing,
    Paragraph,
    Run,
    Runs,
)
from ikanda_case.domain.slots import (
    filled,
    holds,
    on_one_line,
    paragraphs,
    plain,
    printable,
    slots,
)

__all__ = [
    "CONDITIONS",
    "CONDITION_OF_RIGHT",
    "FIELDS",
    "LANGUAGES",
    "LISTINGS",
    "Addressee",
    "CheckFacts",
    "Clause",
    "Content",
    "Filling",
    "Finding",
    "Language",
    "LetterTemplate",
    "OpenPoint",
    "checks",
    "compose",
    "contents",
    "fields_in_force",
    "needs",
    "open_points",
    "proposed_texts",
    "standing_texts",
]


def open_points(template: LetterTemplate, filling: Filling) -> tuple[OpenPoint, ...]:
    """Return what the letter still needs, in the order of the letter (rules 5.2, S10).

    InputError when the filling names a field, listing, clause or condition that is none.
    """
    return _Draft(template, filling).missing


def contents(template: LetterTemplate, filling: Filling) -> tuple[Content, ...]:
    """Return the mandatory contents that are in force, each with whether it is there."""
    draft = _Draft(template, filling)
    missing = {point.clause_id for point in draft.missing}
    return tuple(
        Content(clause.id, clause.label, clause.article, clause.id not in missing)
        for clause in draft.clauses
        if clause.label
    )


def proposed_texts(template: LetterTemplate, filling: Filling) -> Mapping[str, str]:
    """Return the proposed words of each free clause in force, to begin writing from.

    A proposal with an empty slot is left empty.
    """
    draft = _Draft(template, replace(filling, free={}))
    return {
        clause.id: plain(filled(clause.text, draft.values))
        if all(draft.values.get(name) for name in slots(clause.text))
        else ""
        for clause in draft.clauses
        if clause.kind == "free"
    }


def fields_in_force(template: LetterTemplate, filling: Filling) -> tuple[str, ...]:
    """Return the fields and listings that the clauses in force name, in the letter's order."""
    draft = _Draft(template, filling)
    named = [
        name
        for clause in draft.clauses
        for name in (need.strip("[]") for need in _needs(clause))
        if name not in template.standing
    ]
    return tuple(dict.fromkeys(named))


def standing_texts(template: LetterTemplate, filling: Filling) -> tuple[str, ...]:
    """Return the free clauses in force that still say what was proposed, not fitted to the case."""
    draft = _Draft(template, filling)
    return tuple(
        clause.id
        for clause in draft.clauses
        if clause.kind == "free" and clause.text and clause.id not in filling.free
    )


def compose(
    template: LetterTemplate, filling: Filling, reference_lines: Sequence[tuple[str, str]]
) -> LetterText:
    """Return the letter's text with nothing left to fill in.

    RuleError("letter_field_missing") names the first open point; InputError as `open_points`.
    """
    draft = _Draft(template, filling)
    for point in draft.missing:
        raise RuleError(
            "letter_field_missing",
            rule="5.2",
            article=point.article,
            field=point.field,
            clause=point.clause_id,
            kind=template.kind,
        )
    return LetterText(
        language=template.language,
        title=draft.title,
        salutation=draft.salutation,
        blocks=draft.blocks,
        closing=template.closing,
        reference_lines=tuple(reference_lines),
    )


class _Draft:
    """One template with one filling: what is in force, what is missing, what it becomes."""

    def __init__(self, template: LetterTemplate, filling: Filling) -> None:
        _require_known(template, filling)
        self._template = template
        self._free = {name: printable(text) for name, text in filling.free.items()}
        self._listings = {
            name: tuple(line for line in map(printable, lines) if line)
            for name, lines in filling.listings.items()
        }
        given = {name: printable(text) for name, text in filling.fields.items()}
        joined = {name: "; ".join(lines) for name, lines in self._listings.items()}
        self.values: dict[str, str] = {
            **joined,
            **template.standing,
            **{name: text for name, text in given.items() if text},
        }
        self._conditions = filling.conditions | {
            condition for condition, name in TRUE_WHEN_FILLED.items() if self.values.get(name)
        }
        self.clauses = tuple(
            clause for clause in template.clauses if holds(clause.when, self._conditions)
        )
        self.missing = (*self._missing_in_frame(), *self._missing_in_clauses())

    # ---- what is missing -----------------------------------------------------------------------

    def _missing_in_frame(self) -> tuple[OpenPoint, ...]:
        return tuple(
            OpenPoint(place, "field_missing", name, "")
            for place, text in (("title", self._title_text), ("salutation", self._salutation_text))
            for name in slots(text)
            if not self.values.get(name)
        )

    def _missing_in_clauses(self) -> tuple[OpenPoint, ...]:
        return tuple(
            point for clause in self.clauses if clause.required for point in self._lacks(clause)
        )

    def _lacks(self, clause: Clause) -> tuple[OpenPoint, ...]:
        own = self._own_words(clause)
        if clause.kind == "free" and not (clause.text if own is None else own):
            return (OpenPoint(clause.id, "text_missing", clause.id, clause.article),)
        return tuple(
            OpenPoint(clause.id, "field_missing", need.strip("[]"), clause.article)
            for need in (_needs(clause) if own is None else ())
            if not self._has(need)
        )

    def _has(self, need: str) -> bool:
        name = _listing_named(need)
        return bool(self._listings.get(name) if name else self.values.get(need))

    def _own_words(self, clause: Clause) -> str | None:
        return self._free.get(clause.id) if clause.kind == "free" else None

    # ---- what it becomes -----------------------------------------------------------------------

    @property
    def _title_text(self) -> str:
        if self._free.get("title"):
            return ""
        for when, title in self._template.titles:
            if holds(when, self._conditions):
                return title
        return self._template.title

    @property
    def _salutation_text(self) -> str:
        template = self._template
        known = "has_name" in self._conditions or not template.salutation_unknown
        return template.salutation if known else template.salutation_unknown

    @property
    def title(self) -> str:
        own = self._free.get("title", "")
        runs = (Run(own),) if own else filled(self._title_text, self.values)
        return plain(on_one_line(runs))

    @property
    def salutation(self) -> str:
        return plain(on_one_line(filled(self._salutation_text, self.values)))

    @property
    def blocks(self) -> tuple[Block, ...]:
        found: list[Block] = []
        for clause in self.clauses:
            if self._lacks(clause):
                continue
            for block in self._blocks_of(clause):
                last = found[-1] if found else None
                if isinstance(block, Listing) and isinstance(last, Listing):
                    found[-1] = replace(last, items=(*last.items, *block.items))
                elif isinstance(block, Heading) and isinstance(last, Heading):
                    found[-1] = block
                else:
                    found.append(block)
        return tuple(found[:-1] if found and isinstance(found[-1], Heading) else found)

    def _blocks_of(self, clause: Clause) -> tuple[Block, ...]:
        if clause.kind == "listing":
            return (Listing(self._items(clause.text), clause.numbered),)
        own = self._own_words(clause)
        runs = filled(clause.text, self.values) if own is None else (Run(own),)
        if clause.kind == "heading":
            return (Heading(plain(on_one_line(runs))),)
        if clause.kind == "box":
            return (Box(on_one_line(runs)),)
        style: Literal["body", "note"] = "note" if clause.note else "body"
        return tuple(Paragraph(each, style) for each in paragraphs(runs))

    def _items(self, text: str) -> tuple[Runs, ...]:
        found: list[Runs] = []
        for line in text.split("\n"):
            name = _listing_named(line)
            if name:
                found += [(Run(each),) for each in self._listings[name]]
            else:
                found.append(filled(line, self.values))
        return tuple(found)


def _listing_named(line: str) -> str:
    return line[1:-1] if line.startswith("[") and line.endswith("]") else ""


def _needs(clause: Clause) -> tuple[str, ...]:
    return needs(clause.text, listing=clause.kind == "listing")


def needs(text: str, *, listing: bool) -> tuple[str, ...]:
    """Return what the text of a clause needs: names of slots, and `[name]` for a listing."""
    if not listing:
        return slots(text)
    lines = text.split("\n")
    return tuple(
        need for line in lines for need in ([line] if _listing_named(line) else slots(line))
    )


def _require_known(template: LetterTemplate, filling: Filling) -> None:
    free = {clause.id for clause in template.clauses if clause.kind == "free"} | {"title"}
    for code, given, known in (
        ("letter_field_unknown", filling.fields, {*FIELDS}),
        ("letter_listing_unknown", filling.listings, {*LISTINGS}),
        ("letter_clause_unknown", filling.free, free),
        ("letter_condition_unknown", filling.conditions, {*CONDITIONS}),
    ):
        for name in sorted({*given} - known):
            raise InputError(code, kind=template.kind, language=template.language, name=name)
