"""A case file in memory that keeps the promises of `ports.CaseFile`, for tests without a disk."""

import hashlib
import re
import threading
from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date

from ikanda_case.app.ports import OfficeClock
from ikanda_case.app.queries import (
    Findings,
    RegisterFilter,
    RegisterLine,
    Tally,
    Waiting,
    case_keys,
    register_line,
)
from ikanda_case.app.search_documents import FilePart, documents_of, masked
from ikanda_case.app.search_words import Query
from ikanda_case.domain.case import Case
from ikanda_case.domain.entry_kinds import OFFICE_FACTS
from ikanda_case.domain.errors import DamageError, EnvironmentFault, InputError
from ikanda_case.domain.facts import Fact
from ikanda_case.domain.journal import (
    CHAIN_START,
    OFFICE,
    Entry,
    fact_of,
    link,
    payload,
    payload_digest,
)
from ikanda_case.domain.office import Office, office_of
from ikanda_case.domain.people import folded
from ikanda_case.domain.replay import case_of
from ikanda_case.domain.rulebook import Rulebook
from tests.support import memory_search

KEY = bytes(range(32))


@dataclass(frozen=True)
class Kept:
    """One state of the file; a unit of work makes the next one."""

    entries: tuple[Entry, ...] = ()
    head: bytes = CHAIN_START
    blobs: dict[str, bytes] = field(default_factory=dict)
    secrets: dict[str, bytes] = field(default_factory=dict)
    words: dict[str, tuple[FilePart, ...]] = field(default_factory=dict)


class MemoryCaseFile:
    """`ports.CaseFile` in memory."""

    def __init__(self, rulebook: Rulebook, clock: OfficeClock, *, patience_ms: int = 5000) -> None:
        self._rulebook = rulebook
        self._clock = clock
        self._patience = patience_ms / 1000
        self._kept = Kept()
        self._writing = threading.Lock()

    @contextmanager
    def reading(self) -> Generator["MemoryReading", None, None]:
        yield MemoryReading(self._kept, self._rulebook)

    @contextmanager
    def work(self, actor: str) -> Generator["MemoryWork", None, None]:
        if not self._writing.acquire(timeout=self._patience):
            raise EnvironmentFault("locked")
        unit = MemoryWork(self._kept, self._rulebook, self._clock, actor)
        try:
            yield unit
        finally:
            unit.over = True
            if unit.committed is not None:
                self._kept = unit.committed
            self._writing.release()


