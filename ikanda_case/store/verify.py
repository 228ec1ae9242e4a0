"""Whether a case file is still what was written to it: every page, entry, list and byte."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter

from ikanda_case.app.queries import case_keys, register_line
from ikanda_case.domain.errors import DamageError, EnvironmentFault, FactValue
from ikanda_case.domain.facts import Fact, Rendered, Signed
from ikanda_case.domain.journal import CHAIN_START, OFFICE, Entry
from ikanda_case.domain.office import office_of
from ikanda_case.domain.replay import case_of
from ikanda_case.domain.restoring import Restored
from ikanda_case.domain.rulebook import Rulebook
from ikanda_case.store import lists, search_index, search_tree
from ikanda_case.store.anchors import Anchor
from ikanda_case.store.engine import CaseDb, Row
from ikanda_case.store.journal_rows import FROM_ENTRY, Written, written
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.reading import LISTS_MADE_BY
from ikanda_case.store.seal import NO_STATE, Seal
from ikanda_case.store.wal import waiting_pages
from ikanda_case.store.watched import watched

SignatureCheck = Callable[[bytes], tuple[bool, str]]
"""Says of a signed letter's bytes whether its signatures are valid, and why not."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check and its outcome (`verify` of the command line)."""

    name: str
    """pages, journal, payloads, lists, blobs, signatures or anchors."""
    ok: bool
    detail: str
    """In English, for the command line."""
    seconds: float
    code: str
    """The same as a code with facts, so that the window can say it in the person's language."""
    facts: Mapping[str, FactValue]


@dataclass(frozen=True, slots=True)
class _Finding:
    ok: bool
    code: str
    facts: Mapping[str, FactValue] = field(default_factory=dict)


def nobody_asks() -> None:
    """Nobody wants it stopped."""


def verify(
    file: OpenCaseFile,
    signature_check: SignatureCheck | None = None,
    *,
    look: Callable[[], None] = nobody_asks,
) -> Iterator[Check]:
    """Yield the checks one by one, each when it is done; nothing is changed.

    All of them look at one state of the file, over a connection of their own, so that others may
    go on working. Damage is a check that failed, never an error. `look` is called often while
    they read; what it raises stops them.
    """
    with file.own_look() as (db, seal, rulebook), watched(db, look):
        walk = _Walk(seal)
        yield _timed("pages", lambda: _pages(db, file.path))
        yield _timed("journal", lambda: walk.through(db))
        yield _timed("payloads", lambda: walk.payloads(db))
        yield _timed("lists", lambda: _lists(db, walk, rulebook))
        yield _timed("blobs", lambda: _blobs(db, walk))
        if signature_check is not None:
            check = signature_check
            yield _timed("signatures", lambda: _signatures(db, walk, check))
        yield _timed("anchors", lambda: walk.anchors(file.anchor))


def _timed(name: str, look: Callable[[], _Finding]) -> Check:
    started = perf_counter()
    try:
        found = look()
    except (DamageError, EnvironmentFault) as error:
        found = _Finding(False, error.code, error.facts)
    seconds = perf_counter() - started
    detail = _SAID.get(found.code, found.code).format(**found.facts)
    return Check(name, found.ok, detail, seconds, found.code, found.facts)


_SAID = {
    "pages_sound": "{pages} pages",
    "pages_damaged": "{problems} problems; the first: {first}",
    "damaged": "the file is damaged",
    "not_readable": "the file is damaged",
    "journal_whole": "{entries} entries",
    "first_bad_entry": "entry {entry} is the first that is not what was written",
    "state_differs": "stream {stream} is not in the state its entries give",
    "entry_damaged": "entry {entry} is the first that is not what was written",
    "unreadable_entry": "entry {entry} cannot be read",
    "unknown_entry_kind": "entry {entry} is of a kind this program does not know",
    "payloads_whole": "{payloads} payloads, {removed} lawfully removed",
    "bad_payload": "{count} payloads are not what was written; the first is of entry {entry}",
    "stray_payload": "a payload belongs to no entry: {entry}",
    "lists_agree": "{cases} cases, {items} items",
    "lists_differ": "{count} rows differ from a replay; the first is of stream {stream}",
    "words_differ": "words would be missed in a search",
    "reference_too_low": "a reference of {year} would be given out twice",
    "lists_of_other_rules": "made by another version; made anew when opened for writing",
    "blobs_whole": "{blobs} blobs, {bytes} bytes",
    "blobs_damaged": "{count} blobs are not what was kept; the first: {sha256}",
    "blobs_missing": "{count} blobs are missing; the first: {sha256}",
    "signatures_valid": "{letters} signed letters",
    "signatures_invalid": "{count} signatures are not valid; the first, of entry {entry}: {why}",
    "unanchored": "unanchored since {since}",
    "anchored": "anchored at entry {entry}",
    "older_than_anchor": "{found} entries; there were {anchored} on {since}",
    "differs_from_anchor": "entry {entry} is not the one that was anchored",
    "nothing_to_anchor": "no entries yet",
    "unknown_head": "entry {entry} names a head that this journal never had",
}


