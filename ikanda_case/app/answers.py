"""What the checks of an answer must know of its case (`domain.answer_checks`)."""

from collections.abc import Iterator
from datetime import date

from ikanda_case.app.letter_parts import noted_words
from ikanda_case.domain.answer_checks import AnswerFacts, articles_of
from ikanda_case.domain.case import Case, Letter
from ikanda_case.domain.deadlines import case_clock
from ikanda_case.domain.facts import Corrected
from ikanda_case.domain.letters import LetterTemplate
from ikanda_case.domain.office import Office
from ikanda_case.domain.slots import printable

_ABUSE = frozenset({"G03", "G04", "G05"})
_SETTLING = frozenset({"identity_not_needed", "identity_verified"})


def answer_facts(
    case: Case, office: Office, letter: Letter, template: LetterTemplate, on: date,
    others: frozenset[str] = frozenset(),
) -> AnswerFacts:  # fmt: skip
    """Return the facts of a letter in one of its languages, as it would leave on a day.

    `others` are names and addresses of other cases that stand in it (`app.others`).
    """
    return AnswerFacts(
        own_words=tuple(own_words(case, letter)),
        others=others,
        language=letter.draft.language,
        rung=case.identity.rung if case.identity.code in ("pending", "insufficient") else "",
        identity_settled=case.identity.settled,
        articles=articles_of(letter.draft.rights) if template.answers_a_right else frozenset(),
        abuse_ground=bool(_grounds(case, letter) & _ABUSE) or letter.draft.letter_kind == "L16",
        late=template.answers_a_right and _late(case, office, letter, on),
        says_late=letter.draft.letter_kind == "L17",
        known_contacts=_known_contacts(case, office),
        address_verified=not template.carries_personal_data or _address_verified(case),
    )


def own_words(case: Case, letter: Letter) -> Iterator[str]:
    """Yield the office's own words in a letter, line by line as printed: written in it or noted."""
    written = [text for _, text in (*letter.draft.fields, *letter.draft.free)]
    for text in (*written, *noted_words(case, letter)):
        yield from (line for line in printable(text).split("\n") if line)


def _grounds(case: Case, letter: Letter) -> set[str]:
    """Return the grounds a letter may name: its own; for several rights those of each."""
    rights = letter.draft.rights
    rows = [row for row in case.rows if row.right in rights] if len(rights) > 1 else []
    return {letter.draft.ground, *(ground for row in rows for ground in row.grounds)}


def _late(case: Case, office: Office, letter: Letter, on: date) -> bool:
    """Return whether a right this letter answers should have been answered before that day."""
    return any(
        each.kind == "answer" and not each.met_on and each.due is not None and each.due < on
        for row in case_clock(case, office).rows
        if row.right in letter.draft.rights
        for each in row.deadlines
    )


def _known_contacts(case: Case, office: Office) -> frozenset[str]:
    told = office.described
    digits = (
        "".join(sign for sign in line if sign.isdigit()) for line in told.contact.splitlines()
    )
    mail = case.received.parties.requester.email.casefold() if case.received else ""
    return frozenset({told.mailbox.casefold(), mail, *digits} - {""})


def _address_verified(case: Case) -> bool:
    """Return whether nobody changed who is who after identity was settled (S6)."""
    settled = max((each.n for each in case.in_force if each.kind in _SETTLING), default=0)
    moved = [
        each.n
        for each in case.entries
        if isinstance(each.fact, Corrected)
        and any(name == "parties" for name, _ in each.fact.changes)
    ]
    return not moved or max(moved) < settled
