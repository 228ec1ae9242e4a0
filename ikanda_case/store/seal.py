"""The keyed seals: the link of each entry, the state of each stream, what lies beside them."""

import hmac
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ikanda_case.domain.journal import Entry, Words, link, link_of

ROOT = "journal"
"""The name of the secret that the seals rest on."""
NO_STATE = bytes(32)
"""The state of a stream before its first entry."""


@dataclass(frozen=True, slots=True, repr=False)
class Seal:
    """What makes and checks links and states; its keys never leave it."""

    _chain: bytes
    _state: bytes
    _beside: bytes

    @classmethod
    def from_root(cls, root: bytes) -> "Seal":
        """Return the seal that rests on a file's root secret."""
        names = ("journal chain", "stream state", "beside the journal")
        return cls(*(_derived(root, b"", name) for name in names))

    def link(self, previous: bytes, entry: Entry, digest: bytes) -> bytes:
        """Return the link that binds an entry to its predecessor's."""
        return link(self._chain, previous, entry, digest)

    def link_of(self, previous: bytes, words: Words, digest: bytes) -> bytes:
        """Return the same from the words of an entry as they lie in the file."""
        return link_of(self._chain, previous, words, digest)

    def state(self, stream: int, before: bytes, links: Iterable[bytes]) -> bytes:
        """Return the state of a stream after further links (threats T4)."""
        state = before
        name = stream.to_bytes(8, "big")
        for each in links:
            state = hmac.digest(self._state, name + state + each, "sha256")
        return state

    def beside(self, link: bytes, said: bytes) -> bytes:
        """Return what binds words on what lies beside the journal to the head they go with."""
        return hmac.digest(self._beside, link + said, "sha256")


def new_root(data_key: bytes, file: uuid.UUID) -> bytes:
    """Return the root secret of a new case file, from its first data key.

    It is kept inside the file, so that a later change of the data key leaves every link, and
    every head printed on a letter, what it was.
    """
    return _derived(data_key, file.bytes, "journal root")


def backup_seal(data_key: bytes, file: uuid.UUID) -> bytes:
    """Return the key that seals what stands before the copy in a backup of a file."""
    return _derived(data_key, file.bytes, "backup")


def _derived(key: bytes, salt: bytes, what: str) -> bytes:
    return HKDF(SHA256(), 32, salt or None, f"ikanda-case 1 {what}".encode()).derive(key)
