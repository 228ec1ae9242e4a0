"""Where this process puts its temporary files."""

import os
import stat
import sys
import tempfile


def keep_temporary_files_in_memory() -> None:
    """Point temporary files at memory that only this person can read, where the system has some.

    Printing lays its pages there on Linux before the spooler takes them. The runtime folder is
    emptied at log-off; Windows and macOS have a private folder as they are.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if sys.platform == "linux" and runtime and _is_private(runtime):
        os.environ["TMPDIR"] = runtime
        tempfile.tempdir = None  # asked again when it is next needed


def _is_private(folder: str) -> bool:
    try:
        found = os.stat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077 and found.st_uid == _me()


def _me() -> int:
    return os.getuid() if sys.platform != "win32" else -1
