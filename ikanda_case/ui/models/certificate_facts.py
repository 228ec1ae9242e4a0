"""A certificate as facts a person reads: whose, by whom, until when, and its fingerprint."""

from datetime import date
from typing import Protocol

from ikanda_case.texts.dates import long_date
from ikanda_case.ui.frame.words import Words
from ikanda_case.ui.look.marks import Badge, Shape
from ikanda_case.ui.widgets.facts import Fact

WARN_DAYS = 60
"""Days before its end from which a certificate's last day stands out."""


class Certificate(Protocol):
    """What stands in it."""

    @property
    def owner(self) -> str: ...
    @property
    def issuer(self) -> str: ...
    @property
    def until(self) -> "HasDate": ...
    @property
    def self_signed(self) -> bool: ...


class HasDate(Protocol):
    """A moment of which only the day is shown."""

    def date(self) -> date: ...


def certificate_facts(
    said: Certificate, fingerprint: str, today: date, words: Words
) -> tuple[Fact, ...]:
    """Return what is shown of a certificate."""
    issuer = words("issuer_self") if said.self_signed else said.issuer
    return (
        Fact(words("owner"), said.owner, strong=True),
        Fact(words("issuer"), issuer),
        _until(said.until.date(), today, words),
        Fact(words("fingerprint"), _grouped(fingerprint)),
    )


def _until(until: date, today: date, words: Words) -> Fact:
    day, label = long_date(until, words.lang), words("until")
    left = (until - today).days
    if left < 0:
        return Fact(label, badge=Badge(Shape.OCTAGON, words("expired", day=day), "late", chip=True))
    if left <= WARN_DAYS:
        said = words("soon", day=day, count=left)
        return Fact(label, badge=Badge(Shape.TRIANGLE, said, "soon", strong=True))
    return Fact(label, day)


def _grouped(fingerprint: str) -> str:
    return " ".join(fingerprint[place : place + 4] for place in range(0, len(fingerprint), 4))
