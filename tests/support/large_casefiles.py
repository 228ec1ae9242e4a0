"""Large case files: real entries of invented people, written in bulk and kept between runs.

The journal, its chain, the states of the streams and every list are what the program itself would
have written for the same facts on the same days; `test_large_casefiles.py` has `verify` say so.
"""

import hashlib
import os
import secrets
import shutil
import tempfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from time import time
from typing import Any

from ikanda_case.app.queries import RegisterLine, register_line
from ikanda_case.domain import facts as f
from ikanda_case.domain.case import Case
from ikanda_case.domain.journal import CHAIN_START, OFFICE, Entry, fact_of, payload, payload_digest
from ikanda_case.domain.office import Office, office_of
from ikanda_case.domain.people import folded, person_keys
from ikanda_case.domain.replay import case_of
from ikanda_case.store import inventory, lists, search_index
from ikanda_case.store.casefile import lay_down
from ikanda_case.store.engine import CaseDb, connect
from ikanda_case.store.journal_rows import SALT_SIZE
from ikanda_case.store.reading import LISTS_MADE_BY
from ikanda_case.store.seal import NO_STATE, ROOT, Seal
from tests.support import invented
from tests.support.casefiles import FILE_ID, KEY, rulebook
from tests.support.clocks import START

TODAY = START.date()
_SET_ASIDE, _WAITING = 16, 1000
"""One in so many of the cases there is an item that was set aside, or that waits."""
_KEPT_FOR = 86_400
"""Seconds after which a file made by other code is thrown away."""
_ENTRIES = (
    "SELECT j.stream, j.n, j.kind, j.on_day, j.actor, j.recorded_at, p.body"
    " FROM journal j JOIN payload p ON p.n = j.n WHERE j.stream > 0 ORDER BY j.stream, j.n"
)
_PER_STEP = 32
"""Steps a course may have, so that a case and its step are one number."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a large case file holds."""

    cases: int
    scans: int = 0
    """Of the first cases so many have a scan of 50 to 200 kB."""

    @property
    def name(self) -> str:
        return f"{self.cases}-{self.scans}"


def large_case_file(shape: Shape) -> Path:
    """Return the path of a kept file of that shape; copy it before writing to it.

    It is opened by `casefiles.KEY`, and today is `TODAY`.
    """
    home = Path(tempfile.gettempdir()) / f"ikanda-case-large-{_code_digest()}"
    path = home / f"{shape.name}.ikanda"
    if not path.is_file():
        _throw_away_old(home)
        home.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home) as folder:
            made = make_large_case_file(Path(folder) / "made.ikanda", shape)
            made.rename(path)
    os.utime(home)
    return path


def copy_of_large(shape: Shape, folder: Path) -> Path:
    """Return a copy of a kept file in a folder of the test's own."""
    return Path(shutil.copy(large_case_file(shape), folder / "groot.ikanda"))


