"""The head of a message, read under guard: fields, encoded words, parameters, addresses."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import getaddresses

from ikanda_case.intake.charsets import decode
from ikanda_case.intake.plain import clean_line

LONGEST_HEAD = 256 * 1024
"""Bytes; what follows is looked at as body."""
LONGEST_VALUE = 4_000
"""Characters of one field that are decoded; longer ones are an attack on time."""
LONGEST_FIELD = 8_000
"""Bytes of one field that are kept."""
ODD = (ValueError, TypeError, LookupError, AttributeError, RecursionError, MessageError)
"""What the mail package raises on odd headers, as its corpora show."""

_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:(.*)", re.DOTALL)
_ADDRESS = re.compile(r"[^\s<>\"'(),:;@\[\]]{1,200}@[^\s<>\"'(),:;@\[\]]{1,250}")

Fields = Message


@dataclass(frozen=True, slots=True)
class Head:
    """The fields of a message or part, and where its body starts."""

    fields: Fields
    body: int
    damaged: bool
    """A line among the fields was none, or there were too many."""


@dataclass(frozen=True, slots=True)
class Address:
    """A display name, decoded, and an address as it stands."""

    name: str
    address: str


def read_head(raw: bytes, start: int, end: int) -> Head:
    """Return the fields of `raw[start:end]`.

    A mailbox line ("From ") at the top and stray lines between fields are passed over.
    """
    found: list[tuple[str, bytearray]] = []
    damaged, position = False, start
    while position < end:
        line, following = _line(raw, position, end)
        if not line:
            position = following
            break
        match = _FIELD.match(line)
        if position - start > LONGEST_HEAD:
            damaged = True
            break
        if line[:1] in (b" ", b"\t"):
            if found:
                found[-1][1].extend(b" " + line.strip())
        elif match:
            found.append((match[1].decode("ascii"), bytearray(match[2].strip())))
        elif position != start or not line.startswith(b"From "):
            damaged = True
            if not _FIELD.match(_line(raw, following, end)[0]):
                break
        position = following
    fields: Fields = Message(policy=compat32)
    for name, value in found:
        fields[name] = _unlabelled(bytes(value[:LONGEST_FIELD]))
    return Head(fields, position, damaged)


def _unlabelled(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")


def _line(raw: bytes, start: int, end: int) -> tuple[bytes, int]:
    stop = raw.find(b"\n", start, end)
    stop, following = (end, end) if stop < 0 else (stop, stop + 1)
    return raw[start:stop].removesuffix(b"\r"), following


def asked(question: Callable[[], object], otherwise: str = "") -> str:
    """Return a text the mail package is asked for, or `otherwise` where it stumbles."""
    try:
        answer = question()
    except ODD:
        return otherwise
    return answer if isinstance(answer, str) else otherwise


def values(fields: Fields, name: str) -> list[str]:
    """Return every value of a field, undecoded, in the order of the message."""
    return [str(value)[:LONGEST_VALUE] for value in fields.get_all(name, [])]


def decoded(value: str) -> str:
    """Return `value` with its encoded words (RFC 2047) as text; as it stands where none fit."""
    value = value[:LONGEST_VALUE]
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value)
    except ODD:
        return value
    return "".join(_piece(content, charset) for content, charset in pieces)


def _piece(content: bytes | str, charset: str | None) -> str:
    if isinstance(content, str):
        return content
    if charset is None:
        return content.decode("raw-unicode-escape", "replace")
    return decode(content, charset).text


def line(fields: Fields, name: str, limit: int) -> str:
    """Return the first value of a field as one clean line, empty where there is none."""
    return next((clean_line(decoded(value), limit) for value in values(fields, name)), "")


def addresses(fields: Fields, name: str) -> tuple[Address, ...]:
    """Return every address of every field `name`, in order; none where no address stands."""
    return tuple(_found(values(fields, name)))


def _found(raw: Iterable[str]) -> Iterable[Address]:
    for value in raw:
        try:
            pairs = getaddresses([value])
        except ODD:
            pairs = []
        good = [pair for pair in pairs if _ADDRESS.fullmatch(pair[1])]
        if not good:
            good = [(value.partition("<")[0], each) for each in _ADDRESS.findall(value)]
        for shown, address in good:
            yield Address(clean_line(decoded(shown).strip("\"' "), 200), clean_line(address, 320))


def addresses_in(text: str) -> list[str]:
    """Return what looks like e-mail addresses in `text`."""
    return _ADDRESS.findall(text[:LONGEST_VALUE])
