"""The register as rows: one line for each case, and the filters of the ready-made lists."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import get_args

from ikanda_case.app.queries import Order, RegisterFilter, RegisterLine, Waiting
from ikanda_case.domain.case import IdentityCode
from ikanda_case.domain.next_step import Step
from ikanda_case.domain.office import Office
from ikanda_case.domain.people import folded
from ikanda_case.texts.catalogue import phrase
from ikanda_case.texts.dates import short_date
from ikanda_case.texts.names import state_name, step_name
from ikanda_case.ui.look.cells import Cell, Row
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.models.badges import Term, deadline_badge, identity_badge
from ikanda_case.ui.models.outside import one_line

LISTS: Mapping[str, RegisterFilter] = {
    "todo": RegisterFilter(is_open=True),
    "unassigned": RegisterFilter(is_open=True, handler=""),
    "week": RegisterFilter(is_open=True),
    "late": RegisterFilter(is_open=True),
    "identity": RegisterFilter(is_open=True, identity=("pending", "received", "insufficient")),
    "all": RegisterFilter(),
    "closed": RegisterFilter(is_open=False),
}
"""The ready-made lists over cases; `waiting` and `today` are not of this kind."""
ORDERS: Mapping[str, Order] = {
    "ref": "ref",
    "requester": "requester",
    "term": "due",
    "due": "due",
    "identity": "identity",
    "step": "step",
    "received": "received",
    "handler": "handler",
}
"""By which order of the register a column sorts; tags have none."""
COLUMNS = ("ref", "requester", "rights", "term", "due", "identity", "step", "received", "handler")

_MEGABYTE = 1_000_000
_PAPER = frozenset({"pdf", "png", "jpg", "jpeg", "tif", "tiff"})
_NOTE = frozenset({"txt", "md"})


def list_filter(key: str, today: date) -> RegisterFilter:
    """Return what a ready-made list holds on a day."""
    wanted = LISTS[key]
    if key == "week":
        return replace(wanted, due_to=today + timedelta(days=7))
    if key == "late":
        return replace(wanted, due_to=today - timedelta(days=1))
    return wanted


def ranks_of(order: Order, office: Office | None, lang: str) -> tuple[str, ...]:
    """Return the codes of an order by codes as they are read aloud; empty for any other order."""
    if order == "identity":
        names = {code: identity_badge(code, lang).text for code in get_args(IdentityCode)}
    elif order == "step":
        names = {code: step_name(code, lang) for code in get_args(Step)}
    elif order == "handler" and office is not None:
        names = {person.id: person.name for person in office.people.values()}
    else:
        return ()
    return tuple(sorted(names, key=lambda code: folded(names[code])))


def owes(line: RegisterLine) -> bool:
    """Return whether a right of the case still waits for its answer or its act."""
    return not line.rows or not all(row.done for row in line.rows)


def line_badge(line: RegisterLine, today: date, lang: str) -> Badge:
    """Return the deadline badge of a case in a list."""
    if not line.is_open or not owes(line):
        return _finished(line, lang)
    term = Term(
        due=line.due,
        strict_due=line.strict_due,
        suspended=line.suspended,
        extended=line.extended,
        name=line.ref,
    )
    return deadline_badge(term, today, lang)


def _finished(line: RegisterLine, lang: str) -> Badge:
    return Badge(Shape.TICK_DISC, state_name(line.state, lang), "ok")


def rights_words(line: RegisterLine, office: Office, lang: str) -> tuple[str, ...]:
    """Return the short names of the rights of a case."""
    table = office.rulebook.rights
    return tuple(table.right(row.right).short[lang] for row in line.rows)


def due_cell(line: RegisterLine, today: date, lang: str) -> Cell:
    """Return the last day, or the strict one while the case is suspended."""
    if line.error:
        return Cell(phrase(lang, "names", "block_error"), ink="late", sort=date.min)
    if line.due:
        return Cell(short_date(line.due, lang, today), sort=line.due)
    if line.strict_due:
        day = short_date(line.strict_due, lang, today)
        words = phrase(lang, "badges", "strict", {"day": day})
        return Cell(words, ink="pause", sort=line.strict_due)
    return Cell("-", sort=date.max)


def register_row(line: RegisterLine, office: Office, today: date, lang: str) -> Row:
    """Return the row of a case."""
    badge = line_badge(line, today, lang)
    rights = rights_words(line, office, lang)
    handler = office.name_of(line.handler) if line.handler else ""
    identity = identity_badge(line.identity, lang)
    step = step_name(line.next_step, lang)
    cells = (
        Cell(line.ref, strong=True, sort=line.ref),
        Cell(one_line(line.requester)),
        Cell(tags=rights, sort=", ".join(rights)),
        Cell(badge=badge, sort=line.sort_day),
        due_cell(line, today, lang),
        Cell(badge=identity, sort=identity.text),
        Cell(step),
        Cell(short_date(line.received_on, lang, today), sort=line.received_on),
        Cell(handler),
    )
    spoken = ", ".join(
        (line.ref, *rights, badge.sentence, identity.text, step, one_line(line.requester))
    )
    return Row(str(line.stream), cells, spoken=spoken)


def waiting_row(item: Waiting, today: date, lang: str, taken_in: datetime) -> Row:
    """Return the row of something nobody has looked at yet; `taken_in` is Brussels time."""
    times = phrase(lang, "ui_lists", "times", {"number": item.times}) if item.times > 1 else ""
    day = taken_day(taken_in, today, lang)
    name = one_line(item.name)
    return Row(
        str(item.stream),
        (
            Cell(name, icon=item_icon(item)),
            Cell(f"{day}, {taken_in:%H:%M}", sort=item.taken_in_at),
            Cell(size_words(item.size, lang), sort=item.size),
            Cell(times),
        ),
        spoken=", ".join(part for part in (name, day, times) if part),
    )


def waiting_short(item: Waiting, today: date, lang: str, taken_in: datetime) -> Row:
    """Return the same in one cell of two lines, for Today."""
    day = taken_day(taken_in, today, lang)
    second = f"{day}, {taken_in:%H:%M}, {size_words(item.size, lang)}"
    return Row(str(item.stream), (Cell(one_line(item.name), second, icon=item_icon(item)),))


def taken_day(taken_in: datetime, today: date, lang: str) -> str:
    """Return `vandaag`, or the day in short."""
    if taken_in.date() == today:
        return phrase(lang, "badges", "today")
    return short_date(taken_in.date(), lang, today)


def size_words(size: int, lang: str) -> str:
    """Return a size in kB, or in MB from a thousand kB on."""
    if size >= _MEGABYTE:
        return phrase(lang, "ui_lists", "size_mb", {"mb": round(size / _MEGABYTE)})
    return phrase(lang, "ui_lists", "size", {"kb": max(1, round(size / 1000))})


def item_icon(item: Waiting) -> str:
    """Return the icon of what arrived: paper, a note, or a mail."""
    ending = item.name.rsplit(".", 1)[-1].lower()
    if item.media_type.startswith("image/") or ending in _PAPER:
        return "mailbox"
    return "document_text" if ending in _NOTE else "mail"
