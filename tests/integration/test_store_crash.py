"""A process that is killed while it writes: what it acknowledged is kept, and the file is whole."""

import hashlib
import os
import signal
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


@pytest.mark.skipif(hasattr(os, "fork"), reason="fifty are killed where a process can be forked")
def test_ten_kills_lose_nothing(tmp_path: Path) -> None:
    kills(tmp_path, 10, 1)


# ---- many kills ----------------------------------------------------------------------------------

NURSERY = """
import os, sys
from pathlib import Path
from random import Random
from tests.support.acting import act
path = Path(sys.argv[1])
for line in sys.stdin:
    writer = os.fork()
    if not writer:
        random = Random(int(line))
        while True:  # opens, acts and closes again and again, until it is killed
            act(path, random, random.randint(1, 6))
    print("writer", writer, flush=True)
    os.waitpid(writer, 0)
    print("dead", flush=True)
"""
"""Starts writers that have everything loaded, one for each line it reads; each is killed."""


def lived(nursery: "subprocess.Popen[str]", random: Random) -> list[str]:
    """Let a writer act, kill it at some moment after it acknowledged, and return what it told."""
    assert nursery.stdin is not None and nursery.stdout is not None
    nursery.stdin.write(f"{random.randrange(1 << 30)}\n")
    nursery.stdin.flush()
    told = [nursery.stdout.readline() for _ in range(random.randint(2, 12))]
    while not (born := [line for line in told if line.startswith("writer ")]):
        told.append(nursery.stdout.readline())
    for _ in range(random.randrange(60_000)):  # somewhere in the middle of something
        pass
    os.kill(int(born[0].split()[1]), signal.SIGKILL)
    while told[-1] != "dead\n":
        told.append(nursery.stdout.readline())
    return [line for line in told if line.startswith("kept ") and line.endswith("\n")]


def many_kills(folder: Path, rounds: int, seed: int, each: int = 10) -> int:
    """Kill writers, so many on each of some files; return how many acknowledged actions there were.

    After each kill everything acknowledged so far is there, and the whole file is what was written.
    """
    acknowledged = 0
    for round_ in range(rounds):
        made = folder / str(round_)
        made.mkdir()
        make_case_file(made).close()
        acknowledged += _kills_on(made / NAME, each, Random(seed + round_))
    return acknowledged


def _kills_on(path: Path, count: int, random: Random) -> int:
    kept: dict[int, tuple[str, str]] = {}
    with subprocess.Popen(
        command(NURSERY, str(path)),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as nursery:
        for _ in range(count):
            for line in lived(nursery, random):
                _, entries, head, sha256 = line.split()
                kept[int(entries)] = (head, sha256)
            with reopen(path) as file, file.reading() as now:
                for n, (head, sha256) in kept.items():
                    assert file.head_at(n) == head
                    assert hashlib.sha256(now.blob(sha256)).hexdigest() == sha256
                assert [each for each in verify(file) if not each.ok] == []
        assert nursery.stdin is not None
        nursery.stdin.close()
    return len(kept)


forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


@forks
def test_fifty_kills_lose_nothing(tmp_path: Path) -> None:
    assert many_kills(tmp_path, 5, 2) > 200


@forks
@pytest.mark.full
@pytest.mark.timeout(1800)
def test_a_thousand_kills_lose_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    acknowledged = many_kills(tmp_path, 100, 3)
    with capsys.disabled():
        print(f"\n1,000 kills, {acknowledged} acknowledged actions, none lost")
    assert acknowledged > 4_000


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
