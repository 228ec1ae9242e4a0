"""Workflows over disks that are full or fail, step by step; each kind of disk in a process apart.

    python -m tests.support.bad_disks KIND FOLDER EVERY WORKFLOW ...

KIND is "failing" (with failing_disk.c preloaded), "limited" or "full" (FOLDER is a small disk of
its own). EVERY 1 tries each step. One line of JSON says how each workflow went; faults that were
found are told there, and the process ends well.
"""

import ctypes
import errno
import json
import os
import resource
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from tests.support.fault_trials import Trial, tried
from tests.support.workflows import WORKFLOWS, Workflow, make_places

PAGE = 4096


class Disk(Protocol):
    """A disk that gives way at a step, and works again afterwards."""

    name: str

    def bad_at(self, folder: Path, step: int) -> "contextmanager[None]":  # type: ignore[valid-type]
        """Give way at a step from 1 on: the n-th operation, or the n-th page of room."""

    def done(self, step: int, trial: Trial | None) -> bool:
        """Say whether no later step can go otherwise."""


@dataclass
class Failing:
    """The n-th operation that writes fails, once or from then on."""

    name: str
    error: int
    for_ever: bool
    torn: bool = False
    seen: int = 0

    @contextmanager
    def bad_at(self, folder: Path, step: int) -> Iterator[None]:
        disk = ctypes.CDLL(None)
        disk.disk_works.restype = ctypes.c_long
        where, at = str(folder.resolve()).encode(), ctypes.c_long(step)
        disk.disk_fails(where, at, self.error, int(self.for_ever), int(self.torn))
        try:
            yield
        finally:
            self.seen = disk.disk_works()

    def done(self, step: int, trial: Trial | None) -> bool:
        return self.seen < step


@dataclass
class _Room:
    """A disk with room for so many pages; done when three steps in a row lack nothing."""

    enough: int = 0

    def done(self, step: int, trial: Trial | None) -> bool:
        self.enough = self.enough + 1 if trial and not trial.code else 0
        return self.enough >= 3


@dataclass
class Limited(_Room):
    """No file may grow beyond so many pages (RLIMIT_FSIZE)."""

    name: str = "no file larger"

    @contextmanager
    def bad_at(self, folder: Path, step: int) -> Iterator[None]:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (step * PAGE - 99, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)


@dataclass
class Full(_Room):
    """A small disk on which a ballast leaves so many pages."""

    name: str = "full"

    @contextmanager
    def bad_at(self, folder: Path, step: int) -> Iterator[None]:
        ballast = folder.with_name("ballast")
        free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
        with open(ballast, "wb") as file:
            os.posix_fallocate(file.fileno(), 0, free - step * PAGE)
        try:
            yield
        finally:
            ballast.unlink()


def disks(kind: str) -> tuple[Disk, ...]:
    """Return the disks of a kind."""
    kinds: dict[str, tuple[Disk, ...]] = {
        "limited": (Limited(),),
        "full": (Full(),),
        "failing": (
            Failing("one error", errno.EIO, for_ever=False),
            Failing("broken from then on", errno.EIO, for_ever=True),
            Failing("full for a moment", errno.ENOSPC, for_ever=False),
            Failing("full from then on", errno.ENOSPC, for_ever=True, torn=True),
        ),
    }
    return kinds[kind]


@dataclass
class Result:
    """How a workflow went on a bad disk."""

    workflow: str
    disk: str
    tried: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    """How often each error was told; an empty one where everything was kept."""
    problems: list[str] = field(default_factory=list)


def stepped(disk: Disk, workflow: Workflow, before: Path, folder: Path, every: int) -> Result:
    """Let the disk give way at its 1st step, or a later one, until the workflow completes."""
    result, step, over = Result(workflow.name, disk.name), 1, False
    while not over:
        trial = None
        try:
            trial = tried(workflow, before, folder, partial(disk.bad_at, folder, step))
            result.codes[trial.code] += 1
        except Exception as error:
            at = traceback.extract_tb(error.__traceback__)[-1]
            said = f"step {step}: {type(error).__name__} in {at.name}, line {at.lineno}: {error}"
            result.problems.append(said)
        result.tried += 1
        over = disk.done(step, trial)
        step += every
    return result


def main(kind: str, folder: Path, every: int, names: list[str]) -> None:
    """Try workflows; each on all disks of a kind when every step is tried, else on one."""
    places = make_places(folder)
    for number, workflow in enumerate(WORKFLOWS):
        if workflow.name in names or not names:
            of_kind = disks(kind)
            chosen = of_kind if every == 1 else [of_kind[number % len(of_kind)]]
            for disk in chosen:
                found = stepped(disk, workflow, places[workflow.name], folder / "tried", every)
                print(json.dumps(vars(found)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
