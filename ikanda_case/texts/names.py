"""Names of states, steps and roles, and the journal as lines a person reads."""

from dataclasses import dataclass

from ikanda_case.domain import access_facts as a
from ikanda_case.domain import facts as f
from ikanda_case.domain.defects import DEFECTS
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.office import Office
from ikanda_case.domain.restoring import Migrated
from ikanda_case.domain.roles import RECOVERY
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import long_date


def _name(group: str, code: str, lang: str) -> str:
    return phrase(lang, "names", f"{group}_{code}") if code else ""


def channel_name(code: str, lang: str) -> str:
    """Return the name of a channel of arrival."""
    return _name("channel", code, lang)


def identity_name(code: str, lang: str) -> str:
    """Return the name of an identity state."""
    return _name("identity", code, lang)


def state_name(code: str, lang: str) -> str:
    """Return the name of a lifecycle state."""
    return _name("state", code, lang)


def step_name(code: str, lang: str) -> str:
    """Return the next step as one verb."""
    return _name("step", code, lang)


def blocker_name(code: str, lang: str) -> str:
    """Return what stands in the way; empty when nothing does."""
    return _name("blocker", code, lang)


def letter_state_name(code: str, lang: str) -> str:
    """Return the name of a letter's state."""
    return _name("letter_state", code, lang)


def decision_name(code: str, lang: str) -> str:
    """Return the name of a decision."""
    return _name("decision", code, lang)


def role_name(code: str, lang: str) -> str:
    """Return the name of a colleague's role."""
    return _name("role", code, lang)


def rung_name(code: str, lang: str) -> str:
    """Return the short name of a rung of the identity ladder."""
    return _name("rung", code, lang)


def representation_name(code: str, lang: str) -> str:
    """Return in what quality the requester acts; she herself for the empty code."""
    return phrase(lang, "names", f"representation_{code}")


def not_needed_name(code: str, lang: str) -> str:
    """Return a default reason why no check of identity is needed; empty for none."""
    return _name("not_needed", code, lang)


def task_name(code: str, lang: str) -> str:
    """Return the name of a defect; the office's own words for one it named itself."""
    return _name("task", code, lang) if code in DEFECTS else code


def settled_name(code: str, lang: str) -> str:
    """Return what became of a thing that followed."""
    return _name("settled", code, lang)


def field_name(code: str, lang: str) -> str:
    """Return the name of a field."""
    return _name("field", code, lang)


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One entry as a person reads it: icon, what happened, who and why."""

    icon: str
    title: str
    second: str


_ICONS: dict[str, str] = {
    "taken_in": "mail_inbox",
    "duplicate_received": "copy",
    "set_aside": "archive",
    "attached": "attach",
    "received": "mail_inbox",
    "received_other_channel": "mailbox",
    "effective_receipt": "mailbox",
    "letter_dated": "document_text",
    "postmark": "mailbox",
    "identity_not_needed": "person",
    "identity_requested": "question_circle",
    "identity_received": "mail",
    "identity_insufficient": "warning",
    "identity_verified": "shield_checkmark",
    "identity_mismatch": "error_circle",
    "identity_unanswered": "timer",
    "extended": "calendar_clock",
    "decided": "scales",
    "executed": "prohibited",
    "drafted": "edit",
    "annex_added": "attach",
    "annex_removed": "delete",
    "annexes_ordered": "edit",
    "rendered": "document_pdf",
    "approved": "checkmark",
    "sent_back": "arrow_undo",
    "signed": "signature",
    "taken_out": "arrow_export",
    "sent": "send",
    "assigned": "person",
    "seen": "eye",
    "noted": "edit",
    "corrected": "arrow_undo",
    "closed": "archive",
    "reopened": "folder_open",
    "contents_removed": "prohibited",
    "office_described": "settings",
    "person_added": "people",
    "key_made": "key",
    "time_stamps_chosen": "timer",
    "envelope_chosen": "mail",
    "logo_chosen": "document_pdf",
    "policy_changed": "settings",
    "restored": "history",
    "migrated": "archive",
    "person_removed": "people",
    "way_given": "key",
    "way_taken": "prohibited",
    "passphrase_changed": "key",
    "computer_remembered": "key",
    "computer_forgotten": "key",
    "key_changed": "key",
    "sheet_printed": "print",
    "right_added": "add",
    "typed": "tag",
    "withdrawn": "arrow_undo",
    "mandate_requested": "person_question_mark",
    "mandate_received": "person",
    "mandate_verified": "shield_checkmark",
    "mandate_refused": "prohibited",
    "clarification_requested": "question_circle",
    "clarification_received": "info",
    "reminder_sent": "clock_alarm",
    "identity_unidentifiable": "person_question_mark",
    "evidence_destroyed": "delete",
    "fee_quoted": "tag",
    "fee_answered": "tag",
    "restriction_set": "pause",
    "restriction_lifted": "lock_open",
    "human_reviewed": "person",
    "redaction_checked": "eye_off",
    "delivery_failed": "mailbox",
    "response_resent": "send",
    "search_ordered": "search",
    "search_chased": "clock_alarm",
    "search_done": "document_search",
    "follow_on_settled": "checkmark_circle",
    "policy_task_opened": "clipboard_task",
    "policy_task_done": "checkmark_circle",
    "breach_opened": "warning",
    "breach_decided": "warning",
    "held": "lock_closed",
    "hold_ended": "lock_open",
    "complaint_sa": "scales",
    "complaint_ended": "scales",
    "calendar_changed": "calendar",
    "data_map_changed": "table",
    "letter_text_changed": "document_text",
}


def journal_line(entry: Entry, office: Office, lang: str) -> JournalLine:
    """Return an entry in words; `second` holds who did it and, where there is one, the reason."""
    code = "way_renewed" if _renewed(entry.fact) else entry.kind
    title = phrase(lang, "journal", code, _facts_said(entry, office, lang))
    who = actor_name(office, entry.actor, lang)
    why = _reason(entry.fact, lang)
    return JournalLine(_ICONS[entry.kind], title, f"{who} · {why}" if who and why else who or why)


def actor_name(office: Office, actor: str, lang: str) -> str:
    """Return who acted: a colleague's name, or that the recovery sheet was used."""
    if actor == RECOVERY:
        return phrase(lang, "names", "actor_recovery")
    return office.name_of(actor)


