"""Which pages of a case file have a newer version waiting in its write-ahead log."""

import struct
from pathlib import Path

from ikanda_case.store.engine import CIPHER

_HEADER, _FRAME = 32, 24
_PAGE = int(CIPHER["cipher_page_size"])


def waiting_pages(case_file: Path) -> frozenset[int]:
    """Return the numbers of the pages whose newest version is not, or not wholly, in the file.

    A checkpoint may be moving them at this moment. Frame headers of the log are plain; a frame
    counts when it bears the log's present salt (SQLite file format, section 4).
    """
    log = case_file.with_name(case_file.name + "-wal")
    pages = set()
    try:
        with open(log, "rb") as file:
            salt = file.read(_HEADER)[16:24]
            while len(frame := file.read(_FRAME)) == _FRAME:
                number, _, its_salt = struct.unpack(">II8s", frame[:16])
                if its_salt == salt:
                    pages.add(number)
                file.seek(_PAGE, 1)
    except FileNotFoundError:
        return frozenset()
    return frozenset(pages)
