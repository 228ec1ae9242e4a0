"""`ikanda-case clock`: deadlines for lines of JSON, one line of answer for each."""

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

import click

from ikanda_case.cli.output import WRONG, emit, error_object
from ikanda_case.domain.calendars import Calendar
from ikanda_case.domain.clock import ClockEvent, Deadline, Step, deadline
from ikanda_case.domain.errors import InputError
from ikanda_case.texts.steps import step_text

ToBrussels = Callable[[datetime], datetime]

_LONGEST_LINE = 1_000_000  # bytes; a case with a thousand events takes a tenth of it
_LANGUAGES = ("nl", "fr", "en")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)


def clock_command(
    calendar_loader: Callable[[], Calendar], to_brussels: ToBrussels
) -> click.Command:
    """Return the command; it ends with exit code 2 when a line could not be answered."""

    @click.command("clock")
    @click.option(
        "--json", is_flag=True, required=True, expose_value=False, help="The one form of answer."
    )
    @click.pass_context
    def clock(context: click.Context) -> None:
        """Answer lines of JSON on standard input with deadlines, one line for each, in order."""
        calendar = calendar_loader()
        refused = False
        for line in _lines(sys.stdin.buffer):
            answer = answer_line(line, calendar, to_brussels)
            refused = refused or "error" in answer
            emit(answer)
        if refused:
            context.exit(WRONG)

    return clock


def answer_line(
    line: str | bytes | None, calendar: Calendar, to_brussels: ToBrussels
) -> dict[str, Any]:
    """Return the answer to one line, or its error; `None` is a line too long to be read.

    `to_brussels` takes a moment, without an offset a Brussels one, to Europe/Brussels.
    """
    lang = _LANGUAGES[0]
    try:
        question = _parsed(line)
        if not isinstance(question, dict):
            raise InputError("line_not_object")
        lang = _language(question)
        return _answer(question, lang, calendar, to_brussels)
    except InputError as error:
        return error_object(error, lang)


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield each line; None for one that is too long, which is passed over unread."""
    while line := stream.readline(_LONGEST_LINE + 1):
        if len(line) <= _LONGEST_LINE or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_LONGEST_LINE)
        yield None


# ---- answering -------------------------------------------------------------------------------


def _answer(
    question: Mapping[str, Any], lang: str, calendar: Calendar, to_brussels: ToBrussels
) -> dict[str, Any]:
    if question.get("jurisdiction", calendar.jurisdiction) != calendar.jurisdiction:
        raise InputError("unknown_jurisdiction")
    received = _moment(question, calendar, to_brussels)
    found = deadline(
        _text(question, "rule"),
        received.date(),
        _events(question),
        calendar,
        right=_text(question, "right", "ACCESS"),
        instant=received,
    )
    return _shown(found, lang, to_brussels)


def _shown(found: Deadline, lang: str, to_brussels: ToBrussels) -> dict[str, Any]:
    def local(day: date) -> date:
        return to_brussels(day) if isinstance(day, datetime) else day

    steps = (Step(step.code, local(step.date), step.rule, step.facts) for step in found.steps)
    return {
        "due": local(found.due).isoformat() if found.due is not None else None,
        "strict_due": local(found.strict_due).isoformat(),
        "state": found.state,
        "flags": list(found.flags),
        "explanation": [
            {
                "step": step.code,
                "date": step.date.isoformat(),
                "rule": step.rule,
                "text": step_text(step, lang),
            }
            for step in steps
        ],
    }


# ---- reading ---------------------------------------------------------------------------------


def _parsed(line: str | bytes | None) -> Any:
    """Return the JSON of a line, strictly: no NaN, no field twice, nothing too deep."""
    if line is None:
        raise InputError("line_too_long")
    try:
        text = line.decode("utf-8-sig") if isinstance(line, bytes) else line
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):  # UnicodeDecodeError and JSONDecodeError are ValueErrors
        raise InputError("line_not_json") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a field is given twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _object(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InputError("not_an_object", place=place)
    return value


def _text(fields: Mapping[str, Any], name: str, default: str | None = None) -> str:
    value = fields.get(name)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise InputError("not_a_text", place=name)
    return value


def _language(question: Mapping[str, Any]) -> str:
    lang = _text(question, "lang", _LANGUAGES[0])
    if lang not in _LANGUAGES:
        raise InputError("unknown_language")
    return lang


def _moment(question: Mapping[str, Any], calendar: Calendar, to_brussels: ToBrussels) -> datetime:
    """Return the moment of receipt in Brussels; of a date alone, its first moment."""
    value = question.get("received")
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise InputError("not_a_moment", place="received")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise InputError("not_a_moment", place="received") from None
    try:
        return to_brussels(moment)
    except OverflowError:
        raise calendar.outside(moment.year) from None


def _events(question: Mapping[str, Any]) -> list[ClockEvent]:
    events = question.get("events", [])
    if not isinstance(events, list):
        raise InputError("not_a_list", place="events")
    return [_event(_object(each, f"events[{n}]"), f"events[{n}]") for n, each in enumerate(events)]


def _event(fields: Mapping[str, Any], place: str) -> ClockEvent:
    """Return an event; what its kind does not ask for is ignored."""
    kind = fields.get("type")
    if not isinstance(kind, str):
        raise InputError("not_a_text", place=f"{place}.type")
    since = fields.get("since") if kind.endswith("_requested") else None
    channel = fields.get("channel")
    return ClockEvent(
        kind=kind,
        on=_date(fields.get("on"), f"{place}.on"),
        reason=_said(fields.get("reason", True)),
        reasonable_doubt=_said(fields.get("reasonable_doubt", True)),
        large_volume=fields.get("large_volume") is True,
        since=None if since is None else _date(since, f"{place}.since"),
        justified=_said(fields.get("justified", False)),
        forwarded_by_staff=fields.get("forwarded_by_staff") is True,
        channel=channel if isinstance(channel, str) else "",
    )


def _said(value: Any) -> bool:
    """Say whether a reason was given: `true`, or a text that is not blank."""
    return value is True or (isinstance(value, str) and bool(value.strip()))


def _date(value: Any, place: str) -> date:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise InputError("not_a_date", place=place)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InputError("not_a_date", place=place) from None
