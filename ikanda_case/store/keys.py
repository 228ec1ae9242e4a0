"""The slots beside a case file: reading and writing them, and which of them opens it."""

import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from ikanda_case.domain.errors import DamageError, EnvironmentFault
from ikanda_case.store import slots
from ikanda_case.store.engine import KEY_SIZE
from ikanda_case.store.faults import translated
from ikanda_case.store.files import forget_previous, keys_path, write_private
from ikanda_case.store.slots import Slot

LARGEST = 1_000_000
"""Bytes; a slot file is far smaller, and what is larger is not read."""


class SecretStore(Protocol):
    """The safe place for small secrets that the operating system offers, if it offers one.

    Each call: EnvironmentFault("no_safe_keyring") when there is none, or it stays locked.
    """

    def get(self, name: str) -> str | None:
        """Return a secret, None when there is none of that name."""

    def put(self, name: str, secret: str) -> None:
        """Keep a secret, in place of an earlier one of that name."""

    def delete(self, name: str) -> None:
        """Forget a secret; one that is not there is forgotten already."""


@dataclass(frozen=True, slots=True)
class Keys:
    """All ways into one case file."""

    file_id: uuid.UUID
    slots: tuple[Slot, ...]

    def with_slot(self, slot: Slot) -> "Keys":
        """Return the keys with one way in more."""
        return replace(self, slots=(*self.slots, slot))

    def without(self, ids: Iterable[str]) -> "Keys":
        """Return the keys without some ways in."""
        gone = set(ids)
        return replace(self, slots=tuple(each for each in self.slots if each.id not in gone))

    def of_generation(self, generation: int) -> "Keys":
        """Return the keys that hold the data key of one generation."""
        kept = tuple(each for each in self.slots if each.generation == generation)
        return replace(self, slots=kept)

    def opened_by(self, passphrase: str) -> Iterator[tuple[bytes, Slot]]:
        """Return the data key of each generation that a passphrase opens, the newest first.

        There is more than one only while the file gets a new data key, or when that was broken
        off. EnvironmentFault: "keys_weak", "keys_too_costly".
        """
        found: set[int] = set()
        for slot in sorted(self.slots, key=lambda each: -each.generation):
            if slot.kind == "passphrase" and slot.generation not in found:
                key = slot.opened(slot.stretched(passphrase), self.file_id)
                if key is not None:
                    found.add(slot.generation)
                    yield key, slot

    def by_passphrase(self, passphrase: str) -> tuple[bytes, Slot]:
        """Return the data key and the slot that gave it.

        EnvironmentFault: "wrong_passphrase", "keys_weak", "keys_too_costly".
        """
        for found in self.opened_by(passphrase):
            return found
        raise EnvironmentFault("wrong_passphrase")

    def kept_by(self, secrets: SecretStore) -> Iterator[tuple[bytes, Slot]]:
        """Return the data keys that this computer's slots give; EnvironmentFault as `get`."""
        for slot in self.slots:
            if slot.kind == "computer":
                wrapping_key = _wrapping_key(secrets.get(self.secret_name(slot)))
                key = slot.opened(wrapping_key, self.file_id) if wrapping_key else None
                if key is not None:
                    yield key, slot

    def by_computer(self, secrets: SecretStore) -> tuple[bytes, Slot]:
        """Return the data key and the slot of this computer.

        EnvironmentFault: "not_remembered" when this computer has no slot that opens,
        "no_safe_keyring".
        """
        for found in self.kept_by(secrets):
            return found
        raise EnvironmentFault("not_remembered")

    def secret_name(self, slot: Slot) -> str:
        """Return under which name a computer keeps the key of its slot."""
        return f"{self.file_id}/{slot.id}"


def _wrapping_key(kept: str | None) -> bytes | None:
    try:
        key = bytes.fromhex(kept or "")
    except ValueError:
        return None
    return key if len(key) == KEY_SIZE else None


def read_keys(case_file: Path) -> Keys:
    """Return the slots beside a case file; nothing is changed.

    EnvironmentFault: "keys_missing", "newer_file"(form, known). DamageError("keys_damaged").
    """
    path = keys_path(case_file)
    with translated():
        if not path.is_file():
            raise EnvironmentFault("keys_missing")
        with open(path, "rb") as file:
            raw = file.read(LARGEST)
    return keys_from(raw)


def keys_from(raw: bytes) -> Keys:
    """Return the slots that a slot file, or the copy of one in a backup, holds.

    EnvironmentFault("newer_file", form, known). DamageError("keys_damaged").
    """
    try:
        said = json.loads(raw)
        version = said["version"]
        if type(version) is int and version > slots.VERSION:
            raise EnvironmentFault("newer_file", form=version, known=slots.VERSION)
        if version != slots.VERSION:
            raise DamageError("keys_damaged")
        found = tuple(slots.from_json(each) for each in said["slots"])
        keys = Keys(uuid.UUID(said["uuid"]), found)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DamageError("keys_damaged") from error
    if not found or as_text(keys) != raw:  # one form only: whatever was changed in it shows
        raise DamageError("keys_damaged")
    return keys


def as_text(keys: Keys) -> bytes:
    """Return the content of a slot file."""
    said = {
        "version": slots.VERSION,
        "uuid": str(keys.file_id),
        "generation": max(each.generation for each in keys.slots),
        "slots": [slots.as_json(each) for each in keys.slots],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def write_keys(case_file: Path, keys: Keys, *, forgetting: bool = False) -> None:
    """Write the slots beside a case file, whole or not at all.

    The earlier ones are kept beside them, but for `forgetting`: a way in that was taken away
    must not lie there.
    """
    write_private(keys_path(case_file), as_text(keys))
    if forgetting:
        forget_previous(keys_path(case_file))