class MemoryReading:
    """`ports.Reading` of one state."""

    def __init__(self, kept: Kept, rulebook: Rulebook) -> None:
        self._kept = kept
        self._rulebook = rulebook

    def office(self) -> Office:
        return office_of(self.entries(OFFICE), self._rulebook)

    def entries(self, stream: int) -> tuple[Entry, ...]:
        return tuple(each for each in self._kept.entries if each.stream == stream)

    def case(self, stream: int) -> Case:
        entries = self.entries(stream) if stream != OFFICE else ()
        if not entries:
            raise InputError("unknown_case")
        return case_of(stream, entries)

    def streams(self) -> tuple[int, ...]:
        return tuple(sorted({each.stream for each in self._kept.entries} - {OFFICE}))

    def _cases(self) -> tuple[Case, ...]:
        return tuple(self.case(stream) for stream in self.streams())

    def stream_of(self, ref: str) -> int:
        for case in self._cases():
            if case.opened and case.ref == ref:
                return case.id
        raise InputError("unknown_case")

    def stream_of_blob(self, sha256: str) -> int | None:
        for case in self._cases():
            if case.taken_in and case.taken_in.sha256 == sha256:
                return case.id
        return None

    def blob(self, sha256: str) -> bytes:
        if sha256 not in self._kept.blobs:
            raise DamageError("blob_missing", sha256=sha256)
        return self._kept.blobs[sha256]

    def secret(self, name: str) -> bytes | None:
        return self._kept.secrets.get(name)

    def head(self) -> str:
        return self._kept.head.hex()

    def register(self, wanted: RegisterFilter) -> tuple[RegisterLine, ...]:
        office = self.office()
        lines = [register_line(case, office) for case in self._cases() if case.opened]
        fitting = [line for line in lines if fits(line, wanted)]
        return tuple(ordered(fitting, wanted)[: wanted.limit or None])

    def matching(self, wanted: RegisterFilter) -> Sequence[int]:
        return [line.stream for line in self.register(wanted)]

    def lines(self, streams: Iterable[int]) -> tuple[RegisterLine, ...]:
        known = {line.stream: line for line in self.register(RegisterFilter())}
        return tuple(known[each] for each in streams if each in known)

    def count(self, wanted: RegisterFilter) -> int:
        return len(self.register(replace(wanted, limit=0)))

    def tally(self, wanted: RegisterFilter, today: date) -> Tally:
        lines = [line for line in self.register(replace(wanted, limit=0)) if line.is_open]
        left = [(line.due - today).days for line in lines if line.due]
        return Tally(
            late=sum(days < 0 for days in left),
            today=left.count(0),
            soon=sum(0 < days <= 3 for days in left),
            suspended=sum(line.suspended for line in lines),
            oldest_strict=min((x.strict_due for x in lines if x.strict_due), default=None),
        )

    def due_days(self, until: date) -> tuple[tuple[date, int], ...]:
        lines = self.register(RegisterFilter(is_open=True, due_to=until))
        return tuple(sorted(Counter(line.due for line in lines if line.due).items()))

    def waiting(self) -> tuple[Waiting, ...]:
        return tuple(
            Waiting(
                stream=case.id,
                name=case.taken_in.name,
                size=case.taken_in.size,
                media_type=case.taken_in.media_type,
                taken_in_at=case.entries[0].recorded_at,
                times=case.times,
            )
            for case in reversed(self._cases())
            if case.taken_in and case.waits
        )

    def found(self, query: Query, most: int) -> Findings:
        office = self.office()
        searched = [
            memory_search.Searched(
                case, register_line(case, office) if case.opened else None, self._parts_of
            )
            for case in self._cases()
        ]
        return memory_search.found(searched, query, most)

    def unread(self, most: int) -> tuple[tuple[str, str], ...]:
        files = [
            (each.sha256, each.title)
            for case in reversed(self._cases())
            for each in documents_of(case, self._parts_of)
            if each.sha256 and not self._parts_of(each.sha256)
        ]
        return tuple(dict.fromkeys(files))[:most]

    def _parts_of(self, sha256: str) -> tuple[FilePart, ...]:
        return self._kept.words.get(sha256, ())

    def streams_with(self, sha256: str) -> tuple[int, ...]:
        return tuple(
            case.id
            for case in self._cases()
            if any(each.sha256 == sha256 for each in documents_of(case, self._parts_of))
        )

    def alike(self, keys: Iterable[str]) -> tuple[int, ...]:
        wanted = set(keys)
        cases = [case for case in self._cases() if wanted & set(case_keys(case))]
        return tuple(sorted((case.id for case in cases), reverse=True))

    def named(self, name: str) -> tuple[int, ...]:
        begins, cases = f"home:{folded(name)}|", []
        for case in self._cases():
            if case.received is None:
                continue
            requester = case.received.parties.requester
            called = folded(requester.name or requester.email) == folded(name)
            if called or any(key.startswith(begins) for key in case_keys(case)):
                cases.append(case)
        return tuple(sorted((case.id for case in cases), reverse=True))


