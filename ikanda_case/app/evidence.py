"""Evidence of identity that was stored: destroyed, bytes and all, with a note in the journal."""

from datetime import date

from ikanda_case.app.desk import Changes, Desk
from ikanda_case.app.ports import Work
from ikanda_case.domain import identity
from ikanda_case.domain.case import Case
from ikanda_case.domain.errors import RuleError


def destroy(desk: Desk, stream: int, sha256: str, how: str, on: date) -> Changes:
    """Destroy stored evidence and record it, together or not at all (rules 7.1).

    InputError("no_such_evidence"). RuleError("evidence_is_an_item") when the same bytes are what
    somebody sent in as a request: that original is kept, sealed, as long as its case. Bytes that
    another case has as well, or a letter of this one, stay there: each case lets go of its own.
    """
    with desk.work("identity") as work:
        case, today = work.case(stream), desk.clock.today()
        happened = identity.destroy_evidence(case, sha256, how, on, today)
        if work.stream_of_blob(sha256) is not None:
            raise RuleError("evidence_is_an_item", rule="3.4", article="GDPR Art. 5(2)")
        entries = [each for on, fact in happened for each in work.append(stream, on, fact)]
        if not _others(work, case, sha256):  # the file lets bytes go only after the entry says so
            work.discard(sha256)
        work.commit()
    return Changes(frozenset({stream}), False, tuple(entries))


def _others(work: Work, case: Case, sha256: str) -> bool:
    """Tell whether anything but the evidence of this case is made of the same bytes."""
    annexes = {each.sha256 for letter in case.letters for each in letter.annexes}
    return sha256 in annexes or bool({*work.streams_with(sha256)} - {case.id})
