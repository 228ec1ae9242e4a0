"""The pages of a case file as they lie under the encryption, read without the engine."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, SALT = 4096, 80, 16
"""Bytes of a page; of those the last hold the initialisation vector and the seal."""


def pages(path: Path, key: bytes) -> list[bytes]:
    """Return what stands on each page of a closed case file; the first begins after its salt."""
    raw = path.read_bytes()
    return [_opened(raw[at : at + PAGE], at, key) for at in range(0, len(raw), PAGE)]


def _opened(page: bytes, at: int, key: bytes) -> bytes:
    body, vector = page[:-RESERVED], page[-RESERVED : -RESERVED + 16]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return decryptor.update(body[0 if at else SALT :]) + decryptor.finalize()
