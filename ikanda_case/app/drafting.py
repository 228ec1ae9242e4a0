"""Writing a letter: what the drafter fills in, what is still missing, how it would look."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ikanda_case.app.desk import Desk
from ikanda_case.app.letters import Sheet, Wish, filled_of, page_of, sheet_of, template_of
from ikanda_case.app.ports import Rendering
from ikanda_case.domain import correspondence as way
from ikanda_case.domain.case import Case, Letter
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.letter_parts import bare, named, right_in
from ikanda_case.domain.letters import (
    LISTINGS,
    Content,
    Filling,
    LetterTemplate,
    contents,
    fields_given,
    fields_in_force,
    proposed_texts,
)
from ikanda_case.domain.office import Office
from ikanda_case.domain.typography import spaced

_LONG = frozenset(
    {"facts", "what_done", "doubt", "said", "factors", "export_fields", "fee_basis", "shares",
     "decision", "left_out"}
)  # fmt: skip
"""Fields that take more than a line."""
_WORDED = frozenset({"facts", "left_out", "what_done"})
"""Fields of a part that the case proposes and the drafter words."""
_LISTED = frozenset({"areas", "inventory", "recipients", "timeline"})
"""Lists the case or the data map proposes, which the drafter may word otherwise."""


@dataclass(frozen=True, slots=True)
class Blank:
    """One thing the drafter may write: a field, or a clause in her own words."""

    id: str
    label: str
    text: str
    """Her own words so far; the proposed ones until she changes them."""
    proposed: str
    long: bool
    """Several lines, not one."""
    clause: bool = False
    """A clause of the letter, not a field of it."""
    part: str = ""
    """The right it is about, in one or two words, in a letter for several."""


@dataclass(frozen=True, slots=True)
class Editing:
    """A letter as the drafter sees it."""

    case: Case
    office: Office
    letter: Letter
    blanks: tuple[Blank, ...]
    contents: tuple[Content, ...]
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Trial:
    """A draft tried out without keeping it: what it lacks, and its page when it lacks nothing."""

    contents: tuple[Content, ...]
    sheet: Sheet
    rendering: Rendering | None
    refused: KnownError | None
    """Why there is no page although nothing is missing."""


def editing(desk: Desk, stream: int, number: str, on: date, reader: str) -> Editing:
    """Return a letter with everything the drafter may fill in.

    What a field or a content is called is said in `reader`, the language of the window; the words
    are in the letter's own.
    """
    with desk.file.reading() as now:
        case, office = now.case(stream), now.office()
        letter = way.letter_of(case, number)
        sheet = sheet_of(desk, now, case, office, letter, on)
    template = template_of(desk, office, letter.draft.letter_kind, letter.draft.language)
    filled = filled_of(desk, case, office, letter, letter.draft.language, on)
    called = _called(desk, case, office, letter, template, filled, on, reader)
    return Editing(
        case,
        office,
        letter,
        _blanks(case, office, letter, template, filled, desk, on, called),
        called.contents(template, filled),
        sheet,
    )


@dataclass(frozen=True, slots=True)
class _Called:
    """What the parts and clauses of a letter are called in the language of who writes it."""

    language: str
    parts: Mapping[str, str]
    """By right, in one or two words."""
    clauses: Mapping[str, str]
    """By id, with the right it belongs to."""

    def contents(self, template: LetterTemplate, filled: Filling) -> tuple[Content, ...]:
        """Return the mandatory contents by these names."""
        return tuple(
            replace(each, label=self.clauses[each.clause_id], part=self.part(each.clause_id))
            for each in contents(template, filled)
        )

    def part(self, name: str) -> str:
        """Return the part a field or clause belongs to; empty when it belongs to the letter."""
        return self.parts.get(right_in(name), "")


def _called(
    desk: Desk, case: Case, office: Office, letter: Letter, template: LetterTemplate,
    filled: Filling, on: date, reader: str,
) -> _Called:  # fmt: skip
    if reader != template.language:
        template = template_of(desk, office, letter.draft.letter_kind, reader)
        filled = filled_of(desk, case, office, letter, reader, on)
    clauses = {clause.id: clause.label or clause.id for clause in template.clauses}
    for part in filled.parts:
        for clause in part.clauses:
            clauses[named(clause.id, part.right)] = clause.label or clause.id
    return _Called(reader, {part.right: part.short for part in filled.parts}, clauses)


def _blanks(
    case: Case, office: Office, letter: Letter, template: LetterTemplate, filled: Filling,
    desk: Desk, on: date, called: _Called,
) -> tuple[Blank, ...]:  # fmt: skip
    """Return the fields the case does not fill by itself, then the free clauses; part by part."""
    bare_draft = replace(letter.draft, fields=(), free=())
    language = letter.draft.language
    by_itself = fields_given(
        filled_of(desk, case, office, replace(letter, draft=bare_draft), language, on)
    )
    names = _names(template, filled, by_itself, dict(letter.draft.fields))
    given = {**fields_given(filled), **dict(letter.draft.fields)}
    fields = [
        Blank(name, desk.wording.phrase("names", f"field_{bare(name)}", called.language),
              given.get(name, ""), by_itself.get(name, "") if _is_proposed(name) else "",
              long=bare(name) in _LONG or bare(name) in LISTINGS, part=called.part(name))
        for name in names
    ]  # fmt: skip
    order = ["", *called.parts.values()]
    blanks = (*fields, *_clauses(template, filled, called))
    return tuple(sorted(blanks, key=lambda blank: order.index(blank.part)))


def _names(
    template: LetterTemplate, filled: Filling, by_case: Container[str], own: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the fields to write: what the case lacks, what a part words, what she wrote already.

    What she wrote for the whole letter is shown in the parts it speaks for.
    """
    wanted = [
        name
        for name in fields_in_force(template, filled)
        if name not in by_case or _is_proposed(name)
    ]
    in_parts = {bare(name) for name in wanted if right_in(name)}
    kept = [name for name in own if name not in in_parts]
    return tuple(dict.fromkeys((*wanted, *kept)))


