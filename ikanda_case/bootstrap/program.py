"""One run of the program: its tables, its texts, and the way into case files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ikanda_case.bootstrap.parts import DatedClock, Pages, Readers, Seals, Words
from ikanda_case.desktop.clock import SystemClock
from ikanda_case.domain.errors import EnvironmentFault, KnownError

if TYPE_CHECKING:
    from ikanda_case.app import ports
    from ikanda_case.app.desk import Desk
    from ikanda_case.desktop.file_notes import FileNotes
    from ikanda_case.domain.letters import LetterTemplate
    from ikanda_case.domain.office import Office
    from ikanda_case.domain.rulebook import Rulebook
    from ikanda_case.store.anchors import Anchors
    from ikanda_case.store.backup import Backup
    from ikanda_case.store.backup_look import WayIn
    from ikanda_case.store.migrating import Told, Witness
    from ikanda_case.store.opened import OpenCaseFile
    from ikanda_case.store.restore import Restoration

OWNER = "p1"
"""The person who made the case file."""
_READ_ONLY_WILL_DO = ("in_use", "network_path", "disk_read_only", "not_allowed", "older_file")


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
        self.told: Told = lambda done, total, step: None
        """Hears how far it is while an older file is brought to the form of today."""
        self.kept: Callable[[Path], None] = lambda backup: None
        """Hears where the backup lies that was made before that."""

    @cached_property
    def rulebook(self) -> Rulebook:
        """The tables that ship with the program."""
        from ikanda_case.domain.rulebook import Rulebook
        from ikanda_case.tables.calendars import load_calendar
        from ikanda_case.tables.data_map import load_data_map
        from ikanda_case.tables.rights import load_rights

        return Rulebook(load_rights(), load_calendar(), load_data_map())

    @cached_property
    def templates(self) -> Mapping[tuple[str, str], LetterTemplate]:
        """The letter texts that ship with the program."""
        from ikanda_case.tables.letters import load_templates

        return load_templates()

    def warm_up(self) -> None:
        """Load the tables that every open file needs, and what the calendar counts by."""
        self.rulebook.calendar.add_working_days(self.clock.today(), 1)
        assert self.templates

    def desk(self, file: ports.CaseFile, today: date | None = None, actor: str = "") -> Desk:
        """Return the desk of a person at an open case file: whoever opened it, if not said."""
        from ikanda_case.app.desk import Desk

        return Desk(
            file=file,
            clock=DatedClock(self.clock, today) if today else self.clock,
            reader=self.readers,
            renderer=Pages(),
            signer=Seals(),
            wording=self.words,
            templates=self.templates,
            actor=actor or _who(file),
        )

    def admitted(self, file: OpenCaseFile, today: date | None = None) -> Desk:
        """Return the desk of whoever opened a case file, if that person is of its office.

        A file whose making was broken off before anybody stood in it gets its maker first.
        RuleError("not_of_the_office") for somebody who was removed, or whom nobody added.
        """
        desk = self.desk(file, today)
        with file.reading() as now:
            empty = not now.office().people
        if empty and desk.actor == OWNER and not file.read_only:
            _begin(desk, file)
        with desk.reading("read"):
            return desk

    # ---- case files ----------------------------------------------------------------------------

    def create(self, path: Path, passphrase: str, label: str) -> None:
        """Make a case file and close it again; its maker is the first person in it."""
        from ikanda_case.store.casefile import create

        label = label.strip() or OWNER
        with create(path, passphrase, label, self.rulebook, self.clock) as file:
            self.admitted(file)

    def open(
        self,
        path: Path,
        passphrase: str | None,
        *,
        read_only: bool,
        checked: bool = True,
        witness: Witness | None = None,
    ) -> OpenCaseFile:
        """Open a case file by passphrase, or by this computer's key when it is None.

        The code of the recovery sheet is good wherever a passphrase is. `checked=False` skips the
        look at anchor, head and newest entries: `verify` looks at everything. `witness` is there
        while a file of an older form is brought to the form of today; None is the program's own.
        """
        seen = witness or self.witness()
        file = self._opened(path, passphrase, read_only=read_only, checked=checked, witness=seen)
        try:
            file.hold_to(self.anchors, checked=checked)
            if file.backed_up_at_opening is not None:
                self.kept(file.backed_up_at_opening)
        except BaseException:
            file.close()
            raise
        return file

    def witness(self, notes: FileNotes | None = None) -> Witness:
        """Return who sees an older file brought up: one that its anchor refuses is not.

        `notes` say where its backup goes; None are this computer's own.
        """
        from ikanda_case.bootstrap.keeping import back_up_before_new_form
        from ikanda_case.desktop.file_notes import FileNotes
        from ikanda_case.store.migrating import Witness

        return Witness(
            look_first=lambda old: old.hold_to(self.anchors),
            told=self.told,
            back_up=partial(back_up_before_new_form, notes or FileNotes()),
        )

    @cached_property
    def anchors(self) -> Anchors:
        """What this computer knows of the heads of case files."""
        from ikanda_case.store.anchors import Anchors

        return Anchors(self.secrets)

    def accept_older(self, path: Path, passphrase: str | None, reason: str) -> None:
        """Go on with a file that is older than it was here, for a reason."""
        from ikanda_case.store.restore import accept_older

        with self._opened(path, passphrase, read_only=False) as file:
            desk = self.admitted(file)
            with desk.reading("restore"):
                pass  # a look that stays open would still see the file as it was before
            accept_older(file, self.anchors, reason, desk.actor, self.clock)

    def to_read(self, file: OpenCaseFile) -> OpenCaseFile:
        """Close an open file and open it for reading only, in the same name."""
        file.close()
        return self._again(file, read_only=True)

    @contextmanager
    def to_write(self, file: OpenCaseFile) -> Iterator[OpenCaseFile]:
        """Give an open file that may be written, in the same name: it, or the same one once more.

        EnvironmentFault: "in_use"(by, since), "network_path"(kind) and others as for opening.
        """
        if not file.read_only:
            yield file
            return
        with self._again(file, read_only=False) as again:
            yield again

    def _again(self, file: OpenCaseFile, *, read_only: bool) -> OpenCaseFile:
        from ikanda_case.store.casefile import open_with_key

        key, rules = file.data_key, self.rulebook
        again = open_with_key(file.path, key, rules, self.clock, read_only=read_only)
        again.opened_by = file.opened_by
        try:
            again.hold_to(self.anchors)
        except BaseException:
            again.close()
            raise
        return again

    def _opened(
        self,
        path: Path,
        passphrase: str | None,
        *,
        read_only: bool,
        checked: bool = True,
        witness: Witness | None = None,
    ) -> OpenCaseFile:
        from ikanda_case.domain import recovery_code
        from ikanda_case.store import casefile, ways_in
        from ikanda_case.store.migrating import NOBODY

        rules, clock = self.rulebook, self.clock
        how: Any = {"read_only": read_only, "checked": checked, "witness": witness or NOBODY}
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
        """Open for writing where that is possible now, so that the backup can be noted.

        An older file is backed up as it is.
        """

        def leave_it(_old: OpenCaseFile) -> None:
            raise EnvironmentFault("older_file")

        try:
            witness = replace(self.witness(), look_first=leave_it)
            return self.open(path, passphrase, read_only=False, witness=witness)
        except EnvironmentFault as fault:
            if fault.code not in _READ_ONLY_WILL_DO:
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
        """Make a backup the case file again, by a passphrase or by this computer's key.

        RuleError as `roles.require`, by what the office in the backup says; one without an
        administrator is no trap.
        """
        from ikanda_case.domain import roles
        from ikanda_case.store import restore

        def allowed(office: Office, person: str) -> None:
            act: roles.Act = "restore" if office.with_role("administrator") else "people"
            roles.require(office, person, act)

        done = restore.restore(
            backup,
            path,
            replace(self.way_into_backup(passphrase), allowed=allowed),
            reason,
            roles.RECOVERY,
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
                yield self.admitted(file, today)
            finally:
                self.readers.close()


def _who(file: ports.CaseFile) -> str:
    """Return who acts at a file: the person whose way in was used, or the recovery sheet."""
    from ikanda_case.domain.roles import RECOVERY
    from ikanda_case.store.opened import OpenCaseFile

    return (file.person or RECOVERY) if isinstance(file, OpenCaseFile) else OWNER


def _begin(desk: Desk, file: OpenCaseFile) -> None:
    """Write down who made a new file, and the way in it was made with."""
    from ikanda_case.app.access import first_way
    from ikanda_case.app.office import add_person
    from ikanda_case.domain.roles import MAKERS

    assert file.opened_by is not None
    add_person(desk, OWNER, file.opened_by.label, MAKERS)
    first_way(desk, file.opened_by.id)
