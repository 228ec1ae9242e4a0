"""The lists a letter takes from its case and from the data map (rules 5.2)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from ikanda_case.app.ports import Wording
from ikanda_case.domain.case import Case
from ikanda_case.domain.data_map import TO_CONFIRM, Category
from ikanda_case.domain.facts import Attached
from ikanda_case.domain.letters import LetterTemplate
from ikanda_case.domain.office import Office

TextOf = Callable[[str], LetterTemplate]
"""The letter text of a kind, as this office words it in the letter's language."""
Lines = tuple[str, ...]

_OWN_FILES = ("ikanda_case",)
"""The system of the office's own files: nobody needs to choose those."""
_EVENTS = frozenset(
    {
        "received", "received_other_channel", "effective_receipt", "right_added", "withdrawn",
        "identity_not_needed", "identity_requested", "identity_received", "identity_insufficient",
        "identity_verified", "identity_mismatch", "identity_unanswered", "identity_unidentifiable",
        "mandate_requested", "mandate_received", "mandate_verified", "mandate_refused",
        "clarification_requested", "clarification_received", "extended", "fee_quoted",
        "fee_answered", "search_done", "decided", "human_reviewed", "executed", "restriction_set",
        "restriction_lifted", "sent", "delivery_failed", "response_resent", "complaint_sa",
        "closed", "reopened",
    }
)  # fmt: skip
"""What an authority asks after; how the office worked on it in between is its own."""
_NOT_SHOWN = frozenset({"evidence"})
"""Evidence of identity does not go into a dossier (rules 7.4)."""


def case_listings(
    template: LetterTemplate, case: Case, office: Office, wording: Wording, text_of: TextOf
) -> Mapping[str, Lines]:
    """Return the lists that a letter text names and the case or the data map can give."""
    language = template.language
    makers: Mapping[str, Callable[[], Iterator[str]]] = {
        "areas": lambda: _areas(office, language),
        "recipients": lambda: _recipients(office, language),
        "timeline": lambda: _timeline(case, office, language, wording),
        "inventory": lambda: _inventory(case, language, wording, text_of),
    }
    named = {clause.text for clause in template.clauses if clause.kind == "listing"}
    return {name: tuple(make()) for name, make in makers.items() if f"[{name}]" in named}


def _areas(office: Office, language: str) -> Iterator[str]:
    """Yield the categories of the data map: all of them, whatever was found of this person."""
    for each in office.rulebook.data_map.categories.values():
        if each.systems != _OWN_FILES and _exists(each):
            yield each.name[language]


def _exists(category: Category) -> bool:
    """Return whether the privacy statement names it, or the office filled in what it is for."""
    return category.seed or TO_CONFIRM not in (*category.purposes, category.basis)


def _recipients(office: Office, language: str) -> Iterator[str]:
    """Yield every recipient by the name the data map gives it, once the office named one itself.

    Until then the letter says what the privacy statement says.
    """
    now, shipped = office.rulebook.data_map, office.shipped
    if shipped is None or all(
        each.name == shipped.data_map.recipients[id].name for id, each in now.recipients.items()
    ):
        return
    yield from (each.name[language] for each in now.recipients.values() if each.notice)


def _timeline(case: Case, office: Office, language: str, wording: Wording) -> Iterator[str]:
    """Yield what happened, in the order of the days, as it is in force."""
    for entry in sorted(case.in_force, key=lambda each: (each.on, each.n)):
        if entry.kind in _EVENTS:
            said = wording.event(entry, office, language)
            yield _dated(entry.on, said, language, wording)


def _inventory(case: Case, language: str, wording: Wording, text_of: TextOf) -> Iterator[str]:
    """Yield the pieces of the dossier: the request, what was added, the letters that were sent.

    No name of a file stands in it: those are the words of whoever sent them.
    """

    def say(code: str, **facts: object) -> str:
        return wording.phrase("names", code, language, **facts)

    assert case.received is not None and case.received_on is not None
    way = say(f"per_{case.received.channel}")
    yield _dated(case.received_on, say("piece_request", channel=way), language, wording)
    for entry in case.in_force:
        if isinstance(entry.fact, Attached) and entry.fact.purpose not in _NOT_SHOWN:
            yield _dated(entry.on, say(f"piece_{entry.fact.purpose}"), language, wording)
    for letter in case.letters:
        if letter.sent_on:
            name = text_of(letter.draft.letter_kind).name
            said = say("piece_letter", letter=letter.id, kind=name)
            yield _dated(letter.sent_on, said, language, wording)


def _dated(day: date, said: str, language: str, wording: Wording) -> str:
    words = wording.long_date(day, language)
    return wording.phrase("names", "on_day", language, day=words, said=said)
