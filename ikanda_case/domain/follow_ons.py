"""What is still to be done after a right was carried out (rules 1.1, S12)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case, Row
from ikanda_case.domain.data_map import Recipient
from ikanda_case.domain.deadlines import form_of
from ikanda_case.domain.office import Office
from ikanda_case.domain.rights import FollowOnType, Per

RECIPIENT_NOTICE = "recipient_notice"
_WHEN_GRANTED = frozenset({"erase_after_objection"})
_WHEN_ANSWERED = frozenset({"dossier"})


@dataclass(frozen=True, slots=True)
class FollowOn:
    """One thing that follows from a right; `subject` is the recipient it concerns."""

    code: str
    right: str
    article: str
    subject: str = ""
    due: date | None = None
    """The office's own day: the law names none (rules 2.7)."""
    settled: f.FollowOnSettled | None = None
    done_of_itself: bool = False
    """Another entry shows that it is done."""

    @property
    def is_open(self) -> bool:
        """Return whether it keeps the case from closing (S12)."""
        return self.settled is None and not self.done_of_itself


def follow_ons(case: Case, office: Office) -> tuple[FollowOn, ...]:
    """Return what follows from each right of the case, in the order of the rows."""
    return tuple(each for row in case.rows for each in _of_row(case, row, office))


def recipients_informed(case: Case, office: Office, rights: Collection[str]) -> bool:
    """Return whether every recipient of what was changed was told, or why not noted (Art. 19)."""
    notices = [
        each
        for each in follow_ons(case, office)
        if each.code == RECIPIENT_NOTICE and each.right in rights
    ]
    return bool(notices) and not any(each.is_open for each in notices)


def _of_row(case: Case, row: Row, office: Office) -> Iterator[FollowOn]:
    if row.withdrawn_on:
        return
    known = office.rulebook.rights.follow_ons
    for code in (*form_of(row, office).follow_ons, *_of_role(row)):
        if not _arises(code, row):
            continue
        kind = known[code]
        for subject in _subjects(kind.per, office):
            yield FollowOn(
                code, row.right, kind.article, subject, _due(kind, row, office),
                _settled(case, code, row.right, subject), _shown(case, row, code),
            )  # fmt: skip


def _of_role(row: Row) -> tuple[str, ...]:
    """Joint control and another's processor have a notice of their own (rules 1.1, OOS)."""
    return {"joint": ("joint_controller",), "processor": ("forward_to_controller",)}.get(
        row.role, ()
    )


def _arises(code: str, row: Row) -> bool:
    if code in ("joint_controller", "forward_to_controller"):
        return True
    if code == "end_date_of_kept":
        return "G10" in row.grounds
    if code in _WHEN_ANSWERED:
        return row.answered_on is not None
    if code in _WHEN_GRANTED:
        return row.decision in ("granted", "partly")
    return row.executed_on is not None


def _subjects(per: Per, office: Office) -> tuple[str, ...]:
    """Return the recipients of the data map a thing is done for; one empty name when for none."""
    if not per:
        return ("",)
    recipients = office.rulebook.data_map.recipients
    return tuple(id for id, each in recipients.items() if _concerned(each, per))


def _concerned(recipient: Recipient, per: Per) -> bool:
    if per == "recipient":
        return recipient.notice
    return recipient.processor if per == "processor" else recipient.marketing


def _due(kind: FollowOnType, row: Row, office: Office) -> date | None:
    start = row.executed_on or row.answered_on or row.decided_on
    if not kind.within or start is None:
        return None
    return office.rulebook.calendar.add_working_days(start, getattr(office.policy, kind.within))


def _settled(case: Case, code: str, right: str, subject: str) -> f.FollowOnSettled | None:
    wanted = (code, right, subject)
    found = [each for each in case.settled if (each.code, each.right, each.subject) == wanted]
    return found[-1] if found else None


def _shown(case: Case, row: Row, code: str) -> bool:
    """Return whether another entry shows that it is done."""
    match code:
        case "confirm_optout":
            letter = case.letter(row.answered_by)
            return letter is not None and letter.draft.letter_kind == "L12"
        case "end_date_of_kept":
            return row.decided is not None and row.decided.kept_until is not None
        case "review_date":
            return any(each.right == row.right and each.review_on for each in case.restrictions)
        case "human_review":
            return case.reviewed is not None
        case _:
            return False
