"""Sixteen workflows of the office over one real case file, each from the state just before it.

Faults are tried through them one after the other; what a workflow acknowledged must be there then.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from ikanda_case.app import (
    delivery,
    intake,
    letters,
    office,
    office_tables,
    rights,
    sealing,
    signing_key,
    steps,
)
from ikanda_case.app.desk import Changes, Desk
from ikanda_case.bootstrap.parts import Pages, Readers, Seals, Words
from ikanda_case.desktop.clock import SystemClock
from ikanda_case.domain.facts import Decided, IdentityRequested, PolicyChanged, Sent, Withdrawn
from ikanda_case.domain.journal import Entry
from ikanda_case.store.backup import back_up
from ikanda_case.store.backup_look import with_key
from ikanda_case.store.casefile import lay_down, remember_on_this_computer
from ikanda_case.store.keys import Keys, write_keys
from ikanda_case.store.restore import restore
from ikanda_case.store.rotation import KeyChange, change_key
from ikanda_case.store.slots import Cost, Slot, passphrase_slot
from ikanda_case.tables.letters import load_templates
from tests.support.casefiles import FILE_ID, KEY, reopen, rulebook
from tests.support.cases import a_receipt, an_office
from tests.support.clocks import START, SetClock
from tests.support.drawer import Drawer

NAME = "fictief.ikanda"
NEW_KEY = bytes(range(101, 133))
"""The data key that the workflow "new key" changes to."""
PASSPHRASE = "zeven fictieve fietsbellen"
DAY = date(2026, 11, 23)
CASE, SPAM = 1, 2
"""The stream that becomes a case, and the one that is no request."""
LOWEST = Cost(64 * 1024, 3, 4)


@dataclass
class Place:
    """Where a workflow is done, and what it was told is kept."""

    path: Path
    at: datetime = START
    told: list[Entry] = field(default_factory=list)
    done: bool = False
    """Whether all of it was acknowledged."""

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Open the case file as a clerk."""
        clock = SetClock(self.at)
        with reopen(self.path, clock=clock) as file:
            yield _desk(file, clock)

    def tell(self, changes: Changes) -> None:
        """Note what a use case acknowledged."""
        self.told += changes.entries

    @property
    def backup(self) -> Path:
        """Return where the backup of this place lies."""
        return self.path.with_name("fictief-20261123-090000.ikanda-backup")

    @property
    def second(self) -> Path:
        """Return where a second case file is made."""
        return self.path.with_name("fictief-twee.ikanda")


@cache
def _parts() -> dict[str, object]:
    return {
        "reader": Readers(SystemClock()),
        "renderer": Pages(),
        "signer": Seals(),
        "wording": Words(),
        "templates": load_templates(),
    }


def _desk(file: object, clock: SetClock) -> Desk:
    return Desk(file=file, clock=clock, actor="p1", **_parts())  # type: ignore[arg-type]


def boss(desk: Desk) -> Desk:
    """Return the desk of the colleague who approves."""
    return replace(desk, actor="p2")


Act = Callable[[Desk], Iterator[Changes]]


@dataclass(frozen=True)
class Workflow:
    """One thing the office does, as the people there call it."""

    name: str
    run: Callable[[Place], None]


def _at_desk(name: str, act: Act) -> Workflow:
    """Return a workflow of use cases: what each of them returns is acknowledged."""

    def run(place: Place) -> None:
        with place.desk() as desk:
            for changes in act(desk):
                place.tell(changes)
            place.done = True

    return Workflow(name, run)


def _intake(desk: Desk) -> Iterator[Changes]:
    yield intake.take_in(desk, "vraag.txt", b"Wat weet u van mij? " * 500).changes


def _open_case(desk: Desk) -> Iterator[Changes]:
    yield intake.open_case(desk, CASE, a_receipt())


def _set_aside(desk: Desk) -> Iterator[Changes]:
    yield intake.set_aside(desk, SPAM, "reclame")


def _identity(desk: Desk) -> Iterator[Changes]:
    asked = IdentityRequested(doubt="ander adres", rung="L2")
    yield steps.request_identity(desk, CASE, asked, DAY)
    yield steps.identity_evidence(desk, CASE, "brief van het gekende adres", DAY)
    yield steps.identity_outcome(desk, CASE, "confirmed", "adres gekend", DAY)


def _decide(desk: Desk) -> Iterator[Changes]:
    yield steps.decide(desk, CASE, Decided(right="ACCESS", decision="granted"), DAY)


def _ask_approval(desk: Desk) -> Iterator[Changes]:
    yield letters.draft(desk, CASE, letters.Wish(kind="L14"), DAY).changes
    yield letters.ask_approval(desk, CASE, "B1", DAY).changes


