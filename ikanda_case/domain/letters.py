"""Letters (rules 5): what each kind must say, what is still missing, and the text it becomes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
    RightPart,
)
from ikanda_case.domain.letter_parts import bare, named
from ikanda_case.domain.letter_run import ClauseRun, joined, needs, needs_of
from ikanda_case.domain.letter_terms import CONDITION_OF_RIGHT, CONDITIONS, FIELDS, LISTINGS
from ikanda_case.domain.page import Block, Heading, LetterText, Run
from ikanda_case.domain.slots import filled, holds, on_one_line, plain, slots

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
    "RightPart",
    "checks",
    "compose",
    "contents",
    "fields_given",
    "fields_in_force",
    "missing_in",
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
    """Return the mandatory contents that are in force, each with whether it is there.

    In a letter for several rights each part has its own.
    """
    return tuple(
        Content(
            piece.named(clause.id), clause.label, clause.article,
            not any(point.clause_id == clause.id for point in piece.run.missing), piece.short,
        )
        for piece in _Draft(template, filling).pieces
        for clause in piece.run.clauses
        if clause.label
    )  # fmt: skip


def proposed_texts(template: LetterTemplate, filling: Filling) -> Mapping[str, str]:
    """Return the proposed words of each free clause in force, to begin writing from.

    A proposal with an empty slot is left empty.
    """
    return {
        piece.named(clause.id): plain(filled(clause.text, piece.run.values))
        if all(piece.run.values.get(name) for name in slots(clause.text))
        else ""
        for piece in _Draft(template, filling).pieces
        for clause in piece.run.clauses
        if clause.kind == "free"
    }


def fields_in_force(template: LetterTemplate, filling: Filling) -> tuple[str, ...]:
    """Return the fields and listings that the clauses in force name, in the letter's order."""
    found = [
        piece.named(name)
        for piece in _Draft(template, filling).pieces
        for clause in piece.run.clauses
        for name in (need.strip("[]") for need in needs_of(clause))
        if name not in template.standing
    ]
    return tuple(dict.fromkeys(found))


def fields_given(filling: Filling) -> Mapping[str, str]:
    """Return the fields and listings that have words, each by the name `fields_in_force` gives."""
    joined_lines = {name: "\n".join(lines) for name, lines in filling.listings.items() if lines}
    found = {**joined_lines, **filling.fields}
    for part in filling.parts:
        found |= {
            named(name, part.right): text for name, text in fields_given(part.filling).items()
        }
    return found


def standing_texts(template: LetterTemplate, filling: Filling) -> tuple[str, ...]:
    """Return the free clauses in force that still say what was proposed, not fitted to the case."""
    return tuple(
        piece.named(clause.id)
        for piece in _Draft(template, filling).pieces
        for clause in piece.run.clauses
        if clause.kind == "free" and clause.text and clause.id not in piece.run.free
    )


def compose(
    template: LetterTemplate, filling: Filling, reference_lines: Sequence[tuple[str, str]]
) -> LetterText:
    """Return the letter's text with nothing left to fill in.

    RuleError as `missing_in` names the first open point; InputError as `open_points`.
    """
    draft = _Draft(template, filling)
    for point in draft.missing:
        raise missing_in(point, template.kind)
    return LetterText(
        language=template.language,
        title=draft.title,
        salutation=draft.salutation,
        blocks=draft.blocks,
        closing=template.closing,
        reference_lines=tuple(reference_lines),
    )


