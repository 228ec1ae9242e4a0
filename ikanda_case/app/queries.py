"""What a screen or a report asks for, and the answers as values."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from ikanda_case.app.search_documents import DocumentKind
from ikanda_case.domain.case import Case
from ikanda_case.domain.deadlines import CaseClock, case_clock
from ikanda_case.domain.next_step import next_step
from ikanda_case.domain.office import Office
from ikanda_case.domain.people import folded, person_keys

Order = Literal["due", "ref", "requester", "received", "handler", "identity", "step"]
"""What a list may be ordered by; of equals the earliest due comes first."""


@dataclass(frozen=True, slots=True)
class RowLine:
    """One right in a list."""

    right: str
    due: date | None
    strict_due: date | None
    done: bool


class RegisterLine(NamedTuple):
    """One case in a list: the read model, made from the case and the office, kept by the store.

    Nothing in it depends on today; days left or late are counted when it is shown. It is a tuple
    because a list makes many of them.
    """

    stream: int
    ref: str
    state: str
    is_open: bool
    received_on: date
    due: date | None
    strict_due: date | None
    suspended: bool
    extended: bool
    rows: tuple[RowLine, ...]
    handler: str
    identity: str
    next_step: str
    next_step_by: date | None
    blocker: str
    language: str
    channel: str
    requester: str
    subject: str
    error: str
    """The code of what kept the deadline from being computed, empty when nothing did."""
    found_by: str
    """Folded words of reference, persons and subject, for the filter field."""

    @property
    def sort_day(self) -> date:
        """Return the day a list is ordered by: due, else strict due, else the far end."""
        return self.due or self.strict_due or date.max

    def days_left(self, today: date) -> int | None:
        """Return calendar days to the running due date, negative when late."""
        return (self.due - today).days if self.due else None


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What a list is to hold; an empty value does not narrow."""

    is_open: bool | None = None
    words: str = ""
    right: str = ""
    due_from: date | None = None
    due_to: date | None = None
    suspended: bool | None = None
    identity: tuple[str, ...] = ()
    handler: str | None = None
    """A person's id; an empty text means nobody."""
    received_from: date | None = None
    next_step: tuple[str, ...] = ()
    order: Order = "due"
    ranks: tuple[str, ...] = ()
    """Ordered by handler, identity or step: the codes as the reader expects them; others last."""
    descending: bool = False
    limit: int = 0
    """At most so many lines; 0 means all."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How the open cases of a list stand on one day; what was answered is not among them."""

    late: int
    today: int
    soon: int
    """Due within three days after today."""
    suspended: int
    oldest_strict: date | None
    """The earliest last day under the strictest reading."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something taken in that nobody has looked at."""

    stream: int
    name: str
    size: int
    media_type: str
    taken_in_at: datetime
    times: int
    """How often the same bytes came."""


class Marked(NamedTuple):
    """Words as they stand in a document, and the places of those that were looked for."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    """start and end of each, in order."""


class FoundDocument(NamedTuple):
    """One document in which the words stand (`search_documents.Document`).

    Made by the hundred while somebody types, which is why it is a tuple.
    """

    kind: DocumentKind
    place: str
    what: str
    day: date
    title: Marked
    people: Marked
    """Who wrote it, or to whom it goes: whichever holds the words."""
    text: Marked
    """The words round the first hit, else how the document begins."""


class FoundCase(NamedTuple):
    """A case, or an item that is none, with the documents that were found in it, best first."""

    stream: int
    documents: tuple[FoundDocument, ...]
    line: RegisterLine | None
    """None for an item that is no case."""
    name: str = ""
    """Of such an item: the name of its file."""
    waiting: bool = False
    """Of such an item: nobody has looked at it yet."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found."""

    cases: tuple[FoundCase, ...] = ()
    newest_first: bool = False
    """So much was found that it is not weighed: the newest cases come first."""
    more: bool = False
    """More was found than is given."""


def register_line(case: Case, office: Office) -> RegisterLine:
    """Return the line of an opened case."""
    received = case.received
    if received is None or case.received_on is None:
        raise ValueError("an item that is no case has no line")
    clock = case_clock(case, office)
    step = next_step(case, office)
    parties = received.parties
    names = (parties.requester.name, parties.data_subject.name, parties.requester.email)
    return RegisterLine(
        stream=case.id,
        ref=case.ref,
        state=case.state,
        is_open=case.is_open,
        received_on=case.received_on,
        due=clock.due,
        strict_due=clock.strict_due,
        suspended=clock.suspended,
        extended=bool(case.extended),
        rows=_row_lines(clock),
        handler=case.handler,
        identity=case.identity.code,
        next_step=step.code,
        next_step_by=step.by,
        blocker=step.blocker,
        language=received.language,
        channel=received.channel,
        requester=parties.requester.name or parties.requester.email,
        subject=received.subject,
        error=clock.error,
        found_by=folded(" ".join((case.ref, *names, received.subject))),
    )


def case_keys(case: Case) -> tuple[str, ...]:
    """Return the person keys of requester and data subject of an opened case, in order."""
    if case.received is None:
        return ()
    parties = case.received.parties
    return tuple(sorted(person_keys(parties.requester) | person_keys(parties.data_subject)))


def _row_lines(clock: CaseClock) -> tuple[RowLine, ...]:
    return tuple(RowLine(row.right, row.due, row.strict_due, row.done) for row in clock.rows)
