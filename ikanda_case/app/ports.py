"""The doors of the use cases: what they need of the outside, as protocols."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from ikanda_case.app.drafts import IntakeDraft
from ikanda_case.app.queries import Findings, RegisterFilter, RegisterLine, Tally, Waiting
from ikanda_case.app.search_documents import FilePart
from ikanda_case.app.search_words import Query
from ikanda_case.domain.case import Case
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.facts import Fact
from ikanda_case.domain.journal import Entry
from ikanda_case.domain.office import Office
from ikanda_case.domain.page import LetterPage


class Reading(Protocol):
    """One consistent look at the case file."""

    def office(self) -> Office:
        """Return the office as its entries say."""

    def entries(self, stream: int) -> tuple[Entry, ...]:
        """Return a stream's entries in order; empty when there is no such stream."""

    def case(self, stream: int) -> Case:
        """Return the item or case of a stream; InputError("unknown_case") when there is none."""

    def stream_of(self, ref: str) -> int:
        """Return the stream of a reference; InputError("unknown_case") when there is none."""

    def stream_of_blob(self, sha256: str) -> int | None:
        """Return the first stream that took these bytes in, if any did."""

    def streams_with(self, sha256: str) -> tuple[int, ...]:
        """Return the streams that have a document of these bytes, in order."""

    def blob(self, sha256: str) -> bytes:
        """Return stored bytes; DamageError when they are gone or not what they were."""

    def secret(self, name: str) -> bytes | None:
        """Return a secret kept inside the file (the signing key), if there is one."""

    def head(self) -> str:
        """Return the chain's newest link as 64 hexadecimal digits."""

    def register(self, wanted: RegisterFilter) -> tuple[RegisterLine, ...]:
        """Return the lines of the register that fit, in the order asked for."""

    def matching(self, wanted: RegisterFilter) -> Sequence[int]:
        """Return the streams of the lines that fit, in the same order: small for a long list."""

    def lines(self, streams: Iterable[int]) -> tuple[RegisterLine, ...]:
        """Return the lines of these streams, in their order; one that is no case is left out."""

    def count(self, wanted: RegisterFilter) -> int:
        """Return how many lines fit."""

    def tally(self, wanted: RegisterFilter, today: date) -> Tally:
        """Return how the open cases among the lines that fit stand on a day."""

    def due_days(self, until: date) -> tuple[tuple[date, int], ...]:
        """Return each day up to `until` that open cases are due on, in order, and how many."""

    def waiting(self) -> tuple[Waiting, ...]:
        """Return what was taken in and that nobody has looked at, newest first."""

    def alike(self, keys: Iterable[str]) -> tuple[int, ...]:
        """Return the streams of cases that share one of these person keys, newest first."""

    def named(self, name: str) -> tuple[int, ...]:
        """Return the streams of cases whose requester or data subject has this name, newest first.

        Accents, case and spaces do not matter; a data subject is known by name with an address.
        """

    def streams(self) -> tuple[int, ...]:
        """Return every stream but the office's, in order of taking in."""

    def found(self, query: Query, most: int) -> Findings:
        """Return the cases and documents that fit, in at most so many documents, best first."""

    def unread(self, most: int) -> tuple[tuple[str, str], ...]:
        """Return files whose words were not read for the search yet: SHA-256 and name.

        At most so many, those of the newest items first.
        """


class Work(Reading, Protocol):
    """One short unit of work: everything in it is kept together, or nothing is."""

    def new_stream(self) -> int:
        """Return the number of a new, empty stream."""

    def next_ref(self, year: int) -> str:
        """Return the next free reference of that year, such as AVG-2026-0136."""

    def append(self, stream: int, on: date, *facts: Fact) -> tuple[Entry, ...]:
        """Write entries, one for each fact, in the actor's name."""

    def keep(self, content: bytes) -> str:
        """Keep bytes once and return their SHA-256 as hexadecimal."""

    def discard(self, sha256: str) -> None:
        """Remove kept bytes for good, in every way the file can; unknown ones are no error.

        The entry that says so was written just before.
        """

    def keep_secret(self, name: str, content: bytes) -> None:
        """Keep a secret inside the file, in place of an earlier one of that name."""

    def keep_words(self, sha256: str, parts: Sequence[FilePart]) -> None:
        """Keep what was read of a stored file, to be searched, in place of an earlier reading."""

    def commit(self) -> None:
        """Keep everything done so far for good; without it, leaving undoes it."""


class CaseFile(Protocol):
    """One open case file."""

    def reading(self) -> AbstractContextManager[Reading]:
        """Open a look at one state of the file."""

    def work(self, actor: str) -> AbstractContextManager[Work]:
        """Open a unit of work in a person's name; EnvironmentFault when another one writes."""


class WaysIn(Protocol):
    """The ways into the open file, which lie beside it; `app.access` writes down what happens.

    `before` is called with the id of a way in that is ready and opens nothing yet; what it raises
    leaves everything as it was. Each call takes as long as a guess of a passphrase costs.
    """

    def holders(self) -> frozenset[str]:
        """Return the ids of the people who have a passphrase of their own."""

    def give(
        self, person: str, passphrase: str, label: str, before: Callable[[str], object]
    ) -> None:
        """Let a person open the file by a passphrase, in place of an earlier one of hers."""

    def change(self, person: str, old: str, new: str, before: Callable[[str], object]) -> None:
        """Put a new passphrase of a person in place of the old one."""

    def take(self, person: str) -> tuple[str, ...]:
        """Take every way in of a person away and return their ids."""

    def remember(self, before: Callable[[str], object]) -> None:
        """Let this computer's keyring open the file."""

    def forget(self) -> tuple[str, ...]:
        """Take this computer's ways in away and return their ids."""


