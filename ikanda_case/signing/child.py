"""The process that judges stored letters: whatever one of them does to it, the others go on.

It reads letters from standard input, each after its length as eight bytes, and answers each in
JSON, likewise. It opens no file and writes none.
"""

import json
import sys

from ikanda_case.signing.children import read_part, write_part

FLAG = "--signatures-child"
"""The argument by which a frozen program becomes this process."""
MEMORY = 1 << 30
"""Bytes of address space; held on Linux only."""


def main() -> int:
    """Answer until standard input ends; always 0, unless the system ends the process."""
    limit()
    from ikanda_case.signing.verdict import verify_letter

    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    while (letter := read_part(incoming)) is not None:
        found = verify_letter(letter)
        write_part(outgoing, json.dumps([found.verdict == "valid", found.why]).encode())
        outgoing.flush()
    return 0


def limit() -> None:
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
