"""The real parts behind the doors of the use cases, each imported when it is first used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from ikanda_case.desktop.clock import SystemClock

if TYPE_CHECKING:
    from ikanda_case.app import ports
    from ikanda_case.app.drafts import IntakeDraft
    from ikanda_case.app.search_documents import FilePart
    from ikanda_case.domain.errors import KnownError
    from ikanda_case.domain.journal import Entry
    from ikanda_case.domain.office import Office
    from ikanda_case.domain.page import LetterPage
    from ikanda_case.intake.guarded import GuardedReader


class DatedClock:
    """The real clock, read as another day: a demo folder's plan is lived on its own day."""

    def __init__(self, real: SystemClock, today: date) -> None:
        self._real = real
        self._today = today

    def now(self) -> datetime:
        return self._real.now()

    def today(self) -> date:
        return self._today

    def brussels(self, moment: datetime) -> datetime:
        return self._real.brussels(moment)


class Words:
    """`ports.Wording` by the catalogues of texts."""

    def long_date(self, day: date, language: str) -> str:
        from ikanda_case.texts.dates import long_date

        return long_date(day, language)

    def phrase(self, area: str, code: str, language: str, **facts: object) -> str:
        from ikanda_case.texts.catalogue import phrase

        return phrase(language, area, code, facts)

    def event(self, entry: Entry, office: Office, language: str) -> str:
        from ikanda_case.texts.names import journal_line

        return journal_line(entry, office, language).title


_LOGO_PIXELS = 1400
"""Of its longer side: 60 mm of paper at about 600 dots an inch."""


class Pages:
    """`ports.LetterRenderer`."""

    def render(self, page: LetterPage) -> ports.Rendering:
        from ikanda_case.app.ports import Rendering
        from ikanda_case.letters.render import render_letter

        made = render_letter(page)
        return Rendering(made.pdf, made.pages)

    def logo(self, content: bytes) -> bytes:
        from ikanda_case.pictures.pages import draw_image
        from ikanda_case.pictures.png import as_png

        return as_png(draw_image(content, longest=_LOGO_PIXELS))

    def mail(self, mail: ports.LetterMail) -> bytes:
        from ikanda_case.letters.mail_draft import mail_draft

        return mail_draft(mail)


class Seals:
    """`ports.Signer`; a time-stamp server is waited for so many seconds."""

    def __init__(self, patience: float = 15.0) -> None:
        self._patience = patience

    def new_key(self, owner: str, now: datetime) -> ports.NewKey:
        from ikanda_case.app.ports import NewKey
        from ikanda_case.signing.keys import make_organisation_key

        made = make_organisation_key(owner, now)
        return NewKey(made.pkcs12, made.certificate_der, made.fingerprint)

    def open_key(self, content: bytes, passphrase: str, now: datetime) -> ports.NewKey:
        from ikanda_case.app.ports import NewKey
        from ikanda_case.signing.key_files import open_key_file

        found = open_key_file(content, passphrase, now)
        return NewKey(found.pkcs12, found.certificate_der, found.fingerprint)

    def certificate(self, der: bytes) -> ports.CertificateLike:
        from ikanda_case.signing.key_files import certificate_said

        return certificate_said(der)

    def sign(
        self, pdf: bytes, pkcs12: bytes, stamp: Sequence[str], now: datetime, time_stamps: str = ""
    ) -> bytes:
        from ikanda_case.signing.sign import Stamp, sign_letter
        from ikanda_case.signing.time_stamps import TimeStamps

        server = TimeStamps(time_stamps, self._patience) if time_stamps else None
        return sign_letter(pdf, pkcs12, Stamp(tuple(stamp)), now=now, time_stamps=server)

    def sign_all(
        self,
        pages: Iterable[ports.ToSign],
        batch: ports.Batch,
        now: Callable[[], datetime],
        look: Callable[[], None],
    ) -> Iterator[ports.SignedPageLike | KnownError]:
        from ikanda_case.signing.signing_crew import signed_all

        return signed_all(pages, batch, now, look, self._patience)

    def require_time_stamps_url(self, url: str) -> None:
        from ikanda_case.signing.time_stamps import require_url

        require_url(url)

    def try_time_stamps(self, url: str) -> datetime:
        from ikanda_case.signing.time_stamps import TimeStamps

        return TimeStamps(url, self._patience).tried()

    def verdict(self, pdf: bytes) -> ports.VerdictLike:
        from ikanda_case.signing.verdict import verify_letter

        return verify_letter(pdf)


class Readers:
    """`ports.MailReader`: reads in child processes with limits, each started when first needed.

    What a person waits for has a process of its own, apart from what is read to be searched.
    """

    def __init__(self, clock: SystemClock) -> None:
        self._clock = clock
        self._guard: GuardedReader | None = None
        self._quiet: GuardedReader | None = None

    def read(self, name: str, content: bytes, mail_hosts: Sequence[str]) -> IntakeDraft:
        return self._started().read(name, content, mail_hosts)

    def attachment(self, content: bytes, part: int) -> bytes:
        return self._started().attachment(content, part)

    def words(self, name: str, content: bytes) -> tuple[FilePart, ...]:
        from ikanda_case.intake.guarded import GuardedReader
        from ikanda_case.pictures.pages import page_texts

        if self._quiet is None:
            self._quiet = GuardedReader(lambda moment: self._clock.brussels(moment).date())
        return self._quiet.words(name, content, page_texts)

    def close(self) -> None:
        """End the child processes that were started."""
        for guard in (self._guard, self._quiet):
            if guard is not None:
                guard.close()

    def _started(self) -> GuardedReader:
        from ikanda_case.intake.guarded import GuardedReader
        from ikanda_case.resource_files import resource

        if self._guard is None:
            phrases = [
                resource("intake", f"rights.{language}.toml").read_text(encoding="utf-8")
                for language in ("nl", "fr", "en", "de")
            ]
            self._guard = GuardedReader(lambda moment: self._clock.brussels(moment).date(), phrases)
        return self._guard
