"""Anchors: what the head of a case file was, kept outside it, where a copy of it cannot reach.

A file put back to yesterday's copy is sound in itself; only something outside can know better.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from ikanda_case.domain.errors import DamageError, EnvironmentFault
from ikanda_case.store.keys import SecretStore

EVERY = 50
"""After so many units of work the head is noted while the file is open; and when it is closed."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head that a file once had on this computer."""

    entries: int
    head: str
    at: datetime
    """When it was noted."""

    def compare(self, entries: int, head_at: Callable[[int], str]) -> None:
        """Refuse a file that is older than it was, or another one; nothing is changed.

        DamageError: "older_than_anchor"(anchored, found, since), "differs_from_anchor"(entry).
        """
        if entries < self.entries:
            facts = {"anchored": self.entries, "found": entries}
            raise DamageError("older_than_anchor", since=self.at, **facts)
        if head_at(self.entries) != self.head:
            raise DamageError("differs_from_anchor", entry=self.entries)


class Anchors:
    """The anchors in this computer's safe place; where it has none, nothing is anchored."""

    def __init__(self, secrets: SecretStore) -> None:
        self._secrets = secrets

    def of(self, file_id: UUID) -> Anchor | None:
        """Return the anchor of a file; None where there is none, or no safe place for one."""
        try:
            said = self._secrets.get(_name(file_id))
        except EnvironmentFault:
            return None
        try:
            entries, head, at = (said or "").split(" ")
            return Anchor(int(entries), head, datetime.fromisoformat(at))
        except ValueError:
            return None

    def keep(self, file_id: UUID, entries: int, head: str, at: datetime) -> Anchor | None:
        """Note a head in place of the earlier one; None where there is no safe place."""
        with suppress(EnvironmentFault):
            said = f"{entries} {head} {at.astimezone(UTC).isoformat()}"
            self._secrets.put(_name(file_id), said)
            return Anchor(entries, head, at)
        return None


def _name(file_id: UUID) -> str:
    return f"{file_id}/anchor"
