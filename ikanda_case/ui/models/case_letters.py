"""The letters of a case as rows, and the kinds a new one may be of."""

from collections.abc import Mapping
from datetime import date

from ikanda_case.domain.case import Case, Letter
from ikanda_case.domain.letters import LetterTemplate
from ikanda_case.domain.office import Office
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import short_date
from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.models.case_badges import badge_of

Templates = Mapping[tuple[str, str], LetterTemplate]
LETTER_COLUMNS = ("letter", "state", "signature", "sending")


def kind_name(kind: str, templates: Templates, lang: str) -> str:
    """Return the name of a letter kind in the language of the window."""
    template = templates.get((kind, lang)) or templates.get((kind, "nl"))
    return template.name if template else kind


def kinds(templates: Templates, language: str) -> tuple[str, ...]:
    """Return the kinds that can be written in a language, L01 first."""
    return tuple(sorted(kind for kind, known in templates if known == language))


def letter_rows(
    case: Case,
    office: Office,
    templates: Templates,
    verdicts: Mapping[str, Badge],
    today: date,
    lang: str,
) -> list[Row]:
    """Return the letters in two groups: in hand, and sent, the newest first."""
    rows: list[Row] = []
    for group, is_sent in (("in_hand", False), ("sent", True)):
        found = [each for each in case.letters if (each.state == "sent") == is_sent]
        if found:
            title = phrase(lang, "ui_case", f"letters_{group}", {"number": len(found)})
            rows.append(Row(f"-{group}", (Cell(title, strong=True),), group=True))
        for letter in reversed(found):
            rows.append(_row(letter, office, templates, verdicts.get(letter.id), today, lang))
    return rows


def _row(
    letter: Letter,
    office: Office,
    templates: Templates,
    verdict: Badge | None,
    today: date,
    lang: str,
) -> Row:
    rights = office.rulebook.rights
    about = ", ".join(rights.right(right).short[lang] for right in letter.draft.rights)
    kind = letter.draft.letter_kind
    cells = (
        Cell(kind_name(kind, templates, lang), f"{letter.id}, {kind}, {about}"),
        Cell(badge=badge_of(letter, today, lang)),
        Cell(badge=verdict or _signature(letter, lang)),
        _sending(letter, today, lang),
    )
    return Row(letter.id, cells)


def _signature(letter: Letter, lang: str) -> Badge:
    if letter.signed is None:
        return Badge(Shape.DASH, phrase(lang, "ui_case", "not_signed"), "muted")
    return Badge(Shape.HOLLOW, phrase(lang, "ui_case", "not_checked_yet"))


def verdict_badge(verdict: str, lang: str) -> Badge:
    """Return our own verdict on a signature: valid, invalid or unsigned."""
    if verdict == "valid":
        return Badge(Shape.TICK_DISC, phrase(lang, "ui_case", "verdict_valid"), "ok")
    if verdict == "unsigned":
        return Badge(Shape.DASH, phrase(lang, "ui_case", "not_signed"), "muted")
    return Badge(Shape.OCTAGON, phrase(lang, "ui_case", "verdict_invalid"), "late", chip=True)


def _sending(letter: Letter, today: date, lang: str) -> Cell:
    if letter.came_back_on:
        day = short_date(letter.came_back_on, lang, today)
        return Cell(phrase(lang, "ui_case", "letter_came_back"), day, ink="late", strong=True)
    if letter.sent and letter.sent_on:
        way = phrase(lang, "names", f"sent_channel_{letter.sent.channel}")
        return Cell(way, short_date(letter.sent_on, lang, today))
    return Cell(phrase(lang, "ui_case", "by_email" if letter.draft.by_email else "by_post"))
