"""Putting a recorded fact right (S17): the old value stays, the dates follow."""

from datetime import date

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case
from ikanda_case.domain.deadlines import case_clock
from ikanda_case.domain.errors import DamageError, InputError, RuleError
from ikanda_case.domain.guards.base import Happened, require_words
from ikanda_case.domain.journal import Entry, canonical, fact_of, payload, plain
from ikanda_case.domain.office import Office
from ikanda_case.domain.replay import case_of, corrected_entry

CORRECTABLE = frozenset(
    {
        "received", "received_other_channel", "effective_receipt", "letter_dated", "postmark",
        "identity_not_needed", "identity_requested", "identity_received",
        "identity_insufficient", "identity_verified", "extended", "decided", "executed", "sent",
        "noted", "typed", "right_added", "withdrawn", "mandate_requested", "mandate_received",
        "mandate_verified", "clarification_requested", "clarification_received", "fee_quoted",
        "fee_answered", "restriction_set", "human_reviewed", "search_ordered", "search_done",
        "breach_opened",
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
    except (DamageError, ValueError, TypeError, KeyError) as error:
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
