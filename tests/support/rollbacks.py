"""A case file that is edited and keeps its earlier states, and every look that shows its rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from ikanda_case.app.queries import Order, RegisterFilter, RegisterLine
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.facts import (
    Assigned,
    Closed,
    Extended,
    Noted,
    OfficeDescribed,
    PersonAdded,
    PolicyChanged,
    SetAside,
)
from ikanda_case.domain.journal import OFFICE
from ikanda_case.store.engine import connect
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.reading import StoredReading
from ikanda_case.store.units import StoredWork
from tests.support.casefiles import (
    ACTOR,
    KEY,
    log_case,
    make_case_file,
    received,
    reopen,
    somebody,
    take_in,
)
from tests.support.cases import an_office
from tests.support.clocks import START

PAGE = 4096
DAY = date(2026, 11, 20)
NAME = "fictief.ikanda"
SECRET = "organisation_key"
ORDERS: tuple[Order, ...] = ("due", "ref", "requester", "received", "handler", "identity", "step")

Edit = Callable[[StoredWork, Random, int], None]


def _case(work: StoredWork, random: Random) -> int:
    return random.choice(work.register(RegisterFilter(is_open=True))).stream


def _new_case(work: StoredWork, random: Random, number: int) -> None:
    stream = take_in(work, b"%d " % number + b"vraag " * random.randrange(700), DAY)
    parties = somebody(f"Nieuw{number} Voorbeeld")
    work.append(stream, DAY, received(work.next_ref(DAY.year), parties=parties))


def _item(work: StoredWork, random: Random, number: int) -> None:
    take_in(work, b"wacht %d " % number * random.randrange(9, 90), DAY)


def _note(work: StoredWork, random: Random, number: int) -> None:
    work.append(random.choice(work.streams()), DAY, Noted(text="x" * random.randrange(2000)))


def _assign(work: StoredWork, random: Random, number: int) -> None:
    work.append(_case(work, random), DAY, Assigned(handler=f"p{number}"))


def _extend(work: StoredWork, random: Random, number: int) -> None:
    work.append(_case(work, random), DAY, Extended(reason="veel stukken"))


def _close(work: StoredWork, random: Random, number: int) -> None:
    work.append(_case(work, random), DAY, Closed(outcome="answered", keep_until=DAY))


def _set_aside(work: StoredWork, random: Random, number: int) -> None:
    if waiting := work.waiting():
        work.append(waiting[-1].stream, DAY, SetAside(reason="reclame"))


def _policy(work: StoredWork, random: Random, number: int) -> None:
    days = str(1 + number % 20)
    fact = PolicyChanged(name="draft_days_before_due", value=days, reason="drukte")
    work.append(OFFICE, DAY, fact)


def _person(work: StoredWork, random: Random, number: int) -> None:
    work.append(OFFICE, DAY, PersonAdded(person=f"p{number}", name="Fien Voorbeeld"))


def _office(work: StoredWork, random: Random, number: int) -> None:
    described = an_office().described
    told = {name: getattr(described, name) for name in described.__slots__}
    work.append(OFFICE, DAY, OfficeDescribed(**{**told, "legal_name": f"Fictief {number}"}))


def _secret(work: StoredWork, random: Random, number: int) -> None:
    work.keep_secret(SECRET, b"%d" % number * 300)


def _slots(work: StoredWork, random: Random, number: int) -> None:
    work.keep_slots({f"slot{each}": f"{number}" * 90 for each in range(number % 5)})


def _backup(work: StoredWork, random: Random, number: int) -> None:
    work.note("last_backup", START.replace(minute=number % 60).isoformat())


EDITS: tuple[Edit, ...] = (
    _new_case, _policy, _set_aside, _item, _close, _note, _extend, _assign, _secret, _backup,
    _person, _slots, _office,
)  # fmt: skip


@dataclass
class Edited:
    """A case file and the bytes it had before each edit."""

    path: Path
    random: Random
    states: list[bytes] = field(default_factory=list)

    @classmethod
    def made(cls, folder: Path, cases: int, seed: int) -> "Edited":
        """Make a file with an office, cases and items that wait."""
        with make_case_file(folder) as file:
            with file.work(ACTOR) as work:
                work.append(OFFICE, DAY, an_office().described)
                work.keep_secret(SECRET, b"k" * 900)
                work.commit()
            for number in range(cases):
                person = somebody(f"Fien{number} Voorbeeld")
                log_case(file, b"%d " % number + b"vraag " * (number % 40 * 10), parties=person)
            with file.work(ACTOR) as work:
                for number in range(4):
                    take_in(work, b"wacht al %d" % number * 60, DAY)
                work.commit()
        return cls(folder / NAME, Random(seed), [(folder / NAME).read_bytes()])

    def edit(self, number: int) -> None:
        """Make one edit in a unit of work, and close the file."""
        with reopen(self.path) as file, file.work(ACTOR) as work:
            EDITS[number % len(EDITS)](work, self.random, number)
            work.commit()
        self.states.append(self.path.read_bytes())

    @property
    def now(self) -> bytes:
        return self.states[-1]

    def changed_pages(self, earlier: bytes) -> Iterator[int]:
        """Yield where the pages begin that differ from an earlier state."""
        for at in range(0, min(len(earlier), len(self.now)), PAGE):
            if earlier[at : at + PAGE] != self.now[at : at + PAGE]:
                yield at


Looks = dict[str, Callable[[StoredReading], object]]


def looks_at(path: Path) -> Looks:
    """Return every look at a sound file that shows rows, by what it is called."""
    found: Looks = {
        "office": lambda now: now.office(),
        "waiting": lambda now: now.waiting(),
        "streams": lambda now: now.streams(),
        "secret": lambda now: now.secret(SECRET),
        "days": lambda now: now.due_days(date(2027, 12, 31)),
    }
    for order in ORDERS:
        found[f"register by {order}"] = _of(StoredReading.register, RegisterFilter(order=order))
    for is_open in (None, True, False):
        wanted = RegisterFilter(is_open=is_open)
        found[f"register {is_open}"] = _of(StoredReading.register, wanted)
        found[f"count {is_open}"] = _of(StoredReading.count, wanted)
    for wanted in _filters():
        found[f"register {wanted}"] = _of(StoredReading.register, wanted)
        found[f"count {wanted}"] = _of(StoredReading.count, wanted)
        found[f"how {wanted}"] = lambda now, one=wanted: now.tally(one, DAY)  # type: ignore[misc]
    with reopen(path, read_only=True) as file, file.reading() as now:
        for stream in (OFFICE, *now.streams()):
            found[f"entries {stream}"] = _of(StoredReading.entries, stream)
        found["lines"] = _of(StoredReading.lines, now.streams())
        lines = now.register(RegisterFilter())
        for line in lines:
            found[f"reference {line.ref}"] = _of(StoredReading.stream_of, line.ref)
        for wanted in _narrow(lines):
            found[f"register {wanted}"] = _of(StoredReading.register, wanted)
            found[f"count {wanted}"] = _of(StoredReading.count, wanted)
        db = connect(path, KEY, "ro")
        for (sha256,) in db.rows("SELECT sha256 FROM item"):
            found[f"bytes {sha256}"] = _of(StoredReading.blob, sha256)
            found[f"item {sha256}"] = _of(StoredReading.stream_of_blob, sha256)
        for (key,) in db.rows("SELECT DISTINCT key FROM person_key"):
            found[f"alike {key}"] = _of(StoredReading.alike, [key])
        db.conn.close()
    return found


def _of(method: Callable[..., object], value: object) -> Callable[[StoredReading], object]:
    return lambda now: method(now, value)


def _filters() -> list[RegisterFilter]:
    late = date(2026, 12, 25)
    return [
        RegisterFilter(is_open=True, due_to=late),
        RegisterFilter(is_open=True, due_from=late),
        RegisterFilter(is_open=True, handler=""),
        RegisterFilter(is_open=True, suspended=False),
        RegisterFilter(right="ACCESS"),
    ]


def _narrow(lines: tuple[RegisterLine, ...]) -> list[RegisterFilter]:
    """Return the filters that fit a part of these lines by what a case may change."""
    found = []
    for is_open in (None, True):
        for handler in {line.handler for line in lines}:
            found.append(RegisterFilter(is_open=is_open, handler=handler))
        for step in {line.next_step for line in lines}:
            found.append(RegisterFilter(is_open=is_open, next_step=(step,)))
    return found


def shown(file: OpenCaseFile, looks: Looks) -> dict[str, object]:
    """Return what each look shows: a value, or the known error it refuses with."""
    found: dict[str, object] = {}
    for name, look in looks.items():
        try:
            with file.reading() as now:
                found[name] = look(now)
        except KnownError as error:
            found[name] = error
    others = {"contents": file.contents, "slots": _slots_of(file), "next": _next(file)}
    for name, about in others.items():
        try:
            found[name] = about()
        except KnownError as error:
            found[name] = error
    return found


def _slots_of(file: OpenCaseFile) -> Callable[[], object]:
    return lambda: file._connections.reader().rows("SELECT id, body FROM slot ORDER BY id")


def _next(file: OpenCaseFile) -> Callable[[], object]:
    """Return what gives the numbers that the next case would get; nothing is kept."""

    def numbers() -> object:
        with file.work(ACTOR) as work:
            return work.next_ref(DAY.year), work.new_stream()

    return numbers


def told_or_right(found: object, truth: object) -> bool:
    """Say whether a look refused, told the right thing, or marked each line that it made anew."""
    if isinstance(found, KnownError):
        return True
    if not (isinstance(found, tuple) and found and isinstance(found[0], RegisterLine)):
        return found == truth
    assert isinstance(truth, tuple)
    marked = {line.stream for line in found if line.error}
    return [line for line in found if line.stream not in marked] == [
        line for line in truth if line.stream not in marked
    ]
