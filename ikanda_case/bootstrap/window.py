"""What the window gets: the door into case files, and the slow work of its pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ikanda_case.bootstrap.program import Program
from ikanda_case.desktop.recent import RecentFiles
from ikanda_case.domain.errors import EnvironmentFault, InputError, KnownError
from ikanda_case.ui.gate import (
    BackupOutlook,
    BackupSaid,
    Opened,
    PutBack,
    Recent,
    Strength,
    Told,
)

if TYPE_CHECKING:
    from ikanda_case.app.desk import Desk
    from ikanda_case.app.reporting import OverdueReport
    from ikanda_case.bootstrap.vault import StoredVault
    from ikanda_case.desktop.file_notes import FileNotes
    from ikanda_case.store.opened import OpenCaseFile
    from ikanda_case.ui.pictures import Picture
    from ikanda_case.ui.vault import Writer

Progress = Callable[[int, int], None]


class OpenGate:
    """`ui.gate.Gate` over the real store and the real keyring."""

    def __init__(self, program: Program, recent: RecentFiles | None = None) -> None:
        self._program = program
        self._recent = recent or RecentFiles()

    @property
    def _notes(self) -> FileNotes:
        from ikanda_case.desktop.file_notes import FileNotes

        return FileNotes(self._recent.folder)

    def warm_up(self) -> None:
        """Import the store and load the tables that every open file needs."""
        import ikanda_case.store.casefile
        import ikanda_case.store.ways_in  # noqa: F401

        self._program.warm_up()

    def recent(self) -> Sequence[Recent]:
        """Return case files opened here before."""
        return [
            Recent(each.path, each.opened_at, each.remembered, each.path.is_file())
            for each in self._recent.all()
        ]

    def forget_recent(self, path: Path) -> None:
        """Take a file off the list."""
        self._recent.forget(path)

    def strength(self, passphrase: str) -> Strength:
        """Judge a passphrase."""
        from ikanda_case.store.passphrases import strength

        found = strength(passphrase)
        return Strength(found.score, found.enough)

    def keyring_refused(self) -> str:
        """Return why this computer cannot remember a key, empty when it can."""
        return "" if self._program.secrets.available() else "no_safe_keyring"

    def create(self, path: Path, passphrase: str, label: str) -> Opened:
        """Make a case file and open it."""
        self._program.create(path, passphrase, label)
        return self.open(path, passphrase)

    def open(
        self,
        path: Path,
        passphrase: str | None,
        *,
        read_only: bool = False,
        told: Told | None = None,
    ) -> Opened:
        """Open with a passphrase, or with this computer's key when it is None."""
        if passphrase is None and not self._program.remembered(path):
            raise EnvironmentFault("not_remembered")
        witness = replace(self._program.witness(self._notes), told=told or self._program.told)
        file = self._program.open(path, passphrase, read_only=read_only, witness=witness)
        backup, put_back = file.backed_up_at_opening, file.slots_put_back
        try:
            desk = self._program.admitted(file)
            reason = "asked" if read_only else ""
            if not read_only and _only_reads(desk):
                file = self._program.to_read(file)  # a reader keeps nobody from writing
                desk, reason = self._program.admitted(file), "role"
        except BaseException:
            file.close()
            raise
        self._recent.opened(path, self._program.clock.now())
        writer = _writer(path) if reason == "asked" else None
        if reason == "asked":
            reason = _why_read_only(path, writer)
        return Opened(path, desk, reason, backup, writer, slots_put_back=put_back)

    def remember(self, opened: Opened) -> None:
        """Let this computer's keyring open the file from now on."""
        from ikanda_case.app.access import remember_computer
        from ikanda_case.bootstrap.ways_in import Ways

        with self._program.to_write(_file(opened)) as file:
            remember_computer(self._program.desk(file), Ways(file, self._program.secrets))
        self._recent.remember(opened.path, remembered=True)

    def forget(self, path: Path) -> None:
        """Take that back; the file is opened for the entry, where that is possible now."""
        from ikanda_case.app.access import forget_computer
        from ikanda_case.bootstrap.ways_in import Ways
        from ikanda_case.store.casefile import forgotten
        from ikanda_case.store.keys import read_keys, write_keys

        with suppress(KnownError), self._program.open(path, None, read_only=False) as file:
            forget_computer(self._program.admitted(file), Ways(file, self._program.secrets))
        write_keys(path, forgotten(read_keys(path), self._program.secrets))
        self._recent.remember(path, remembered=False)

    def demo(self, folder: Path) -> tuple[Path, str]:
        """Make the demo file in an empty folder; return its path and passphrase."""
        from ikanda_case.bootstrap.commands import command_parts
        from ikanda_case.cli.demo import make_demo

        return make_demo(command_parts(self._program), folder)

    # ---- files that nobody has open ------------------------------------------------------------

    def backup_says(self, backup: Path) -> BackupSaid:
        """Return what a backup says it is."""
        from ikanda_case.store.backup_file import read_description

        said = read_description(backup)
        return BackupSaid(self._brussels(said.made_at), said.entries, said.size)

    def look_at_backup(self, backup: Path, target: Path, passphrase: str) -> BackupOutlook:
        """Open a backup and compare it with what lies at `target`."""
        from ikanda_case.store.backup_look import look_at

        found = look_at(backup, target, self._program.way_into_backup(passphrase))
        made_at = self._brussels(found.made_at)
        return BackupOutlook(made_at, found.there, found.newer, found.earlier_key)

    def restore(
        self, backup: Path, target: Path, passphrase: str, reason: str, progress: Progress
    ) -> PutBack:
        """Make a backup the case file again."""
        done = self._program.restore(backup, target, passphrase, reason, progress)
        return PutBack(self._brussels(done.made_at), done.replaced.name if done.replaced else "")

    def new_key(self, path: Path, passphrase: str, reason: str, progress: Progress) -> int:
        """Give a closed file a new key after a backup, and return its number."""
        from ikanda_case.bootstrap.keeping import new_key

        made = new_key(self._program, self._notes, path, passphrase, reason, progress)
        return made.generation

    def accept_older(self, path: Path, passphrase: str | None, reason: str) -> None:
        """Have a file that is older than it was here opened from now on, for a reason."""
        self._program.accept_older(path, passphrase, reason)

    def _brussels(self, moment: datetime) -> datetime:
        return self._program.clock.brussels(moment)

    def close(self, opened: Opened) -> None:
        """Close the file; its key is forgotten."""
        _file(opened).close()
        self._program.readers.close()


