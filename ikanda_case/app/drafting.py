"""Writing a letter: what the drafter fills in, what is still missing, how it would look."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ikanda_case.app import filling
from ikanda_case.app.desk import Desk
from ikanda_case.app.letters import Sheet, Wish, page_of, sheet_of, template_of
from ikanda_case.app.ports import Rendering
from ikanda_case.domain import correspondence as way
from ikanda_case.domain.case import Case, Letter
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.letters import (
    LISTINGS,
    Content,
    Filling,
    LetterTemplate,
    contents,
    fields_in_force,
    proposed_texts,
)
from ikanda_case.domain.office import Office

_LONG = frozenset(
    {"facts", "what_done", "doubt", "said", "factors", "export_fields", "fee_basis", "shares"}
)
"""Fields that take more than a line."""


@dataclass(frozen=True, slots=True)
class Blank:
    """One thing the drafter may write: a field, or a clause in her own words."""

    id: str
    label: str
    text: str
    """Her own words so far; for a clause the proposed ones until she changes them."""
    proposed: str
    long: bool
    """Several lines, not one."""
    clause: bool = False
    """A clause of the letter, not a field of it."""


@dataclass(frozen=True, slots=True)
class Editing:
    """A letter as the drafter sees it."""

    case: Case
    office: Office
    letter: Letter
    template: LetterTemplate
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


def editing(desk: Desk, stream: int, number: str, on: date) -> Editing:
    """Return a letter with everything the drafter may fill in."""
    with desk.file.reading() as now:
        case, office = now.case(stream), now.office()
        letter = way.letter_of(case, number)
        sheet = sheet_of(desk, now, case, office, letter, on)
    template = template_of(desk, office, letter.draft.letter_kind, letter.draft.language)
    filled = filling.filled(case, office, letter, letter.draft.language, on, desk.wording)
    return Editing(
        case,
        office,
        letter,
        template,
        _blanks(case, office, letter, template, filled, desk, on),
        contents(template, filled),
        sheet,
    )


def _blanks(
    case: Case, office: Office, letter: Letter, template: LetterTemplate, filled: Filling,
    desk: Desk, on: date,
) -> tuple[Blank, ...]:  # fmt: skip
    """Return the fields the case does not fill by itself, then the free clauses."""
    bare = replace(letter, draft=replace(letter.draft, fields=(), free=()))
    by_itself = filling.filled(case, office, bare, letter.draft.language, on, desk.wording)
    by_case = {*by_itself.fields, *by_itself.listings}
    own = dict(letter.draft.fields)
    wanted = [name for name in fields_in_force(template, filled) if name not in by_case]
    names = dict.fromkeys((*wanted, *own))
    language = letter.draft.language
    fields = [
        Blank(name, desk.wording.phrase("names", f"field_{name}", language), own.get(name, ""), "",
              long=name in _LONG or name in LISTINGS)
        for name in names
    ]  # fmt: skip
    return (*fields, *_clauses(template, filled, dict(letter.draft.free)))


def _clauses(template: LetterTemplate, filled: Filling, own: Mapping[str, str]) -> list[Blank]:
    proposed = proposed_texts(template, filled)
    labels = {clause.id: clause.label or clause.id for clause in template.clauses}
    return [
        Blank(name, labels[name], own.get(name, words), words, long=True, clause=True)
        for name, words in proposed.items()
    ]


def wish_of(
    letter: Letter,
    *,
    by_email: bool,
    fields: tuple[tuple[str, str], ...],
    free: tuple[tuple[str, str], ...],
) -> Wish:
    """Return what the drafter wants of a letter she goes on writing: these words, the rest kept."""
    draft = letter.draft
    return Wish(
        kind=draft.letter_kind,
        rights=draft.rights,
        ground=draft.ground,
        by_email=by_email,
        fields=fields,
        free=free,
        number=letter.id,
        corrects=draft.corrects,
        addressee=draft.addressee,
        language=draft.language if draft.addressee else "",
    )


def tried(desk: Desk, stream: int, wish: Wish, on: date) -> Trial:
    """Return how a draft would stand on the page; keeps nothing."""
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
        filled = filling.filled(case, office, letter, drafted.language, on, desk.wording)
        points = contents(template, filled)
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
