"""A person at a case file in memory: for use cases that make no page, or that make and sign one."""

from dataclasses import replace
from typing import Any, cast

from ikanda_case.app import office, signing_key
from ikanda_case.app.desk import Desk
from ikanda_case.bootstrap.parts import Pages, Seals, Words
from ikanda_case.domain.roles import MAKERS
from ikanda_case.tables.letters import load_templates
from tests.support.casefiles import rulebook
from tests.support.cases import an_office
from tests.support.clocks import SetClock
from tests.support.memory import MemoryCaseFile


class NotHere:
    """A part of the outside that these use cases must not touch."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"{name} was asked for")


def memory_desk(actor: str = "p1") -> Desk:
    """Return the desk of a clerk; `p2` may approve."""
    clock = SetClock()
    outside = cast(Any, NotHere())
    desk = Desk(
        file=MemoryCaseFile(rulebook(), clock),
        clock=clock,
        reader=outside,
        renderer=outside,
        signer=outside,
        wording=outside,
        templates={},
        actor=actor,
    )
    first = replace(desk, actor="p1")
    office.add_person(first, "p1", "Ilse Modelaar", ("intake", "handler", "administrator"))
    office.describe(first, an_office().described)
    office.add_person(first, "p2", "Rik Ontwerp", ("approver",))
    return desk


def signing_desk(signer: Seals | None = None) -> Desk:
    """Return the desk of somebody of every role, with real pages, signatures and a key."""
    clock = SetClock()
    desk = Desk(
        file=MemoryCaseFile(rulebook(), clock),
        clock=clock,
        reader=cast(Any, NotHere()),
        renderer=Pages(),
        signer=signer or Seals(),
        wording=Words(),
        templates=load_templates(),
        actor="p1",
    )
    office.add_person(desk, "p1", "Ilse Modelaar", MAKERS)
    office.describe(desk, an_office().described)
    signing_key.ensure_key(desk)
    return desk
