"""Case files for tests: real ones, opened by a known data key, and the steps that fill them."""

import uuid
from datetime import date
from functools import cache
from pathlib import Path

from ikanda_case.app.ports import CaseFile, OfficeClock, Work
from ikanda_case.domain.facts import Received, TakenIn
from ikanda_case.domain.people import Parties, Person
from ikanda_case.domain.rulebook import Rulebook
from ikanda_case.store.casefile import lay_down, open_with_key
from ikanda_case.store.engine import CaseDb
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.seal import ROOT, Seal
from ikanda_case.tables.calendars import load_calendar
from ikanda_case.tables.data_map import load_data_map
from ikanda_case.tables.rights import load_rights
from tests.support.clocks import START, SetClock

KEY = bytes(range(1, 33))
"""The data key of every test file: no test pays for a passphrase that is not about one."""
FILE_ID = uuid.UUID("00000000-0000-4000-8000-00000000ca5e")
ACTOR = "vfi"


@cache
def rulebook() -> Rulebook:
    """Return the tables that ship with the program."""
    return Rulebook(load_rights(), load_calendar(), load_data_map())


def make_case_file(
    folder: Path,
    rules: Rulebook | None = None,
    clock: OfficeClock | None = None,
    *,
    name: str = "fictief.ikanda",
    patience_ms: int = 5000,
) -> OpenCaseFile:
    """Make an empty case file in a folder and open it by the known key."""
    path = folder / name
    lay_down(path, KEY, FILE_ID, START)
    return reopen(path, rules, clock, patience_ms=patience_ms)


def reopen(
    path: Path,
    rules: Rulebook | None = None,
    clock: OfficeClock | None = None,
    *,
    read_only: bool = False,
    checked: bool = True,
    patience_ms: int = 5000,
) -> OpenCaseFile:
    """Open a test file by the known key."""
    return open_with_key(
        path,
        KEY,
        rules or rulebook(),
        clock or SetClock(),
        read_only=read_only,
        checked=checked,
        patience_ms=patience_ms,
    )


def somebody(name: str = "Fien Voorbeeld") -> Parties:
    """Return an invented person who asks about herself."""
    email = f"{name.split(maxsplit=1)[0].lower()}@voorbeeld.example"
    return Parties.herself(Person(name, ("Fictiestraat 1", "9999 Verzonnendorp"), email))


def received(
    ref: str,
    *,
    rights: tuple[str, ...] = ("ACCESS",),
    parties: Parties | None = None,
    subject: str = "",
) -> Received:
    """Return the fact that opens a case."""
    return Received(
        ref=ref,
        channel="email",
        parties=parties or somebody(),
        rights=rights,
        language="nl",
        subject=subject,
    )


def take_in(work: Work, content: bytes, on: date, name: str = "vraag.eml") -> int:
    """Take in bytes within a unit of work and return the item's stream."""
    stream = work.new_stream()
    sha256 = work.keep(content)
    fact = TakenIn(name=name, sha256=sha256, size=len(content), media_type="message/rfc822")
    work.append(stream, on, fact)
    return stream


def log_case(
    file: CaseFile,
    content: bytes,
    on: date = date(2026, 11, 20),
    *,
    rights: tuple[str, ...] = ("ACCESS",),
    parties: Parties | None = None,
    subject: str = "",
) -> int:
    """Log one request: bytes kept, taken in, received; return its stream."""
    with file.work(ACTOR) as work:
        stream = take_in(work, content, on)
        fact = received(work.next_ref(on.year), rights=rights, parties=parties, subject=subject)
        work.append(stream, on, fact)
        work.commit()
    return stream


def seal_of(db: CaseDb) -> Seal:
    """Return the seal of an open file, as one who holds its key may make it."""
    return Seal(db.value("SELECT body FROM secret WHERE name = ?", (ROOT,)))
