"""What a case needs next, and what stands in the way."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ikanda_case.domain.case import Case, Letter
from ikanda_case.domain.follow_ons import follow_ons
from ikanda_case.domain.office import Office

Step = Literal[
    "look", "instructed", "settle_identity", "remind", "wait", "check_evidence", "draft",
    "finish_draft", "approve", "sign", "send", "execute", "follow_up", "close", "none",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class NextStep:
    """One step, and the code of what blocks it (empty when nothing does)."""

    code: Step
    blocker: str = ""
    letter: str = ""
    """The number of the letter the step is about, if it is about one."""
    by: date | None = None
    """The day a manager named."""


def next_step(case: Case, office: Office) -> NextStep:
    """Return the next step; what a manager ordered comes first."""
    if not case.opened:
        return NextStep("none" if case.set_aside else "look")
    if case.closed:
        return NextStep("none")
    if case.instruction:
        return NextStep("instructed", by=case.instruction.by)
    return _about_letters(case, office) or _about_identity(case) or _about_rights(case, office)


def _about_letters(case: Case, office: Office) -> NextStep | None:
    if back := _came_back(case):
        return NextStep("send", "came_back", back)
    blocker = "office_incomplete" if office.missing_for_letters else ""
    steps: tuple[tuple[str, Step], ...] = (
        ("signed", "send"),
        ("approved", "sign"),
        ("to_approve", "approve"),
        ("draft", "finish_draft"),
    )
    for state, step in steps:
        for letter in case.letters:
            if letter.state == state:
                return NextStep(step, _letter_blocker(case, letter) or blocker, letter.id)
    return None


def _came_back(case: Case) -> str:
    """Return a letter that reached nobody and that no later one puts right; its month runs on."""
    corrected = {each.draft.corrects for each in case.letters}
    back = (each.id for each in case.letters if each.came_back_on and each.id not in corrected)
    return next(back, "")


def _letter_blocker(case: Case, letter: Letter) -> str:
    if letter.draft.letter_kind in ("L05", "L05b", "L08") and not case.identity.settled:
        return "identity_open"
    return "sent_back" if letter.remark else ""


def _about_identity(case: Case) -> NextStep | None:
    match case.identity.code:
        case "open":
            return NextStep("settle_identity")
        case "pending" | "insufficient":
            return NextStep("wait", "identity_asked")
        case "received":
            return NextStep("check_evidence")
        case "mismatch":
            return NextStep("draft", "identity_mismatch")
        case _:
            return None


def _about_rights(case: Case, office: Office) -> NextStep:
    if not case.answered:
        return NextStep("draft", _asked(case))
    if not all(row.carried_out for row in case.rows):
        return NextStep("execute")
    if any(each.is_open for each in follow_ons(case, office)):
        return NextStep("follow_up")
    return NextStep("close")


def _asked(case: Case) -> str:
    """Return what else the person was asked and has not answered."""
    if case.mandate.code == "pending":
        return "mandate_asked"
    return "clarification_asked" if case.clarification_open else ""