# ---- pages -------------------------------------------------------------------------------------


def _pages(db: CaseDb, path: Path) -> _Finding:
    """Both checks are needed: a missing last page shows only in the second.

    The first reads the file as it lies there. Pages that wait in the log are not looked at where
    a checkpoint may be half done with them: the second check reads those where they are whole.
    """
    problems = [str(row[0]) for row in db.rows("PRAGMA cipher_integrity_check")]
    if problems:
        waiting = waiting_pages(path)
        problems = [each for each in problems if _page_of(each) not in waiting]
    problems += [str(row[0]) for row in db.rows("PRAGMA integrity_check(100)") if row[0] != "ok"]
    problems += [f"foreign key of {row[0]}" for row in db.rows("PRAGMA foreign_key_check")]
    if problems:
        first = problems[0].splitlines()[0]
        return _Finding(False, "pages_damaged", {"problems": len(problems), "first": first})
    return _Finding(True, "pages_sound", {"pages": db.value("PRAGMA page_count")})


def _page_of(problem: str) -> int:
    found = re.search(r"page (\d+)", problem)
    return int(found[1]) if found else 0


# ---- journal -----------------------------------------------------------------------------------


class _Walk:
    """One walk through the whole journal, and what it found for the checks after it."""

    def __init__(self, seal: Seal) -> None:
        self._seal = seal
        self.count = 0
        self.streams: dict[int, list[Entry]] = defaultdict(list)
        self._heads = [CHAIN_START]
        self._days: list[date] = []
        self._removed = 0
        self._bad_payloads: list[int] = []
        self._bad_entry = 0
        self._unknown_heads: list[int] = []
        self._links = {CHAIN_START.hex()}
        self._states: dict[int, tuple[int, bytes]] = {}

    def through(self, db: CaseDb) -> _Finding:
        try:
            for each in written(db, self._seal, FROM_ENTRY, 1):
                self._pass(each)
        except DamageError:
            if not self._bad_entry:
                raise
        stored = {stream: (n, state) for stream, n, state in db.rows("SELECT * FROM state")}
        last = max((n for n, _ in stored.values()), default=0)
        if last > self.count and not self._bad_entry:
            self._bad_entry = self.count + 1
        if self._bad_entry:
            return _Finding(False, "first_bad_entry", {"entry": self._bad_entry})
        for stream in sorted(stored.keys() | self._states.keys()):
            if stored.get(stream) != self._states.get(stream):
                return _Finding(False, "state_differs", {"stream": stream})
        return _Finding(True, "journal_whole", {"entries": self.count})

    def _pass(self, each: Written) -> None:
        entry = each.entry
        if not self._bad_entry and (entry.n != self.count + 1 or not each.bound):
            self._bad_entry = self.count + 1
        self.count += 1
        if not each.sound:
            self._bad_payloads.append(entry.n)
        self._removed += entry.fact is None and each.sound
        if (
            isinstance(entry.fact, Rendered | Restored)
            and len(entry.fact.head) == len(CHAIN_START) * 2
        ):
            self._unknown_heads += [] if entry.fact.head in self._links else [entry.n]
        before = self._states.get(entry.stream, (0, NO_STATE))[1]
        state = self._seal.state(entry.stream, before, (each.link,))
        self._states[entry.stream] = (entry.n, state)
        self._links.add(each.link.hex())
        self.streams[entry.stream].append(entry)
        self._heads.append(each.link)
        self._days.append(entry.recorded_at.date())

    def payloads(self, db: CaseDb) -> _Finding:
        if self._bad_payloads:
            facts = {"count": len(self._bad_payloads), "entry": self._bad_payloads[0]}
            return _Finding(False, "bad_payload", facts)
        stray = db.value("SELECT min(n) FROM payload WHERE n NOT IN (SELECT n FROM journal)")
        if stray is not None:
            return _Finding(False, "stray_payload", {"entry": stray})
        facts = {"payloads": self.count - self._removed, "removed": self._removed}
        return _Finding(True, "payloads_whole", facts)

    def anchors(self, anchor: Anchor | None) -> _Finding:
        """The heads that letters name must be known, and the one noted outside must be there."""
        if self._unknown_heads:
            return _Finding(False, "unknown_head", {"entry": self._unknown_heads[0]})
        if anchor is not None:
            anchor.compare(self.count, lambda n: self._heads[n].hex())
            if anchor.entries == self.count:
                return _Finding(True, "anchored", {"entry": anchor.entries})
            return _Finding(True, "unanchored", {"since": self._days[anchor.entries]})
        if not self._days:
            return _Finding(True, "nothing_to_anchor")
        return _Finding(True, "unanchored", {"since": self._days[0]})

    def facts(self) -> Iterator[tuple[int, Fact]]:
        """Yield every fact that is still there, with its entry's number."""
        for entries in self.streams.values():
            for entry in entries:
                if entry.fact is not None:
                    yield entry.n, entry.fact


