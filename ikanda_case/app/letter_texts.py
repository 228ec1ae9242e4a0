"""The office words its own letters: a text is changed, compared with what ships, and put back."""

from dataclasses import dataclass, replace
from datetime import date

from ikanda_case.app.desk import Changes, Desk, record
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.facts import LetterTextChanged
from ikanda_case.domain.journal import OFFICE, Entry
from ikanda_case.domain.letter_texts import OwnText, checked


@dataclass(frozen=True, slots=True)
class Version:
    """One change of a letter text: which, when, by whom and why."""

    edition: str
    on: date
    actor: str
    reason: str
    back: bool
    """The way back to the text as it ships."""


def change(desk: Desk, change: LetterTextChanged) -> Changes:
    """Change a letter text, or put it back to what ships: a change without parts.

    InputError: "words_missing"(field), "unknown_letter_kind"(kind), "letter_text_same" when it
    says that already, and what `domain.letter_texts.checked` refuses. Nothing is kept then.
    """
    reason = change.reason.strip()
    if not reason:
        raise InputError("words_missing", field="reason")
    key = (change.letter_kind, change.language)
    shipped = desk.templates.get(key)
    if shipped is None:
        raise InputError("unknown_letter_kind", kind=change.letter_kind)
    kept = checked(shipped, replace(change, reason=reason))
    with desk.work("letter_texts") as work:
        own = work.office().letter_texts.get(key, OwnText())
        if dict(kept.parts) == dict(own.parts):
            raise InputError("letter_text_same", kind=key[0], language=key[1])
        return record(work, OFFICE, [(desk.clock.today(), kept)])


def versions(entries: tuple[Entry, ...], kind: str, language: str) -> tuple[Version, ...]:
    """Return every change of a letter text that office entries hold, newest first."""
    found: list[Version] = []
    for entry in entries:
        fact = entry.fact
        if isinstance(fact, LetterTextChanged) and (fact.letter_kind, fact.language) == (
            kind,
            language,
        ):
            edition = f"{fact.over}+{len(found) + 1}" if fact.parts else str(fact.over)
            found.append(Version(edition, entry.on, entry.actor, fact.reason, back=not fact.parts))
    return tuple(reversed(found))
