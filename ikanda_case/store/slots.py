"""A slot: the data key, wrapped under one way in."""

import re
import secrets
import unicodedata
import uuid
from dataclasses import dataclass, replace
from typing import Any, Literal

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ikanda_case.domain.errors import DamageError, EnvironmentFault, InputError
from ikanda_case.domain.journal import canonical
from ikanda_case.store.engine import KEY_SIZE

VERSION = 1
"""Of the form of a slot; it is bound into each of them."""
SALT_SIZE = 16
NONCE_SIZE = 12
LONGEST_LABEL = 40
OWNER = "owner"
"""The role in the slot of whoever made the file."""
FIRST_PERSON = "p1"
"""The id that the maker of a file has in its journal."""
_PERSON = "person:"
_MIB = 1024

Kind = Literal["passphrase", "computer"]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a passphrase costs: Argon2id's memory in KiB, passes and lanes."""

    memory_kib: int = 256 * _MIB
    passes: int = 3
    lanes: int = 4

    @property
    def enough(self) -> bool:
        """Return whether it is at least 64 MiB and three passes (threats T7)."""
        return self.memory_kib >= 64 * _MIB and self.passes >= 3 and self.lanes >= 1

    @property
    def bearable(self) -> bool:
        """Return whether it can be paid: a hostile slot file may ask for all the memory."""
        return self.memory_kib <= 2048 * _MIB and self.passes <= 64 and self.lanes <= 64


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key wrapped (AES-256-GCM) under the key that one way in gives."""

    id: str
    kind: Kind
    label: str
    """What its owner chose; anyone can read it."""
    role: str
    generation: int
    """Of the data key in it."""
    cost: Cost | None
    """Of Argon2id; None where the wrapping key is random."""
    salt: bytes
    nonce: bytes
    wrapped: bytes

    @property
    def person(self) -> str:
        """Return the id of the person it belongs to; empty where it does not say.

        It stands in the role, which nobody can change without the slot refusing to open.
        """
        if self.role == OWNER:
            return FIRST_PERSON
        return self.role.removeprefix(_PERSON) if self.role.startswith(_PERSON) else ""

    def with_key(self, wrapping_key: bytes, data_key: bytes, file_id: uuid.UUID) -> "Slot":
        """Return the slot with a data key wrapped in it, under a nonce never used before."""
        nonce = secrets.token_bytes(NONCE_SIZE)
        wrapped = AESGCM(wrapping_key).encrypt(nonce, data_key, self._bound(file_id))
        return replace(self, nonce=nonce, wrapped=wrapped)

    def opened(self, wrapping_key: bytes, file_id: uuid.UUID) -> bytes | None:
        """Return the data key; None when the key does not fit or the slot was changed."""
        try:
            return AESGCM(wrapping_key).decrypt(self.nonce, self.wrapped, self._bound(file_id))
        except InvalidTag:
            return None

    def stretched(self, passphrase: str) -> bytes:
        """Return the wrapping key a passphrase gives for this slot; takes as long as it costs.

        EnvironmentFault: "keys_weak", "keys_too_costly".
        """
        if self.cost is None or not self.cost.enough:
            raise EnvironmentFault("keys_weak")
        if not self.cost.bearable:
            raise EnvironmentFault("keys_too_costly")
        return hash_secret_raw(
            same_form(passphrase).encode("utf-8", "surrogatepass"),
            self.salt,
            time_cost=self.cost.passes,
            memory_cost=self.cost.memory_kib,
            parallelism=self.cost.lanes,
            hash_len=KEY_SIZE,
            type=Type.ID,
        )

    def _bound(self, file_id: uuid.UUID) -> bytes:
        """Return what cannot be changed without the slot refusing to open."""
        return canonical(
            [VERSION, str(file_id), self.id, self.kind, self.role, self.generation, _kdf(self)]
        )


def role_of(person: str) -> str:
    """Return the role that binds a slot to a person of the journal; InputError("bad_person")."""
    if person == FIRST_PERSON:
        return OWNER
    if not re.fullmatch(r"[A-Za-z0-9_.-]{1,40}", person):
        raise InputError("bad_person")
    return _PERSON + person


def same_form(passphrase: str) -> str:
    """Return a passphrase in the one form (NFC) that every keyboard's way of typing it gives."""
    return unicodedata.normalize("NFC", passphrase)


