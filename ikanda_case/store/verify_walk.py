"""One walk through the journal and what is made from it, stream by stream.

What it holds at a time is one stream: it does not grow with the file.
"""

from itertools import groupby
from operator import itemgetter

from ikanda_case.domain.errors import DamageError
from ikanda_case.domain.facts import EvidenceDestroyed
from ikanda_case.domain.journal import OFFICE, Entry
from ikanda_case.domain.office import Office, office_of
from ikanda_case.domain.removal import ContentsRemoved
from ikanda_case.domain.restoring import Migrated
from ikanda_case.domain.rulebook import Rulebook
from ikanda_case.store.engine import CaseDb, Row
from ikanda_case.store.finding import Bad, Finding
from ikanda_case.store.journal_rows import ENTRIES, Written, head, looked_at
from ikanda_case.store.pace import Pace
from ikanda_case.store.seal import NO_STATE, Seal
from ikanda_case.store.verify_contents import Named
from ikanda_case.store.verify_heads import Heads
from ikanda_case.store.verify_lists import Beside, ListsBeside

BY_STREAM = ENTRIES + "ORDER BY j.stream, j.n"
STATES = "SELECT stream, n, digest FROM state WHERE stream >= 0 ORDER BY stream"
STRAY_PAYLOAD = "SELECT min(n) FROM payload WHERE n NOT IN (SELECT n FROM journal)"
FIRST_GAP = (
    "SELECT min(n) FROM (SELECT 1 AS n UNION ALL SELECT n + 1 FROM journal) AS follows"
    " WHERE NOT EXISTS (SELECT 1 FROM journal WHERE journal.n = follows.n)"
)
NEWEST_STATE = "SELECT max(n) FROM state WHERE stream >= 0"
_LAST = 2**63 - 1


class Walk:
    """Looks at every entry and state, and hands each whole stream to the lists beside it."""

    def __init__(self, db: CaseDb, seal: Seal, rulebook: Rulebook, pace: Pace) -> None:
        self._db = db
        self._seal = seal
        self._rulebook = rulebook
        self._pace = pace
        self._office: Office | None = None
        self._removed: dict[int, int] = {}
        self._lawful: set[tuple[int, int]] = set()
        self._unsaid_until = _LAST if db.value("PRAGMA user_version") == 1 else 0
        self._unbound, self._unsound, self._states = Bad(), Bad(), Bad()
        self._unreadable: tuple[int, DamageError] | None = None
        self._ended = False
        self.entries = 0
        self.heads = Heads(db)
        self.lists = ListsBeside(db, seal, rulebook)
        self.named = Named(db)

    def through(self) -> Finding:
        """Walk, and return what was found of the journal itself."""
        self._pace.begin("journal", self._db.value("SELECT count(*) FROM journal"))
        self.lists.begin()
        states = Beside(self._db.each(STATES))
        for stream, rows in groupby(self._db.each(BY_STREAM), itemgetter(1)):
            self._stream(stream, list(rows), states)
        states.of(_LAST, self._states)
        self.heads.settle()
        self._ended = True
        return self._journal()

    def _stream(self, stream: int, rows: list[Row], states: Beside) -> None:
        entries: list[Entry] = []
        named: set[str] = set()
        sound = 0
        for row in rows:
            try:
                each = looked_at(row, self._seal)
            except DamageError as error:
                self._cannot_read(row[0], error)
                continue
            self._note(each, named)
            entries.append(each.entry)
            sound += each.bound and each.sound
        state = self._seal.state(stream, NO_STATE, (row[7] for row in rows))
        if states.of(stream, self._states) != [(stream, rows[-1][0], state)]:
            self._states.note(stream)
        self.named.look_for(named)
        if len(entries) < len(rows):
            self.lists.pass_over(stream)
        else:
            self._replay(stream, entries, whole=sound == len(rows))
        self.entries += len(rows)
        self._pace.step(len(rows))

    def _replay(self, stream: int, entries: list[Entry], *, whole: bool) -> None:
        """Replay a stream and look at what was made of it; one that is not whole, and cannot be
        replayed for that, is told of already."""
        try:
            if stream == OFFICE:
                self._office = office_of(entries, self._rulebook)
            else:
                self.lists.compare(stream, entries, self._office or office_of((), self._rulebook))
        except DamageError as error:
            self.lists.pass_over(stream)
            entry = error.facts.get("entry")
            if whole:
                self._cannot_read(entry if isinstance(entry, int) else entries[0].n, error)

    def _cannot_read(self, n: int, error: DamageError) -> None:
        if self._unreadable is None or n < self._unreadable[0]:
            self._unreadable = (n, error)

    def _note(self, each: Written, named: set[str]) -> None:
        entry, fact = each.entry, each.entry.fact
        if not each.bound:
            self._unbound.note(entry.n)
        if not each.sound:
            self._unsound.note(entry.n)
        elif fact is None and each.bound:
            self._removed[entry.n] = each.removed_by
        if fact is not None:
            self.heads.meet(entry.n, fact)
            named.add(getattr(fact, "sha256", ""))
        if isinstance(fact, EvidenceDestroyed):
            named.discard(fact.evidence)
        if isinstance(fact, Migrated) and fact.from_form == 1:
            self._unsaid_until = entry.n  # in form 1 any later entry could say that one was removed
        if isinstance(fact, ContentsRemoved):
            self._lawful.update((gone, entry.n) for gone in fact.entries if gone < entry.n)

    def _journal(self) -> Finding:
        bad = [self._unbound.first] if self._unbound.count else []
        newest = (self._db.value(NEWEST_STATE) or 0, head(self._db)[0])
        if newest != (self.entries, self.entries):
            bad.append(self._db.value(FIRST_GAP))
        if bad:
            return Finding(False, "first_bad_entry", {"entry": min(bad)})
        if self._unreadable is not None:
            _, error = self._unreadable
            return Finding(False, error.code, error.facts)
        if self._states.count:
            return Finding(False, "state_differs", {"stream": self._states.first})
        return Finding(True, "journal_whole", {"entries": self.entries})

    def payloads(self) -> Finding:
        """Return what was found of the payloads; what is gone must be named by the one entry.

        DamageError("damaged") where the walk broke off: nothing is known of those after it.
        """
        if not self._ended:
            raise DamageError("damaged")
        for n, by in self._removed.items():
            if (n, by) not in self._lawful and by >= self._unsaid_until:
                self._unsound.note(n)
        if self._unsound.count:
            facts = {"count": self._unsound.count, "entry": self._unsound.first}
            return Finding(False, "bad_payload", facts)
        stray = self._db.value(STRAY_PAYLOAD)
        if stray is not None:
            return Finding(False, "stray_payload", {"entry": stray})
        removed = len(self._removed)
        facts = {"payloads": self.entries - removed, "removed": removed}
        return Finding(True, "payloads_whole", facts)
