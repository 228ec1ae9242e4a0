"""Making a backup while the case file is in use: one encrypted file, checked before it counts."""

import shutil
import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from ikanda_case.domain.errors import DamageError, EnvironmentFault, KnownError
from ikanda_case.store import files
from ikanda_case.store.backup_file import Description, copy_out, digest_of, write_backup
from ikanda_case.store.engine import CIPHER, CaseDb, connect
from ikanda_case.store.faults import translated
from ikanda_case.store.first_look import require_sound
from ikanda_case.store.journal_rows import LINK_OF, head
from ikanda_case.store.keys import LARGEST, read_keys
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.seal import ROOT, Seal, backup_seal
from ikanda_case.store.watched import Progress, nobody_looks, part_of, sound_pages, watched

_STEPS = 5
"""A backup copies, looks over, hashes, writes and reads again: as much each, for progress."""
_MARGIN = 16 << 20
"""Bytes that stay free on a disk beside a backup, so that work in the case file can go on."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that counts: it was opened and checked."""

    path: Path
    made_at: datetime
    entries: int
    head: str
    size: int
    """Bytes of the whole file."""
    noted: bool
    """Whether the case file knows of it; one opened for reading only cannot."""


def back_up(
    file: OpenCaseFile, target: Path, now: datetime, *, progress: Progress = nobody_looks
) -> Backup:
    """Make one encrypted file of an open case file and the slots beside it; others go on working.

    It has a connection of its own and needs about twice the size of the case file beside
    `target` while it works. What `progress` raises stops it; then, and after any error, nothing
    is left behind.

    InputError("file_exists"). DamageError: "backup_damaged"(check) when the copy is not sound: the
    case file is to be looked over then; what opening finds. EnvironmentFault: "disk_full" before
    anything is written where there is no room, and for what the disk refuses.
    """
    made = back_up_by_key(file.path, file.data_key, target, now, progress=progress)
    return replace(made, noted=_noted(file, now))


def back_up_by_key(
    path: Path, key: bytes, target: Path, now: datetime, *, progress: Progress = nobody_looks
) -> Backup:
    """Make a backup as `back_up` does of a file of any form, open or not; it notes nothing."""
    files.require_free(target)
    copy, made = (target.with_name(f".{target.name}.{each}") for each in ("copy", "new"))
    source = connect(path, key, "ro")
    try:
        total = int(source.value("PRAGMA page_count")) * int(CIPHER["cipher_page_size"])
        _require_room(target.parent, 2 * total + _MARGIN)
        _copy(source, copy, total, part_of(progress, 0, _STEPS))
        entries, link = _checked(source, copy, key, part_of(progress, 1, _STEPS))
        size, sha256 = digest_of(copy, part_of(progress, 2, _STEPS))
        file_id = uuid.UUID(source.value("SELECT value FROM meta WHERE name = 'uuid'"))
        said = Description(file_id, now, entries, link, size, sha256, _slots_beside(path))
        files.new_private_file(made)
        sealed = said.sealed(backup_seal(key, file_id))
        write_backup(made, sealed, copy, part_of(progress, 3, _STEPS))
        copy_out(made, None, part_of(progress, 4, _STEPS))
        files.require_free(target)
        files.move_into_place(made, target)
    finally:
        source.conn.close()
        for each in (made, copy, copy.with_name(f"{copy.name}-journal")):
            each.unlink(missing_ok=True)
    with translated():
        whole = target.stat().st_size
    return Backup(target, now, entries, link, whole, noted=False)


def _require_room(folder: Path, wanted: int) -> None:
    """Refuse a full disk before it is filled: whoever works in the case file needs it too."""
    with translated():
        if shutil.disk_usage(folder).free < wanted:
            raise EnvironmentFault("disk_full")


def _copy(source: CaseDb, copy: Path, total: int, step: Progress) -> None:
    """Write a copy under the same key; it is one state of the file."""
    files.new_private_file(copy)
    with watched(source, lambda: step(min(copy.stat().st_size, total), total)):
        source.run("VACUUM INTO ?", (str(copy),))


def _checked(source: CaseDb, copy: Path, key: bytes, step: Progress) -> tuple[int, str]:
    """Return how many entries a copy holds, and its head; DamageError when it is not sound."""
    db = connect(copy, key, "ro")
    try:
        if not sound_pages(db, step):
            raise DamageError("backup_damaged", check="pages")
        seal = Seal(db.value("SELECT body FROM secret WHERE name = ?", (ROOT,)))
        require_sound(db, seal, of_today=False)
        entries, link = head(db)
    finally:
        db.conn.close()
    if entries and source.value(LINK_OF, (entries,)) != link:
        raise DamageError("backup_damaged", check="journal")
    return entries, link.hex()


def _slots_beside(case_file: Path) -> str:
    """Return the slots as they lie beside a case file; nothing when they cannot be used."""
    try:
        read_keys(case_file)
        with translated(), open(files.keys_path(case_file), "rb") as file:
            return file.read(LARGEST).decode()
    except (KnownError, ValueError):
        return ""


def _noted(file: OpenCaseFile, now: datetime) -> bool:
    try:
        file.note_backup(now)
    except EnvironmentFault:
        return False
    return True