def missing_in(point: OpenPoint, kind: str) -> RuleError:
    """Return the refusal that names an open point, with its right where there are several."""
    facts = {"field": bare(point.field), "clause": point.clause_id, "kind": kind}
    source = {"rule": "5.2", "article": point.article}
    if point.part:
        return RuleError("letter_field_missing_of_right", part=point.part, **facts, **source)
    return RuleError("letter_field_missing", **facts, **source)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of the letter, or of its part on one right."""

    run: ClauseRun
    right: str = ""
    name: str = ""
    short: str = ""

    def named(self, name: str) -> str:
        """Return a field or clause of it, with the right it belongs to."""
        return named(name, self.right)

    def missing(self) -> Iterator[OpenPoint]:
        """Yield what it still needs, by name of the right."""
        for point in self.run.missing:
            clause, field = self.named(point.clause_id), self.named(point.field)
            yield replace(point, clause_id=clause, field=field, part=self.short)

    def blocks(self) -> Iterator[Block]:
        """Yield its blocks; those of a part stand under the name of its right."""
        if not self.right:
            yield from self.run.blocks()
            return
        yield Heading(self.name)
        for block in self.run.blocks():
            yield replace(block, under=True) if isinstance(block, Heading) else block


class _Draft:
    """One template with one filling: its pieces in order, its title and its salutation."""

    def __init__(self, template: LetterTemplate, filling: Filling) -> None:
        _require_known(template, template.clauses, filling)
        for part in filling.parts:
            _require_known(template, part.clauses, part.filling)
        self._template = template
        self._filling = filling
        self._whole = self._run(template.clauses)
        self.pieces = tuple(self._pieces())
        self.missing = (
            *self._missing_in_frame(),
            *(point for piece in self.pieces for point in piece.missing()),
        )

    def _pieces(self) -> Iterator[_Piece]:
        """Yield the letter whole; for several rights the parts where the first of them stands."""
        clauses, parts = self._template.clauses, self._filling.parts
        if not parts:
            yield _Piece(self._whole)
            return
        place = next((at for at, each in enumerate(clauses) if each.part), len(clauses))
        yield _Piece(self._run(clauses[:place]))
        for part in parts:
            run = ClauseRun(part.clauses, part.filling, self._template.standing, several=True)
            yield _Piece(run, part.right, part.name, part.short)
        yield _Piece(self._run(each for each in clauses[place:] if not each.part))

    def _run(self, clauses: Iterable[Clause]) -> ClauseRun:
        several = bool(self._filling.parts)
        return ClauseRun(clauses, self._filling, self._template.standing, several=several)

    def _missing_in_frame(self) -> tuple[OpenPoint, ...]:
        return tuple(
            OpenPoint(place, "field_missing", name, "")
            for place, text in (("title", self._title_text), ("salutation", self._salutation_text))
            for name in slots(text)
            if not self._whole.values.get(name)
        )

    @property
    def _title_text(self) -> str:
        if self._whole.free.get("title"):
            return ""
        if self._template.title_several and "several_rights" in self._whole.conditions:
            return self._template.title_several
        for when, title in self._template.titles:
            if holds(when, self._whole.conditions):
                return title
        return self._template.title

    @property
    def _salutation_text(self) -> str:
        template = self._template
        known = "has_name" in self._whole.conditions or not template.salutation_unknown
        return template.salutation if known else template.salutation_unknown

    @property
    def title(self) -> str:
        own = self._whole.free.get("title", "")
        runs = (Run(own),) if own else filled(self._title_text, self._whole.values)
        return plain(on_one_line(runs))

    @property
    def salutation(self) -> str:
        return plain(on_one_line(filled(self._salutation_text, self._whole.values)))

    @property
    def blocks(self) -> tuple[Block, ...]:
        return joined(block for piece in self.pieces for block in piece.blocks())


def _require_known(template: LetterTemplate, clauses: Iterable[Clause], filling: Filling) -> None:
    free = {clause.id for clause in clauses if clause.kind == "free"} | {"title"}
    for code, given, known in (
        ("letter_field_unknown", filling.fields, {*FIELDS}),
        ("letter_listing_unknown", filling.listings, {*LISTINGS}),
        ("letter_clause_unknown", filling.free, free),
        ("letter_condition_unknown", filling.conditions, {*CONDITIONS}),
    ):
        for name in sorted({*given} - known):
            raise InputError(code, kind=template.kind, language=template.language, name=name)
