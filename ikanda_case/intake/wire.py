"""How drafts travel between the reading process and the program; nothing odd gets through."""

import struct
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from json import dumps, loads
from typing import IO, TypeVar, get_args

from ikanda_case.app.drafts import (
    Arrival,
    ArrivalSource,
    AttachmentDraft,
    Caution,
    Form,
    IntakeDraft,
    RightHint,
)
from ikanda_case.intake.arrival import BrusselsDay

LARGEST_HEAD = 64 * 1024 * 1024
_LENGTHS = struct.Struct(">II")

_TEXTS = (
    "sender_name",
    "sender_address",
    "to",
    "subject",
    "text",
    "language",
    "message_id",
    "forwarded_by",
    "media_type",
)
_FORMS: tuple[Form, ...] = get_args(Form)
_SOURCES: tuple[ArrivalSource, ...] = get_args(ArrivalSource)

Stream = IO[bytes]
Head = Mapping[str, object]
Known = TypeVar("Known", bound=str)


def send(stream: Stream, head: Head, body: bytes = b"") -> None:
    """Write one message: lengths, head as JSON, body."""
    packed = dumps(head).encode("ascii")
    stream.write(_LENGTHS.pack(len(packed), len(body)))
    stream.write(packed)
    stream.write(body)
    stream.flush()


def receive(stream: Stream, largest_body: int) -> tuple[Head, bytes]:
    """Read one message. EOFError at the end, ValueError where it is none."""
    packed, size = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if packed > LARGEST_HEAD or size > largest_body:
        raise ValueError("message too large")
    head = loads(_exactly(stream, packed))
    if not isinstance(head, dict):
        raise ValueError("message without head")
    return head, _exactly(stream, size)


def _exactly(stream: Stream, size: int) -> bytes:
    content = stream.read(size)
    if len(content) != size:
        raise EOFError
    return content


def packed(draft: IntakeDraft) -> Head:
    """Return a draft as JSON values."""
    head = asdict(draft)
    arrival = head["arrival"]
    head["arrival"] = {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in arrival.items()
    }
    return head


def unpacked(head: Head, brussels_day: BrusselsDay) -> IntakeDraft:
    """Return the draft again, its days reckoned here; ValueError where anything is not right."""
    try:
        return IntakeDraft(
            form=_one_of(_FORMS, head["form"]),
            arrival=_arrival(_table(head["arrival"]), brussels_day),
            attachments=tuple(_attachment(_table(each)) for each in _list(head["attachments"])),
            rights=tuple(_right(_table(each)) for each in _list(head["rights"])),
            cautions=tuple(_caution(_table(each)) for each in _list(head["cautions"])),
            **{name: _text(head[name]) for name in _TEXTS},
        )
    except KeyError as fault:
        raise ValueError("no draft") from fault


def _arrival(fields: Head, brussels_day: BrusselsDay) -> Arrival:
    instant = _instant(fields["instant"])
    original = _instant(fields["original_instant"])
    claimed = fields["original_day"]
    day = None if claimed is None else date.fromisoformat(_text(claimed))
    return Arrival(
        instant=instant,
        day=brussels_day(instant) if instant else None,
        source=_one_of(_SOURCES, fields["source"]),
        forwarded=fields["forwarded"] is True,
        original_day=brussels_day(original) if original else day,
        original_instant=original,
    )


def _instant(value: object) -> datetime | None:
    if value is None:
        return None
    instant = datetime.fromisoformat(_text(value))
    if instant.tzinfo is None or not 1990 <= instant.year < 2200:
        raise ValueError("no instant")
    return instant


def _attachment(fields: Head) -> AttachmentDraft:
    return AttachmentDraft(
        name=_text(fields["name"]),
        media_type=_text(fields["media_type"]),
        size=_number(fields["size"]),
        sha256=_text(fields["sha256"]),
        part=_number(fields["part"]),
    )


def _right(fields: Head) -> RightHint:
    words = tuple(_text(each) for each in _list(fields["words"]))
    return RightHint(_text(fields["right"]), words, fields["certain"] is True)


def _caution(fields: Head) -> Caution:
    facts = []
    for fact in _list(fields["facts"]):
        if not isinstance(fact, list) or len(fact) != 2:
            raise ValueError("no fact")
        value = fact[1] if isinstance(fact[1], str) else _number(fact[1])
        facts.append((_text(fact[0]), value))
    return Caution(_text(fields["code"]), tuple(facts))


def _one_of(known: tuple[Known, ...], value: object) -> Known:
    for each in known:
        if each == value:
            return each
    raise ValueError("not one of these")


def _table(value: object) -> Head:
    if not isinstance(value, dict):
        raise ValueError("no table")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ValueError("no list")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("no number")
    return value
