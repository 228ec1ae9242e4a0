"""A folder's plan.json as a plan; whatever is wrong in it is refused by the field's name."""

import json
from collections.abc import Callable, Mapping
from datetime import MAXYEAR, MINYEAR, date, datetime
from typing import Any, TypeVar

from ikanda_case.app.plan import Plan, PlannedAnswer, PlannedIdentity, PlannedItem
from ikanda_case.cli.dates import iso_day
from ikanda_case.domain.errors import InputError
from ikanda_case.domain.facts import OfficeDescribed
from ikanda_case.domain.people import Person

T = TypeVar("T")
Object = Mapping[str, Any]

CHANNELS = ("email", "post", "desk", "phone", "chat", "account", "other")
LANGUAGES = ("nl", "fr", "en", "de")
OUTCOMES = ("confirmed", "insufficient", "mismatch", "none")
RUNGS = ("L0", "L1", "L2", "L3", "L4", "L5")


def read_plan(raw: bytes) -> Plan:
    """Return the plan; InputError("plan_unreadable") or ("plan_field_bad", field=...)."""
    try:
        read = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise InputError("plan_unreadable") from None
    plan = _object(read, "plan")
    if "items" not in plan:
        raise InputError("plan_field_missing", field="items")
    items = _list(plan, "items", lambda each: _item(_object(each, "items")))
    return Plan(as_of=_must(plan, "as_of", _day), office=_office(plan), items=items)


def _office(plan: Object) -> OfficeDescribed:
    told = _object(plan.get("office"), "office")
    signatory = _object(told.get("signatory", {}), "office.signatory")
    address = _list(told, "address", _words)
    return OfficeDescribed(
        legal_name=_text(told, "legal_name"),
        department=_text(told, "department"),
        address=address,
        intake_addresses=_list(told, "intake_addresses", _lines) or (address,),
        mailbox=_text(told, "mailbox"),
        mail_hosts=_list(told, "mail_hosts", _words),
        enterprise_number=_text(told, "enterprise_number"),
        register=_text(told, "register"),
        signatory=_text(signatory, "name"),
        function=_text(signatory, "function"),
        contact=_text(told, "contact") or _text(told, "mailbox"),
    )


def _item(told: Object) -> PlannedItem:
    extended = told.get("extended")
    return PlannedItem(
        file=_must(told, "file", _words),
        rights=_list(told, "rights", _words),
        identity=_maybe(told, "identity", lambda each: _identity(_object(each, "identity"))),
        channel=_maybe(told, "channel", _one_of("channel", CHANNELS)),
        received=_maybe(told, "received", _moment),
        dated=_maybe(told, "dated", _day),
        official_channel=_maybe(told, "official_channel", _day),
        forwarded_by_staff=_maybe(told, "forwarded_by_staff", _flag),
        requester=_maybe(told, "requester", _person),
        data_subject=_maybe(told, "data_subject", _person),
        language=_maybe(told, "language", _one_of("language", LANGUAGES)),
        extended=_extension(_object(extended, "extended")) if extended else None,
        answers=_list(told, "answers", lambda each: _answer(_object(each, "answers"))),
        close_on=_maybe(told, "close_on", _day),
    )


def _identity(told: Object) -> PlannedIdentity:
    return PlannedIdentity(
        needed=_must(told, "needed", _flag),
        because=_text(told, "because"),
        doubt=_text(told, "doubt"),
        rung=_maybe(told, "rung", _one_of("rung", RUNGS)) or "L2",
        requested_on=_maybe(told, "requested_on", _day),
        received_on=_maybe(told, "received_on", _day),
        outcome=_maybe(told, "outcome", _one_of("outcome", OUTCOMES)),
        on=_maybe(told, "on", _day),
    )


def _extension(told: Object) -> tuple[date, str]:
    return _must(told, "on", _day), _text(told, "reason")


def _answer(told: Object) -> PlannedAnswer:
    return PlannedAnswer(
        letter=_must(told, "letter", _words),
        on=_must(told, "on", _day),
        right=_text(told, "right"),
        ground=_text(told, "ground"),
        facts=_text(told, "facts"),
        sent_by=_maybe(told, "sent_by", _one_of("sent_by", ("post", "email"))),
    )


def _person(value: Any) -> Person:
    told = _object(value, "requester")
    address = _list(told, "address", _words)
    return Person(name=_text(told, "name"), address=address, email=_text(told, "email"))


# ---- fields ------------------------------------------------------------------------------------


def _object(value: Any, field: str) -> Object:
    if not isinstance(value, dict):
        raise InputError("plan_field_bad", field=field)
    return value


def _list(told: Object, field: str, read: Callable[[Any], T]) -> tuple[T, ...]:
    value = told.get(field, [])
    if not isinstance(value, list):
        raise InputError("plan_field_bad", field=field)
    return tuple(_read(each, field, read) for each in value)


def _must(told: Object, field: str, read: Callable[[Any], T]) -> T:
    if told.get(field) is None:
        raise InputError("plan_field_missing", field=field)
    return _read(told[field], field, read)


def _maybe(told: Object, field: str, read: Callable[[Any], T]) -> T | None:
    return None if told.get(field) is None else _read(told[field], field, read)


def _read(value: Any, field: str, read: Callable[[Any], T]) -> T:
    try:
        return read(value)
    except (ValueError, TypeError):
        raise InputError("plan_field_bad", field=field) from None


def _text(told: Object, field: str) -> str:
    return _maybe(told, field, _words) or ""


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _lines(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_words(line) for line in value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _day(value: Any) -> date:
    return iso_day(_words(value))


def _moment(value: Any) -> datetime:
    found = datetime.fromisoformat(_words(value))
    if not MINYEAR < found.year < MAXYEAR:
        raise ValueError  # with its offset it may lie outside every calendar
    return found


def _one_of(field: str, allowed: tuple[str, ...]) -> Callable[[Any], Any]:
    def read(value: Any) -> str:
        if value not in allowed:
            raise ValueError(field)
        return str(value)

    return read
