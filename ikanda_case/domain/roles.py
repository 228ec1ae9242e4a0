"""Who may do what: six roles, and for each act of the desk the roles that may do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ikanda_case.domain import access_facts as a
from ikanda_case.domain import facts as f
from ikanda_case.domain.errors import RuleError
from ikanda_case.domain.office import Colleague, Office
from ikanda_case.domain.removal import ContentsRemoved
from ikanda_case.domain.restoring import Migrated, Restored

Role = Literal["intake", "handler", "approver", "reader", "manager", "administrator"]
ROLES: tuple[Role, ...] = ("intake", "handler", "approver", "reader", "manager", "administrator")
MAKERS: tuple[Role, ...] = ("intake", "handler", "approver", "manager", "administrator")
"""Of whoever makes a file: everything may be done in it; colleagues come later."""
Act = Literal[
    "read", "verify", "back_up", "own_way", "in_hand", "make_ready", "report", "export", "take_in",
    "open_case", "set_aside", "attach", "evidence", "rights", "identity", "extend", "search",
    "decide", "review", "execute", "close", "reopen", "hold", "complaint", "assign", "order",
    "note", "correct", "defect", "breach", "decide_breach", "remove_contents", "draft",
    "ask_approval", "approve", "send_back", "sign", "send", "describe", "people", "policy",
    "letter_texts", "ways", "recovery_sheet", "new_key", "restore",
]  # fmt: skip

RULE, ARTICLE = "7.2", "GDPR Art. 32(1)(b), 32(4)"
"""Nobody handles personal data but on the controller's instructions: the roles are those."""

RECOVERY = "recovery"
"""Who acts when the way in names nobody: the recovery sheet's code, a computer's old key. It may
do what an administrator may, to let people in again, and touches no case in anybody's name."""


@dataclass(frozen=True, slots=True)
class Permit:
    """Who may do an act, and which kinds of entry it writes."""

    roles: tuple[Role, ...]
    writes: tuple[type[f.Fact], ...] = ()


_IN: tuple[Role, ...] = ("intake", "handler")
_HANDLER: tuple[Role, ...] = ("handler",)
_APPROVER: tuple[Role, ...] = ("approver",)
_ADMINISTRATOR: tuple[Role, ...] = ("administrator",)
_SENIOR: tuple[Role, ...] = ("handler", "approver", "manager")
_WRITERS: tuple[Role, ...] = ("intake", "handler", "approver", "manager")

