"""The composition root: which real parts the program is made of; nothing else knows them all.

Heavy parts (the store, PDF, signing) are imported when they are first used, so that the window
paints first.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ikanda_case import __version__
from ikanda_case.app import ports
from ikanda_case.app.desk import Desk
from ikanda_case.app.drafts import IntakeDraft
from ikanda_case.desktop.clock import SystemClock
from ikanda_case.domain.errors import KnownError
from ikanda_case.domain.letters import LetterTemplate
from ikanda_case.domain.page import LetterPage
from ikanda_case.domain.rulebook import Rulebook

if TYPE_CHECKING:
    from ikanda_case.cli.parts import Parts
    from ikanda_case.intake.guarded import GuardedReader
    from ikanda_case.store.opened import OpenCaseFile

OWNER = "p1"
"""The person who made the case file."""


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


class Pages:
    """`ports.LetterRenderer`."""

    def render(self, page: LetterPage) -> ports.Rendering:
        from ikanda_case.letters.render import render_letter

        made = render_letter(page)
        return ports.Rendering(made.pdf, made.pages)


class Seals:
    """`ports.Signer`."""

    def new_key(self, owner: str, now: datetime) -> ports.NewKey:
        from ikanda_case.signing.keys import make_organisation_key

        made = make_organisation_key(owner, now)
        return ports.NewKey(made.pkcs12, made.certificate_der, made.fingerprint)

    def sign(self, pdf: bytes, pkcs12: bytes, stamp: Sequence[str], now: datetime) -> bytes:
        from ikanda_case.signing.sign import Stamp, sign_letter

        return sign_letter(pdf, pkcs12, Stamp(tuple(stamp)), now=now)

    def verdict(self, pdf: bytes) -> ports.VerdictLike:
        from ikanda_case.signing.verdict import verify_letter

        return verify_letter(pdf)


class Readers:
    """`ports.MailReader`: reads in a child process with limits, started when first needed."""

    def __init__(self, clock: SystemClock) -> None:
        self._clock = clock
        self._guard: GuardedReader | None = None

    def read(self, name: str, content: bytes, mail_hosts: Sequence[str]) -> IntakeDraft:
        return self._started().read(name, content, mail_hosts)

    def attachment(self, content: bytes, part: int) -> bytes:
        return self._started().attachment(content, part)

    def close(self) -> None:
        """End the child process, if it was started."""
        if self._guard is not None:
            self._guard.close()

    def _started(self) -> "GuardedReader":
        from ikanda_case.intake.guarded import GuardedReader
        from ikanda_case.resource_files import resource

        if self._guard is None:
            phrases = [
                resource("intake", f"rights.{language}.toml").read_text(encoding="utf-8")
                for language in ("nl", "fr", "en", "de")
            ]
            self._guard = GuardedReader(lambda moment: self._clock.brussels(moment).date(), phrases)
        return self._guard


class Program:
    """The parts of one run of the program."""

    def __init__(self, clock: SystemClock | None = None) -> None:
        self.clock = clock or SystemClock()
        self.readers = Readers(self.clock)
        self.words = Words()

    @cached_property
    def rulebook(self) -> Rulebook:
        """The tables that ship with the program."""
        from ikanda_case.tables.calendars import load_calendar
        from ikanda_case.tables.rights import load_rights

        return Rulebook(load_rights(), load_calendar())

    @cached_property
    def templates(self) -> Mapping[tuple[str, str], LetterTemplate]:
        """The letter texts that ship with the program."""
        from ikanda_case.tables.letters import load_templates

        return load_templates()

    def desk(self, file: ports.CaseFile, today: date | None = None, actor: str = OWNER) -> Desk:
        """Return the desk of a person at an open case file."""
        return Desk(
            file=file,
            clock=DatedClock(self.clock, today) if today else self.clock,
            reader=self.readers,
            renderer=Pages(),
            signer=Seals(),
            wording=self.words,
            templates=self.templates,
            actor=actor,
        )

    # ---- case files ----------------------------------------------------------------------------

    def create(self, path: Path, passphrase: str, label: str) -> None:
        """Make a case file and close it again; its maker is the first person in it."""
        from ikanda_case.app.office import add_person
        from ikanda_case.store.casefile import create

        with create(path, passphrase, label, self.rulebook, self.clock) as file:
            desk = self.desk(file)
            add_person(desk, OWNER, label or OWNER, ("intake", "handler", "approver", "manager"))

    def open(self, path: Path, passphrase: str | None, *, read_only: bool) -> "OpenCaseFile":
        """Open a case file by passphrase, or by this computer's key when it is None."""
        from ikanda_case.store import casefile

        if passphrase is not None:
            return casefile.open_with_passphrase(
                path, passphrase, self.rulebook, self.clock, read_only=read_only
            )
        return casefile.open_with_this_computer(
            path, self.secrets, self.rulebook, self.clock, read_only=read_only
        )

    @cached_property
    def secrets(self) -> Any:
        """This computer's keyring; using it raises where there is no safe one."""
        from ikanda_case.desktop.keyring import SystemKeyring

        return SystemKeyring()

    def remembered(self, path: Path) -> bool:
        """Return whether this computer's keyring opens the file."""
        from ikanda_case.store.keys import read_keys

        try:
            keys = read_keys(path)
            return any(
                slot.kind == "computer" and self.secrets.get(keys.secret_name(slot)) is not None
                for slot in keys.slots
            )
        except KnownError:
            return False

    @contextmanager
    def open_desk(
        self,
        path: Path,
        passphrase: str | None,
        *,
        read_only: bool = False,
        today: date | None = None,
    ) -> Iterator[Desk]:
        """Open a case file for as long as the block runs."""
        with self.open(path, passphrase, read_only=read_only) as file:
            try:
                yield self.desk(file, today)
            finally:
                self.readers.close()

    # ---- the command line ----------------------------------------------------------------------

    def parts(self) -> "Parts":
        """Return what the commands need."""
        from ikanda_case.cli.parts import Parts

        return Parts(
            version=__version__,
            lang=lambda: "nl",
            calendar=lambda: self.rulebook.calendar,
            to_brussels=self.clock.brussels,
            now=self.clock.now,
            remembered=self.remembered,
            create=self.create,
            open_desk=self.open_desk,
            info=self._info,
            verify=self._verify,
            verdict=Seals().verdict,
            report=self._report,
            new_passphrase=_new_passphrase,
        )

    def _info(self, path: Path, passphrase: str | None) -> Mapping[str, Any]:
        from ikanda_case.store.keys import read_keys

        with self.open(path, passphrase, read_only=True) as file, file.reading() as now:
            found = file.contents()
            return {
                "form": found.form,
                "uuid": str(found.uuid),
                "created_at": found.created_at.isoformat(),
                "generation": found.generation,
                "counts": {
                    "entries": found.entries,
                    "items": found.items,
                    "waiting": found.waiting,
                    "cases": found.cases,
                    "open_cases": found.open_cases,
                    "files": found.blobs,
                    "bytes_of_files": found.blob_bytes,
                },
                "slots": [
                    {"label": slot.label, "kind": slot.kind, "role": slot.role}
                    for slot in read_keys(path).slots
                ],
                "last_backup": found.last_backup.isoformat() if found.last_backup else None,
                "unanchored_since": (
                    found.unanchored_since.isoformat() if found.unanchored_since else None
                ),
                "head": now.head(),
            }

    def _verify(self, path: Path, passphrase: str | None) -> Sequence[Any]:
        from ikanda_case.store.verify import verify

        with self.open(path, passphrase, read_only=True) as file:
            return list(verify(file, self._signature_holds))

    def _signature_holds(self, pdf: bytes) -> tuple[bool, str]:
        verdict = Seals().verdict(pdf)
        return verdict.verdict == "valid", verdict.why

    def _report(self, report: Any, form: str, *, names: bool, lang: str) -> bytes:
        from ikanda_case.reports.overdue_csv import overdue_csv
        from ikanda_case.reports.overdue_json import overdue_json
        from ikanda_case.reports.overdue_pdf import overdue_pdf

        makers = {"json": overdue_json, "csv": overdue_csv, "pdf": overdue_pdf}
        return makers[form](report, names=names, lang=lang)


def _new_passphrase() -> str:
    """Return a passphrase of six random groups, for a demo file."""
    signs = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(signs) for _ in range(4)) for _ in range(6))


def run(arguments: Sequence[str]) -> int:
    """Run a command, or open the window when there is none; return the exit code."""
    program = Program()
    if arguments:
        from ikanda_case.cli.main import commands

        return _command(commands(program.parts()), arguments)
    return _window(program)


def _command(group: Any, arguments: Sequence[str]) -> int:
    try:
        group.main(args=list(arguments), prog_name="ikanda-case", standalone_mode=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


def _window(program: Program) -> int:
    from ikanda_case.ui.app import run as run_window

    raise NotImplementedError(run_window)