def make_large_case_file(path: Path, shape: Shape) -> Path:
    """Make a file of that shape and return its path."""
    lay_down(path, KEY, FILE_ID, START)
    db = connect(path, KEY, "rw")
    try:
        db.run("PRAGMA synchronous=OFF")  # nothing of it is worth waiting for the disk
        with db.transaction(writing=True):
            _Maker(db, shape).make()
            db.keep()
        db.run("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        db.conn.close()
    return path


def _throw_away_old(home: Path) -> None:
    for other in home.parent.glob("ikanda-case-large-*"):
        if other != home and other.stat().st_mtime < time() - _KEPT_FOR:
            shutil.rmtree(other, ignore_errors=True)


def _code_digest() -> str:
    """Return what changes whenever a file might have to be made otherwise."""
    program = Path(lists.__file__).parents[1]
    parts = [*sorted((program / "domain").glob("*.py")), *sorted((program / "store").glob("*.py"))]
    parts += [program / "app" / "queries.py", Path(__file__), Path(invented.__file__)]
    parts += sorted((program.parent / "resources").glob("*.toml"))
    return hashlib.sha256(b"".join(each.read_bytes() for each in parts)).hexdigest()[:12]


# ---- making ------------------------------------------------------------------------------------


class _Maker:
    """Lives the days one after another, as an office would, and makes the lists at the end."""

    def __init__(self, db: CaseDb, shape: Shape) -> None:
        self._db = db
        self._shape = shape
        self._seal = Seal(db.value("SELECT body FROM secret WHERE name = ?", (ROOT,)))
        self._link = CHAIN_START
        self._n = 0
        self._streams = array("q", [0]) * (shape.cases + 1)
        self._refs: dict[int, str] = {}
        self._states: list[tuple[int, bytes]] = [(0, NO_STATE)]
        self._given: dict[int, int] = {}
        self._rows: list[tuple[object, ...]] = []
        self._payloads: list[tuple[object, ...]] = []
        self._blobs: list[tuple[object, ...]] = []
        self._items: list[tuple[object, ...]] = []
        self._lines = _Lines()

    def make(self) -> None:
        self._office()
        days = _calendar(self._shape.cases)
        for ago in sorted(days, reverse=True):
            self._day(TODAY - timedelta(days=ago), days.pop(ago))
        self._waiting()
        self._flush()
        self._finish()

    def _office(self) -> None:
        on = TODAY - timedelta(days=1501)
        at = _morning(on)
        facts: list[f.Fact] = [f.OfficeDescribed(legal_name="IKANDA BV (FICTIEF)", demo=True)]
        for place, name in enumerate(invented.COLLEAGUES, 1):
            facts.append(f.PersonAdded(person=f"p{place}", name=name, roles=("handler",)))
        entries = [self._write(OFFICE, on, at, fact, payload(fact)) for fact in facts]
        self._lines.office = office_of(entries, rulebook())

    def _day(self, on: date, steps: "array[int]") -> None:
        """Write the entries of one day, spread over the day."""
        at, pause = _morning(on), timedelta(seconds=30_000 / (len(steps) + 1))
        for packed in steps:
            number, step = divmod(packed, _PER_STEP)
            at += pause
            if step == 0:
                self._begin(number, on, at)
            else:
                stream, (_, name) = self._streams[number], _steps(number)[step - 1]
                for fact in invented.facts_of_step(name, number, on):
                    self._write(stream, on, at, fact, _payload_of(fact))
        self._flush()

    def _begin(self, number: int, on: date, at: datetime) -> None:
        stream = self._streams[number] = self._take_in(number, on, at, waits=False)
        given = self._given[on.year] = self._given.get(on.year, 0) + 1
        ref = self._refs[number] = f"AVG-{on.year:04}-{given:04}"
        fact = invented.received_of(number, ref)
        self._write(stream, on, at, fact, payload(fact))
        if number <= self._shape.scans:
            self._scan(stream, number, on, at)
        if number % _SET_ASIDE == 0:
            aside = self._take_in(-number, on, at, waits=False)
            reason = f.SetAside(reason="Reclame.")
            self._write(aside, on, at, reason, _payload_of(reason))

    def _take_in(self, number: int, on: date, at: datetime, *, waits: bool) -> int:
        stream = len(self._states)
        self._states.append((0, NO_STATE))
        content = invented.mail_of(abs(number)) + (b"" if number > 0 else b"\r\nReclame.\r\n")
        sha256 = hashlib.sha256(content).hexdigest()
        name = f"vraag {number}.eml"
        fact = f.TakenIn(name=name, sha256=sha256, size=len(content), media_type="message/rfc822")
        self._write(stream, on, at, fact, payload(fact))
        self._blobs.append((sha256, len(content), content))
        taken = (name, len(content), fact.media_type, at.isoformat(), 1, int(waits))
        self._items.append((stream, sha256, *taken))
        return stream

    def _scan(self, stream: int, number: int, on: date, at: datetime) -> None:
        size = 50_000 + invented.scattered(number, 13) % 150_000
        content = number.to_bytes(8, "big") + os.urandom(size - 8)
        sha256 = hashlib.sha256(content).hexdigest()
        fact = f.Attached(name="scan.png", sha256=sha256, size=size, media_type="image/png")
        self._write(stream, on, at, fact, payload(fact))
        self._blobs.append((sha256, size, content))

    def _waiting(self) -> None:
        for number in range(1, self._shape.cases // _WAITING + 2):
            at = _morning(TODAY) - timedelta(hours=number % 90)
            self._take_in(-1_000_000_000 - number, at.date(), at, waits=True)

    def _write(self, stream: int, on: date, at: datetime, fact: f.Fact, body: bytes) -> Entry:
        self._n += 1
        actor = "p1" if stream == OFFICE else f"p{stream % len(invented.COLLEAGUES) + 1}"
        entry = Entry(self._n, stream, fact.kind, on, actor, at, fact)
        salt = secrets.token_bytes(SALT_SIZE)
        digest = payload_digest(salt, body)
        self._link = self._seal.link(self._link, entry, digest)
        state = self._seal.state(stream, self._states[stream][1], (self._link,))
        self._states[stream] = (self._n, state)
        when = (on.isoformat(), actor, at.isoformat())
        self._rows.append((self._n, stream, fact.kind, *when, digest, self._link))
        self._payloads.append((self._n, salt, body))
        return entry

    def _flush(self) -> None:
        many = self._db.conn.executemany
        many("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self._rows)
        many("INSERT INTO payload VALUES (?, ?, ?)", self._payloads)
        many("INSERT INTO blob VALUES (?, ?, ?)", self._blobs)
        for rows in (self._rows, self._payloads, self._blobs):
            rows.clear()

    def _finish(self) -> None:
        many = self._db.conn.executemany
        states = ((stream, n, state) for stream, (n, state) in enumerate(self._states))
        many("INSERT INTO state VALUES (?, ?, ?)", states)
        as_of = [n for n, _ in self._states]
        items = ((*row, as_of[row[0]], 1) for row in self._items)  # type: ignore[index]
        many(lists.SAVE_ITEM, items)
        many("INSERT INTO reference VALUES (?, ?)", self._given.items())
        keys: list[tuple[str, int]] = []
        rows = (lists.line_row(line, as_of[line.stream], 1) for line in self._all_lines(keys))
        many(lists.SAVE_LINE, rows)
        many("INSERT INTO person_key VALUES (?, ?)", keys)
        for noted in ((LISTS_MADE_BY, lists.made_by(rulebook())), (lists.MADE, "1")):
            self._db.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", noted)
        for case in self._all_cases():
            search_index.save(self._db, case)
        inventory.taken(self._db).keep(self._db, self._seal)

    def _all_cases(self) -> Iterator[Case]:
        """Read them back without a look at their seals, which were made a moment ago."""
        rows = self._db.each(_ENTRIES)
        for stream, of_stream in groupby(rows, itemgetter(0)):
            yield case_of(stream, [_entry(row) for row in of_stream])

    def _all_lines(self, keys: list[tuple[str, int]]) -> Iterator[RegisterLine]:
        for number in range(1, self._shape.cases + 1):
            line = self._lines.line(number, self._streams[number], self._refs[number])
            person = invented.person_of(number)
            keys += [(key, line.stream) for key in sorted(person_keys(person))]
            yield line


class _Lines:
    """The lines of the register; cases that went alike on the same days share the counting."""

    def __init__(self) -> None:
        self.office: Office | None = None
        self._alike: dict[tuple[object, ...], RegisterLine] = {}

    def line(self, number: int, stream: int, ref: str) -> RegisterLine:
        received = invented.received_of(number, ref)
        on = invented.came_on(number, TODAY)
        alike = (invented.course_of(number).name, on, received.rights)
        if alike not in self._alike:
            assert self.office is not None
            entries = _entries(number, on, received)
            self._alike[alike] = register_line(case_of(stream, entries), self.office)
        like = self._alike[alike]
        person = received.parties.requester
        names = (person.name, person.name, person.email)
        return like._replace(
            stream=stream,
            ref=ref,
            handler=invented.handler_of(number) if like.handler else "",
            language=received.language,
            requester=person.name,
            subject=received.subject,
            found_by=folded(" ".join((ref, *names, received.subject))),
        )


def _entries(number: int, on: date, received: f.Received) -> list[Entry]:
    entries: list[Entry] = []
    taken = f.TakenIn(name="x", sha256="00" * 32, size=1)
    facts: list[tuple[date, f.Fact]] = [(on, taken), (on, received)]
    for after, name in _steps(number):
        day = on + timedelta(days=after)
        facts += [(day, fact) for fact in invented.facts_of_step(name, number, day)]
    for n, (day, fact) in enumerate(facts, 1):
        entries.append(Entry(n, 1, fact.kind, day, "p1", _morning(day), fact))
    return entries


def _entry(row: tuple[Any, ...]) -> Entry:
    stream, n, kind, on, actor, at, body = row
    moment = datetime.fromisoformat(at)
    return Entry(n, stream, kind, date.fromisoformat(on), actor, moment, fact_of(kind, body))


def _steps(number: int) -> tuple[tuple[int, str], ...]:
    return invented.course_of(number).steps


def _calendar(cases: int) -> dict[int, "array[int]"]:
    """Return what is done on each day before today: case and step in one number."""
    days: dict[int, array[int]] = {}
    for number in range(1, cases + 1):
        ago = (TODAY - invented.came_on(number, TODAY)).days
        days.setdefault(ago, array("q")).append(number * _PER_STEP)
        for place, (after, _) in enumerate(_steps(number), 1):
            then = days.setdefault(ago - after, array("q"))
            then.append(number * _PER_STEP + place)
    return days


_PAYLOADS: dict[f.Fact, bytes] = {}


def _payload_of(fact: f.Fact) -> bytes:
    """Return the canonical bytes of a fact; those that say the same a thousand times only once."""
    if isinstance(fact, f.Noted | f.Drafted):
        return payload(fact)
    if fact not in _PAYLOADS:
        _PAYLOADS[fact] = payload(fact)
    return _PAYLOADS[fact]


def _morning(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 7, 0, tzinfo=UTC)
