"""The journal's rows: written once, and looked at closely each time they are read."""

import hmac
import secrets
from datetime import UTC, date, datetime
from typing import NamedTuple

from ikanda_case.domain.errors import DamageError
from ikanda_case.domain.facts import Fact
from ikanda_case.domain.journal import CHAIN_START, Entry, fact_of, payload, payload_digest
from ikanda_case.store.engine import CaseDb, Row
from ikanda_case.store.seal import NO_STATE, Seal

SALT_SIZE = 16
"""Bytes of the salt that goes with each payload."""

ENTRIES = (
    "SELECT j.n, j.stream, j.kind, j.on_day, j.actor, j.recorded_at, j.digest, j.link,"
    " p.salt, p.body, r.by, b.link"
    " FROM journal j LEFT JOIN payload p ON p.n = j.n LEFT JOIN removed r ON r.n = j.n"
    " LEFT JOIN journal b ON b.n = j.n - 1 "
)
"""What `looked_at` takes, without which of them and in which order."""
OF_STREAM = ENTRIES + "WHERE j.stream = ? ORDER BY j.n"
FROM_ENTRY = ENTRIES + "WHERE j.n >= ? ORDER BY j.n"
HEAD = "SELECT n, link FROM journal ORDER BY n DESC LIMIT 1"

LINK_OF = "SELECT link FROM journal WHERE n = ?"
WRITTEN_AT = "SELECT recorded_at FROM journal WHERE n = ?"


class Written(NamedTuple):
    """An entry as it lies in the file, with what binds it; every look makes many of them."""

    entry: Entry
    link: bytes
    """As stored."""
    bound: bool
    """Whether the stored link is the one its predecessor and its own words give."""
    sound: bool
    """Whether the payload is the one the entry names, or was lawfully removed."""
    removed_by: int = 0
    """The entry that says that it was removed; 0 when it is there."""


def looked_at(row: Row, seal: Seal) -> Written:
    """Return the entry of a row of ENTRIES, looked at closely.

    DamageError: "entry_damaged"(entry); of one that is what was written, and says nothing this
    program knows, "unreadable_entry" or "unknown_entry_kind"(entry, kind).
    """
    n, stream, kind, on, actor, at, _, link, _, body, removed_by, *_ = row
    bound, sound = _holds(row, seal)
    fact = _fact(n, kind, body) if bound and sound and body is not None else None
    try:
        day, moment = date.fromisoformat(on), datetime.fromisoformat(at)
    except ValueError as error:
        raise DamageError("entry_damaged", entry=n) from error
    entry = Entry(n, stream, kind, day, actor, moment, fact)
    return Written(entry, link, bound, sound, removed_by or 0)


def _holds(row: Row, seal: Seal) -> tuple[bool, bool]:
    """Return whether the entry of a row is bound to its predecessor, and its payload sound."""
    n, stream, kind, on, actor, at, digest, link, salt, body, removed_by, previous = row
    if n == 1:
        previous = CHAIN_START
    words = (n, stream, kind, on, actor, at)
    expected = seal.link_of(previous or b"", words, digest)  # none: its predecessor is gone
    bound = hmac.compare_digest(expected, link)
    if body is None or removed_by is not None:  # what was removed must not come back
        return bound, body is None and removed_by is not None and removed_by > n
    return bound, hmac.compare_digest(payload_digest(salt, body), digest)


def _fact(n: int, kind: str, body: bytes) -> Fact:
    try:
        return fact_of(kind, body)
    except DamageError as error:
        raise DamageError(error.code, entry=n, kind=kind) from error


def stream_entries(db: CaseDb, seal: Seal, stream: int) -> tuple[Entry, ...]:
    """Return a stream's entries; DamageError when anything in it is not what was written.

    DamageError: "entry_damaged"(entry), "state_differs"(stream).
    """
    rows = [looked_at(row, seal) for row in db.rows(OF_STREAM, (stream,))]
    for each in rows:
        if not (each.bound and each.sound):
            raise DamageError("entry_damaged", entry=each.entry.n)
    last = rows[-1].entry.n if rows else 0
    state = seal.state(stream, NO_STATE, (each.link for each in rows))
    if state_of(db, stream) != (last, state):
        raise DamageError("state_differs", stream=stream)
    return tuple(each.entry for each in rows)


def state_of(db: CaseDb, stream: int) -> tuple[int, bytes]:
    """Return the number of a stream's last entry and its state, as kept beside the journal."""
    found = db.one("SELECT n, digest FROM state WHERE stream = ?", (stream,))
    return (found[0], found[1]) if found else (0, NO_STATE)


def head(db: CaseDb) -> tuple[int, bytes]:
    """Return the number and the link of the newest entry."""
    found = db.one(HEAD)
    return (found[0], found[1]) if found else (0, CHAIN_START)


class Pen:
    """Writes entries at the end of the journal, within one transaction."""

    def __init__(self, db: CaseDb, seal: Seal, actor: str) -> None:
        self._db = db
        self._seal = seal
        self._actor = actor
        self._n, self._link = head(db)
        self._states: dict[int, bytes] = {}

    @property
    def written(self) -> int:
        """Return the number of the newest entry."""
        return self._n

    def write(self, stream: int, on: date, fact: Fact, at: datetime) -> Entry:
        """Write one entry and return it."""
        entry = Entry(self._n + 1, stream, fact.kind, on, self._actor, at.astimezone(UTC), fact)
        body, salt = payload(fact), secrets.token_bytes(SALT_SIZE)
        digest = payload_digest(salt, body)
        link = self._seal.link(self._link, entry, digest)
        state = self._seal.state(stream, self._state(stream), (link,))
        self._db.run(
            "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entry.n,
                stream,
                entry.kind,
                on.isoformat(),
                entry.actor,
                entry.recorded_at.isoformat(),
                digest,
                link,
            ),
        )
        self._db.run("INSERT INTO payload VALUES (?, ?, ?)", (entry.n, salt, body))
        self._db.run(
            "INSERT INTO state VALUES (?, ?, ?)"
            " ON CONFLICT (stream) DO UPDATE SET n = excluded.n, digest = excluded.digest",
            (stream, entry.n, state),
        )
        self._n, self._link = entry.n, link
        self._states[stream] = state
        return entry

    def _state(self, stream: int) -> bytes:
        if stream not in self._states:
            self._states[stream] = state_of(self._db, stream)[1]
        return self._states[stream]


def newest_unsound(db: CaseDb, seal: Seal, count: int) -> tuple[int, ...]:
    """Return the numbers of those of the newest `count` entries that are not what was written.

    What they say is not read: that is looked at when their case is opened.
    """
    first = max(1, head(db)[0] - count + 1)
    rows = db.each(FROM_ENTRY, (first,))
    return tuple(row[0] for row in rows if _holds(row, seal) != (True, True))
