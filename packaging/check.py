"""Sets up what is missing and runs every check that CI runs: `python3 packaging/check.py`.

Ends with a non-zero code if any check failed, and with one line that counts the tests.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

if sys.version_info < (3, 11):  # noqa: UP036 - the sentence is for whoever has an older one
    sys.exit("This program needs Python 3.11 or newer; this one is " + sys.version.split()[0] + ".")

from setup_environment import (
    CHECK_TOOLS,
    CHECKS_LOCK,
    LINUX,
    QT_LIBRARIES,
    ROOT,
    SetupFault,
    install_system_packages,
    packages_for_venv,
    prepare,
    say,
    venv_command,
)

SURROUNDINGS_WRONG = 3
PYTEST_RAN_NOTHING = 5
LONG_SECONDS = 1800
"""How long a single test may take in the long forms and the benchmarks."""
QUICK_FOLDERS = ("unit", "contract", "architecture")
ALL_FOLDERS = (*QUICK_FOLDERS, "integration", "conformance", "migrations", "ui", "e2e")
LETTERS = ROOT / "build" / "letters"
"""Where the long form leaves every kind of letter, to be looked at."""
REAL_WINDOW = {"linux": "xcb", "win32": "windows", "darwin": "cocoa"}
"""The Qt platform of a real window, by sys.platform."""


@dataclass(frozen=True)
class Step:
    """One check: a command that succeeds or not."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    fine: tuple[int, ...] = (0,)
    """The exit codes that count as success."""


@dataclass(frozen=True)
class Outcome:
    """How a step ended."""

    name: str
    passed: bool
    seconds: float


def existing(folders: tuple[str, ...]) -> list[str]:
    """The test folders among these that are there."""
    return [f"tests/{name}" for name in folders if (ROOT / "tests" / name).is_dir()]


def lint_steps(python: str) -> list[Step]:
    """What reads the code without running it."""
    return [
        Step("lint", (python, "-m", "ruff", "check", ".")),
        Step("format", (python, "-m", "ruff", "format", "--check", ".")),
        Step("types", (python, "-m", "mypy", "--strict", "ikanda_case", "packaging")),
        Step("imports", (str(venv_command("lint-imports")), "--no-logo")),
    ]


def pytest_step(python: str, name: str, counts: Path, *words: str) -> Step:
    """A test run that leaves its counts in a file."""
    command = (python, "-m", "pytest", "-q", "-rfEs", f"--junitxml={counts / name}.xml", *words)
    return Step(name, command, {"QT_QPA_PLATFORM": "offscreen"})


def test_steps(
    python: str, counts: Path, folders: tuple[str, ...], *options: str, which: str = "not xvfb"
) -> list[Step]:
    """The tests that need no window system."""
    found = existing(folders)
    words = ("-n", "2", "-m", which, *options, *found)
    return [pytest_step(python, "tests", counts, *words)] if found else []


def window_steps(python: str, counts: Path, *options: str) -> list[Step]:
    """The tests that need a real window, on a screen of their own; none if there are none."""
    found = existing(ALL_FOLDERS)
    marked = any(
        "mark.xvfb" in path.read_text("utf-8")
        for folder in found
        for path in (ROOT / folder).rglob("test_*.py")
    )
    if not marked:
        return []
    workers = ("-n", "2") if LINUX else ()  # there each starts a screen
    step = pytest_step(python, "windows", counts, *workers, "-m", "xvfb", *options, *found)
    platform = {"QT_QPA_PLATFORM": REAL_WINDOW.get(sys.platform, "xcb")}
    return [Step(step.name, step.command, platform, (0, PYTEST_RAN_NOTHING))]


def bench_steps(python: str, counts: Path) -> list[Step]:
    """The benchmarks, one after the other, with what they print."""
    found = existing(("benchmarks", *ALL_FOLDERS))
    words = ("--bench", "-m", "bench", "-s", f"--timeout={LONG_SECONDS}", *found)
    return [pytest_step(python, "benchmarks", counts, *words)]


def steps_of(wish: argparse.Namespace, python: str, counts: Path) -> list[Step]:
    """The steps that the person asked for."""
    if wish.bench:
        return bench_steps(python, counts)
    if wish.quick:
        return [*lint_steps(python), *test_steps(python, counts, QUICK_FOLDERS)]
    options = ("--full", f"--timeout={LONG_SECONDS}") if wish.full else ()
    which = "not xvfb" if wish.full else "not xvfb and not offscreen"
    return [
        *lint_steps(python),
        *window_steps(python, counts, *options),
        *test_steps(python, counts, ALL_FOLDERS, *options, which=which),
    ]


def run_step(step: Step) -> Outcome:
    """Runs one step, its output going straight through."""
    say(f"\n== {step.name}")
    began = time.monotonic()
    ended = subprocess.run(
        step.command,
        cwd=ROOT,
        env=clean_environment() | dict(step.environment),
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Outcome(step.name, ended.returncode in step.fine, time.monotonic() - began)


def clean_environment() -> dict[str, str]:
    """The person's environment without what would bring other Python code in."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def count_tests(counts: Path) -> dict[str, int]:
    """How many tests passed, failed and were skipped in all test runs together."""
    total = {"passed": 0, "failed": 0, "skipped": 0}
    for report in sorted(counts.glob("*.xml")):
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):
            failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped = int(suite.get("skipped", 0))
            total["failed"] += failed
            total["skipped"] += skipped
            total["passed"] += int(suite.get("tests", 0)) - failed - skipped
    return total


def tell(outcomes: list[Outcome], counted: dict[str, int]) -> int:
    """Prints the summary; returns the exit code."""
    say("")
    for outcome in outcomes:
        say(f"{outcome.name:12} {'ok' if outcome.passed else 'FAILED':8} {outcome.seconds:6.1f} s")
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    seconds = sum(outcome.seconds for outcome in outcomes)
    verdict = f"FAILED: {', '.join(failed)}" if failed else "every check is fine"
    say(f"{verdict} ({len(outcomes)} checks, {seconds:.0f} s)")
    say("tests: {passed} passed, {failed} failed, {skipped} skipped".format_map(counted))
    return 1 if failed else 0


def asked() -> argparse.Namespace:
    """What the person wants checked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--quick", action="store_true", help="lint, types, imports, unit tests")
    which.add_argument("--full", action="store_true", help="everything, in its long form")
    which.add_argument("--bench", action="store_true", help="the benchmarks only")
    return parser.parse_args()


def main() -> int:
    """Sets up, runs the steps one after the other, and tells how they ended."""
    wish = asked()
    try:
        install_system_packages((*packages_for_venv(), *QT_LIBRARIES, *CHECK_TOOLS))
        python = str(prepare(CHECKS_LOCK))
    except SetupFault as fault:
        print(fault, file=sys.stderr)
        return SURROUNDINGS_WRONG
    try:
        with tempfile.TemporaryDirectory(prefix="ikanda-checks-") as folder:
            counts = Path(folder)
            outcomes = [run_step(step) for step in steps_of(wish, python, counts)]
            code = tell(outcomes, count_tests(counts))
        if wish.full and LETTERS.is_dir():
            say(f"letters of every kind in every language, as others' tools saw them: {LETTERS}")
        return code
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
