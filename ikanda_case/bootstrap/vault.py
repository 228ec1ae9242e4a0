"""The open case file as the window's vault: ways in, whole looks, backups, this computer."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ikanda_case.app import access
from ikanda_case.app.desk import Changes, Desk
from ikanda_case.bootstrap.program import Program
from ikanda_case.bootstrap.ways_in import Ways
from ikanda_case.desktop.recent import RecentFiles
from ikanda_case.domain.errors import EnvironmentFault
from ikanda_case.ui.gate import Strength
from ikanda_case.ui.vault import BackupMade, Look, Tell, VaultState, Way, nobody_asks

if TYPE_CHECKING:
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
        self._desk = program.desk(file)
        self._ways = Ways(file, program.secrets, cost)

    def state(self) -> VaultState:
        """Return what is known of it."""
        refused = ""
        try:
            if not self._program.secrets.available():
                refused = "no_safe_keyring"
        except EnvironmentFault as fault:
            refused = fault.code
        return VaultState(
            self._file.contents().last_backup,
            self._program.remembered(self._file.path),
            refused,
        )

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

    def back_up(self, folder: Path, progress: Callable[[int, int], None]) -> BackupMade:
        """Make a backup in a folder under its usual name, and check it."""
        from ikanda_case.store.backup import back_up, backup_name

        clock = self._program.clock
        now = clock.now()
        out = folder / backup_name(self._file.path, clock.brussels(now))
        made = back_up(self._file, out, now, progress=progress)
        return BackupMade(made.path, made.made_at, made.entries, made.noted)

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
