"""The rules and the use cases are pure: no files, no system clock, no randomness, no library."""

from collections.abc import Iterator

import pytest

from tests.architecture.checkout import Module, calls, imported, module_of, modules

PURE = {
    "abc", "array", "base64", "binascii", "bisect", "calendar", "collections", "contextlib",
    "copy", "dataclasses", "datetime", "decimal", "difflib", "enum", "fractions", "functools",
    "hashlib", "heapq", "hmac", "html", "itertools", "json", "math", "numbers", "operator", "re",
    "string", "struct", "textwrap", "types", "typing", "unicodedata",
}  # fmt: skip
"""The parts of the standard library that hold data and pure functions."""

REACHES_OUT = {"open", "input", "print", "exec", "eval", "compile", "__import__"}
ASKS_THE_TIME = {"today", "now", "utcnow"}
CLOCKS_OF_PYTHON = {"date", "datetime", "datetime.date", "datetime.datetime"}


def impurities(module: Module) -> Iterator[str]:
    """What a pure module may not do, as `path:line what`."""
    for name, line in imported(module):
        if name.split(".")[0] not in PURE | {"ikanda_case"}:
            yield f"{module.path}:{line} imports {name}"
    for call, name in calls(module):
        owner, _, verb = name.rpartition(".")
        if name in REACHES_OUT or (verb in ASKS_THE_TIME and owner in CLOCKS_OF_PYTHON):
            yield f"{module.path}:{call.lineno} calls {name}"


@pytest.mark.parametrize("package", ["domain", "app"])
def test_nothing_reaches_out(package: str) -> None:
    found = [line for module in modules(f"ikanda_case/{package}") for line in impurities(module)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "code",
    [
        "import os",
        "from pathlib import Path",
        "import random",
        "from email.message import Message",
        "from zoneinfo import ZoneInfo",
        "import threading",
        "import babel",
        "open('x')",
        "from datetime import date\ndate.today()",
        "import datetime\ndatetime.datetime.now()",
        "from datetime import datetime\ndatetime.now(tz=None)",
    ],
)
def test_every_way_out_is_seen(code: str) -> None:
    assert list(impurities(module_of("x.py", code)))


def test_a_clock_that_was_handed_in_may_be_asked() -> None:
    assert not list(impurities(module_of("x.py", "def f(clock):\n    return clock.now()")))
