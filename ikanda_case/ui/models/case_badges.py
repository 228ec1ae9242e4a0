"""The badges of one right of a case: its deadline, its identity, its letter."""

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

from ikanda_case.domain.case import ANSWERING, Case, IdentityCode, Letter, LetterState
from ikanda_case.domain.deadlines import RowClock
from ikanda_case.domain.office import Office
from ikanda_case.texts.catalogue import phrase
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.models.badges import Term, deadline_badge, identity_badge, letter_badge


def row_badge(row: RowClock, case: Case, name: str, today: date, lang: str) -> Badge:
    """Return the deadline badge of one right of a case."""
    kept = case.row(row.right)
    last = [day for day in (kept.answered_on, kept.executed_on) if day] if kept else []
    late = 0
    if row.done and last and row.due:
        late = max(0, (max(last) - row.due).days)
    return deadline_badge(
        Term(
            due=row.due,
            strict_due=row.strict_due,
            suspended=row.suspended,
            extended=bool(case.extended),
            done_on=max(last) if row.done and last else None,
            answered=kept is not None and kept.executed_on is None,
            sent_late_days=late,
            name=name,
        ),
        today,
        lang,
    )


def right_identity(right: str, case: Case, office: Office, lang: str) -> Badge:
    """Return the identity badge of one right; for some rights nothing is ever asked (rules 3.1)."""
    needed = office.rulebook.rights.right(right).needs_identity
    return identity_badge(case.identity.code if needed else "not_needed", lang)


def answer_of(right: str, case: Case) -> Letter | None:
    """Return the newest letter that answers a right, sent or in hand."""
    found = [
        letter
        for letter in case.letters
        if letter.draft.letter_kind in ANSWERING and right in letter.draft.rights
    ]
    return found[-1] if found else None


def badge_of(letter: Letter, today: date, lang: str) -> Badge:
    """Return the badge of a letter."""
    state, back = letter.state, letter.came_back_on
    return letter_badge(state, letter.drafts, letter.sent_on, today, lang, back)


def right_letter(right: str, case: Case, today: date, lang: str) -> Badge:
    """Return the badge of the letter that answers a right."""
    letter = answer_of(right, case)
    if letter is None:
        return Badge(Shape.HOLLOW, phrase(lang, "ui_case", "letter_to_begin"))
    return badge_of(letter, today, lang)


def widest_badges(column: str, today: date, lang: str) -> tuple[Badge, ...]:
    """Return the closed set of badges a column of the rights may show, for its width."""
    match column:
        case "term":
            late = Term(due=today - timedelta(days=99))
            ahead = Term(due=today + timedelta(days=60), extended=True)
            done = Term(due=today, done_on=today)
            answered = replace(done, answered=True)
            return tuple(
                deadline_badge(each, today, lang) for each in (late, ahead, done, answered)
            )
        case "identity":
            return tuple(identity_badge(code, lang) for code in get_args(IdentityCode))
        case "letter":
            states = get_args(LetterState)
            week = [today - timedelta(days=days) for days in range(7)]  # no weekday is cut
            sent = [letter_badge("sent", 1, day, today, lang) for day in week]
            back = [letter_badge("sent", 1, day, today, lang, day) for day in week]
            return (
                *(letter_badge(state, 10, today, today, lang) for state in states),
                *sent,
                *back,
            )
        case _:
            return ()