def passphrase_slot(
    passphrase: str,
    data_key: bytes,
    file_id: uuid.UUID,
    *,
    label: str,
    role: str,
    generation: int,
    cost: Cost,
) -> Slot:
    """Return a slot that a passphrase opens; InputError("bad_label"); see `Slot.stretched`."""
    salt = secrets.token_bytes(SALT_SIZE)
    empty = Slot(_new_id(), "passphrase", _fit(label), role, generation, cost, salt, b"", b"")
    return empty.with_key(empty.stretched(passphrase), data_key, file_id)


def computer_slot(
    data_key: bytes, file_id: uuid.UUID, *, label: str, generation: int, role: str = ""
) -> tuple[Slot, bytes]:
    """Return a slot for one computer, and the random key that opens it."""
    wrapping_key = secrets.token_bytes(KEY_SIZE)
    empty = Slot(_new_id(), "computer", _fit(label), role, generation, None, b"", b"", b"")
    return empty.with_key(wrapping_key, data_key, file_id), wrapping_key


def _new_id() -> str:
    return secrets.token_hex(8)


def _fit(label: str) -> str:
    label = label.strip()
    if not label or len(label) > LONGEST_LABEL or not label.isprintable():
        raise InputError("bad_label", longest=LONGEST_LABEL)
    return label


# ---- as JSON -----------------------------------------------------------------------------------


def _kdf(slot: Slot) -> dict[str, Any] | None:
    if slot.cost is None:
        return None
    return {
        "name": "argon2id",
        "memory_kib": slot.cost.memory_kib,
        "passes": slot.cost.passes,
        "lanes": slot.cost.lanes,
        "salt": slot.salt.hex(),
    }


def as_json(slot: Slot) -> dict[str, Any]:
    """Return a slot as plain JSON types."""
    return {
        "id": slot.id,
        "kind": slot.kind,
        "label": slot.label,
        "role": slot.role,
        "generation": slot.generation,
        "kdf": _kdf(slot),
        "nonce": slot.nonce.hex(),
        "wrapped": slot.wrapped.hex(),
    }


def from_json(said: Any) -> Slot:
    """Return the slot that plain JSON describes; DamageError("keys_damaged")."""
    try:
        cost, salt = _cost(said["kdf"])
        slot = Slot(
            id=_text(said["id"]),
            kind=_kind(said["kind"]),
            label=_text(said["label"]),
            role=_text(said["role"]),
            generation=_number(said["generation"]),
            cost=cost,
            salt=salt,
            nonce=bytes.fromhex(said["nonce"]),
            wrapped=bytes.fromhex(said["wrapped"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DamageError("keys_damaged") from error
    if len(slot.nonce) != NONCE_SIZE or len(slot.wrapped) != KEY_SIZE + 16:
        raise DamageError("keys_damaged")
    return slot


def _cost(kdf: Any) -> tuple[Cost | None, bytes]:
    if kdf is None:
        return None, b""
    if kdf["name"] != "argon2id":
        raise ValueError(kdf["name"])
    cost = Cost(_number(kdf["memory_kib"]), _number(kdf["passes"]), _number(kdf["lanes"]))
    salt = bytes.fromhex(kdf["salt"])
    if len(salt) != SALT_SIZE:
        raise ValueError(len(salt))
    return cost, salt


def _kind(said: Any) -> Kind:
    if said not in ("passphrase", "computer"):
        raise ValueError(said)
    kind: Kind = said
    return kind


def _text(said: Any) -> str:
    if not isinstance(said, str) or not re.fullmatch(r"[^\x00-\x1f\x7f]{0,200}", said):
        raise ValueError("text")
    return said


def _number(said: Any) -> int:
    if type(said) is not int or not 0 < said < 2**31:
        raise ValueError("number")
    return said
