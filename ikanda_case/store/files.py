"""Files on disk, written whole or not at all."""

import os
from pathlib import Path

from ikanda_case.domain.errors import InputError
from ikanda_case.store.faults import disk_fault, translated

KEYS_SUFFIX = "-keys"
PREVIOUS_SUFFIX = ".previous"


def keys_path(case_file: Path) -> Path:
    """Return where the slots of a case file lie: NAME.ikanda-keys beside NAME.ikanda."""
    return case_file.with_name(case_file.name + KEYS_SUFFIX)


def require_free(path: Path) -> None:
    """Refuse a place where something lies already; InputError("file_exists")."""
    with translated():
        if os.path.lexists(path):
            raise InputError("file_exists")


def new_private_file(path: Path) -> None:
    """Make an empty file that only its owner may read; an earlier attempt's leavings go."""
    with translated():
        path.unlink(missing_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def move_into_place(made: Path, place: Path) -> None:
    """Give a finished file its name, for good."""
    with translated():
        os.replace(made, place)
        _settle(place.parent)


def write_private(path: Path, content: bytes) -> None:
    """Write a small file whole or not at all, mode 0600; the one before it is kept beside it."""
    new = path.with_name(path.name + ".new")
    new_private_file(new)
    try:
        with translated():
            _write_through(new, content)
            if path.exists():
                _keep_previous(path)
        move_into_place(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def forget_previous(path: Path) -> None:
    """Remove what `write_private` kept of an earlier content."""
    with translated():
        path.with_name(path.name + PREVIOUS_SUFFIX).unlink(missing_ok=True)
        _settle(path.parent)


def side_files(path: Path) -> tuple[Path, ...]:
    """Return where the engine keeps what belongs to a case file while it works in it."""
    return tuple(path.with_name(path.name + each) for each in ("-wal", "-shm", "-journal"))


def require_whole(made: Path) -> None:
    """Refuse a closed file beside which the engine still keeps pages: moved alone it lacks them.

    EnvironmentFault("disk_failed" or "disk_full"): closing never fails, it leaves the log there.
    """
    with translated():
        left = [each for each in side_files(made) if each.exists()]
    if left:
        raise disk_fault(made)


def settle_content(path: Path) -> None:
    """Make what stands in a file survive a power cut."""
    with translated(), open(path, "rb+") as file:
        os.fsync(file.fileno())


def _write_through(path: Path, content: bytes) -> None:
    with open(path, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _keep_previous(path: Path) -> None:
    previous = path.with_name(path.name + PREVIOUS_SUFFIX)
    copy = previous.with_name(previous.name + ".new")
    new_private_file(copy)
    _write_through(copy, path.read_bytes())
    os.replace(copy, previous)


def _settle(folder: Path) -> None:
    """Make the names in a folder survive a power cut, where the system can."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
