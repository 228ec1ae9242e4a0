"""What the letter page says of a letter: whose it is, its dates, what it lacks, where it stands."""

from datetime import date

from ikanda_case.app.drafting import Editing, Trial
from ikanda_case.domain.case import Letter, LetterState
from ikanda_case.domain.deadlines import case_clock
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.guards.sending import s10_second_person
from ikanda_case.domain.roles import Act
from ikanda_case.domain.typography import capital
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import full_date, short_date
from ikanda_case.texts.errors import error_sentence
from ikanda_case.ui.models.outside import one_line
from ikanda_case.ui.widgets.banner import Notice

STEPS: dict[LetterState, tuple[str, Act]] = {
    "draft": ("ask_approval", "ask_approval"),
    "to_approve": ("approve", "approve"),
    "approved": ("sign", "sign"),
    "signed": ("record_sent", "send"),
    "sent": ("save_as", "export"),
}
"""The verb of the next step in each state of a letter, and the act whose roles it needs."""
_AGAIN: tuple[str, Act] = ("send_again", "send")
AREA = "ui_letter"
_REMARK = 2000
"""Signs of a remark that a banner shows."""


def step_of(letter: Letter) -> tuple[str, Act]:
    """Return the verb of a letter's next step and its act; one that came back is sent again."""
    return _AGAIN if letter.came_back_on else STEPS[letter.state]


def second_line(found: Editing, lang: str) -> str:
    """Return reference, person, number, kind and language of a letter."""
    assert found.case.received is not None
    draft = found.letter.draft
    reader = draft.addressee or found.case.received.parties.requester
    facts = {
        "ref": found.case.ref,
        "name": one_line(reader.name or reader.email),
        "number": found.letter.id,
        "kind": draft.letter_kind,
        "language": phrase(lang, "ui_intake", f"language_{draft.language}"),
    }
    return phrase(lang, AREA, "second", facts)


def dates_line(found: Editing, today: date, lang: str) -> str:
    """Return both last days of the case, the strict one alone while it is suspended."""
    clock = case_clock(found.case, found.office)
    if clock.strict_due is None:
        return ""
    strict = short_date(clock.strict_due, lang, today)
    if clock.due is None:
        return phrase(lang, AREA, "dates_strict", {"strict": strict})
    due = short_date(clock.due, lang, today)
    return phrase(lang, AREA, "dates", {"due": due, "strict": strict})


def what_is_wrong(trial: Trial, lang: str) -> str:
    """Return why a draft cannot be laid before anybody yet; empty when it can."""
    if trial.refused:
        said = error_sentence(trial.refused, lang)
        return f"{said.message} {said.hint}"
    codes = dict.fromkeys(finding.code for finding in trial.sheet.findings)
    if codes:
        return " ".join(phrase(lang, "errors", code) for code in codes)
    if trial.sheet.missing:
        return phrase(lang, AREA, "points", {"count": len(trial.sheet.missing)})
    return ""


def second_person(found: Editing, actor: str, today: date, lang: str) -> str:
    """Return why somebody else must approve the letter; empty when it may be this person."""
    if found.letter.state != "to_approve":
        return ""
    try:
        s10_second_person(found.case, found.office, found.letter, actor, today)
    except KnownError as error:
        said = error_sentence(error, lang)
        return f"{said.message} {said.hint}"
    return ""


def _by_own_key(found: Editing) -> bool:
    """Return whether the key that signed is known to be of the office's own making."""
    office, signed = found.office, found.letter.signed
    own = signed is not None and signed.fingerprint == office.fingerprint
    return own and not office.key_from_file


def standing(found: Editing, refused: str, lang: str) -> Notice | None:
    """Return what the page says above everything else: of the letter's state, and who goes on.

    `refused` is why this person cannot do its next step, empty when she can.
    """

    def say(code: str) -> str:
        return phrase(lang, AREA, code)

    letter = found.letter
    if letter.remark and letter.state == "draft":
        return Notice("soon", say("was_sent_back"), letter.remark[:_REMARK])
    match letter.state:
        case "to_approve":
            return Notice("info", say("frozen"), refused or say("frozen_note"))
        case "signed":
            bold = say("signed" if _by_own_key(found) else "signed_issued")
            return Notice("info", bold, refused or say("signed_note"))
        case "sent" if letter.came_back_on:
            why = letter.came_back_why or "-"
            facts = {"day": letter.came_back_on, "why": capital(why)}
            bold = phrase(lang, AREA, "is_back", facts)
            return Notice("late", bold, phrase(lang, AREA, "is_back_note", facts))
        case "sent":
            return Notice("ok", say("sent"), say("sent_note"))
    if refused:
        return Notice("soon", refused)
    old = found.case.letter(letter.draft.corrects)
    if letter.state != "draft" or old is None or old.sent_on is None:
        return None
    facts = {"letter": old.id, "day": full_date(old.sent_on, lang)}
    return Notice(
        "info", phrase(lang, AREA, "corrects", facts), phrase(lang, AREA, "corrects_note", facts)
    )


def refusal_notice(error: KnownError, lang: str, about: str = "") -> Notice:
    """Return a refusal with its rule, and what it is about where that is not plain to see."""
    said = error_sentence(error, lang)
    bold = f"{about}: {said.message}" if about else said.message
    plain = f"{said.hint} ({said.source})" if said.source else said.hint
    return Notice("late", bold, plain)
