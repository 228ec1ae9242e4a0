"""One run of the program: its tables, its texts, and the way into case files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ikanda_case.bootstrap.parts import DatedClock, Pages, Readers, Seals, Words
from ikanda_case.desktop.clock import SystemClock
from ikanda_case.domain.errors import EnvironmentFault, KnownError

if TYPE_CHECKING:
    from ikanda_case.app import ports
    from ikanda_case.app.desk import Desk
    from ikanda_case.domain.letters import LetterTemplate
    from ikanda_case.domain.rulebook import Rulebook
    from ikanda_case.store.anchors import Anchors
    from ikanda_case.store.backup import Backup
    from ikanda_case.store.backup_look import WayIn
    from ikanda_case.store.opened import OpenCaseFile
    from ikanda_case.store.restore import Restoration

OWNER = "p1"
"""The person who made the case file."""
OWNERS_ROLES = ("intake", "handler", "approver", "manager", "administrator")


def _name_wrong_line(typed: str) -> None:
    """Say which line is mistyped when what was typed is the code of a recovery sheet."""
    from ikanda_case.domain.recovery_code import key_from_code, looks_like_code

    if looks_like_code(typed):
        key_from_code(typed)


class Program:
    """The parts of one run of the program."""

    def __init__(self, clock: SystemClock | None = None) -> None:
        self.clock = clock or SystemClock()
        self.readers = Readers(self.clock)
        self.words = Words()

    @cached_property
    def rulebook(self) -> Rulebook:
        """The tables that ship with the program."""
        from ikanda_case.domain.rulebook import Rulebook
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
        from ikanda_case.app.desk import Desk

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

        label = label.strip() or OWNER
        with create(path, passphrase, label, self.rulebook, self.clock) as file:
            add_person(self.desk(file), OWNER, label, OWNERS_ROLES)

    def open(
        self, path: Path, passphrase: str | None, *, read_only: bool, checked: bool = True
    ) -> OpenCaseFile:
        """Open a case file by passphrase, or by this computer's key when it is None.

        The code of the recovery sheet is good wherever a passphrase is. `checked=False` skips the
        look at anchor, head and newest entries: `verify` looks at everything.
        """
        file = self._opened(path, passphrase, read_only=read_only, checked=checked)
        try:
            file.hold_to(self.anchors, checked=checked)
        except BaseException:
            file.close()
            raise
        return file

    @cached_property
    def anchors(self) -> Anchors:
        """What this computer knows of the heads of case files."""
        from ikanda_case.store.anchors import Anchors

        return Anchors(self.secrets)

    def accept_older(
        self, path: Path, passphrase: str | None, reason: str, person: str = ""
    ) -> None:
        """Go on with a file that is older than it was here, for a reason."""
        from ikanda_case.store.restore import accept_older

        with self._opened(path, passphrase, read_only=False, checked=True) as file:
            accept_older(file, self.anchors, reason, person or file.person or OWNER, self.clock)

    def _opened(
        self, path: Path, passphrase: str | None, *, read_only: bool, checked: bool = True
    ) -> OpenCaseFile:
        from ikanda_case.domain import recovery_code
        from ikanda_case.store import casefile, ways_in

        rules, clock = self.rulebook, self.clock
        how = {"read_only": read_only, "checked": checked}
        if passphrase is None:
            return casefile.open_with_this_computer(path, self.secrets, rules, clock, **how)
        if recovery_code.is_code(passphrase):
            file = ways_in.open_with_recovery(path, passphrase, rules, clock, **how)
            with suppress(EnvironmentFault):  # it stands open, whatever lies beside it
                file.slots_put_back = ways_in.put_back_slots(file)
            return file
        try:
            return casefile.open_with_passphrase(path, passphrase, rules, clock, **how)
        except EnvironmentFault as fault:
            if fault.code == "wrong_passphrase":
                _name_wrong_line(passphrase)
            raise

    # ---- backups -------------------------------------------------------------------------------

    def back_up(
        self,
        path: Path,
        passphrase: str | None,
        out: Path,
        progress: Callable[[int, int], None],
    ) -> Backup:
        """Make a backup of a case file: a new file, or in a folder under its usual name."""
        from ikanda_case.store.backup import back_up
        from ikanda_case.store.backup_folder import backup_name

        with self._open_to_note(path, passphrase) as file:
            now = self.clock.now()
            if out.is_dir():
                out = out / backup_name(path, self.clock.brussels(now))
            return back_up(file, out, now, progress=progress)

    def _open_to_note(self, path: Path, passphrase: str | None) -> OpenCaseFile:
        """Open for writing where that is possible now, so that the backup can be noted."""
        try:
            return self.open(path, passphrase, read_only=False)
        except EnvironmentFault as fault:
            if fault.code not in ("in_use", "network_path", "read_only", "not_allowed"):
                raise
            return self.open(path, passphrase, read_only=True)

    def restore(
        self,
        backup: Path,
        path: Path,
        passphrase: str | None,
        reason: str,
        progress: Callable[[int, int], None],
    ) -> Restoration:
        """Make a backup the case file again, by a passphrase or by this computer's key."""
        from ikanda_case.store import restore

        done = restore.restore(
            backup,
            path,
            self.way_into_backup(passphrase),
            reason,
            OWNER,
            self.rulebook,
            self.clock,
            progress=progress,
        )
        restore.anchor_restored(done, self.anchors, self.clock.now())
        return done

    def way_into_backup(self, passphrase: str | None) -> WayIn:
        """Return what opens a backup: a passphrase, or this computer's key when it is None."""
        from ikanda_case.domain.recovery_code import is_code, key_from_code
        from ikanda_case.store import backup_look

        if passphrase is not None and is_code(passphrase):
            return backup_look.with_key(key_from_code(passphrase))
        if passphrase is not None:
            return backup_look.with_passphrase(passphrase, otherwise=_name_wrong_line)
        return backup_look.with_this_computer(self.secrets)

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
                yield self.desk(file, today, file.person or OWNER)
            finally:
                self.readers.close()
