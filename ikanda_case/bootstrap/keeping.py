"""How a case file is kept safe: backups that make themselves, putting one back, a new key.

Store, office, keyring and this computer's own notes come together here, for window and commands.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ikanda_case.bootstrap.program import OWNER, Program
from ikanda_case.domain.errors import EnvironmentFault

if TYPE_CHECKING:
    from uuid import UUID

    from ikanda_case.app.ports import OfficeClock
    from ikanda_case.desktop.file_notes import FileNotes
    from ikanda_case.store.backup import Backup
    from ikanda_case.store.backup_folder import KeptBackup, Why
    from ikanda_case.store.opened import OpenCaseFile
    from ikanda_case.store.rotation import Rotated

Progress = Callable[[int, int], None]


def folder_of(notes: FileNotes, path: Path, file_id: UUID) -> Path:
    """Return where backups of a case file make themselves on this computer."""
    from ikanda_case.store.backup_folder import folder_beside

    return notes.folder(file_id) or folder_beside(path)


def kept_backups(notes: FileNotes, file: OpenCaseFile) -> tuple[KeptBackup, ...]:
    """Return what lies in that folder, newest first; EnvironmentFault for what the disk refuses."""
    from ikanda_case.store.backup_folder import backups_in

    file_id = file.file_id
    return backups_in(folder_of(notes, file.path, file_id), file.path, file_id)


def back_up_daily(
    program: Program, notes: FileNotes, file: OpenCaseFile, progress: Progress
) -> Backup | None:
    """Make today's backup of a file that is open for writing, unless it was made already.

    Errors as `backup_folder.back_up_into`; then the older ones are all there still.
    """
    from ikanda_case.store.backup_folder import is_due

    clock = program.clock
    generation = file.contents().generation
    if file.read_only or not is_due(kept_backups(notes, file), clock, clock.now(), generation):
        return None
    return back_up_before(program, notes, file, "daily", progress)


def back_up_before(
    program: Program, notes: FileNotes, file: OpenCaseFile, why: Why, progress: Progress
) -> Backup:
    """Make a backup of an open file for a reason of the program's own, and have it noted."""
    from dataclasses import replace

    from ikanda_case.store.backup_folder import back_up_into

    folder = folder_of(notes, file.path, file.file_id)
    made = back_up_into(file.path, file.data_key, folder, why, program.clock, progress=progress)
    try:
        file.note_backup(made.made_at)
    except EnvironmentFault:
        return made
    return replace(made, noted=True)


def back_up_before_new_form(
    notes: FileNotes, old: OpenCaseFile, clock: OfficeClock, progress: Progress
) -> Backup:
    """Make the backup that goes before an older file is brought to the form of today.

    Where the folder that a person chose is not there, it lies beside the file: a file must not be
    kept from its own office by a disk that is not connected.
    """
    from ikanda_case.store.backup_folder import back_up_into, folder_beside

    def into(folder: Path) -> Backup:
        path, key = old.path, old.data_key
        return back_up_into(path, key, folder, "before-new-form", clock, progress=progress)

    try:
        return into(folder_of(notes, old.path, old.file_id))
    except EnvironmentFault as fault:
        if fault.code != "backup_folder_gone":
            raise
        return into(folder_beside(old.path))


def change_passphrase(program: Program, file: OpenCaseFile, old: str, new: str) -> None:
    """Put a new passphrase in place of an old one; the recovery sheet's code is good for it too.

    By the code it is the passphrase of the file's maker, who is let in again by it. Errors as
    `app.access.change_passphrase` and `app.access.give_way`.
    """
    from ikanda_case.app import access
    from ikanda_case.bootstrap.ways_in import Ways
    from ikanda_case.domain.recovery_code import is_code
    from ikanda_case.store.ways_in import mended_keys

    desk, ways = program.admitted(file), Ways(file, program.secrets)
    if not is_code(old):
        access.change_passphrase(desk, ways, old, new)
        return
    labels = {each.person: each.label for each in mended_keys(file).slots}
    access.give_way(desk, ways, OWNER, new, labels.get(OWNER, OWNER))


def new_key(
    program: Program,
    notes: FileNotes,
    path: Path,
    passphrase: str,
    reason: str,
    progress: Progress,
) -> Rotated:
    """Give a closed case file a new data key, after a backup under the old one.

    What `progress` raises before the two keys change notes leaves all as it was, but for that
    backup. EnvironmentFault: "new_key_needs_passphrase" for the code of a recovery sheet, which
    gives no way in that could be kept; others as `ways_in.rotate_key` and `back_up_before`.
    RuleError as `roles.require`.
    """
    from ikanda_case.bootstrap.ways_in import rotate_key
    from ikanda_case.domain.recovery_code import is_code
    from ikanda_case.store.watched import part_of

    if is_code(passphrase):
        raise EnvironmentFault("new_key_needs_passphrase")
    with program.open(path, passphrase, read_only=False) as file:
        with program.admitted(file).reading("new_key"):
            pass  # asked before the backup too, which takes long
        back_up_before(program, notes, file, "before-new-key", part_of(progress, 0, 2))
    return rotate_key(program, path, passphrase, reason, part_of(progress, 1, 2))