PERMITS: Mapping[Act, Permit] = {
    # everybody who was let in
    "read": Permit(ROLES),
    "verify": Permit(ROLES),
    "back_up": Permit(ROLES),
    "own_way": Permit(ROLES, (a.PassphraseChanged, a.ComputerRemembered, a.ComputerForgotten)),
    "in_hand": Permit(ROLES),
    "make_ready": Permit(ROLES, (Migrated,)),
    # what leaves the file in the clear
    "report": Permit(("handler", "approver", "reader", "manager", "administrator")),
    "export": Permit(_WRITERS),
    # what arrives
    "take_in": Permit(_IN, (f.TakenIn, f.DuplicateReceived)),
    "open_case": Permit(
        _IN, (f.Received, f.ReceivedOtherChannel, f.EffectiveReceipt, f.LetterDated, f.Postmark)
    ),
    "set_aside": Permit(_IN, (f.SetAside,)),
    "attach": Permit(_IN, (f.Attached,)),
    "evidence": Permit(
        _IN, (f.IdentityReceived, f.MandateReceived, f.ClarificationReceived, f.FeeAnswered)
    ),
    "rights": Permit(_IN, (f.Typed, f.RightAdded, f.Withdrawn)),
    # the case; the last rung of identity is the approver's (S3), so the others are as well
    "identity": Permit(
        ("handler", "approver"),
        (f.IdentityNotNeeded, f.IdentityRequested, f.IdentityInsufficient, f.IdentityVerified,
         f.IdentityMismatch, f.IdentityUnanswered, f.IdentityUnidentifiable, f.EvidenceDestroyed,
         f.MandateRequested, f.MandateVerified, f.MandateRefused, f.ClarificationRequested,
         f.ReminderSent),
    ),
    "extend": Permit(_HANDLER, (f.Extended,)),
    "search": Permit(_HANDLER, (f.SearchOrdered, f.SearchChased, f.SearchDone)),
    "decide": Permit(_HANDLER, (f.Decided, f.FeeQuoted)),
    "review": Permit(("handler", "approver"), (f.HumanReviewed,)),
    "execute": Permit(
        _HANDLER, (f.Executed, f.FollowOnSettled, f.RestrictionSet, f.RestrictionLifted)
    ),
    "close": Permit(_HANDLER, (f.Closed,)),
    "reopen": Permit(("handler", "manager"), (f.Reopened,)),
    "hold": Permit(_SENIOR, (f.Held, f.HoldEnded)),
    "complaint": Permit(_WRITERS, (f.ComplaintFiled, f.ComplaintEnded)),
    "assign": Permit(("handler", "manager"), (f.Assigned,)),
    "order": Permit(("manager",), (f.Seen,)),
    "note": Permit(_WRITERS, (f.Noted,)),
    "correct": Permit(_WRITERS, (f.Corrected,)),
    "defect": Permit(_SENIOR, (f.PolicyTaskOpened, f.PolicyTaskDone)),
    "breach": Permit(_WRITERS, (f.BreachOpened,)),  # 72 hours: whoever notices says so (33(1))
    "decide_breach": Permit(_SENIOR, (f.BreachDecided,)),
    "remove_contents": Permit(_APPROVER, (ContentsRemoved,)),
    # letters; who approves is never who wrote where a second person is asked for (S10)
    "draft": Permit(_HANDLER, (f.Drafted, f.AnnexAdded, f.AnnexRemoved, f.AnnexesOrdered,
                               f.RedactionChecked)),
    "ask_approval": Permit(_HANDLER, (f.Rendered,)),
    "approve": Permit(_APPROVER, (f.Approved,)),
    "send_back": Permit(_APPROVER, (f.SentBack,)),
    "sign": Permit(_APPROVER, (f.Signed,)),
    "send": Permit(_IN, (f.TakenOut, f.Sent, f.DeliveryFailed, f.ResponseResent)),
    # the office and its file
    "describe": Permit(_ADMINISTRATOR, (f.OfficeDescribed, f.KeyMade, f.TimeStampsChosen,
                                        f.EnvelopeChosen, f.LogoChosen)),
    "people": Permit(_ADMINISTRATOR, (f.PersonAdded, a.PersonRemoved)),
    "policy": Permit(_ADMINISTRATOR, (f.PolicyChanged, f.CalendarChanged, f.DataMapChanged)),
    "letter_texts": Permit(("manager", "administrator"), (f.LetterTextChanged,)),
    "ways": Permit(_ADMINISTRATOR, (a.WayGiven, a.WayTaken)),
    "recovery_sheet": Permit(_ADMINISTRATOR, (a.SheetPrinted,)),
    "new_key": Permit(_ADMINISTRATOR, (a.KeyChanged,)),
    "restore": Permit(_ADMINISTRATOR, (Restored,)),
}  # fmt: skip
"""Rules 7.2. Several roles may be one person's. A fact is put right by whoever may write it."""

_ACT_OF = {fact: act for act, permit in PERMITS.items() for fact in permit.writes}


def act_of(fact: f.Fact) -> Act:
    """Return the act that writes entries of this kind."""
    return _ACT_OF[type(fact)]


def roles_of(office: Office, person: str) -> tuple[str, ...]:
    """Return the roles in which somebody acts; none for whoever is not of the office any more."""
    if person == RECOVERY:
        return _ADMINISTRATOR
    known = office.people.get(person)
    return known.roles if known and known.active else ()


def may(office: Office, person: str, act: Act) -> bool:
    """Return whether somebody may do an act now.

    An office without an administrator (a new file, an older one) is no trap: until there is one,
    whoever may act there may name one, and in an empty office whoever opened the file.
    """
    if person == RECOVERY and act == "own_way":
        return False
    if act in ("read", "people") and not office.with_role("administrator"):
        return office.may_act(person) or not office.people
    return any(role in PERMITS[act].roles for role in roles_of(office, person))


def require(office: Office, person: str, act: Act) -> None:
    """Refuse an act that somebody's roles do not allow, and name the roles that do.

    RuleError: "role_missing"(act, roles); "not_of_the_office" for whoever has no role at all,
    "not_by_sheet"(act) for whoever came in by the recovery sheet.
    """
    if may(office, person, act):
        return
    if person == RECOVERY:
        raise RuleError("not_by_sheet", rule=RULE, article=ARTICLE, act=act)
    if not roles_of(office, person):
        raise RuleError("not_of_the_office", rule=RULE, article=ARTICLE)
    roles = ",".join(PERMITS[act].roles)
    raise RuleError("role_missing", rule=RULE, article=ARTICLE, act=act, roles=roles)


def who_may(office: Office, act: Act) -> tuple[Colleague, ...]:
    """Return the colleagues who may do an act."""
    return tuple(each for each in office.people.values() if may(office, each.id, act))


def only_reads(office: Office, person: str) -> bool:
    """Return whether nothing somebody may do here changes the file."""
    roles = roles_of(office, person)
    return bool(roles) and all(role == "reader" for role in roles)
