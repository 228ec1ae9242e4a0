"""Cases for tests of the rules: entries written one after another, without any file."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from ikanda_case.domain import lifecycle
from ikanda_case.domain.case import Case
from ikanda_case.domain.facts import Extended, Fact, FollowOnSettled, OfficeDescribed, TakenIn
from ikanda_case.domain.follow_ons import follow_ons
from ikanda_case.domain.following import settle
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.lifecycle import Happened, Receipt
from ikanda_case.domain.office import Colleague, Office
from ikanda_case.domain.people import Parties, Person
from ikanda_case.domain.replay import case_of
from tests.support.casefiles import rulebook

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MARIEKE = Person(
    name="Marieke Denkbeeld",
    address=("Voorbeeldstraat 7 bus 2", "0000 Nergenshuizen"),
    email="marieke@voorbeeld.example",
)


def an_office() -> Office:
    """Return an office with everything a letter needs, a clerk p1 and an approver p2."""
    described = OfficeDescribed(
        legal_name="IKANDA BV (FICTIEF)",
        department="Afdeling Legal - Privacy",
        address=("Achterstraat 17", "9450 Haaltert"),
        enterprise_number="0000.000.000",
        signatory="Rik Ontwerp (fictief)",
        function="Hoofd Afdeling Legal - Privacy",
        contact="tel. 000 00 00 00",
        mailbox="privacy@ikanda-demo.example",
        mail_hosts=("mx.ikanda-demo.example",),
    )
    people = {
        "p1": Colleague("p1", "Ilse Modelaar", ("intake", "handler")),
        "p2": Colleague("p2", "Rik Ontwerp", ("approver",)),
    }
    return replace(Office(rulebook()), described=described, people=people)


def a_receipt(**said: object) -> Receipt:
    """Return an ordinary receipt of 5 November 2026, with what a test wants otherwise."""
    usual: dict[str, object] = {
        "received_on": date(2026, 11, 5),
        "channel": "email",
        "parties": Parties.herself(MARIEKE),
        "rights": ("ACCESS",),
        "despite": "verzonnen: lag in een andere mailbox",
    }
    return Receipt(**{**usual, **said})  # type: ignore[arg-type]


@dataclass
class Story:
    """A case as it grows: each deed appends its entries."""

    office: Office = field(default_factory=an_office)
    today: date = TODAY
    entries: list[Entry] = field(default_factory=list)

    @property
    def case(self) -> Case:
        return case_of(1, self.entries)

    def write(self, happened: list[Happened], actor: str = "p1") -> Case:
        for on, fact in happened:
            self.put(on, fact, actor)
        return self.case

    def put(self, on: date, fact: Fact, actor: str = "p1") -> Case:
        number = len(self.entries) + 1
        self.entries.append(Entry(number, 1, fact.kind, on, actor, NOW, fact))
        return self.case


def taken_in() -> Story:
    """Return an item that waits to be looked at."""
    story = Story()
    story.put(TODAY, TakenIn(name="brief.eml", sha256="00" * 32, size=5, channel="email"))
    return story


def opened(**said: object) -> Story:
    """Return a case that was just opened."""
    story = taken_in()
    story.write(
        lifecycle.receive(story.case, a_receipt(**said), "AVG-2026-0001", story.office, story.today)
    )
    return story


def noted(ground: str) -> tuple[tuple[str, str], ...]:
    """Return an evidence note for each thing a ground asks to be noted (rules 1.3)."""
    known = rulebook().rights.grounds.get(ground)
    return tuple((name, "genoteerd") for name in known.evidence) if known else ()


def more(reason: str, **said: object) -> Extended:
    """Return an extension for its number of documents."""
    return Extended(**{"reason": reason, "because": "complexity", **said})  # type: ignore[arg-type]


def followed_up(story: Story, on: date = TODAY) -> Story:
    """Settle everything that still follows from the rights of the case."""
    for each in follow_ons(story.case, story.office):
        if each.is_open:
            settled = FollowOnSettled(code=each.code, right=each.right, subject=each.subject)
            story.write(settle(story.case, story.office, settled, on, on))
    return story
