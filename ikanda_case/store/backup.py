"""Backups of a case file: made while it is in use, checked before they count, kept for a while."""

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from ikanda_case.domain.errors import DamageError, EnvironmentFault, KnownError
from ikanda_case.store import files
from ikanda_case.store.backup_file import (
    Description,
    Progress,
    copy_out,
    digest_of,
    write_backup,
)
from ikanda_case.store.engine import CIPHER, CaseDb
from ikanda_case.store.faults import translated
from ikanda_case.store.keys import LARGEST, read_keys
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.verify import verify

SUFFIX = ".ikanda-backup"
KEPT = 14
"""How many backups of a case file stay in a folder."""

_NAME = re.compile(r"(?P<of>.+)-(?P<day>\d{8})-\d{6}\.ikanda-backup")
_STEPS = 4
"""A backup copies, hashes, writes and reads again: each as much as the others, for progress."""
_OFTEN = 2000
"""Steps of the engine between two looks at progress."""


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


def nobody_looks(done: int, total: int) -> None:
    """Progress that nobody asked for."""


# ---- making ------------------------------------------------------------------------------------


def back_up(
    file: OpenCaseFile, target: Path, now: datetime, *, progress: Progress = nobody_looks
) -> Backup:
    """Make one encrypted file of an open case file and the slots beside it; others go on working.

    It has a connection of its own and needs about twice the size of the case file beside
    `target` while it works. What `progress` raises stops it; then, and after any error, nothing
    is left behind.

    InputError("file_exists"). DamageError: "backup_damaged"(check) when the copy is not sound: the
    case file is to be looked over then; what `verify` and opening find. EnvironmentFault for what
    the disk refuses.
    """
    files.require_free(target)
    copy = target.with_name(f".{target.name}.copy")
    made = target.with_name(f".{target.name}.new")
    try:
        _copy(file, copy, _part(0, progress))
        entries, head = _checked(file, copy)
        size, sha256 = digest_of(copy, _part(1, progress))
        said = Description(
            file.contents().uuid, now, entries, head, size, sha256, _slots_beside(file.path)
        )
        files.new_private_file(made)
        write_backup(made, said.sealed(file.backup_seal()), copy, _part(2, progress))
        copy_out(made, None, _part(3, progress))
        files.require_free(target)
        files.move_into_place(made, target)
    finally:
        for each in (made, copy, copy.with_name(f"{copy.name}-journal")):
            each.unlink(missing_ok=True)
    with translated():
        whole = target.stat().st_size
    return Backup(target, now, entries, head, whole, _noted(file, now))


def _part(number: int, progress: Progress) -> Progress:
    def step(done: int, total: int) -> None:
        progress(number * total + done, _STEPS * total)

    return step


def _copy(file: OpenCaseFile, copy: Path, step: Progress) -> None:
    """Write a copy under the same key; it is one state of the file."""
    files.new_private_file(copy)
    db = file.own_connection()
    try:
        total = int(db.value("PRAGMA page_count")) * int(CIPHER["cipher_page_size"])
        with _watched(db, lambda: step(min(copy.stat().st_size, total), total)):
            db.run("VACUUM INTO ?", (str(copy),))
    finally:
        db.conn.close()


@contextmanager
def _watched(db: CaseDb, look: Callable[[], None]) -> Generator[None, None, None]:
    """Look at progress while the engine works; what the look raises stops it and is raised."""
    raised: list[BaseException] = []

    def handler() -> int:
        try:
            look()
        except BaseException as error:
            raised.append(error)
        return len(raised)

    db.conn.set_progress_handler(handler, _OFTEN)
    try:
        yield
    except sqlcipher.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        db.conn.set_progress_handler(None, 0)


def _checked(file: OpenCaseFile, copy: Path) -> tuple[int, str]:
    """Return how many entries a copy holds, and its head; DamageError when it is not sound."""
    with file.open_copy(copy) as opened:
        pages = next(iter(verify(opened)))
        if not pages.ok:
            raise DamageError("backup_damaged", check=pages.name)
        with opened.reading() as now:
            entries, head = opened.contents().entries, now.head()
        if file.head_at(entries) != head:
            raise DamageError("backup_damaged", check="journal")
        return entries, head


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


# ---- keeping -----------------------------------------------------------------------------------


def backup_name(case_file: Path, now: datetime) -> str:
    """Return the name of a backup made now; `now` is the time in Brussels."""
    return f"{case_file.stem}-{now:%Y%m%d-%H%M%S}{SUFFIX}"


def backups_in(folder: Path, of: Path) -> tuple[Path, ...]:
    """Return the backups of a case file in a folder by their names, newest first."""
    with translated():
        if not folder.is_dir():
            return ()
        found = [each for each in folder.iterdir() if _made_of(each.name, of) and each.is_file()]
    return tuple(sorted(found, key=lambda each: each.name, reverse=True))


def due(folder: Path, now: datetime, *, of: Path) -> bool:
    """Return whether no backup of a case file was made today; `now` is the time in Brussels."""
    today = f"{now:%Y%m%d}"
    return all(_made_of(each.name, of) != today for each in backups_in(folder, of))


def keep_newest(folder: Path, count: int = KEPT, *, of: Path) -> tuple[Path, ...]:
    """Remove all but the newest backups of a case file; return those that went.

    Other files, and backups of other case files, stay.
    """
    gone = backups_in(folder, of)[max(count, 1) :]
    for each in gone:
        with translated():
            each.unlink(missing_ok=True)
    return gone


def _made_of(name: str, of: Path) -> str:
    """Return the day on which a backup of that name was made, nothing if it is another file's."""
    found = _NAME.fullmatch(name)
    return found["day"] if found and found["of"] == of.stem else ""