def _writer(path: Path) -> Writer | None:
    from ikanda_case.store.writer_lock import holder_of
    from ikanda_case.ui.vault import Writer

    holder = holder_of(path)
    return Writer(holder.label, holder.host, holder.since) if holder else None


def _why_read_only(path: Path, writer: Writer | None) -> str:
    from ikanda_case.store.network import network_kind

    if network_kind(path.resolve()):
        return "network"
    return "locked" if writer else "asked"


def _only_reads(desk: Desk) -> bool:
    from ikanda_case.domain.roles import only_reads

    with desk.file.reading() as now:
        return only_reads(now.office(), desk.actor)


def _file(opened: Opened) -> OpenCaseFile:
    from ikanda_case.store.opened import OpenCaseFile

    file = opened.desk.file
    if not isinstance(file, OpenCaseFile):
        raise TypeError(type(file).__name__)
    return file


class Pictures:
    """`ui.context.Adapters`: pages as pictures, reports, masked numbers."""

    def __init__(self, program: Program, recent: RecentFiles | None = None) -> None:
        self._program = program
        self._recent = recent or RecentFiles()

    def page_images(self, pdf: bytes, dpi: int) -> Sequence[Picture]:
        """Return the pages of a PDF as pictures."""
        from ikanda_case.pictures.pages import draw_pages
        from ikanda_case.ui.pictures import as_image

        return [as_image(page.width, page.height, page.rgb) for page in draw_pages(pdf, dpi=dpi)]

    def scan_images(self, content: bytes, media_type: str, dpi: int) -> Sequence[Picture]:
        """Return the pages of a scan as pictures."""
        from ikanda_case.pictures.pages import draw_image
        from ikanda_case.ui.pictures import as_image

        if media_type == "application/pdf" or content.startswith(b"%PDF"):
            return self.page_images(content, dpi)
        if not media_type.startswith("image/") and media_type:
            raise InputError("picture_failed", reason="unreadable")
        page = draw_image(content, longest=dpi * 12)
        return [as_image(page.width, page.height, page.rgb)]

    def report(self, report: OverdueReport, form: str, *, names: bool, lang: str) -> bytes:
        """Return a report as json, csv or pdf."""
        from ikanda_case.bootstrap.commands import report as made

        return made(report, form, names=names, lang=lang)

    def numbers_masked(self, text: str) -> str:
        """Return a text with national register, card and account numbers masked."""
        from ikanda_case.domain.numbers import find_numbers, mask

        return mask(text, find_numbers(text))

    def vault(self, desk: Desk) -> StoredVault | None:
        """Return the desk's file as a vault; None for one that lies nowhere."""
        from ikanda_case.bootstrap.vault import StoredVault
        from ikanda_case.store.opened import OpenCaseFile

        file = desk.file
        if not isinstance(file, OpenCaseFile):
            return None
        return StoredVault(self._program, file, self._recent)
