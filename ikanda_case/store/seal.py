"""The keyed seals: the link of each entry, the state of each stream, what lies beside them."""

import uuid
from collections.abc import Iterable

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ikanda_case.domain.journal import Entry, Words, bound, words_of

ROOT = "journal"
"""The name of the secret that the seals rest on."""
NO_STATE = bytes(32)
"""The state of a stream before its first entry."""


class Seal:
    """What makes and checks links and states (HMAC-SHA-256); its keys never leave it."""

    def __init__(self, root: bytes) -> None:
        """`root` is a file's root secret."""
        self._chain, self._state, self._beside = (
            HMAC(_derived(root, b"", name), SHA256())
            for name in ("journal chain", "stream state", "beside the journal")
        )

    def link(self, previous: bytes, entry: Entry, digest: bytes) -> bytes:
        """Return the link that binds an entry to its predecessor's."""
        return self.link_of(previous, words_of(entry), digest)

    def link_of(self, previous: bytes, words: Words, digest: bytes) -> bytes:
        """Return the same from the words of an entry as they lie in the file."""
        return _sealed(self._chain, bound(previous, words, digest))

    def state(self, stream: int, before: bytes, links: Iterable[bytes]) -> bytes:
        """Return the state of a stream after further links (threats T4)."""
        state = before
        name = stream.to_bytes(8, "big")
        for each in links:
            state = _sealed(self._state, name + state + each)
        return state

    def beside(self, link: bytes, said: bytes) -> bytes:
        """Return what binds words on what lies beside the journal to the head they go with."""
        return _sealed(self._beside, link + said)


def _sealed(key: HMAC, said: bytes) -> bytes:
    """Return the keyed hash; a copy of a key that was taken in costs a third of a new one."""
    mac = key.copy()
    mac.update(said)
    return mac.finalize()


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
