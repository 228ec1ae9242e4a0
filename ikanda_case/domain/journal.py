"""The journal: entries, their canonical form, and the chain that binds them."""

import hashlib
import hmac
import json
import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from ikanda_case.domain.entry_kinds import FACTS
from ikanda_case.domain.errors import DamageError
from ikanda_case.domain.facts import Fact

OFFICE = 0
"""The stream of office entries; every other stream is an item that may become a case."""

CHAIN_START = bytes(32)
"""What the first entry names as its predecessor."""


class Entry(NamedTuple):
    """One thing that happened; a tuple, because every look at a case makes all of its entries."""

    n: int
    """Position in the journal, from 1, without gaps."""
    stream: int
    kind: str
    on: date
    """The day of the fact, in Brussels."""
    actor: str
    recorded_at: datetime
    """UTC, when it was written down."""
    fact: Fact | None
    """None when the payload was lawfully removed."""


# ---- canonical form ----------------------------------------------------------------------------

_JSON = json.JSONDecoder()
_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)
quoted = encode_basestring
"""Returns a text as `canonical` writes it, for lists that are written by the thousand."""


def canonical(value: object) -> bytes:
    """Return `value` (plain JSON types) as UTF-8 JSON: keys sorted, no spaces."""
    return _CANONICAL.encode(value).encode()


def plain(value: object) -> Any:
    """Return a fact or a field of one as plain JSON types."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def payload(fact: Fact) -> bytes:
    """Return the canonical bytes of a fact."""
    return canonical(plain(fact))


def fact_of(kind: str, raw: bytes) -> Fact:
    """Return the fact written as `raw`; DamageError when it is not one of that kind."""
    known = FACTS.get(kind)
    if known is None:
        raise DamageError("unknown_entry_kind", kind=kind)
    try:
        return typing.cast(Fact, _reader_of(typing.cast(Any, known))(_parsed(raw)))
    except (ValueError, TypeError, KeyError) as error:
        raise DamageError("unreadable_entry", kind=kind) from error


def _parsed(raw: bytes) -> Any:
    """Return the JSON that canonical bytes hold, and nothing before or after it."""
    text = raw.decode()
    value, end = _JSON.raw_decode(text)
    if end != len(text):
        raise ValueError("more than one value")
    return value


def field_of(kind: str, name: str, raw: str) -> object:
    """Return one field's value from its canonical JSON, as `Corrected.changes` holds it.

    DamageError "unreadable_entry"(kind) when entries of that kind have no such field, or it is no
    value of that field.
    """
    try:
        if name == "on":
            return date.fromisoformat(json.loads(raw))
        return _field_readers(typing.cast(Any, FACTS[kind]))[name](json.loads(raw))
    except (ValueError, TypeError, KeyError) as error:
        raise DamageError("unreadable_entry", kind=kind) from error


@cache
def _field_readers(known: Any) -> dict[str, Callable[[Any], Any]]:
    hints = typing.get_type_hints(known)
    return {field.name: _reader_of(hints[field.name]) for field in fields(known)}


@cache
def _reader_of(hint: Any) -> Callable[[Any], Any]:
    """Return what turns plain JSON into a value of the type `hint`."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if is_dataclass(hint):
        return _dataclass_reader(typing.cast(type, hint))
    if origin in (typing.Union, types.UnionType):
        inner = _reader_of(next(each for each in arguments if each is not types.NoneType))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _tuple_reader(arguments)
    if hint is datetime:
        return datetime.fromisoformat
    if hint is date:
        return date.fromisoformat
    if origin is typing.Literal:
        return _one_of(frozenset(arguments))
    return _exactly(hint)


def _dataclass_reader(known: type) -> Callable[[Any], Any]:
    readers = _field_readers(known)
    hints = typing.get_type_hints(known)
    as_it_is = {name: hints[name] for name in readers if hints[name] in (str, int, bool)}

    def read(value: dict[str, Any]) -> Any:
        for name, each in value.items():
            if as_it_is.get(name) is not type(each):
                value[name] = readers[name](each)
        if len(value) < len(readers):  # an older program wrote it: the others have their defaults
            return known(**value)
        made: Any = object.__new__(known)
        object.__setattr__(made, "__dict__", value)
        return made

    return read


def _tuple_reader(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        each_of = _reader_of(arguments[0])
        return lambda value: tuple(each_of(each) for each in value)
    readers = [_reader_of(each) for each in arguments]
    return lambda value: tuple(read(each) for read, each in zip(readers, value, strict=True))


def _one_of(allowed: frozenset[Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if value not in allowed:
            raise ValueError(value)
        return value

    return read


def _exactly(kind: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(type(value).__name__)
        return value

    return read


# ---- the chain ---------------------------------------------------------------------------------


def payload_digest(salt: bytes, raw: bytes) -> bytes:
    """Return the digest by which the chain knows a payload.

    The salt goes with the payload: once both are lawfully removed, the digest that stays in
    the chain says nothing about what stood there.
    """
    return hashlib.sha256(salt + raw).digest()


Words = tuple[int, int, str, str, str, str]
"""What the chain binds of an entry, as it is written: n, stream, kind, day, actor, moment."""


def link(key: bytes, previous: bytes, entry: Entry, digest: bytes) -> bytes:
    """Return the keyed hash (HMAC-SHA-256, 32 bytes) that binds `entry` to its predecessor."""
    return hmac.digest(key, bound(previous, words_of(entry), digest), "sha256")


def words_of(entry: Entry) -> Words:
    """Return the words of an entry as they are written."""
    moment = entry.recorded_at.astimezone(UTC).isoformat()
    return (entry.n, entry.stream, entry.kind, entry.on.isoformat(), entry.actor, moment)


def bound(previous: bytes, words: Words, digest: bytes) -> bytes:
    """Return what a link is the keyed hash of: the `canonical` list of all that it binds."""
    n, stream, kind, on, actor, moment = words
    return (
        f"[{n},{stream},{quoted(kind)},{quoted(on)},{quoted(actor)},{quoted(moment)},"
        f'"{digest.hex()}","{previous.hex()}"]'
    ).encode()
