"""The process that signs letters of a batch: it is given the key, and ends with its input.

It reads from standard input the settings and the key, then for each letter its stamp and its
page; it answers each with what became of it and the signed bytes. It opens no file.
"""

import json
import sys
from datetime import date, datetime
from typing import Any

from ikanda_case.signing.child import limit
from ikanda_case.signing.children import read_part, write_part

FLAG = "--signing-child"
"""The argument by which a frozen program becomes this process."""


def main() -> int:
    """Answer until standard input ends; always 0, unless the system ends the process."""
    limit()
    from ikanda_case.signing.time_stamps import TimeStamps

    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    settings, key = read_part(incoming), read_part(incoming)
    if settings is None or key is None:
        return 0
    told = json.loads(settings)
    server = TimeStamps(told["time_stamps"], told["patience"]) if told["time_stamps"] else None
    write_part(outgoing, b"ready")
    outgoing.flush()
    while (said := read_part(incoming)) is not None and (page := read_part(incoming)) is not None:
        answer, pdf = _signed(json.loads(said), page, key, server)
        write_part(outgoing, json.dumps(answer).encode())
        write_part(outgoing, pdf)
        outgoing.flush()
    return 0


def _signed(
    said: dict[str, Any], page: bytes, key: bytes, server: Any
) -> tuple[dict[str, Any], bytes]:
    from ikanda_case.domain.errors import EnvironmentFault, InputError
    from ikanda_case.signing.sign import Stamp, sign_letter
    from ikanda_case.signing.verdict import verify_letter

    now = datetime.fromisoformat(said["now"])
    try:
        pdf = sign_letter(page, key, Stamp(tuple(said["stamp"])), now=now, time_stamps=server)
    except (InputError, EnvironmentFault) as error:
        facts = {name: _fact(value) for name, value in error.facts.items()}
        return {"kind": type(error).__name__, "code": error.code, "facts": facts}, b""
    found = verify_letter(pdf)
    return {"verdict": found.verdict, "why": found.why, "level": found.level}, pdf


def _fact(value: object) -> object:
    return {"day": value.isoformat()} if isinstance(value, date) else value


if __name__ == "__main__":
    sys.exit(main())
