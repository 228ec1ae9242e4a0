"""Reads from the Received fields when a message reached the office (rules section 2.2)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_tz
from math import ceil

from ikanda_case.app.drafts import Arrival
from ikanda_case.intake.headers import ODD, Fields, values

BrusselsDay = Callable[[datetime], date]
MOST_HOPS = 200
GAP = timedelta(hours=1)

_OFFSET = re.compile(r"[+-](?:0\d|1[0-4])[0-5]\d", re.ASCII)
_ZONES = {
    **dict.fromkeys(("z", "ut", "utc", "gmt", "wet"), 0),
    **dict.fromkeys(("cet", "met", "west"), 1),
    **dict.fromkeys(("cest", "mest"), 2),
    **{"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7},
}
"""Hours east of Greenwich, of the zones that RFC 5322 or a European server writes by name."""
_BY = re.compile(r"\bby(?=\s+([^\s;,()\[\]]+))", re.IGNORECASE)
_FOR = re.compile(r"\bfor\s+<", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Walk:
    """The arrival, and the hours between the first and the last of the office's own hops."""

    arrival: Arrival
    gap_hours: int = 0
    """0 unless more than an hour lies between them: a quarantine, or a forged field."""


def walk(fields: Fields, mail_hosts: Sequence[str], brussels_day: BrusselsDay) -> Walk:
    """Return when the message reached the office.

    From the top while the `by` host is one of `mail_hosts`; the lowest of these is the arrival.
    With no hosts set only the topmost field counts. `Date:` and what lies below never count.
    """
    hops = values(fields, "received")[:MOST_HOPS]
    own = {_host(each) for each in mail_hosts} - {""}
    if not own:
        return Walk(_arrival(hops[0] if hops else "", "topmost_header", brussels_day))
    counted = []
    for hop in hops:
        if by_host(hop) not in own:
            break
        counted.append(hop)
    if not counted:
        return Walk(Arrival())
    newest, oldest = moment(counted[0]), moment(counted[-1])
    gap = newest - oldest if newest and oldest else timedelta()
    hours = ceil(gap / timedelta(hours=1)) if gap > GAP else 0
    return Walk(_arrival(counted[-1], "received_header", brussels_day), hours)


def _arrival(hop: str, source: str, brussels_day: BrusselsDay) -> Arrival:
    instant = moment(hop)
    if instant is None:
        return Arrival()
    return Arrival(
        instant=instant,
        day=brussels_day(instant),
        source="received_header" if source == "received_header" else "topmost_header",
    )


def by_host(hop: str) -> str:
    """Return the host that wrote a Received field, in lower case; empty when it does not say.

    Comments, the recipient and the name the sending side gave itself are passed over, because
    they may say anything: of several hosts named, the last is the writer's own.
    """
    clauses = _FOR.split(_without_comments(hop).rpartition(";")[0], maxsplit=1)[0]
    hosts = _BY.findall(clauses)
    return _host(hosts[-1]) if hosts else ""


def _host(name: str) -> str:
    host, _, port = name.strip().casefold().partition(":")
    return (host if not port or port.isdecimal() else f"{host}:{port}").rstrip(".")


def _without_comments(value: str) -> str:
    kept, depth = [], 0
    for sign in value:
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(0, depth - 1)
        elif not depth:
            kept.append(sign)
    return "".join(kept)


def moment(value: str) -> datetime | None:
    """Return the instant a Received or Date field ends with, aware, its offset kept.

    None when there is no full date with an offset in the years 1990 to 2199.
    """
    text = _without_comments(value).rpartition(";")[2].strip()
    zone = _zone(text)
    try:
        parts = parsedate_tz(text)
        if zone is None or parts is None or not 1990 <= parts[0] < 2200:
            return None
        return datetime(*parts[:5], min(parts[5], 59), tzinfo=zone)
    except (*ODD, OverflowError):
        return None


def _zone(text: str) -> timezone | None:
    last = text.rpartition(" ")[2].casefold()
    if last in _ZONES:
        return timezone(timedelta(hours=_ZONES[last]))
    if not _OFFSET.fullmatch(last):
        return None
    offset = timedelta(hours=int(last[1:3]), minutes=int(last[3:]))
    return timezone(-offset if last[0] == "-" else offset)
