"""From the key of a large file to the painted register, in a real window, the key's cost apart."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

from tests.support.casefiles import reopen
from tests.support.large_casefiles import Shape, copy_of_large

SCREEN = ("xvfb-run", "-a", "-s", "-screen 0 1920x1200x24")
OPENING = (sys.executable, "-m", "tests.benchmarks.opening")
ROUNDS = 7
MOST_MS = 300


def milliseconds(path: Path, folder: Path, place: str) -> float:
    """Open a file in a window of its own process and return how long it took."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    real = shutil.which(SCREEN[0]) is not None
    done = subprocess.run(
        [*(SCREEN if real else ()), *OPENING, str(path), str(folder), place],
        env=os.environ | {"QT_QPA_PLATFORM": "xcb" if real else "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=120,
    )
    return float(done.stdout)


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("cases", [10_000, 100_000])
def test_the_register_is_there_soon_after_the_key(
    cases: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = copy_of_large(Shape(cases), tmp_path)
    reopen(path).close()
    taken: dict[str, list[float]] = {"todo": [], "today": []}
    for _ in range(ROUNDS):
        for place, times in taken.items():
            times.append(milliseconds(path, tmp_path / "window", place))
    with capsys.disabled():
        for place, times in taken.items():
            print(f"\n{cases:,} cases, key to painted rows of {place}: {median(times):.0f} ms")
    assert median(taken["todo"]) < MOST_MS
    assert median(taken["today"]) < MOST_MS
