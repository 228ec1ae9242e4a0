"""What every use case works with, who may do it, and what it says it touched."""

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from ikanda_case.app import ports
from ikanda_case.domain import roles
from ikanda_case.domain.facts import Fact
from ikanda_case.domain.journal import OFFICE, Entry
from ikanda_case.domain.letters import LetterTemplate
from ikanda_case.domain.lifecycle import Happened


@dataclass(frozen=True)
class Desk:
    """One person at one open case file, with the parts the use cases need."""

    file: ports.CaseFile
    clock: ports.OfficeClock
    reader: ports.MailReader
    renderer: ports.LetterRenderer
    signer: ports.Signer
    wording: ports.Wording
    templates: Mapping[tuple[str, str], LetterTemplate]
    """Letter texts by kind and language."""
    actor: str
    """The id of the person who acts."""

    @contextmanager
    def work(self, act: roles.Act) -> Generator[ports.Work, None, None]:
        """Open the unit of work of an act, if this person's roles allow it (rules 7.2).

        The only way for a use case to write: what it does has a name, and the name is asked for
        inside the unit itself. RuleError as `roles.require`; errors as `ports.CaseFile.work`.
        """
        with self.file.work(self.actor) as work:
            roles.require(work.office(), self.actor, act)
            yield work

    @contextmanager
    def reading(self, act: roles.Act) -> Generator[ports.Reading, None, None]:
        """Open a look for an act that has its roles: one that takes something out of the file, or
        begins with slow work and writes later. RuleError as `roles.require`."""
        with self.file.reading() as now:
            roles.require(now.office(), self.actor, act)
            yield now


@dataclass(frozen=True, slots=True)
class Changes:
    """What a use case touched, so that only that is shown anew."""

    streams: frozenset[int] = frozenset()
    office: bool = False
    entries: tuple[Entry, ...] = ()

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(
            self.streams | other.streams,
            self.office or other.office,
            (*self.entries, *other.entries),
        )


def record(work: ports.Work, stream: int, happened: Iterable[Happened]) -> Changes:
    """Write what happened in one stream and keep it for good."""
    entries: list[Entry] = []
    for on, fact in happened:
        entries += work.append(stream, on, fact)
    work.commit()
    return Changes(frozenset({stream} - {OFFICE}), stream == OFFICE, tuple(entries))


def record_office(desk: Desk, act: roles.Act, *facts: Fact) -> Changes:
    """Write office entries of today."""
    with desk.work(act) as work:
        today = desk.clock.today()
        return record(work, OFFICE, [(today, fact) for fact in facts])
