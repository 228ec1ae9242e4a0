"""The open case file as the window's vault: ways in, whole looks, backups, this computer."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ikanda_case.app import access
from ikanda_case.app.desk import Changes, Desk
from ikanda_case.bootstrap.program import Program
from ikanda_case.bootstrap.ways_in import Ways
from ikanda_case.desktop.file_notes import FileNotes
from ikanda_case.desktop.recent import RecentFiles
from ikanda_case.domain.errors import EnvironmentFault, KnownError
from ikanda_case.ui.gate import Strength
from ikanda_case.ui.vault import (
    BackupMade,
    Backups,
    BackupSeen,
    LastLook,
    Look,
    Tell,
    VaultState,
    Way,
    Writer,
    nobody_asks,
)

if TYPE_CHECKING:
    from ikanda_case.store.backup_folder import KeptBackup
    from ikanda_case.store.health import LastLook as FoundWhole
    from ikanda_case.store.opened import OpenCaseFile
    from ikanda_case.store.slots import Cost


class StoredVault:
    """`ui.vault.Vault` over one open file of the store."""

    def __init__(
        self,
        program: Program,
        file: "OpenCaseFile",
        recent: RecentFiles,
        cost: "Cost | None" = None,
    ) -> None:
        """`cost` is what one guess of a new passphrase costs; None is the usual one."""
        self._program = program
        self._file = file
        self._recent = recent
        self._cost = cost
        self._notes = FileNotes(recent.folder)
        self._desk = program.desk(file)
        self._ways = Ways(file, program.secrets, cost)

    def state(self) -> VaultState:
        """Return what is known of it."""
        from ikanda_case.store.health import health_of

        refused = ""
        try:
            if not self._program.secrets.available():
                refused = "no_safe_keyring"
        except EnvironmentFault as fault:
            refused = fault.code
        file, known = self._file, health_of(self._file)
        left_by, slot = file.left_by, file.opened_by
        return VaultState(
            path=file.path,
            form=known.form,
            generation=known.generation,
            entries=known.entries,
            size=known.size,
            created_at=known.created_at,
            last_look=self._last_look(known.last_look),
            last_backup=known.last_backup,
            unanchored=known.unanchored,
            unanchored_since=known.unanchored_since,
            opened_with=slot.kind if slot else "code",
            label=slot.label if slot else "",
            left_by=left_by.host if left_by else "",
            remembered=self._program.remembered(file.path),
            keyring_refused=refused,
        )

    def _last_look(self, good: "FoundWhole | None") -> LastLook | None:
        """Return the last look: a good one stands in the file, a bad one in the notes beside."""
        bad = self._notes.bad_look(self._file.file_id)
        if bad is not None and (good is None or bad[0] > good.at):
            return LastLook(*bad)
        return LastLook(good.at, good.entries, "") if good else None

    def ways(self) -> Sequence[Way]:
        """Return the ways in."""
        from ikanda_case.store.ways_in import mended_keys

        slots = mended_keys(self._file).slots
        return [Way(each.kind, each.label, each.person) for each in slots]

    def strength(self, passphrase: str) -> Strength:
        """Judge a passphrase for this file."""
        from ikanda_case.store.passphrases import strength

        found = strength(passphrase, (self._file.path.stem,))
        return Strength(found.score, found.enough)

    def give_way(self, person: str, passphrase: str, label: str) -> Changes:
        """Let a person open the file with a passphrase of her own."""
        return access.give_way(self._desk, self._ways, person, passphrase, label)

    def take_away(self, person: str) -> Changes:
        """Take every way in of a person away."""
        return access.take_way(self._desk, self._ways, person)

    def remove(self, person: str, reason: str) -> Changes:
        """Take every way in of a colleague away, who may no longer act."""
        return access.remove_person(self._desk, self._ways, person, reason)

    def change_passphrase(self, old: str, new: str) -> Changes:
        """Put a new passphrase in place of the old one; the sheet's code is good for it too."""
        with self._own_ways() as (desk, ways):
            return access.change_passphrase(desk, ways, old, new)

    def opens(self, passphrase: str) -> bool:
        """Return whether a passphrase opens the file."""
        from ikanda_case.store.ways_in import mended_keys

        return any(True for _ in mended_keys(self._file).opened_by(passphrase))

    @contextmanager
    def _own_ways(self) -> Iterator[tuple[Desk, Ways]]:
        """Give what a person's own ways in need, who may have opened the file to read only."""
        program = self._program
        with program.to_write(self._file) as file:
            yield program.desk(file), Ways(file, program.secrets, self._cost)

    def stages(self) -> Sequence[str]:
        """Return the names of the stages of a whole look, in order."""
        from ikanda_case.store.verify import STAGES

        return STAGES

    def look_over(self, tell: Tell = nobody_asks) -> Iterator[Look]:
        """Yield stage by stage what a look at everything found."""
        from ikanda_case.signing.crew import judged
        from ikanda_case.store.verify import verify

        for each in verify(self._file, judged, tell=tell):
            yield Look(each.name, each.ok, each.code, each.facts, each.seconds)

    def note_look(self, look: LastLook) -> None:
        """Note what a look over everything found, in the file only where it was whole."""
        from ikanda_case.store import health

        file_id = self._file.file_id
        with suppress(OSError):
            self._notes.note_bad_look(file_id, look.at, look.entries, look.bad)
        if not self._file.read_only and not look.bad:  # a file that is not whole is left alone
            with suppress(EnvironmentFault):
                health.note_look(self._file, health.LastLook(look.at, look.entries))

    # ---- backups -------------------------------------------------------------------------------

    def back_up(self, folder: Path, progress: Callable[[int, int], None]) -> BackupMade:
        """Make a backup in a folder under its usual name, and check it."""
        from ikanda_case.store.backup import back_up
        from ikanda_case.store.backup_folder import backup_name

        clock = self._program.clock
        now = clock.now()
        out = folder / backup_name(self._file.path, clock.brussels(now))
        made = back_up(self._file, out, now, progress=progress)
        with suppress(OSError):  # a note of this computer's; the backup is made
            self._notes.made_by_hand(self._file.file_id, made.path, made.made_at)
        return BackupMade(made.path, made.made_at, made.entries, made.noted)

    def back_up_daily(self, progress: Callable[[int, int], None]) -> BackupMade | None:
        """Make the day's backup in the folder for it; None when there is one already."""
        from ikanda_case.bootstrap.keeping import back_up_daily

        made = back_up_daily(self._program, self._notes, self._file, progress)
        return BackupMade(made.path, made.made_at, made.entries, made.noted) if made else None

    def backups(self) -> Backups:
        """Return where backups make themselves, and what lies there."""
        from ikanda_case.bootstrap.keeping import folder_of, kept_backups

        file_id, refused = self._file.file_id, None
        found: tuple[KeptBackup, ...] = ()
        try:
            found = kept_backups(self._notes, self._file)
        except KnownError as error:
            refused = error
        return Backups(
            folder=folder_of(self._notes, self._file.path, file_id),
            chosen=self._notes.folder(file_id) is not None,
            found=tuple(
                BackupSeen(each.path, each.why, each.made_at, each.entries) for each in found
            ),
            refused=refused,
            by_hand=self._notes.by_hand(file_id),
        )

    def keep_backups_in(self, folder: Path | None) -> None:
        """Have them made in this folder from now on; None is beside the case file again."""
        try:
            self._notes.choose(self._file.file_id, folder)
        except OSError as error:
            raise EnvironmentFault("disk_failed") from error

    # ---- one writer ----------------------------------------------------------------------------

    def writer(self) -> Writer | None:
        """Return who says to have the file open for writing; None when nobody does."""
        from ikanda_case.store.writer_lock import holder_of

        holder = holder_of(self._file.path)
        return Writer(holder.label, holder.host, holder.since) if holder else None

    def begin_writing(self) -> None:
        """Go on writing in a file that is open for reading."""
        self._file.hold_to(self._program.anchors)  # older than it was: then it is not written in
        self._file.begin_writing()
        self._file.hold_to(self._program.anchors)

    # ---- this computer -------------------------------------------------------------------------

    def remember(self) -> Changes:
        """Let this computer's keyring open the file from now on."""
        with self._own_ways() as (desk, ways):
            changes = access.remember_computer(desk, ways)
        self._recent.remember(self._file.path, remembered=True)
        return changes

    def forget(self) -> Changes:
        """Take that back."""
        with self._own_ways() as (desk, ways):
            changes = access.forget_computer(desk, ways)
        self._recent.remember(self._file.path, remembered=False)
        return changes

    def sheet(self, lang: str) -> bytes:
        """Return the recovery sheet as PDF, to be printed and never kept."""
        from ikanda_case.bootstrap.ways_in import sheet_pdf

        return sheet_pdf(self._desk, self._file, lang)
