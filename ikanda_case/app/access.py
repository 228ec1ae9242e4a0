"""Ways into the case file: who gave, changed or took one, and for whom, as entries.

A way in is opened after its entry is written and closed before it: a crash in between leaves an
entry of a way that never came about or is gone, and never a way that the journal does not know of
(`decisions/012-roles-and-ways-in-the-journal.md`).
"""

from ikanda_case.app import office
from ikanda_case.app.desk import Changes, Desk, record_office
from ikanda_case.app.ports import WaysIn
from ikanda_case.domain import roles
from ikanda_case.domain.access_facts import (
    ComputerForgotten,
    ComputerRemembered,
    PassphraseChanged,
    WayGiven,
    WayTaken,
)
from ikanda_case.domain.errors import InputError, RuleError
from ikanda_case.domain.facts import Fact
from ikanda_case.domain.office import Office
from ikanda_case.domain.roles import Act


class _Entry:
    """The entry of a way in that is about to open: written once its id is known."""

    def __init__(self, desk: Desk, act: Act) -> None:
        self._desk = desk
        self._act = act
        self.changes = Changes()

    def write(self, fact: Fact) -> None:
        self.changes = record_office(self._desk, self._act, fact)


def first_way(desk: Desk, way: str) -> Changes:
    """Record the way in that a new file was made with."""
    return record_office(desk, "ways", WayGiven(person=desk.actor, way=way))


def give_way(desk: Desk, ways: WaysIn, person: str, passphrase: str, label: str) -> Changes:
    """Let a colleague open the file by a passphrase, a new one in place of a forgotten one.

    InputError: "unknown_person", "way_in_exists" for one's own: that is changed by the old one.
    Others as `store.ways_in.give_way_in`.
    """
    with desk.reading("ways") as now:
        if not now.office().may_act(person):
            raise InputError("unknown_person", person=person)
    renewed = person in ways.holders()
    if renewed and person == desk.actor:
        raise InputError("way_in_exists")
    entry = _Entry(desk, "ways")
    ways.give(
        person,
        passphrase,
        label,
        lambda way: entry.write(WayGiven(person=person, way=way, renewed=renewed)),
    )
    return entry.changes


def change_passphrase(desk: Desk, ways: WaysIn, old: str, new: str) -> Changes:
    """Put a new passphrase of one's own in place of the old one; it needs no role."""
    _require_own(desk)
    entry, person = _Entry(desk, "own_way"), desk.actor
    ways.change(
        person, old, new, lambda way: entry.write(PassphraseChanged(person=person, way=way))
    )
    return entry.changes


def take_way(desk: Desk, ways: WaysIn, person: str) -> Changes:
    """Take every way in of a colleague away; nothing is written when there is none.

    RuleError("last_administrator"): no administrator could open the file any more.
    InputError("last_way_in").
    """
    with desk.reading("ways") as now:
        _require_administrator_left(now.office(), ways.holders() - {person}, person)
    gone = ways.take(person)
    if not gone:
        return Changes()
    return record_office(desk, "ways", WayTaken(person=person, ways=gone))


def _require_administrator_left(now: Office, holders: frozenset[str], person: str) -> None:
    administrators = {each.id for each in now.with_role("administrator")}
    if person in administrators and not administrators & holders:
        raise RuleError("last_administrator", rule=roles.RULE, article=roles.ARTICLE)


def remove_person(desk: Desk, ways: WaysIn, person: str, reason: str) -> Changes:
    """Take a colleague's ways in away, then record that this person may no longer act.

    Who opened the file before may have kept its key: only a new key shuts that person out.
    Errors as `office.require_removable` and `take_way`.
    """
    with desk.reading("people") as now:
        office.require_removable(now.office(), person, reason)
    return take_way(desk, ways, person) | office.remove_person(desk, person, reason)


def remember_computer(desk: Desk, ways: WaysIn) -> Changes:
    """Let this computer open the file in one's own name; it needs no role."""
    _require_own(desk)
    entry, person = _Entry(desk, "own_way"), desk.actor
    ways.remember(lambda way: entry.write(ComputerRemembered(person=person, way=way)))
    return entry.changes


def forget_computer(desk: Desk, ways: WaysIn) -> Changes:
    """Let this computer ask for the passphrase again; nothing is written when it did already."""
    _require_own(desk)
    gone = ways.forget()
    return record_office(desk, "own_way", ComputerForgotten(ways=gone)) if gone else Changes()


def _require_own(desk: Desk) -> None:
    """Refuse a way in of one's own before it costs anything; RuleError as `roles.require`."""
    with desk.reading("own_way"):
        return
