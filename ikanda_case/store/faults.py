"""What the database and the disk complain of, as known errors."""

import errno
from collections.abc import Generator
from contextlib import contextmanager

from sqlcipher3 import dbapi2 as sqlcipher

from ikanda_case.domain.errors import DamageError, EnvironmentFault, KnownError

_PERM, _BUSY, _LOCKED, _READONLY, _IOERR = 3, 5, 6, 8, 10
_CORRUPT, _FULL, _CANTOPEN, _NOTADB = 11, 13, 14, 26

_BY_CODE: dict[int, tuple[type[KnownError], str]] = {
    _PERM: (EnvironmentFault, "not_allowed"),
    _BUSY: (EnvironmentFault, "locked"),
    _LOCKED: (EnvironmentFault, "locked"),
    _READONLY: (EnvironmentFault, "read_only"),
    _IOERR: (EnvironmentFault, "disk_failed"),
    _CORRUPT: (DamageError, "damaged"),
    _FULL: (EnvironmentFault, "disk_full"),
    _CANTOPEN: (EnvironmentFault, "cannot_open"),
    _NOTADB: (DamageError, "not_readable"),
}
_BY_ERRNO: dict[int | None, str] = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "not_allowed",
    errno.EPERM: "not_allowed",
    errno.ENOENT: "cannot_open",
    errno.ENOTDIR: "cannot_open",
    errno.EISDIR: "cannot_open",
}


@contextmanager
def translated() -> Generator[None, None, None]:
    """Raise what the engine or the disk says as EnvironmentFault or DamageError.

    What is in neither list is a bug and passes unchanged.
    """
    try:
        yield
    except sqlcipher.Error as error:
        kind, code = _BY_CODE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, (None, ""))
        if kind is None:
            raise
        raise kind(code) from error
    except OSError as error:
        raise EnvironmentFault(_BY_ERRNO.get(error.errno, "disk_failed")) from error
