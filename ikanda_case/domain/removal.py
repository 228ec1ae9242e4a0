"""What is written down when the contents of entries are lawfully removed (GDPR Art. 17)."""

from dataclasses import dataclass

from ikanda_case.domain.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ContentsRemoved(Fact):
    """The contents of earlier entries are gone; that they were written, when and by whom stays.

    Without such an entry a gap in the journal is damage.
    """

    kind = "contents_removed"
    entries: tuple[int, ...]
    """The numbers of the entries whose contents were removed."""
    reason: str
