"""A process that is killed while it writes: what it acknowledged is kept, and the file is whole."""

import subprocess
from pathlib import Path
from random import Random

import pytest

from ikanda_case.store.verify import verify
from tests.support.casefiles import make_case_file, reopen
from tests.support.processes import ROOT, command

NAME = "fictief.ikanda"

WRITES = """
import sys
from pathlib import Path
from tests.support.casefiles import log_case, reopen
file = reopen(Path(sys.argv[1]))
number = file.contents().cases
while True:
    log_case(file, b"%d" % number + b"x" * (number % 7 * 3000))
    number += 1
    print(number, flush=True)
"""


def killed_after(path: Path, acknowledged: int) -> int:
    """Kill a writer once it acknowledged so many cases; return the last number it told."""
    with subprocess.Popen(
        command(WRITES, str(path)), cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(acknowledged)]
        writer.kill()
        lines += writer.stdout.readlines()  # what it still said before it died
    told = [line for line in lines if line.endswith("\n")]
    return int(told[-1])


def kills(folder: Path, count: int, seed: int) -> None:
    make_case_file(folder).close()
    path, random, at_least = folder / NAME, Random(seed), 0
    for _ in range(count):
        told = killed_after(path, random.randint(1, 40))
        with reopen(path) as file:
            cases = file.contents().cases
            assert max(told, at_least) <= cases <= told + 1
            assert file.contents().entries == 2 * cases
            assert [each for each in verify(file) if not each.ok] == []
        at_least = cases
    assert at_least >= count


def test_ten_kills_lose_nothing(tmp_path: Path) -> None:
    kills(tmp_path, 10, 1)


@pytest.mark.full
@pytest.mark.timeout(600)
def test_fifty_kills_lose_nothing(tmp_path: Path) -> None:
    kills(tmp_path, 50, 2)


MAKES = """
import sys
from pathlib import Path
from tests.support.casefiles import KEY, FILE_ID, START, lay_down
print("ready", flush=True)
for number in range(10_000):
    lay_down(Path(sys.argv[1]) / f"{number}.ikanda", KEY, FILE_ID, START)
    print(number, flush=True)
"""


def test_a_kill_while_a_file_is_made_leaves_whole_files_only(tmp_path: Path) -> None:
    for round_, acknowledged in enumerate((1, 2, 5, 9)):
        folder = tmp_path / str(round_)
        folder.mkdir()
        with subprocess.Popen(
            command(MAKES, str(folder)), cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as maker:
            assert maker.stdout is not None
            told = [maker.stdout.readline() for _ in range(acknowledged)]
            maker.kill()
        made = [each for each in folder.iterdir() if not each.name.startswith(".")]
        assert len(made) >= len(told) - 1
        for each in made:
            with reopen(each) as file:
                assert file.contents().entries == 0
