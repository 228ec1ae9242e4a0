"""A backup as one file: what it is and the ways into it, sealed, and then the encrypted copy."""

import hashlib
import hmac
import json
import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from ikanda_case.domain.errors import DamageError, EnvironmentFault, InputError
from ikanda_case.domain.journal import canonical
from ikanda_case.store.faults import translated
from ikanda_case.store.watched import Progress

MAGIC = b"IKANDA-BACKUP\n"
VERSION = 1
LARGEST = 2_000_000
"""Bytes of a description; one that says it is longer is not read."""
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Description:
    """What stands before the copy; readable without a key, sealed with it."""

    file_id: uuid.UUID
    made_at: datetime
    entries: int
    head: str
    size: int
    """Bytes of the copy."""
    sha256: str
    """Of the copy."""
    keys: str
    """The slots as they lay beside the file; empty when they were not there."""
    seal: str = ""

    def sealed(self, key: bytes) -> "Description":
        """Return it with the seal that a key gives."""
        return replace(self, seal=hmac.digest(key, self._bound(), "sha256").hex())

    def holds(self, key: bytes) -> bool:
        """Return whether nothing in it was changed since it was sealed."""
        return hmac.compare_digest(self.sealed(key).seal, self.seal)

    def _bound(self) -> bytes:
        return canonical({**_as_json(self), "seal": ""})


def _as_json(said: Description) -> dict[str, Any]:
    return {
        "version": VERSION,
        "uuid": str(said.file_id),
        "made_at": said.made_at.astimezone(UTC).isoformat(),
        "entries": said.entries,
        "head": said.head,
        "size": said.size,
        "sha256": said.sha256,
        "keys": said.keys,
        "seal": said.seal,
    }


def write_backup(place: Path, description: Description, copy: Path, step: Progress) -> None:
    """Write description and copy into an empty file, down to the disk."""
    raw = canonical(_as_json(description))
    with translated(), open(place, "wb") as file, open(copy, "rb") as body:
        file.write(MAGIC + len(raw).to_bytes(4, "big") + raw)
        _pass_on(body, file.write, description.size, step)
        file.flush()
        os.fsync(file.fileno())


def read_description(backup: Path) -> Description:
    """Return what a backup says it is; nothing of it is believed before its seal is checked.

    InputError: "no_such_file", "no_backup". EnvironmentFault("newer_file", form, known).
    DamageError("backup_damaged"), also when the file is not as long as it says.
    """
    with translated():
        if not backup.is_file():
            raise InputError("no_such_file")
        with open(backup, "rb") as file:
            said = _read(file)
            if os.fstat(file.fileno()).st_size != file.tell() + said.size:
                raise DamageError("backup_damaged")
            return said


def copy_out(backup: Path, place: Path | None, step: Progress) -> None:
    """Write the copy in a backup into a file, down to the disk; or read it through only.

    DamageError("backup_damaged") when it is not the copy that the description names.
    """
    with translated(), open(backup, "rb") as file:
        description = _read(file)
        digest = hashlib.sha256()
        if place is None:
            _pass_on(file, digest.update, description.size, step)
        else:
            with open(place, "wb") as out:

                def take(block: bytes) -> None:
                    digest.update(block)
                    out.write(block)

                _pass_on(file, take, description.size, step)
                out.flush()
                os.fsync(out.fileno())
        if digest.hexdigest() != description.sha256 or file.read(1):
            raise DamageError("backup_damaged")


def digest_of(copy: Path, step: Progress) -> tuple[int, str]:
    """Return the size of a file and its SHA-256."""
    digest, size = hashlib.sha256(), copy.stat().st_size
    with translated(), open(copy, "rb") as file:
        _pass_on(file, digest.update, size, step)
    return size, digest.hexdigest()


def _pass_on(source: BinaryIO, take: Callable[[bytes], object], size: int, step: Progress) -> None:
    left = size
    while left:
        block = source.read(min(BLOCK, left))
        if not block:
            raise DamageError("backup_damaged")
        take(block)
        left -= len(block)
        step(size - left, size)


def _read(file: BinaryIO) -> Description:
    if file.read(len(MAGIC)) != MAGIC:
        raise InputError("no_backup")
    length = int.from_bytes(file.read(4), "big")
    raw = file.read(length) if length <= LARGEST else b""
    try:
        said = json.loads(raw)
        version = said["version"]
        if type(version) is int and version > VERSION:
            raise EnvironmentFault("newer_file", form=version, known=VERSION)
        found = Description(
            file_id=uuid.UUID(said["uuid"]),
            made_at=datetime.fromisoformat(said["made_at"]),
            entries=_number(said["entries"]),
            head=_text(said["head"]),
            size=_number(said["size"]),
            sha256=_text(said["sha256"]),
            keys=_text(said["keys"]),
            seal=_text(said["seal"]),
        )
        same = canonical(_as_json(found)) == raw
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DamageError("backup_damaged") from error
    if not same:  # one form only: whatever was changed in it shows
        raise DamageError("backup_damaged")
    return found


def _text(said: Any) -> str:
    if not isinstance(said, str):
        raise TypeError("text")
    return said


def _number(said: Any) -> int:
    if type(said) is not int or said < 0:
        raise ValueError("number")
    return said
