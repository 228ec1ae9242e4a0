"""The process that judges stored letters: whatever one of them does to it, the others go on.

It reads letters from standard input, each after its length as eight bytes, and answers each with
one line of JSON. It opens no file and writes none.
"""

import json
import sys
from typing import BinaryIO

FLAG = "--signatures-child"
"""The argument by which a frozen program becomes this process."""
MEMORY = 1 << 30
"""Bytes of address space; held on Linux only."""


def main() -> int:
    """Answer until standard input ends; always 0, unless the system ends the process."""
    _limit()
    from ikanda_case.signing.verdict import verify_letter

    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    while (letter := _next(incoming)) is not None:
        found = verify_letter(letter)
        outgoing.write(json.dumps([found.verdict == "valid", found.why]).encode() + b"\n")
        outgoing.flush()
    return 0


def _next(incoming: BinaryIO) -> bytes | None:
    length = incoming.read(8)
    return incoming.read(int.from_bytes(length, "big")) if len(length) == 8 else None


def _limit() -> None:
    """Take from this process what it does not need: memory, files, core dumps."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; there the time limit of the parent remains.
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.exit(main())
