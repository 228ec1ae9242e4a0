"""The folder of the backups that make themselves: what lies there, what is due, what goes.

Whether a backup made itself stands in its name: only those are ever thinned out.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, cast
from uuid import UUID

from ikanda_case.app.ports import OfficeClock
from ikanda_case.domain.errors import EnvironmentFault, KnownError
from ikanda_case.store.backup import Backup, back_up_by_key
from ikanda_case.store.backup_file import Description, read_description
from ikanda_case.store.faults import translated
from ikanda_case.store.watched import Progress, nobody_looks

SUFFIX = ".ikanda-backup"
KEPT = 14
"""How many backups that made themselves stay in a folder (desk 28)."""

Why = Literal["", "daily", "before-new-key", "before-new-form"]
"""Why a backup was made; empty for one that a person asked for."""

_NAME = re.compile(
    r"(?P<of>.+)-\d{8}-\d{6}(-(?P<why>daily|before-new-key|before-new-form))?\.ikanda-backup"
)
_LEAVING = re.compile(r"\.(?P<name>.+)\.(copy|new|copy-journal)")


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A backup that lies in a folder and can still be one: named, described, of its full length."""

    path: Path
    why: Why
    made_at: datetime
    entries: int
    size: int
    generation: int
    """Of the data key that opens it; 0 where it holds no slots that say so."""


def backup_name(case_file: Path, now: datetime, why: Why = "") -> str:
    """Return the name of a backup made now; `now` is the time in Brussels."""
    return f"{case_file.stem}-{now:%Y%m%d-%H%M%S}{why and f'-{why}'}{SUFFIX}"


def folder_beside(case_file: Path) -> Path:
    """Return where backups make themselves when nobody chose a place: NAME.ikanda-backups."""
    return case_file.with_name(f"{case_file.name}-backups")


def backups_in(folder: Path, of: Path, file_id: UUID) -> tuple[KeptBackup, ...]:
    """Return the backups of a case file in a folder, newest first.

    One that cannot be read, was cut short or is another file's is none: it is not counted, and
    it is never removed. EnvironmentFault for what the disk refuses; a folder that is not there
    is empty.
    """
    with translated():
        if not folder.is_dir():
            return ()
        named = [each for each in folder.iterdir() if _why(each.name, of) is not None]
    found = (_kept(each, of, file_id) for each in named)
    return tuple(sorted((each for each in found if each), key=_age, reverse=True))


def is_due(
    found: tuple[KeptBackup, ...], clock: OfficeClock, now: datetime, generation: int
) -> bool:
    """Return whether none of these made itself today (in Brussels) under the present key."""
    today = clock.brussels(now).date()
    return all(
        not each.why
        or clock.brussels(each.made_at).date() != today
        or each.generation not in (generation, 0)
        for each in found
    )


def back_up_into(
    path: Path,
    key: bytes,
    folder: Path,
    why: Why,
    clock: OfficeClock,
    *,
    progress: Progress = nobody_looks,
) -> Backup:
    """Make a backup that nobody asked for, and thin out the older ones of its kind.

    The folder beside the case file is made where it is missing; one that a person chose must be
    there, or a disk that is not connected would be replaced by an empty folder of its name. The
    file need not be open, nor have the present form.

    EnvironmentFault("backup_folder_gone"), and all of `backup.back_up_by_key`; then no older
    backup was removed.
    """
    _require_folder(folder, path)
    _clear(folder, path)
    now = clock.now()
    target = folder / backup_name(path, clock.brussels(now), why)
    made = back_up_by_key(path, key, target, now, progress=progress)
    thin_out(folder, path, read_description(made.path).file_id)
    return made


def thin_out(folder: Path, of: Path, file_id: UUID, count: int = KEPT) -> tuple[KeptBackup, ...]:
    """Remove all but the newest backups that made themselves; return those that went.

    What a person made, what another file has there and what cannot be read stays, and counts for
    nothing: it pushes no good one out. One at least stays.
    """
    own = [each for each in backups_in(folder, of, file_id) if each.why]
    gone = own[max(count, 1) :]
    for each in gone:
        with translated():
            each.path.unlink(missing_ok=True)
    return tuple(gone)


# ---- looking -----------------------------------------------------------------------------------


def _why(name: str, of: Path) -> Why | None:
    """Return why a backup of that name was made; None for what is none of this file's."""
    found = _NAME.fullmatch(name)
    if found is None or found["of"] != of.stem:
        return None
    return cast(Why, found["why"] or "")


def _kept(path: Path, of: Path, file_id: UUID) -> KeptBackup | None:
    try:
        said = read_description(path)
        with translated():
            size = path.stat().st_size
    except KnownError:
        return None
    why = _why(path.name, of)
    if why is None or said.file_id != file_id:
        return None
    return KeptBackup(path, why, said.made_at, said.entries, size, generation_of(said))


def generation_of(said: Description) -> int:
    """Return the generation of the data key in a backup's slots; 0 when it holds none."""
    try:
        found = json.loads(said.keys)["generation"]
    except (ValueError, TypeError, KeyError):
        return 0
    return found if type(found) is int else 0


def _age(kept: KeptBackup) -> tuple[datetime, str]:
    return kept.made_at, kept.path.name


# ---- the folder --------------------------------------------------------------------------------


def _require_folder(folder: Path, case_file: Path) -> None:
    with translated():
        if folder == folder_beside(case_file):
            folder.mkdir(mode=0o700, exist_ok=True)
        elif not folder.is_dir():
            raise EnvironmentFault("backup_folder_gone")


def _clear(folder: Path, of: Path) -> None:
    """Remove what a backup that was killed left behind: large, and of no use to anybody."""
    with translated():
        for each in folder.iterdir():
            found = _LEAVING.fullmatch(each.name)
            if found and _why(found["name"], of):
                each.unlink(missing_ok=True)
