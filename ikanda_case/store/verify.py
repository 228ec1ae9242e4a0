"""Whether a case file is still what was written to it: every page, entry, list and byte."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from time import perf_counter

from ikanda_case.domain.errors import DamageError, EnvironmentFault, FactValue, KnownError
from ikanda_case.domain.journal import CHAIN_START
from ikanda_case.store.anchors import Anchor
from ikanda_case.store.engine import CaseDb
from ikanda_case.store.finding import Finding
from ikanda_case.store.journal_rows import LINK_OF, WRITTEN_AT
from ikanda_case.store.keys import read_keys
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.pace import Pace, Tell, nobody_asks
from ikanda_case.store.verify_contents import SignatureChecks, Signatures, blobs
from ikanda_case.store.verify_pages import page_problems
from ikanda_case.store.verify_walk import Walk
from ikanda_case.store.watched import watched

__all__ = ["STAGES", "Check", "SignatureChecks", "verify"]

STAGES = ("pages", "journal", "payloads", "lists", "blobs", "signatures", "anchors")
"""The checks in order; those of the journal, its payloads and the lists are made in one walk."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check and its outcome (`verify` of the command line)."""

    name: str
    """One of STAGES."""
    ok: bool
    detail: str
    """In English, for the command line."""
    seconds: float
    code: str
    """The same as a code with facts, so that the window can say it in the person's language."""
    facts: Mapping[str, FactValue]


def verify(
    file: OpenCaseFile,
    signature_checks: SignatureChecks | None = None,
    *,
    since: date | None = None,
    head: str = "",
    tell: Tell = nobody_asks,
) -> Iterator[Check]:
    """Yield the checks one by one, each when it is done; nothing is changed.

    All of them look at one state of the file, over a connection of their own, so that others may
    go on working. Damage is a check that failed, never an error. `since` leaves out the signatures
    of letters signed before that day: their bytes are looked at all the same. `head` is one that
    is printed on paper, or how it begins: the anchors fail if the journal never had it. `tell`
    hears a few times a second how far a stage is; what it raises ends the look. Memory does not
    grow with the file.
    """
    pace = Pace(tell)
    with file.own_look() as (db, seal, rulebook):
        yield _timed("pages", lambda: _pages(db, file, pace))
        with watched(db, pace.look):
            walk = Walk(db, seal, rulebook, pace)
            journal = _timed("journal", walk.through)
            yield replace(journal, seconds=journal.seconds - walk.lists.seconds)
            yield _timed("payloads", walk.payloads)
            lists = _timed("lists", walk.lists.finding)
            yield replace(lists, seconds=lists.seconds + walk.lists.seconds)
            yield _timed("blobs", lambda: blobs(db, walk.named.missing, pace))
            if signature_checks is not None:
                checks, letters = signature_checks, Signatures(db, seal, since, pace)
                yield _timed("signatures", lambda: letters.finding(checks))
            yield _timed("anchors", lambda: _anchors(db, walk, file.anchor, head))


def _timed(name: str, look: Callable[[], Finding]) -> Check:
    started = perf_counter()
    try:
        found = look()
    except (DamageError, EnvironmentFault) as error:
        found = Finding(False, error.code, error.facts)
    seconds = perf_counter() - started
    return Check(name, found.ok, found.said, seconds, found.code, found.facts)


def _pages(db: CaseDb, file: OpenCaseFile, pace: Pace) -> Finding:
    problems = page_problems(db, file.path, file.data_key, pace) + _slot_problems(file)
    if problems:
        first = problems[0].splitlines()[0]
        return Finding(False, "pages_damaged", {"problems": len(problems), "first": first})
    return Finding(True, "pages_sound", {"pages": db.value("PRAGMA page_count")})


def _slot_problems(file: OpenCaseFile) -> list[str]:
    """Compare the slots beside a file with its copy of them, where one of them opened it."""
    if file.opened_by is None:
        return []
    try:
        beside = read_keys(file.path).of_generation(file.opened_by.generation)
    except KnownError as error:
        return [f"slots: {error.code}"]
    same = set(beside.slots) == set(file.kept_slots())
    return [] if same else ["slots: not those that the file keeps a copy of"]


def _anchors(db: CaseDb, walk: Walk, anchor: Anchor | None, printed: str) -> Finding:
    """The heads that letters name must be known, and those noted or printed outside be there."""
    if walk.heads.unknown.count:
        return Finding(False, "unknown_head", {"entry": walk.heads.unknown.first})
    if printed and walk.heads.entry_of(printed) is None:
        return Finding(False, "printed_head_unknown", {"head": printed})
    if anchor is None:
        since = _written_on(db, 1)
        return Finding(True, "unanchored", {"since": since}) if since else _NOTHING
    anchor.compare(walk.entries, lambda n: _head_at(db, n))
    if anchor.entries == walk.entries:
        return Finding(True, "anchored", {"entry": anchor.entries})
    since = _written_on(db, anchor.entries + 1)
    return Finding(True, "unanchored", {"since": since or anchor.at.date()})


_NOTHING = Finding(True, "nothing_to_anchor")


def _head_at(db: CaseDb, entry: int) -> str:
    link: bytes | None = db.value(LINK_OF, (entry,)) if entry else CHAIN_START
    return link.hex() if link else ""


def _written_on(db: CaseDb, entry: int) -> date | None:
    at: str | None = db.value(WRITTEN_AT, (entry,))
    return datetime.fromisoformat(at).date() if at else None
