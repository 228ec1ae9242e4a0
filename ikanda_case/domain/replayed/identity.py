"""Who is asking, and may she: identity, mandate, and what else the person is asked."""

from dataclasses import replace

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case, Identity, IdentityCode, Mandate, MandateCode
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.replayed.base import becomes, with_fact


@with_fact.register
def _(fact: f.IdentityNotNeeded, case: Case, entry: Entry) -> Case:
    found = Identity("not_needed", entry.on, fact.because, default=fact.default)
    return becomes(case, identity=found)


@with_fact.register
def _(fact: f.IdentityRequested, case: Case, entry: Entry) -> Case:
    still_open = case.identity.code in ("pending", "insufficient")
    since = (case.identity.asked_on if still_open else None) or entry.on
    return becomes(case, identity=Identity("pending", entry.on, fact.doubt, fact.rung, since))


def _identity_became(code: IdentityCode, case: Case, entry: Entry) -> Case:
    return becomes(case, identity=replace(case.identity, code=code, on=entry.on, default=""))


@with_fact.register
def _(fact: f.IdentityReceived, case: Case, entry: Entry) -> Case:
    return _identity_became("received", case, entry)


@with_fact.register
def _(fact: f.IdentityInsufficient, case: Case, entry: Entry) -> Case:
    return _identity_became("insufficient", case, entry)


@with_fact.register
def _(fact: f.IdentityVerified, case: Case, entry: Entry) -> Case:
    return _identity_became("confirmed", case, entry)


@with_fact.register
def _(fact: f.IdentityMismatch, case: Case, entry: Entry) -> Case:
    return _identity_became("mismatch", case, entry)


@with_fact.register
def _(fact: f.IdentityUnanswered, case: Case, entry: Entry) -> Case:
    return _identity_became("no_response", case, entry)


@with_fact.register
def _(fact: f.IdentityUnidentifiable, case: Case, entry: Entry) -> Case:
    return _identity_became("unidentifiable", case, entry)


@with_fact.register
def _(fact: f.EvidenceDestroyed, case: Case, entry: Entry) -> Case:
    return becomes(
        case,
        evidence=tuple(
            replace(each, destroyed_on=entry.on) if each.sha256 == fact.evidence else each
            for each in case.evidence
        ),
    )


# ---- mandate and clarification -----------------------------------------------------------------


@with_fact.register
def _(fact: f.MandateRequested, case: Case, entry: Entry) -> Case:
    return becomes(case, mandate=Mandate("pending", entry.on, fact.doubt))


def _mandate_became(code: MandateCode, case: Case, entry: Entry) -> Case:
    return becomes(case, mandate=replace(case.mandate, code=code, on=entry.on))


@with_fact.register
def _(fact: f.MandateReceived, case: Case, entry: Entry) -> Case:
    return _mandate_became("received", case, entry)


@with_fact.register
def _(fact: f.MandateVerified, case: Case, entry: Entry) -> Case:
    return _mandate_became("verified", case, entry)


@with_fact.register
def _(fact: f.MandateRefused, case: Case, entry: Entry) -> Case:
    return _mandate_became("refused", case, entry)


@with_fact.register
def _(fact: f.ClarificationRequested, case: Case, entry: Entry) -> Case:
    return becomes(case, clarification_open=case.clarification_open or entry.on)


@with_fact.register
def _(fact: f.ClarificationReceived, case: Case, entry: Entry) -> Case:
    return becomes(case, clarification_open=None)


@with_fact.register
def _(fact: f.ReminderSent, case: Case, entry: Entry) -> Case:
    return becomes(case, reminded_on=entry.on)
