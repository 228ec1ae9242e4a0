"""Whether the stored bytes are what was kept, and the signatures of stored letters hold."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from ikanda_case.domain.errors import DamageError
from ikanda_case.domain.facts import Signed
from ikanda_case.store.engine import CaseDb, Row
from ikanda_case.store.finding import Bad, Finding
from ikanda_case.store.journal_rows import ENTRIES, looked_at
from ikanda_case.store.pace import Pace
from ikanda_case.store.seal import Seal

SignatureChecks = Callable[[Iterable[bytes], int, Callable[[], None]], Iterator[tuple[bool, str]]]
"""Says of each signed letter, in their order, whether its signatures are valid, and why not.

Told about how many there are, and what to call often: what that raises ends the look.
"""

BLOBS = "SELECT sha256, size, body FROM blob"
BODY = "SELECT body FROM blob WHERE sha256 = ?"
NOT_KEPT = (
    "SELECT value FROM json_each(?)"
    " WHERE NOT EXISTS (SELECT 1 FROM blob WHERE blob.sha256 = json_each.value)"
)
_AT_ONCE = 512
"""Names of bytes that are looked for in one query."""
SIGNED = f"{ENTRIES}WHERE j.kind = 'signed' ORDER BY j.n"


def blobs(db: CaseDb, missing: tuple[int, str], pace: Pace) -> Finding:
    """Compare stored bytes with their names; `missing` is what entries name and nobody kept."""
    pace.begin("blobs", db.value("SELECT coalesce(sum(size), 0) FROM blob"))
    count = size = damaged = 0
    first = ""
    for sha256, told, body in db.each(BLOBS):
        count += 1
        size += len(body)
        if told != len(body) or hashlib.sha256(body).hexdigest() != sha256:
            damaged += 1
            first = first or sha256
        pace.step(len(body))
    if damaged:
        return Finding(False, "blobs_damaged", {"count": damaged, "sha256": first})
    if missing[0]:
        return Finding(False, "blobs_missing", {"count": missing[0], "sha256": missing[1]})
    return Finding(True, "blobs_whole", {"blobs": count, "bytes": size})


class Named:
    """The bytes that entries name, looked for many at once; one that nobody kept is missing."""

    def __init__(self, db: CaseDb) -> None:
        self._db = db
        self._names: list[str] = []
        self._count = 0
        self._first = ""

    def look_for(self, names: Iterable[str]) -> None:
        """Take the names that the entries of one stream give."""
        self._names += filter(None, names)
        if len(self._names) >= _AT_ONCE:
            self.settle()

    @property
    def missing(self) -> tuple[int, str]:
        """Return how many are missing, and the first of them by its name."""
        self.settle()
        return self._count, self._first

    def settle(self) -> None:
        """Look for those that were not looked for yet."""
        wanted, self._names = self._names, []
        for (sha256,) in self._db.rows(NOT_KEPT, (json.dumps(wanted),)):
            self._first = min(self._first, sha256) if self._count else sha256
            self._count += 1


class Signatures:
    """The signed letters in the order of the journal, those signed since a day."""

    def __init__(self, db: CaseDb, seal: Seal, since: date | None, pace: Pace) -> None:
        self._db = db
        self._seal = seal
        self._since = since
        self._pace = pace
        self._asked: list[int] = []
        self._bad = Bad()
        self._why = ""
        self._letters = self._older = 0

    def finding(self, checks: SignatureChecks) -> Finding:
        """Return what the checks say; they may read ahead of what they have said."""
        total = self._db.value("SELECT count(*) FROM journal WHERE kind = 'signed'")
        self._pace.begin("signatures", total)
        for valid, why in checks(self._bodies(), total, self._pace.look):
            n = self._asked.pop(0)
            self._letters += 1
            if not valid:
                self._note(n, why)
            self._pace.step()
        if self._bad.count:
            bad = self._bad
            return Finding(
                False,
                "signatures_invalid",
                {"count": bad.count, "entry": bad.first, "why": self._why},
            )
        if self._since is None:
            return Finding(True, "signatures_valid", {"letters": self._letters})
        return Finding(
            True,
            "signatures_valid_since",
            {"letters": self._letters, "older": self._older, "since": self._since},
        )

    def _bodies(self) -> Iterator[bytes]:
        for row in self._db.each(SIGNED):
            fact = self._fact(row)
            if fact is None:
                continue
            if self._since is not None and date.fromisoformat(row[3]) < self._since:
                self._older += 1
                self._pace.step()
                continue
            body = self._db.value(BODY, (fact.sha256,))
            if body is None:
                self._letters += 1
                self._note(row[0], "missing")
                continue
            self._asked.append(row[0])
            yield body

    def _fact(self, row: Row) -> Signed | None:
        """Return what an entry says, unless it is not what was written: the walk said so."""
        try:
            fact = looked_at(row, self._seal).entry.fact
        except DamageError:
            return None
        return fact if isinstance(fact, Signed) else None

    def _note(self, n: int, why: str) -> None:
        if not self._bad.count or n < self._bad.first:
            self._why = why
        self._bad.note(n)