# ---- what is made from the journal -------------------------------------------------------------


def _lists(db: CaseDb, walk: _Walk, rulebook: Rulebook) -> _Finding:
    made_by = db.value("SELECT value FROM meta WHERE name = ?", (LISTS_MADE_BY,))
    if made_by != lists.made_by(rulebook):
        return _Finding(True, "lists_of_other_rules")
    register = {row[0]: row for row in db.rows(lists.ALL_LINES)}
    items = {row[0]: row for row in db.rows(lists.ALL_ITEMS)}
    keys: dict[int, set[str]] = defaultdict(set)
    for key, stream in db.rows("SELECT key, stream FROM person_key"):
        keys[stream].add(key)
    office = office_of(walk.streams.get(OFFICE, []), rulebook)
    differing = (register.keys() | items.keys() | keys.keys()) - walk.streams.keys()
    for stream, entries in walk.streams.items():
        if stream == OFFICE:
            continue
        case, as_of = case_of(stream, entries), entries[-1].n
        item: Row | None = lists.item_row(case, as_of) if case.taken_in else None
        line = register_line(case, office) if case.opened else None
        row: Row | None = lists.line_row(line, as_of) if line else None
        wanted = (item, row, set(case_keys(case)))
        found = (items.get(stream), register.get(stream), keys.get(stream, set()))
        if wanted != found or search_index.differs(db, case):
            differing.add(stream)
    differing |= search_index.strays(db, walk.streams)
    for year, last in db.rows("SELECT year, last FROM reference"):
        if lists.highest_reference(year, register.values()) > last:
            return _Finding(False, "reference_too_low", {"year": year})
    if not differing and search_tree.leads_astray(db):
        return _Finding(False, "words_differ")
    if differing:
        facts = {"count": len(differing), "stream": min(differing)}
        return _Finding(False, "lists_differ", facts)
    return _Finding(True, "lists_agree", {"cases": len(register), "items": len(items)})


def _blobs(db: CaseDb, walk: _Walk) -> _Finding:
    damaged, size = [], 0
    missing = {getattr(fact, "sha256", "") for _, fact in walk.facts()} - {""}
    names = [row[0] for row in db.rows("SELECT sha256 FROM blob ORDER BY rowid")]
    for sha256 in names:
        missing.discard(sha256)
        told, body = db.one("SELECT size, body FROM blob WHERE sha256 = ?", (sha256,)) or (0, b"")
        size += len(body)
        if told != len(body) or hashlib.sha256(body).hexdigest() != sha256:
            damaged.append(sha256)
    if damaged:
        return _Finding(False, "blobs_damaged", {"count": len(damaged), "sha256": damaged[0]})
    if missing:
        return _Finding(False, "blobs_missing", {"count": len(missing), "sha256": min(missing)})
    return _Finding(True, "blobs_whole", {"blobs": len(names), "bytes": size})


def _signatures(db: CaseDb, walk: _Walk, check: SignatureCheck) -> _Finding:
    bad: list[tuple[int, str]] = []
    count = 0
    for n, fact in walk.facts():
        if isinstance(fact, Signed):
            count += 1
            body = db.value("SELECT body FROM blob WHERE sha256 = ?", (fact.sha256,))
            valid, why = check(body) if body is not None else (False, "missing")
            bad += [] if valid else [(n, why)]
    if bad:
        n, why = bad[0]
        return _Finding(False, "signatures_invalid", {"count": len(bad), "entry": n, "why": why})
    return _Finding(True, "signatures_valid", {"letters": count})