def _renewed(fact: f.Fact | None) -> bool:
    return isinstance(fact, a.WayGiven) and fact.renewed


def _facts_said(entry: Entry, office: Office, lang: str) -> dict[str, object]:
    """Return what the title of an entry names: letter, right, day, name."""
    fact = entry.fact
    name = _access_named(fact, office) or _named_in(fact, office, lang)
    said: dict[str, object] = {"day": entry.on, "name": name, "what": ""}
    match fact:
        case f.Received(ref=ref, channel=channel):
            said |= {"name": ref, "what": channel_name(channel, lang)}
        case f.Drafted(letter_kind=kind):
            said["what"] = kind
        case f.Decided(decision=decision):
            said["what"] = decision_name(decision, lang)
        case f.Assigned(handler=handler):
            said["name"] = office.name_of(handler) if handler else "-"
        case f.Sent(channel=way):
            said["what"] = _name("sent_channel", way, lang)
        case f.TakenOut(form=form):
            said["what"] = _name("taken_out", form, lang)
        case f.Closed(outcome=outcome):
            said["what"] = _name("outcome", outcome, lang)
        case f.FeeQuoted(amount=amount):
            said["what"] = amount
        case f.CalendarChanged(day=day) if day:
            said["name"] = long_date(day, lang)
        case f.Signed(level=level):
            said["what"] = level
        case f.FollowOnSettled(outcome=outcome):
            said |= {"name": _followed(fact, office, lang), "what": settled_name(outcome, lang)}
        case f.PersonAdded(name=name, roles=roles):
            held = ", ".join(role_name(role, lang) for role in roles)
            said |= {"name": name, "what": held or "-"}
    return said


def _followed(settled: f.FollowOnSettled, office: Office, lang: str) -> str:
    """Return what followed from a right, and for whom it was done."""
    kind = office.rulebook.rights.follow_ons.get(settled.code)
    recipient = office.rulebook.data_map.recipients.get(settled.subject)
    what = kind.text[lang].rstrip(".") if kind else settled.code
    return f"{recipient.name[lang]}: {what}" if recipient else what


def _named_in(fact: f.Fact | None, office: Office, lang: str) -> str:
    """Return the file, letter, system, recipient or right that an entry is about."""
    for name in ("name", "letter", "system", "line", "subject"):
        value = getattr(fact, name, "")
        if value:
            return str(value)
    right = getattr(fact, "right", "")
    return _right(right, office, lang) if right else ""


def _access_named(fact: f.Fact | None, office: Office) -> str:
    """Return what an entry on the file itself names: a colleague, a key's number, a form,
    a letter text."""
    match fact:
        case (
            a.PersonRemoved(person=person)
            | a.WayGiven(person=person)
            | a.WayTaken(person=person)
            | a.PassphraseChanged(person=person)
            | a.ComputerRemembered(person=person)
        ):
            return office.name_of(person)
        case a.KeyChanged(generation=generation) | a.SheetPrinted(generation=generation):
            return str(generation)
        case Migrated(to_form=form):
            return str(form)
        case f.LetterTextChanged(letter_kind=kind, language=language):
            return f"{kind} {language}"
    return ""


def _right(right: str, office: Office, lang: str) -> str:
    return office.rulebook.rights.right(right).short[lang]


def _reason(fact: f.Fact | None, lang: str) -> str:
    if isinstance(fact, f.Seen):
        return f"{fact.step} ({long_date(fact.by, lang)})"
    if isinstance(fact, f.Decided):
        return fact.ground
    if isinstance(fact, f.Signed) and fact.without_time_stamp:
        return phrase(lang, "names", "without_time_stamp")
    if isinstance(fact, f.TimeStampsChosen):
        return fact.url
    for name in ("reason", "because", "doubt", "why", "what", "how", "remark", "text", "to"):
        value = getattr(fact, name, "")
        if value:
            return str(value)
    return ""
