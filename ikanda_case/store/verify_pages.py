"""Whether every page of a case file is what was written into it, and leads where it should."""

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ikanda_case.store.engine import CIPHER, CaseDb
from ikanda_case.store.faults import translated
from ikanda_case.store.pace import Pace
from ikanda_case.store.wal import waiting_pages
from ikanda_case.store.watched import watched

_PAGE = int(CIPHER["cipher_page_size"])
_SALT, _SEAL = 16, 64
"""Bytes of the salt that begins the file, and of the seal that ends each page."""
_SEAL_MASK = bytes([0x3A]) * _SALT
_NEVER_USED = 2**30 // _PAGE + 1
"""The page over the bytes on which SQLite locks: it holds nothing (file format, section 1.4)."""
_AT_ONCE = 64
"""Pages read at once."""
_LOOKS_A_PAGE = 2
"""About how often the engine looks up while it checks one page; see `watched`."""


def page_problems(db: CaseDb, path: Path, data_key: bytes, pace: Pace) -> list[str]:
    """Return what is wrong with the pages, in English; both checks are needed.

    The seals are read off the file as it lies there. Pages that wait in the log are not looked
    at where a checkpoint may be half done with them: the engine reads those where they are
    whole. A missing last page shows only to the engine.
    """
    pages = db.value("PRAGMA page_count")
    pace.begin("pages", 2 * pages)
    broken = list(broken_seals(path, data_key, pace))
    if broken:
        waiting = waiting_pages(path)
        still = set(broken_seals(path, data_key, pace, only=broken))
        broken = [each for each in broken if each in still and each not in waiting]
    problems = [f"page {number} does not bear its seal" for number in broken]
    return problems + _engine_problems(db, pages, pace)


def broken_seals(
    path: Path, data_key: bytes, pace: Pace, *, only: list[int] | None = None
) -> Iterator[int]:
    """Yield the numbers of the pages whose keyed seal does not fit what they hold.

    It is `PRAGMA cipher_integrity_check` (SQLCipher 4: HMAC-SHA-512 over the page and its number,
    under a key derived from the data key and the file's salt), which cannot be stopped and does
    not say how far it is.
    """
    with translated(), open(path, "rb") as file:
        salt = file.read(_SALT)
        mask = bytes(a ^ b for a, b in zip(salt, _SEAL_MASK, strict=False))
        key = hashlib.pbkdf2_hmac("sha512", data_key, mask, 2, 32)
        for number, page in _some(file, only) if only else _all(file, pace):
            if number == _NEVER_USED:
                continue
            if len(page) != _PAGE:
                yield number
                continue
            held = page[_SALT if number == 1 else 0 : -_SEAL] + number.to_bytes(4, "little")
            if not hmac.compare_digest(hmac.digest(key, held, "sha512"), page[-_SEAL:]):
                yield number


def _all(file: BinaryIO, pace: Pace) -> Iterator[tuple[int, bytes]]:
    file.seek(0)
    number = 0
    while held := file.read(_PAGE * _AT_ONCE):
        for place in range(0, len(held), _PAGE):
            number += 1
            yield number, held[place : place + _PAGE]
        pace.step(-(-len(held) // _PAGE))


def _some(file: BinaryIO, numbers: list[int]) -> Iterator[tuple[int, bytes]]:
    """A page that a checkpoint was writing just then is whole when it is read once more."""
    for number in numbers:
        file.seek((number - 1) * _PAGE)
        yield number, file.read(_PAGE)


def _engine_problems(db: CaseDb, pages: int, pace: Pace) -> list[str]:
    looks = 0

    def look() -> None:
        nonlocal looks
        looks += 1
        pace.done = min(2 * pages, pages + looks // _LOOKS_A_PAGE)
        pace.look()

    with watched(db, look):
        problems = [str(row[0]) for row in db.rows("PRAGMA integrity_check(100)") if row[0] != "ok"]
        return problems + [
            f"foreign key of {row[0]}" for row in db.rows("PRAGMA foreign_key_check")
        ]
