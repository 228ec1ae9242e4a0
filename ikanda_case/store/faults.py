"""What the database and the disk complain of, as known errors."""

import errno
from contextlib import AbstractContextManager
from pathlib import Path
from shutil import disk_usage

from sqlcipher3 import dbapi2 as sqlcipher

from ikanda_case.domain.errors import DamageError, EnvironmentFault, KnownError

_PERM, _BUSY, _LOCKED, _READONLY, _IOERR = 3, 5, 6, 8, 10
_CORRUPT, _FULL, _CANTOPEN, _PROTOCOL, _NOTADB = 11, 13, 14, 15, 26

_BY_CODE: dict[int, tuple[type[KnownError], str]] = {
    _PERM: (EnvironmentFault, "not_allowed"),
    _BUSY: (EnvironmentFault, "locked"),
    _LOCKED: (EnvironmentFault, "locked"),
    _READONLY: (EnvironmentFault, "read_only"),
    _IOERR: (EnvironmentFault, "disk_failed"),
    _CORRUPT: (DamageError, "damaged"),
    _FULL: (EnvironmentFault, "disk_full"),
    _CANTOPEN: (EnvironmentFault, "cannot_open"),
    _PROTOCOL: (EnvironmentFault, "locked"),
    _NOTADB: (DamageError, "not_readable"),
}
_BY_ERRNO: dict[int | None, str] = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EROFS: "disk_read_only",
    errno.EACCES: "not_allowed",
    errno.EPERM: "not_allowed",
    errno.ENOENT: "cannot_open",
    errno.ENOTDIR: "cannot_open",
    errno.EISDIR: "cannot_open",
}


_LEAST_ROOM = 1 << 20
"""Bytes; a disk with less room that "failed" is a full one: the engine does not always say so."""


def translated(at: Path | None = None) -> AbstractContextManager[None]:
    """Raise what the engine or the disk says as EnvironmentFault or DamageError.

    `at` is the file at work, where it is known: its disk may be full. What is in neither list is
    a bug and passes unchanged.
    """
    return _Translated(at)


class _Translated(AbstractContextManager[None]):
    """A class and no generator: each query stands in one."""

    __slots__ = ("_at",)

    def __init__(self, at: Path | None) -> None:
        self._at = at

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: object
    ) -> None:
        if isinstance(error, sqlcipher.Error):
            known = _BY_CODE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
            if known is not None:
                raise self._fault(*known) from error
        elif isinstance(error, OSError):
            raise EnvironmentFault(_BY_ERRNO.get(error.errno, "disk_failed")) from error

    def _fault(self, kind: type[KnownError], code: str) -> KnownError:
        return disk_fault(self._at) if code == "disk_failed" and self._at else kind(code)


def disk_fault(at: Path) -> EnvironmentFault:
    """Return what is wrong with the disk of a file that could not be written or read."""
    full = disk_usage(at.parent).free < _LEAST_ROOM
    return EnvironmentFault("disk_full" if full else "disk_failed")
