"""The log of this computer: what happened to the program, by codes and numbers on a list.

Our own lines are a code and a few allowed keys; of another library's line only its name and level
are kept, because its words may quote a letter.
"""

import logging
import re
import time
from contextlib import suppress
from pathlib import Path

KEYS = ("code", "kind", "place", "why", "read_only", "seconds", "count", "version")
"""What a line may say beside its code (threats T20); anything else is left out."""
LARGEST = 256 * 1024
"""Bytes; then the log becomes the former one, and the former one goes."""
OURS = "ikanda_case"
_CODE = re.compile(r"[a-z][a-z0-9_]{1,40}\Z")
_VALUE = re.compile(r"[\w.:/<>-]{1,120}\Z", re.ASCII)


class Line(logging.Formatter):
    """Words a record so that nothing but codes and numbers can be in it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return `2026-11-23T10:15:02Z INFO locked why=idle`."""
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        return " ".join((at, record.levelname, *_said(record)))


def _said(record: logging.LogRecord) -> list[str]:
    own = record.name.split(".")[0] == OURS
    if not own or not isinstance(record.msg, str) or not _CODE.match(record.msg):
        return [f"{record.name}:{record.lineno}"]
    pairs = ((key, getattr(record, key, None)) for key in KEYS)
    return [record.msg, *(f"{key}={_shown(value)}" for key, value in pairs if value is not None)]


def _shown(value: object) -> str:
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.2f}"
    return value if isinstance(value, str) and _VALUE.match(value) else "?"


def open_log(folder: Path) -> None:
    """Send every log line of this process to a file that only its owner may read.

    A folder that cannot be made leaves no log; nothing goes to standard error either way.
    """
    handler: logging.Handler = logging.NullHandler()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / "ikanda-case.log"
        if path.exists() and path.stat().st_size > LARGEST:
            path.replace(path.with_suffix(".former.log"))
        path.touch(mode=0o600)
        handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(Line())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(logging.INFO)
    logging.raiseExceptions = False  # it would print a record with its arguments