def _is_proposed(name: str) -> bool:
    """Return whether what the case gives is a proposal that the drafter may change."""
    return bare(name) in _LISTED or (bool(right_in(name)) and bare(name) in _WORDED)


def _clauses(template: LetterTemplate, filled: Filling, called: _Called) -> list[Blank]:
    own = dict(filled.free)
    for part in filled.parts:
        own |= {named(id, part.right): text for id, text in part.filling.free.items()}
    return [
        Blank(name, called.clauses[name], own.get(name, words), words, long=True, clause=True,
              part=called.part(name))
        for name, words in proposed_texts(template, filled).items()
    ]  # fmt: skip


def wish_of(
    letter: Letter,
    *,
    by_email: bool,
    fields: tuple[tuple[str, str], ...],
    free: tuple[tuple[str, str], ...],
) -> Wish:
    """Return what the drafter wants of a letter she goes on writing: these words, the rest kept.

    French words get the spaces that must not break, as the texts that ship have them.
    """
    draft = letter.draft

    def as_printed(words: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((name, spaced(text, draft.language)) for name, text in words)

    return Wish(
        kind=draft.letter_kind,
        rights=draft.rights,
        ground=draft.ground,
        by_email=by_email,
        fields=as_printed(fields),
        free=as_printed(free),
        number=letter.id,
        corrects=draft.corrects,
        addressee=draft.addressee,
        language=draft.language if draft.addressee else "",
    )


def tried(desk: Desk, stream: int, wish: Wish, on: date, reader: str) -> Trial:
    """Return how a draft would stand on the page, named in `reader`; keeps nothing."""
    with desk.file.reading() as now:
        case, office = now.case(stream), now.office()
        kept = way.letter_of(case, wish.number)
        drafted = replace(
            kept.draft,
            rights=wish.rights or kept.draft.rights,
            ground=wish.ground,
            by_email=wish.by_email,
            fields=wish.fields,
            free=wish.free,
        )
        letter = replace(kept, draft=drafted)
        template = template_of(desk, office, drafted.letter_kind, drafted.language)
        filled = filled_of(desk, case, office, letter, drafted.language, on)
        called = _called(desk, case, office, letter, template, filled, on, reader)
        points = called.contents(template, filled)
        sheet = sheet_of(desk, now, case, office, letter, on)
        if sheet.missing or sheet.findings:
            return Trial(points, sheet, None, None)
        try:
            page = page_of(desk, now, case, letter, on)
        except KnownError as error:
            return Trial(points, sheet, None, error)
    try:
        return Trial(points, sheet, desk.renderer.render(page), None)
    except KnownError as error:
        return Trial(points, sheet, None, error)
