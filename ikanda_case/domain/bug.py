"""What may be said of a fault of the program itself: its kind and its places, never its words.

The words of an exception may hold what the program was working on: a name, an address, a text.
"""

import re
from collections.abc import Iterator
from types import TracebackType

from ikanda_case.domain.errors import KnownError

PROGRAM = "ikanda_case"
MOST_BEHIND, MOST_PLACES = 5, 12
_LONGEST = 120
_NOT_A_NAME = re.compile(r"[^\w./<>:-]")


def told(error: BaseException) -> tuple[str, ...]:
    """Return the lines of a report: kind, places from the outside in, then what lay behind it."""
    lines: list[str] = []
    for number, each in enumerate(_chain(error)):
        lines.append(f"behind it: {kind_of(each)}" if number else kind_of(each))
        lines += [f"  {place}" for place in places_of(each.__traceback__)]
    return tuple(lines)


def kind_of(error: BaseException) -> str:
    """Return the class of an exception, with a known error's code or a missing module's name."""
    about = ""
    if isinstance(error, KnownError):
        about = error.code
    elif isinstance(error, ImportError):
        about = error.name or ""
    return " ".join(part for part in (_name(type(error).__name__), _name(about)) if part)


def places_of(trace: TracebackType | None) -> tuple[str, ...]:
    """Return where in the code an exception passed, the place it was raised at last."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(place(code.co_filename, trace.tb_lineno, code.co_qualname))
        trace = trace.tb_next
    return tuple(found[-MOST_PLACES:])


def place(filename: str, line: int, function: str) -> str:
    """Return `file:line function` with the end of the path only: a folder may name a person."""
    parts = filename.replace("\\", "/").split("/")
    if PROGRAM in parts:
        parts = parts[parts.index(PROGRAM) :]
    else:
        parts = parts[-2:] if "site-packages" in parts or "lib" in parts else parts[-1:]
    return f"{_name('/'.join(parts))}:{line} {_name(function)}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen and len(seen) < MOST_BEHIND:
        yield each
        seen.add(id(each))
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)


def _name(text: str) -> str:
    """Keep what names of files, classes and functions are made of."""
    return _NOT_A_NAME.sub("?", text)[:_LONGEST]
