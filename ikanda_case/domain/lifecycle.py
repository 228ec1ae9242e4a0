"""The legal steps of a case (rules 4): each takes the case and gives entries, or refuses."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case, Row
from ikanda_case.domain.deadlines import case_clock
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.journal import Entry, canonical, fact_of, payload, plain
from ikanda_case.domain.office import Office
from ikanda_case.domain.people import Parties
from ikanda_case.domain.replay import case_of, corrected_entry

Happened = tuple[date, f.Fact]
"""The day of a fact, and the fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the clerk confirms about an arrival (rules 2.2)."""

    received_on: date
    """The Brussels date of the first arrival anywhere in the office."""
    channel: f.Channel
    parties: Parties
    rights: tuple[str, ...]
    language: Literal["nl", "fr", "en", "de"] = "nl"
    instant: datetime | None = None
    subject: str = ""
    place: str = ""
    arrival_assumed: bool = False
    letter_dated: date | None = None
    postmark: date | None = None
    other_channel_on: date | None = None
    """Another official channel had it that day."""
    other_channel: str = ""
    effective_on: date | None = None
    """For an address never offered for contact: first arrival at an official channel."""
    forwarded_by_staff: bool = False


# ---- guards used by several steps --------------------------------------------------------------


def require_open(case: Case) -> None:
    """Refuse a step on what is no running case."""
    if not case.opened:
        raise RuleError("not_a_case", rule="S1", article="GDPR Art. 12(3)")
    if case.closed:
        raise RuleError("case_closed", rule="S15", article="GDPR Art. 12(2)")


def require_day(case: Case, on: date, today: date, what: str) -> None:
    """Refuse a day that has not come yet, or one before the request arrived."""
    if on > today:
        raise RuleError("in_the_future", rule="S1", article="GDPR Art. 12(3)", what=what, on=on)
    if case.received_on and on < case.received_on:
        raise RuleError(
            "before_receipt", rule="2.3", article="GDPR Art. 12(3)", what=what, on=on,
            received=case.received_on,
        )  # fmt: skip


def require_words(text: str, field: str, rule: str, article: str) -> None:
    """Refuse an empty field by its name."""
    if not text.strip():
        raise RuleError("words_missing", rule=rule, article=article, field=field)


def _row(case: Case, right: str) -> Row:
    row = case.row(right)
    if row is None:
        raise InputError("right_not_asked", right=right)
    return row


# ---- intake ------------------------------------------------------------------------------------


def receive(item: Case, receipt: Receipt, ref: str, office: Office, today: date) -> list[Happened]:
    """Open a case from an item that was taken in (S1)."""
    if item.opened:
        raise RuleError("already_a_case", rule="S1", article="GDPR Art. 12(3)", ref=item.ref)
    _require_sound(receipt, office, today)
    received = f.Received(
        ref=ref,
        channel=receipt.channel,
        parties=receipt.parties,
        rights=receipt.rights,
        language=receipt.language,
        instant=receipt.instant,
        subject=receipt.subject,
        place=receipt.place,
        arrival_assumed=receipt.arrival_assumed,
    )
    return [(receipt.received_on, received), *_other_dates(receipt)]


def _other_dates(receipt: Receipt) -> list[Happened]:
    happened: list[Happened] = []
    if receipt.letter_dated:
        happened.append((receipt.letter_dated, f.LetterDated()))
    if receipt.postmark:
        happened.append((receipt.postmark, f.Postmark()))
    if receipt.other_channel_on:
        other = f.ReceivedOtherChannel(channel=receipt.other_channel)
        happened.append((receipt.other_channel_on, other))
    if receipt.effective_on:
        effective = f.EffectiveReceipt(forwarded_by_staff=receipt.forwarded_by_staff)
        happened.append((receipt.effective_on, effective))
    return happened


def _require_sound(receipt: Receipt, office: Office, today: date) -> None:
    source = {"rule": "S1", "article": "GDPR Art. 12(3)"}
    if not receipt.rights:
        raise RuleError("no_right_chosen", **source)
    if len(set(receipt.rights)) != len(receipt.rights):
        raise RuleError("right_twice", **source)
    for right in receipt.rights:
        office.rulebook.rights.right(right)
    for name in ("received_on", "letter_dated", "postmark", "other_channel_on", "effective_on"):
        day = getattr(receipt, name)
        if day and day > today:
            raise RuleError("in_the_future", what=name, on=day, **source)
    for name in ("letter_dated", "postmark"):
        day = getattr(receipt, name)
        if day and day > receipt.received_on:
            raise RuleError(
                "dated_after_arrival", what=name, on=day, received=receipt.received_on, **source
            )
    if receipt.effective_on and receipt.effective_on < receipt.received_on:
        raise InputError("effective_before_received", on=receipt.effective_on)
    person = receipt.parties.requester
    if not (person.name.strip() or person.email.strip()):
        raise RuleError("requester_unknown", **source)


def set_aside(item: Case, reason: str) -> f.Fact:
    """Say that an item is no request; it can still become one."""
    if item.opened:
        raise RuleError("already_a_case", rule="S1", article="GDPR Art. 12(3)", ref=item.ref)
    require_words(reason, "reason", "S1", "GDPR Art. 12(3)")
    return f.SetAside(reason=reason.strip())


# ---- deadlines and decisions -------------------------------------------------------------------


def extend(case: Case, office: Office, reason: str, on: date, today: date) -> list[Happened]:
    """Extend once by two months, with the reason (S7).

    Refused after the running due date; while suspended it is allowed (rules 2.4, 2.5).
    """
    source = {"rule": "S7", "article": "GDPR Art. 12(3)"}
    require_open(case)
    require_day(case, on, today, "extended")
    require_words(reason, "reason", **source)
    if case.extended:
        raise RuleError("second_extension_refused", **source)
    if not any(office.rulebook.rights.right(row.right).extendable for row in case.rows):
        raise RuleError("not_extendable", **source)
    clock = case_clock(case, office)
    dues = [
        each.due
        for row in clock.rows
        for each in row.deadlines
        if each.kind == "answer" and each.due and not each.met_on
    ]
    if dues and on > max(dues):
        raise RuleError("extension_too_late", due=max(dues), on=on, **source)
    return [(on, f.Extended(reason=reason.strip()))]


def decide(case: Case, office: Office, decided: f.Decided, on: date, today: date) -> list[Happened]:
    """Decide on one right; a refusal rests on a ground listed for that right (S8)."""
    source = {"rule": "S8", "article": "GDPR Art. 12(4)"}
    require_open(case)
    require_day(case, on, today, "decided")
    _row(case, decided.right)
    if decided.decision == "granted":
        return [(on, decided)]
    if not decided.ground:
        raise RuleError("ground_missing", right=decided.right, **source)
    require_ground(office, decided.right, decided.ground)
    require_words(decided.facts, "facts", **source)
    return [(on, decided)]


def require_ground(office: Office, right: str, ground: str) -> None:
    """Refuse a ground that the matrix of rules 1.4 does not list for this right."""
    known = office.rulebook.rights.ground(ground)
    if known.code not in office.rulebook.rights.right(right).grounds:
        raise RuleError(
            "ground_not_allowed", rule="1.4", article=known.article, right=right, ground=ground
        )


def execute(case: Case, right: str, what: str, on: date, today: date) -> list[Happened]:
    """Record that a right was carried out; an erasure waits for a copy that is owed (S12a)."""
    require_open(case)
    require_day(case, on, today, "executed")
    _row(case, right)
    if right == "ERASE":
        owed = [row for row in case.rows if row.right in ("ACCESS", "PORT") and not row.answered_on]
        if owed:
            raise RuleError(
                "copy_owed_first", rule="S12a", article="GDPR Art. 15(3)", right=owed[0].right
            )
    return [(on, f.Executed(right=right, what=what.strip()))]


# ---- the case itself ---------------------------------------------------------------------------


def assign(case: Case, office: Office, handler: str, today: date) -> list[Happened]:
    """Say who handles the case; empty means nobody."""
    require_open(case)
    if handler and not office.may_act(handler):
        raise InputError("unknown_person", person=handler)
    return [(today, f.Assigned(handler=handler))]


def mark_seen(case: Case, step: str, by: date, today: date) -> list[Happened]:
    """Record that a manager saw the case and orders a step by a day."""
    require_open(case)
    require_words(step, "step", "8", "GDPR Art. 5(2)")
    if by < today:
        raise RuleError("day_has_passed", rule="8", article="GDPR Art. 5(2)", on=by)
    return [(today, f.Seen(step=step.strip(), by=by))]


def close(
    case: Case, office: Office, outcome: Literal["answered", "no_action", "referred", "withdrawn"],
    on: date, today: date,
) -> list[Happened]:  # fmt: skip
    """Close a case whose every right is answered and carried out (S12, S14)."""
    require_open(case)
    require_day(case, on, today, "closed")
    for row in case.rows:
        if not row.answered_on:
            raise RuleError("answer_owed", rule="S12", article="GDPR Art. 12(3)", right=row.right)
        if outcome == "answered" and not row.carried_out:
            raise RuleError("not_carried_out", rule="S12", article="GDPR Art. 19", right=row.right)
    for letter in case.letters:
        if letter.state in ("to_approve", "approved", "signed"):
            raise RuleError(
                "letter_in_hand", rule="S12", article="GDPR Art. 12(3)", letter=letter.id
            )
    last = max(row.answered_on for row in case.rows if row.answered_on)
    if on < last:
        raise RuleError("closed_before_answer", rule="S12", article="GDPR Art. 12(3)", on=last)
    return [(on, f.Closed(outcome=outcome, keep_until=office.policy.keep_until(on)))]


def reopen(case: Case, reason: str, today: date) -> list[Happened]:
    """Let a closed case run again (S15)."""
    if not case.closed:
        raise RuleError("not_closed", rule="S15", article="GDPR Art. 12(2)")
    require_words(reason, "reason", "S15", "GDPR Art. 12(2)")
    return [(today, f.Reopened(reason=reason.strip()))]


# ---- putting a fact right ----------------------------------------------------------------------

CORRECTABLE = frozenset(
    {
        "received", "received_other_channel", "effective_receipt", "letter_dated", "postmark",
        "identity_not_needed", "identity_requested", "identity_received",
        "identity_insufficient", "identity_verified", "extended", "decided", "executed", "sent",
        "noted",
    }
)  # fmt: skip
"""The kinds whose facts a person wrote down and may have written wrongly."""
_NEVER = frozenset({"ref", "letter"})


def correct(
    case: Case, office: Office, n: int, changes: dict[str, object], reason: str, today: date
) -> list[Happened]:
    """Put fields of an entry right (S17): the old value stays, the dates follow.

    `changes` maps field names (and `on`, the day) to plain values as in `journal.plain`.
    """
    source = {"rule": "S17", "article": "GDPR Art. 5(2)"}
    require_words(reason, "reason", **source)
    entry = case.entry(n)
    if entry is None or entry.fact is None or entry.kind not in CORRECTABLE:
        raise RuleError("not_correctable", entry=n, **source)
    written = tuple(
        (name, canonical(plain(value)).decode()) for name, value in sorted(changes.items())
    )
    after = _tried(entry, written)
    if after == entry:
        raise RuleError("nothing_changed", entry=n, **source)
    fact = f.Corrected(entry=n, changes=written, reason=reason.strip())
    _require_sound_after(case, office, entry, after, fact, today)
    return [(today, fact)]


def _tried(entry: Entry, written: tuple[tuple[str, str], ...]) -> Entry:
    """Return the entry as it would be; InputError names a field that does not take the value."""
    assert entry.fact is not None
    for name, _ in written:
        if name in _NEVER or not (name == "on" or hasattr(entry.fact, name)):
            raise InputError("no_such_field", field=name)
    try:
        after = corrected_entry(entry, written)
        assert after.fact is not None
        fact_of(after.kind, payload(after.fact))
    except (ValueError, TypeError, KeyError) as error:
        raise InputError("bad_value", field=written[0][0] if written else "") from error
    return after


def _require_sound_after(
    case: Case, office: Office, entry: Entry, after: Entry, fact: f.Corrected, today: date
) -> None:
    """Refuse a correction after which the case could not have come about."""
    if after.on > today:
        raise RuleError(
            "in_the_future", rule="S1", article="GDPR Art. 12(3)", what=after.kind, on=after.on
        )
    if isinstance(after.fact, f.Received):
        if not after.fact.rights:
            raise RuleError("no_right_chosen", rule="S1", article="GDPR Art. 12(3)")
        for right in after.fact.rights:
            office.rulebook.rights.right(right)
    assert entry.fact is not None
    trial = Entry(entry.n + 10**12, case.id, "corrected", today, "", entry.recorded_at, fact)
    changed = case_of(case.id, (*case.entries, trial))
    if changed.letter_dated and changed.received_on and changed.letter_dated > changed.received_on:
        raise RuleError(
            "dated_after_arrival", rule="S1", article="GDPR Art. 12(3)", what="letter_dated",
            on=changed.letter_dated, received=changed.received_on,
        )  # fmt: skip
    error = case_clock(changed, office).error
    if error:
        raise RuleError(error, rule="2.3", article="GDPR Art. 12(3)")
