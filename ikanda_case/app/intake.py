"""Taking in: bytes first, then reading, then a person's decision."""

from collections.abc import Sequence
from dataclasses import dataclass

from ikanda_case.app.desk import Changes, Desk, record
from ikanda_case.app.drafts import IntakeDraft
from ikanda_case.app.queries import RegisterLine
from ikanda_case.domain import lifecycle
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.facts import Attached, Channel, DuplicateReceived, Fact, TakenIn
from ikanda_case.domain.people import Person, person_keys

LARGEST = 200 * 1024 * 1024
"""Bytes; more than this is no letter, and the person is told so."""


@dataclass(frozen=True, slots=True)
class Taken:
    """An item that lies in the case file: `stream` is where its history stands."""

    stream: int
    sha256: str
    duplicate_of: int | None
    """The stream that already held these bytes, if one did."""
    changes: Changes


def take_in(
    desk: Desk, name: str, content: bytes, channel: Channel = "other", media_type: str = ""
) -> Taken:
    """Keep the bytes before anything looks at them; the same bytes again are linked."""
    if len(content) > LARGEST:
        raise InputError("file_too_large", megabytes=LARGEST // 2**20)
    with desk.work("take_in") as work:
        sha256 = work.keep(content)
        known = work.stream_of_blob(sha256)
        fact: Fact = TakenIn(
            name=shown_name(name),
            sha256=sha256,
            size=len(content),
            media_type=media_type,
            channel=channel,
        )
        if known is not None:
            fact = DuplicateReceived(name=shown_name(name), sha256=sha256)
        stream = work.new_stream() if known is None else known
        changes = record(work, stream, [(desk.clock.today(), fact)])
    return Taken(stream, sha256, known, changes)


def shown_name(name: str) -> str:
    """Return a file's name as it is kept: no path, nothing unseen, at most 200 signs."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable())[:200] or "-"


def read(desk: Desk, stream: int) -> IntakeDraft:
    """Return what an item's bytes propose; stores nothing."""
    with desk.file.reading() as now:
        item = now.case(stream)
        if item.taken_in is None:
            raise InputError("unknown_case")
        content = now.blob(item.taken_in.sha256)
        hosts = now.office().described.mail_hosts
    return desk.reader.read(item.taken_in.name, content, hosts)


def original(desk: Desk, stream: int) -> bytes:
    """Return an item's bytes as they came."""
    with desk.file.reading() as now:
        item = now.case(stream)
        if item.taken_in is None:
            raise InputError("unknown_case")
        return now.blob(item.taken_in.sha256)


def exported(desk: Desk, stream: int) -> bytes:
    """Return an item's bytes as they came, to be kept outside the file."""
    with desk.reading("export"):
        return original(desk, stream)


def earlier_cases(desk: Desk, persons: Sequence[Person]) -> tuple[RegisterLine, ...]:
    """Return earlier cases that look like the same person's, newest first; a hint, no proof."""
    from ikanda_case.app.queries import register_line

    keys = frozenset().union(*(person_keys(person) for person in persons))
    if not keys:
        return ()
    with desk.file.reading() as now:
        office = now.office()
        return tuple(register_line(now.case(each), office) for each in now.alike(keys))


def open_case(desk: Desk, stream: int, receipt: lifecycle.Receipt) -> Changes:
    """Open a case from an item, with the facts a person confirmed."""
    today = desk.clock.today()
    with desk.work("open_case") as work:
        item = work.case(stream)
        ref = item.ref or work.next_ref(today.year)
        return record(work, stream, lifecycle.receive(item, receipt, ref, work.office(), today))


def set_aside(desk: Desk, stream: int, reason: str) -> Changes:
    """Say that an item is no request, and why."""
    with desk.work("set_aside") as work:
        fact = lifecycle.set_aside(work.case(stream), reason)
        return record(work, stream, [(desk.clock.today(), fact)])


def attach(desk: Desk, stream: int, name: str, content: bytes, **said: str) -> Changes:
    """Add a scan, an envelope or a proof; `said` may hold `purpose` and `media_type`."""
    if len(content) > LARGEST:
        raise InputError("file_too_large", megabytes=LARGEST // 2**20)
    with desk.work("attach") as work:
        work.case(stream)
        sha256 = work.keep(content)
        fact = Attached(name=shown_name(name), sha256=sha256, size=len(content), **said)  # type: ignore[arg-type]
        return record(work, stream, [(desk.clock.today(), fact)])
