"""Every kind of journal entry by its name; what is not listed here cannot be written."""

from ikanda_case.domain import access_facts as a
from ikanda_case.domain import facts as f
from ikanda_case.domain.restoring import Migrated, Restored

CASE_FACTS: tuple[type[f.Fact], ...] = (
    f.TakenIn,
    f.DuplicateReceived,
    f.SetAside,
    f.Attached,
    f.Received,
    f.ReceivedOtherChannel,
    f.EffectiveReceipt,
    f.LetterDated,
    f.Postmark,
    f.IdentityNotNeeded,
    f.IdentityRequested,
    f.IdentityReceived,
    f.IdentityInsufficient,
    f.IdentityVerified,
    f.IdentityMismatch,
    f.IdentityUnanswered,
    f.Extended,
    f.Decided,
    f.Executed,
    f.Drafted,
    f.Rendered,
    f.Approved,
    f.SentBack,
    f.Signed,
    f.Sent,
    f.Assigned,
    f.Seen,
    f.Noted,
    f.Corrected,
    f.Closed,
    f.Reopened,
)
OFFICE_FACTS: tuple[type[f.Fact], ...] = (
    f.OfficeDescribed,
    f.PersonAdded,
    f.KeyMade,
    f.PolicyChanged,
    a.PersonRemoved,
    a.KeyChanged,
    a.SheetPrinted,
    Restored,
    Migrated,
)
FACTS = {fact.kind: fact for fact in CASE_FACTS + OFFICE_FACTS}
