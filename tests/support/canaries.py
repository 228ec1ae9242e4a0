"""Words that must lie nowhere but in the case file, and a search for them in whatever form."""

import base64
import os
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from pathlib import Path
from urllib.parse import quote

from ikanda_case.domain.recovery_code import code_of


def forms(word: str) -> set[bytes]:
    """Return a word as it could lie in a file: encodings, folded, in a link, in base64."""
    found: set[bytes] = set()
    for text in {word, word.lower(), word.upper(), quote(word), word.replace(" ", "_")}:
        found |= {text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")}
    for shift in range(3):  # the part of base64 that no neighbour changes
        coded = base64.b64encode(b"\0" * shift + word.encode())
        found.add(coded[(0, 2, 3)[shift] : len(coded) - 4].strip(b"="))
    return {each for each in found if len(each) > 4}


def forms_of_key(key: bytes) -> set[bytes]:
    """Return a data key as it could lie in a file, each line of its recovery code as well."""
    halves = [astuple(line)[:2] for line in code_of(key).lines]
    lines = {between.join(half).encode() for half in halves for between in ("", " ", "-")}
    return {
        key,
        key[::-1],
        key.hex().encode(),
        key.hex().upper().encode(),
        base64.b64encode(key),
        base64.urlsafe_b64encode(key),
        base64.b32encode(key),
        *lines,
    }


def files_below(*folders: Path, but: Iterable[Path] = ()) -> Iterator[Path]:
    """Yield every file below the folders, except those named and those below them."""
    left_out = set(but)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if not left_out & {path, *path.parents} and not path.is_symlink() and path.is_file():
                yield path


def found_in(paths: Iterable[Path], words: dict[str, set[bytes]]) -> list[str]:
    """Return which word lies in which file, or in its name."""
    found = []
    for path in paths:
        held = os.fsencode(path) + b"\n" + path.read_bytes()
        found += [
            f"{name} in {path}" for name, each in words.items() if any(f in held for f in each)
        ]
    return found