def _sign(desk: Desk) -> Iterator[Changes]:
    with desk.file.reading() as now:
        shown = now.case(CASE).letters[0].sha256
    yield letters.approve(boss(desk), CASE, "B1", shown, DAY)
    yield sealing.sign(boss(desk), CASE, "B1", DAY)


def _send(desk: Desk) -> Iterator[Changes]:
    to = delivery.address_of(desk, CASE, "B1")
    yield delivery.record_sent(desk, CASE, Sent(letter="B1", channel="post", to=to), DAY)


def _correct(desk: Desk) -> Iterator[Changes]:
    with desk.file.reading() as now:
        [entry] = [each.n for each in now.entries(CASE) if each.kind == "received"]
    yield steps.correct(desk, CASE, entry, {"subject": "inzage"}, "verkeerd gelezen")


def _close(desk: Desk) -> Iterator[Changes]:
    yield rights.withdraw(desk, CASE, Withdrawn(how="mail van vandaag"), DAY)
    yield steps.close(desk, CASE, "withdrawn", DAY)


def _policy(desk: Desk) -> Iterator[Changes]:
    change = PolicyChanged(name="acknowledge_workdays", value="4", reason="drukte")
    yield office_tables.change(desk, change, office_tables.what_moves(desk, change))
    yield office.add_person(desk, "p3", "Fien Voorbeeld", ("handler",))


def _back_up(place: Place) -> None:
    with reopen(place.path) as file:
        back_up(file, place.backup, START)
        place.done = True


def _this_computer(place: Place) -> None:
    with reopen(place.path) as file:
        remember_on_this_computer(file, Drawer(), "balie")
        place.done = True


def _new_file(place: Place) -> None:
    lay_down(place.second, KEY, FILE_ID, START)
    place.done = True


def _new_key(place: Place) -> None:
    change = KeyChange(KEY, NEW_KEY, first_keys(), (slot(NEW_KEY, 2),), "p1", "blad weg")
    change_key(place.path, change, rulebook(), SetClock())
    place.done = True


def _restore(place: Place) -> None:
    by, clock = with_key(KEY), SetClock(place.at)
    restore(place.backup, place.path, by, "schijf kapot", "p1", rulebook(), clock)
    place.done = True


WORKFLOWS = (
    _at_desk("intake", _intake),
    _at_desk("open case", _open_case),
    _at_desk("set aside", _set_aside),
    _at_desk("identity", _identity),
    _at_desk("decide", _decide),
    _at_desk("draft and ask approval", _ask_approval),
    _at_desk("approve and sign", _sign),
    _at_desk("record sending", _send),
    _at_desk("correct", _correct),
    _at_desk("close", _close),
    _at_desk("policy and person", _policy),
    Workflow("backup", _back_up),
    Workflow("restore", _restore),
    Workflow("new case file", _new_file),
    Workflow("this computer", _this_computer),
    Workflow("new key", _new_key),
)
"""In the order of an office's days: each begins where the one before it ended."""


@cache
def slot(key: bytes, generation: int) -> Slot:
    """Return a way in by the passphrase; made once, for it costs what a guess costs."""
    return passphrase_slot(
        PASSPHRASE, key, FILE_ID, label="IM", role="owner", generation=generation, cost=LOWEST
    )


def first_keys() -> Keys:
    """Return the slots beside the file before it gets a new key."""
    return Keys(FILE_ID, (slot(KEY, 1),))


def make_places(folder: Path) -> dict[str, Path]:
    """Return, for each workflow, a folder with the case file as it is just before it."""
    now = Place(folder / "now" / NAME)
    now.path.parent.mkdir()
    lay_down(now.path, KEY, FILE_ID, START)
    write_keys(now.path, first_keys())
    with now.desk() as desk:
        office.add_person(desk, "p1", "Ilse Modelaar", ("intake", "handler", "administrator"))
        office.describe(desk, an_office().described)
        office.add_person(desk, "p2", "Rik Ontwerp", ("approver",))
        yesterday = SetClock(START - timedelta(days=1))  # each place begins its own day at START
        signing_key.ensure_key(replace(desk, clock=yesterday))
        intake.take_in(desk, "brief.txt", b"Ik wil inzage. " * 400)
        intake.take_in(desk, "reclame.txt", b"Koop nu. " * 400)
    places = {}
    for workflow in WORKFLOWS:
        before = folder / workflow.name
        shutil.copytree(now.path.parent, before)
        places[workflow.name] = before
        workflow.run(now)
    return places
