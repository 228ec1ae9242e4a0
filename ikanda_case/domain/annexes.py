"""The data files that lie inside an answer: which letters carry them, how many, in what order."""

from datetime import date

from ikanda_case.domain import facts as f
from ikanda_case.domain.annex_forms import LARGEST_TOGETHER, MOST
from ikanda_case.domain.case import Case, Letter
from ikanda_case.domain.correspondence import letter_of
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.guards.base import Happened, require_no_numbers, require_open

CARRIES_FILES = frozenset({"L05", "L08"})
"""The copy of the data (GDPR Art. 15(3)) and the export (Art. 20(1)). In no other letter do data
go out as a file: the note of a call (L05b) tells what was said, and whoever wants the copy as well
gets L05."""


def add(case: Case, added: f.AnnexAdded, today: date) -> list[Happened]:
    """Put a file into a draft, after those that lie in it."""
    letter = _open_draft(case, added.letter)
    require_room(letter, added.size)
    require_no_numbers(added.name, "file_name")
    for each in letter.annexes:
        if each.sha256 == added.sha256:
            raise InputError("annex_twice", name=each.name)
        if each.name.casefold() == added.name.casefold():
            raise InputError("annex_name_twice", name=each.name)
    return [(today, added)]


def require_room(letter: Letter, size: int) -> None:
    """Refuse one file too many, or too much of them together, with what is the most."""
    if len(letter.annexes) >= MOST:
        raise InputError("annexes_too_many", most=MOST)
    if sum(each.size for each in letter.annexes) + size > LARGEST_TOGETHER:
        raise InputError("annexes_too_large", megabytes=LARGEST_TOGETHER // 1_000_000)


def remove(case: Case, number: str, sha256: str, today: date) -> list[Happened]:
    """Take a file out of a draft."""
    annex_of(_open_draft(case, number), sha256)
    return [(today, f.AnnexRemoved(letter=number, annex=sha256))]


def move(case: Case, number: str, sha256: str, by: int, today: date) -> list[Happened]:
    """Put a file so many places further down, or up; nothing happens at either end."""
    letter = _open_draft(case, number)
    order = [each.sha256 for each in letter.annexes]
    place = order.index(annex_of(letter, sha256).sha256)
    order.insert(min(max(place + by, 0), len(order) - 1), order.pop(place))
    if order == [each.sha256 for each in letter.annexes]:
        return []
    return [(today, f.AnnexesOrdered(letter=number, order=tuple(order)))]


def require_by_email(letter: Letter) -> None:
    """Refuse files in a letter that goes on paper: a print would lose what the letter names."""
    if letter.annexes and not letter.draft.by_email:
        raise RuleError("annexes_not_on_paper", rule="5.1", article="GDPR Art. 12(3), 15(3)")


def annex_of(letter: Letter, sha256: str) -> f.AnnexAdded:
    """Return a file of a letter; InputError("unknown_annex") when it holds none like it."""
    for each in letter.annexes:
        if each.sha256 == sha256:
            return each
    raise InputError("unknown_annex")


def _open_draft(case: Case, number: str) -> Letter:
    """Return a draft that may carry files; what lies for approval is locked (S11)."""
    require_open(case)
    letter = letter_of(case, number)
    if letter.draft.letter_kind not in CARRIES_FILES:
        raise RuleError(
            "annex_not_for_kind", rule="5.1", article="GDPR Art. 15(3), 20(1)",
            kind=letter.draft.letter_kind,
        )  # fmt: skip
    if letter.state != "draft":
        raise RuleError("letter_locked", rule="S11", article="GDPR Art. 5(2)", letter=letter.id)
    return letter