class OfficeClock(Protocol):
    """What time it is, and what day that is in Brussels."""

    def now(self) -> datetime:
        """Return the present moment, UTC."""

    def today(self) -> date:
        """Return today's date in Brussels."""

    def brussels(self, moment: datetime) -> datetime:
        """Return an instant as Brussels time; a naive one is taken to be Brussels time."""


class MailReader(Protocol):
    """Reads what arrived; never fails, never writes."""

    def read(self, name: str, content: bytes, mail_hosts: Sequence[str]) -> IntakeDraft:
        """Return what the bytes propose."""

    def attachment(self, content: bytes, part: int) -> bytes:
        """Return the bytes of one attachment of a message."""

    def words(self, name: str, content: bytes) -> tuple[FilePart, ...]:
        """Return the words of a file and of what is attached to it; the file itself comes first.

        What cannot be read is a part that says so. Runs beside `read`, and never holds it up.
        """


@dataclass(frozen=True, slots=True)
class Rendering:
    """A page made once: PDF bytes and the number of pages."""

    pdf: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class LetterMail:
    """A mail to which a signed letter is attached."""

    owner: str
    """The office's name, beside its mailbox."""
    mailbox: str
    to: str
    subject: str
    body: str
    file_name: str
    pdf: bytes


class LetterRenderer(Protocol):
    """Makes the page of a letter, and the mail it goes with."""

    def mail(self, mail: LetterMail) -> bytes:
        """Return a draft for a mail program (RFC 5322); InputError("mail_address_wrong")."""

    def logo(self, content: bytes) -> bytes:
        """Return a foreign picture drawn anew, as `Letterhead.logo` is; InputError for none."""

    def render(self, page: LetterPage) -> Rendering:
        """Return the unsigned PDF; InputError names what does not fit on it."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """An organisation key, made or taken from a file; `pkcs12` is secret."""

    pkcs12: bytes
    certificate: bytes
    fingerprint: str


class Judged(Protocol):
    """Whether a signature holds, why it does not, and its level."""

    @property
    def verdict(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def level(self) -> str: ...


class VerdictLike(Judged, Protocol):
    """What a signature is worth (`letter verify` of the command line)."""

    @property
    def signer(self) -> str: ...
    @property
    def signed_at(self) -> datetime | None: ...
    @property
    def timestamp(self) -> datetime | None: ...
    @property
    def identity(self) -> str: ...


class CertificateLike(Protocol):
    """What stands in a certificate; whoever made it chose the words."""

    @property
    def owner(self) -> str: ...
    @property
    def issuer(self) -> str: ...
    @property
    def since(self) -> datetime: ...
    @property
    def until(self) -> datetime: ...
    @property
    def self_signed(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class ToSign:
    """An approved page and what stands in its stamp."""

    pdf: bytes
    stamp: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """What the letters of one batch have in common; `pkcs12` is secret."""

    pkcs12: bytes
    count: int
    time_stamps: str = ""


class SignedPageLike(Judged, Protocol):
    """A signed letter and what its signature is worth."""

    @property
    def pdf(self) -> bytes: ...


class Signer(Protocol):
    """Signs pages and says what a signature is worth."""

    def new_key(self, owner: str, now: datetime) -> NewKey:
        """Make a self-signed organisation key."""

    def open_key(self, content: bytes, passphrase: str, now: datetime) -> NewKey:
        """Return the key of a PKCS#12 file without its passphrase; InputError says why not."""

    def certificate(self, der: bytes) -> CertificateLike:
        """Return what a certificate says."""

    def sign(
        self, pdf: bytes, pkcs12: bytes, stamp: Sequence[str], now: datetime, time_stamps: str = ""
    ) -> bytes:
        """Return the signed PDF: `pdf` with something appended, signed at `now`.

        With a time stamp of the server at `time_stamps`, or EnvironmentFault when there is none.
        """

    def sign_all(
        self,
        pages: Iterable[ToSign],
        batch: Batch,
        now: Callable[[], datetime],
        look: Callable[[], None],
    ) -> Iterator[SignedPageLike | KnownError]:
        """Yield each page signed, in their order, or what refused it; a few are held at a time.

        `look` is called several times a second, and what it raises ends the work.
        """

    def require_time_stamps_url(self, url: str) -> None:
        """Refuse what is no address of such a server; InputError("time_stamp_url_wrong")."""

    def try_time_stamps(self, url: str) -> datetime:
        """Return the time a server tells; errors as for `sign` and for the address."""

    def verdict(self, pdf: bytes) -> VerdictLike:
        """Return what the file's signatures are worth; never fails."""


class Wording(Protocol):
    """Words dates, names and lists in the reader's language."""

    def long_date(self, day: date, language: str) -> str:
        """Return `23 november 2026` in the language."""

    def phrase(self, area: str, code: str, language: str, **facts: object) -> str:
        """Return a sentence of the catalogue."""

    def event(self, entry: Entry, office: Office, language: str) -> str:
        """Return what an entry says happened, as the history of a case tells it."""