class MemoryWork(MemoryReading):
    """`ports.Work`: it reads its own writing, and only `commit` keeps it."""

    def __init__(self, kept: Kept, rulebook: Rulebook, clock: OfficeClock, actor: str) -> None:
        own = Kept(kept.entries, kept.head, dict(kept.blobs), dict(kept.secrets), dict(kept.words))
        super().__init__(own, rulebook)
        self._clock = clock
        self._actor = actor
        self._begun = set(self.streams())
        self.committed: Kept | None = None
        self.over = False

    def new_stream(self) -> int:
        self._require_open()
        stream = max(self._begun, default=0) + 1
        self._begun.add(stream)
        return stream

    def next_ref(self, year: int) -> str:
        used = [0]
        for line in self.register(RegisterFilter()):
            known = re.fullmatch(rf"AVG-{year:04}-(\d+)", line.ref, re.ASCII)
            used += [int(known[1])] if known else []
        return f"AVG-{year:04}-{max(used) + 1:04}"

    def append(self, stream: int, on: date, *facts: Fact) -> tuple[Entry, ...]:
        self._require_open()
        if any(isinstance(fact, OFFICE_FACTS) != (stream == OFFICE) for fact in facts):
            raise ValueError("office facts belong in the office's stream, and only they")
        if stream != OFFICE and stream not in self._begun:
            raise InputError("unknown_case")
        at = self._clock.now().astimezone(UTC)
        written = []
        for fact in facts:
            kept = fact_of(fact.kind, payload(fact))  # as it will be read back
            n = len(self._kept.entries) + 1
            entry = Entry(n, stream, fact.kind, on, self._actor, at, kept)
            digest = payload_digest(b"salt", payload(fact))
            self._kept = Kept(
                (*self._kept.entries, entry),
                link(KEY, self._kept.head, entry, digest),
                self._kept.blobs,
                self._kept.secrets,
                self._kept.words,
            )
            written.append(entry)
        return tuple(written)

    def keep(self, content: bytes) -> str:
        self._require_open()
        sha256 = hashlib.sha256(content).hexdigest()
        self._kept.blobs.setdefault(sha256, content)
        return sha256

    def discard(self, sha256: str) -> None:
        self._require_open()
        self._kept.blobs.pop(sha256, None)

    def keep_secret(self, name: str, content: bytes) -> None:
        self._require_open()
        self._kept.secrets[name] = content

    def keep_words(self, sha256: str, parts: Sequence[FilePart]) -> None:
        self._require_open()
        self._kept.words[sha256] = tuple(map(masked, parts))

    def commit(self) -> None:
        self._require_open()
        lines = self.register(RegisterFilter())
        refs = [line.ref for line in lines]
        for ref in refs:
            if refs.count(ref) > 1:
                raise InputError("reference_taken", ref=ref)
        self.committed = self._kept
        self.over = True

    def _require_open(self) -> None:
        if self.over:
            raise RuntimeError("this unit of work is over")


def fits(line: RegisterLine, wanted: RegisterFilter) -> bool:
    """Say whether a line is one that a filter asks for."""
    return all(
        (
            wanted.is_open in (None, line.is_open),
            all(word in line.found_by for word in folded(wanted.words).split()),
            not wanted.right or wanted.right in [row.right for row in line.rows],
            not wanted.due_from or (line.due is not None and line.due >= wanted.due_from),
            not wanted.due_to or (line.due is not None and line.due <= wanted.due_to),
            wanted.suspended in (None, line.suspended),
            not wanted.identity or line.identity in wanted.identity,
            not wanted.next_step or line.next_step in wanted.next_step,
            wanted.handler in (None, line.handler),
            not wanted.received_from or line.received_on >= wanted.received_from,
        )
    )


def ordered(lines: list[RegisterLine], wanted: RegisterFilter) -> list[RegisterLine]:
    """Put lines in the order that is asked for."""
    by_due = sorted(lines, key=lambda line: (line.sort_day, line.stream))
    match wanted.order:
        case "due":
            return by_due[::-1] if wanted.descending else by_due
        case "ref":
            keys = {line: (line.ref[:9], len(line.ref), line.ref) for line in lines}
        case "requester":
            keys = {line: (folded(line.requester), line.stream) for line in lines}
        case "received":
            keys = {line: (line.received_on, line.stream) for line in lines}
        case code:
            name = "next_step" if code == "step" else code
            ranks = {each: rank for rank, each in enumerate(wanted.ranks)}
            keys = {line: ranks.get(getattr(line, name), len(ranks)) for line in lines}
    return sorted(by_due, key=lambda line: keys[line], reverse=wanted.descending)
