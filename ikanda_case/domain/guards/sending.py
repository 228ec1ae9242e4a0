"""S6, S10 and S11: what may leave the office, who approves it, and what is sent."""

from datetime import date

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import ANSWERING, Case, Letter
from ikanda_case.domain.data_map import TO_CONFIRM
from ikanda_case.domain.deadlines import month_end_of
from ikanda_case.domain.errors import RuleError
from ikanda_case.domain.guards.base import ask_reason
from ikanda_case.domain.ladder import MANDATE_NEEDED, NO_RIGHT_TO_ANOTHERS
from ikanda_case.domain.office import Office
from ikanda_case.domain.people import Person, folded

CARRIES_PERSONAL_DATA = frozenset({"L05", "L05b", "L08", "L13"})
"""Letter kinds that leave only once identity is settled (S6)."""
REFUSALS = frozenset({"L06", "L09"})
_S6 = {"rule": "S6", "article": "GDPR Art. 5(1)(f), 12(6)"}
_S10 = {"rule": "S10", "article": "GDPR Art. 5(2)"}
_S11 = {"rule": "S11", "article": "GDPR Art. 5(2)"}


def s6_personal_data(case: Case, letter: Letter) -> None:
    """Refuse a letter with personal data that may not leave yet. Hard.

    Identity confirmed or not needed, the requester allowed to act for the person, and what is of
    others made unreadable where a search found it.
    """
    kind = letter.draft.letter_kind
    if kind not in CARRIES_PERSONAL_DATA:
        return
    if not case.identity.settled:
        code = "identity_mismatch" if case.identity.code == "mismatch" else "identity_open"
        raise RuleError(code, letter=letter.id, kind=kind, **_S6)
    _may_act(case, letter)
    if not letter.redacted and any(each.done and each.done.others for each in case.searches):
        raise RuleError("redaction_open", rule="S6", article="GDPR Art. 15(4)", letter=letter.id)


def _may_act(case: Case, letter: Letter) -> None:
    source = {"rule": "3.6", "article": "GDPR Art. 12(2), 12(6)"}
    quality = case.received.parties.representation if case.received else ""
    if quality in NO_RIGHT_TO_ANOTHERS:
        raise RuleError("no_right_to_anothers_data", letter=letter.id, **source)
    settled = case.mandate.code == "verified"
    asked = case.mandate.code in ("pending", "received", "refused")
    if not settled and (asked or quality in MANDATE_NEEDED):
        raise RuleError("mandate_open", letter=letter.id, **source)


def s6_address(case: Case, letter: Letter, sent: f.Sent) -> None:
    """Refuse an address that is none, or for personal data one that nobody verified. Hard."""
    to = sent.to.strip()
    if not to:
        raise RuleError("address_missing", rule="S6", article="GDPR Art. 5(1)(f)", letter=letter.id)
    if letter.draft.letter_kind not in CARRIES_PERSONAL_DATA or sent.verified.strip():
        return
    assert case.received is not None
    parties = case.received.parties
    if not any(_is_of(to, each) for each in (parties.requester, parties.data_subject)):
        raise RuleError("address_not_verified", rule="S6", article="GDPR Art. 32", letter=letter.id)


def _is_of(to: str, person: Person) -> bool:
    """Tell whether an address is one this person made known."""
    given = _bare(to)
    home = _bare(" ".join(person.address))
    known = bool(person.address) and given in (home, _bare(f"{person.name} {home}"))
    return known or (bool(person.email) and given == _bare(person.email))


def _bare(text: str) -> str:
    return folded(text.replace(",", " "))


def s10_second_person(case: Case, office: Office, letter: Letter, actor: str, on: date) -> None:
    """Refuse, where a second person is asked for, who drafted it or asked for approval. Hard."""
    first = (letter.drafted_by, letter.asked_by)
    if actor in first and needs_second_person(case, office, letter, on):
        raise RuleError("second_person_needed", letter=letter.id, **_S10)


def needs_second_person(case: Case, office: Office, letter: Letter, on: date) -> bool:
    """Return whether drafter and approver must differ: 4E of a ground, or a late refusal (S8)."""
    if office.policy.second_person_always:
        return True
    rows = [row for row in case.rows if row.right in letter.draft.rights]
    refusing = letter.draft.letter_kind in REFUSALS or (
        letter.draft.letter_kind in ANSWERING and any(row.gives_less for row in rows)
    )
    grounds = {letter.draft.ground} - {""}
    if refusing or letter.draft.letter_kind in CARRIES_PERSONAL_DATA:
        grounds |= {ground for row in rows for ground in row.grounds}
    if any("4E" in office.rulebook.rights.ground(ground).needs for ground in grounds):
        return True
    return refusing and any(on > month_end_of(case, row, office) for row in rows)


def s10_confirmed_map(case: Case, office: Office, letter: Letter, despite: str) -> str:
    """Return the criterion given for what the data map still has to confirm. Soft.

    An access letter names period and basis of every category that was found (Art. 15(1)(d)).
    """
    if letter.draft.letter_kind not in ("L05", "L05b"):
        return ""
    found = {
        id
        for search in case.searches
        if search.done and search.done.outcome == "found"
        for id in search.categories
    }
    known = office.rulebook.data_map.categories
    for id in sorted(found & {*known}):
        if TO_CONFIRM in known[id].period or TO_CONFIRM in known[id].basis:
            return ask_reason(
                "data_map_to_confirm", despite, rule="S10", article="GDPR Art. 15(1)(d)", line=id
            )
    return ""


def mail_in_the_clear(letter: Letter, despite: str) -> str:
    """Return the reason for sending personal data by mail without protection (5.5). Soft."""
    if letter.draft.letter_kind not in CARRIES_PERSONAL_DATA:
        return ""
    return ask_reason("mail_in_the_clear", despite, rule="5.5", article="GDPR Art. 32")


def s11_proof(channel: str, proof: str) -> None:
    """Refuse a registered sending without its number. Hard."""
    if channel == "registered" and not proof.strip():
        raise RuleError("words_missing", field="proof", **_S11)


def s11_final(letter: Letter) -> None:
    """Refuse to send what is not signed; afterwards it cannot change, only be corrected. Hard."""
    if letter.state != "signed":
        raise RuleError("not_signed", letter=letter.id, **_S11)
