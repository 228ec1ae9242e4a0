"""Every branch of the rules in domain/ is walked by a test that is about that rule (long form)."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.checkout import ROOT

ENDED = (0, 1)
"""Pytest ran to its end. Whether all passed is told by the tests themselves: while branches are
counted everything is slower, and a test that holds a time may not hold it."""


def not_walked(package: str, tests: str, where: Path, scratch: Path, *options: str) -> list[str]:
    """Return the lines and branches of a package that these tests leave out, as file and place."""
    told = scratch / "branches.json"
    counting = (f"--cov={package}", "--cov-branch", f"--cov-report=json:{told}")
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *counting, *options, tests],
        cwd=where,
        env=surroundings() | {"COVERAGE_FILE": str(scratch / "counted")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode in ENDED, ended.stdout + ended.stderr
    files: dict[str, dict[str, Any]] = json.loads(told.read_text("utf-8"))["files"]
    assert files, "nothing was counted"
    return [f"{name}: {place}" for name, counted in files.items() for place in left_out(counted)]


def surroundings() -> dict[str, str]:
    """Return the environment without what tells a test run that it is part of another."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTEST_", "COV_", "COVERAGE_"))
    }


def left_out(counted: dict[str, Any]) -> list[str]:
    """Return the places of one file; what was taken out of the count is left out as well."""
    return [
        *(f"line {line}" for line in counted["missing_lines"]),
        *(f"branch {start} -> {end}" for start, end in counted["missing_branches"]),
        *(f"line {line} is not counted" for line in counted["excluded_lines"]),
    ]


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_every_branch_of_the_rules_is_walked(tmp_path: Path) -> None:
    places = not_walked("ikanda_case.domain", "tests/unit", ROOT, tmp_path, "-n", "2")
    assert not places, "\n".join(places)


HALF = """\
def sign(number):
    if number < 0:
        return "-"
    return "+"


def never():  # pragma: no cover
    return None
"""


def test_a_branch_that_no_test_walks_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "half.py").write_text(HALF, encoding="utf-8")
    (tmp_path / "test_half.py").write_text(
        "import half\n\n\ndef test_sign():\n    assert half.sign(1) == '+'\n", encoding="utf-8"
    )
    (tmp_path / "pytest.ini").write_text("[pytest]\npythonpath = .\n", encoding="utf-8")
    assert not_walked("half", "test_half.py", tmp_path, tmp_path) == [
        "half.py: line 3",
        "half.py: branch 2 -> 3",
        "half.py: line 7 is not counted",
        "half.py: line 8 is not counted",
    ]
