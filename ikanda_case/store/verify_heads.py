"""Whether the heads that letters and restorations name are heads the journal once had."""

from ikanda_case.domain.facts import Fact, Rendered
from ikanda_case.domain.journal import CHAIN_START
from ikanda_case.domain.restoring import Restored
from ikanda_case.store.engine import CaseDb
from ikanda_case.store.finding import Bad

NEAR = "SELECT 1 FROM journal WHERE n BETWEEN ? AND ? AND link = ?"
BEGINS = "SELECT min(n) FROM journal WHERE hex(link) LIKE ?"
EVERY = "SELECT n, link FROM journal ORDER BY n"
_NEAR_BY = 32
"""How many entries a letter's page is usually older than the entry that keeps it, at most."""
_AT_ONCE = 4096
"""Heads from further back that are looked for in one reading of the journal."""


class Heads:
    """Takes the heads as they are met; one that is unknown is an entry nobody should trust."""

    def __init__(self, db: CaseDb) -> None:
        self._db = db
        self._far: list[tuple[int, bytes]] = []
        self.unknown = Bad()

    def meet(self, n: int, fact: Fact) -> None:
        """Look whether the head an entry names is the link of an earlier one."""
        if not isinstance(fact, Rendered | Restored) or len(fact.head) != len(CHAIN_START) * 2:
            return
        try:
            head = bytes.fromhex(fact.head)
        except ValueError:
            self.unknown.note(n)
            return
        if head == CHAIN_START or self._db.value(NEAR, (n - _NEAR_BY, n - 1, head)):
            return
        self._far.append((n, head))
        if len(self._far) >= _AT_ONCE:
            self.settle()

    def entry_of(self, printed: str) -> int | None:
        """Return the entry after which the journal had a head that begins so; None if it never had.

        `printed` is hexadecimal; the more digits, the surer.
        """
        found: int | None = self._db.value(BEGINS, (f"{printed.upper()}%",))
        return found

    def settle(self) -> None:
        """Look for those that were not found near by."""
        wanted, self._far = self._far, []
        if not wanted:
            return
        looked_for = {head for _, head in wanted}
        known = {link: n for n, link in self._db.each(EVERY) if link in looked_for}
        for n, head in wanted:
            if known.get(head, n) >= n:
                self.unknown.note(n)
