"""The ladder of identity and what may be asked on it (rules 3.1 to 3.3, 3.6)."""

from collections.abc import Sequence

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case
from ikanda_case.domain.deadlines import form_of
from ikanda_case.domain.office import Office
from ikanda_case.domain.people import Representation

RUNGS: tuple[f.Rung, ...] = ("L0", "L1", "L2", "L3", "L4", "L5")
NOT_BY_EMAIL: tuple[f.Rung, ...] = ("L4", "L5")
"""Asked by post, by call-back, in person or in the account; the e-mail says only that (T3)."""

MAY_ASK: dict[str, f.Rung] = {
    "confirm_email": "L1",
    "code_reply": "L2",
    "order_number": "L2",
    "invoice_number": "L2",
    "old_address": "L2",
    "post_code": "L3",
    "call_back": "L3",
    "eid_login": "L3",
    "show_card": "L4",
    "masked_copy": "L5",
}
"""What may be asked, and the lowest rung on which it is (rules 3.3)."""
MAY_NOT_ASK = frozenset(
    {
        "full_id_copy", "national_number", "password", "bank_statement", "new_sensitive_data",
        "legalised_copy", "face_video", "chip_reading", "fee", "more_than_account",
    }
)  # fmt: skip
"""What is never asked (rules 3.3)."""

MANDATE_NEEDED: frozenset[Representation] = frozenset(
    {"proxy", "portal", "parent", "guardian", "protected"}
)
"""Who shows that she may act; a lawyer only where there is a concrete doubt (rules 3.6)."""
NO_RIGHT_TO_ANOTHERS: frozenset[Representation] = frozenset({"heir", "employer", "authority"})
"""Who has no right to another person's data: own data are a normal case, the rest no request."""


def lowest_rung(
    case: Case, office: Office, *, elsewhere: bool = False, credit: bool = False,
    remote_impossible: bool = False,
) -> f.Rung:  # fmt: skip
    """Return the lowest rung that is enough (rules 3.2).

    `elsewhere`: the answer goes to another address than the one on file, or an account is erased;
    `credit`: credit or financing data, large files, or an address that changed recently;
    `remote_impossible`: no code, call or log-in can reach the person.
    """
    if not any(form_of(row, office).needs_identity for row in case.rows):
        return "L0"
    if credit or remote_impossible:
        return "L4" if remote_impossible else "L3"
    return "L2" if elsewhere else "L1"


def not_needed_by_default(case: Case, office: Office, kin: Sequence[Case]) -> f.NotNeeded:
    """Return why no check is needed, as far as the case itself shows it (rules 3.1).

    `kin` are earlier cases of the same person. A request from the address on file is for a person
    to see: the program does not know that address.
    """
    if not any(form_of(row, office).needs_identity for row in case.rows):
        return "stops_marketing"
    if case.received and case.received.channel == "account":
        return "logged_in"
    if any(each.identity.settled and each.answered for each in kin):
        return "identified_earlier"
    return ""
