"""One flipped bit, anywhere in what a case file consists of, is reported and never shown as sound.

In the file itself, in the log beside it, in the slots, in a backup: by opening, or by looking over.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from ikanda_case.domain.errors import EnvironmentFault, KnownError
from ikanda_case.store import files
from ikanda_case.store.anchors import Anchors
from ikanda_case.store.backup import back_up, nobody_looks
from ikanda_case.store.backup_file import copy_out, read_description
from ikanda_case.store.backup_look import with_key
from ikanda_case.store.casefile import (
    create,
    open_with_key,
    open_with_this_computer,
    remember_on_this_computer,
)
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.restore import restore
from ikanda_case.store.seal import backup_seal
from ikanda_case.store.slots import Cost
from ikanda_case.store.verify import verify
from ikanda_case.store.writer_lock import lock_path
from tests.support.casefiles import log_case, rulebook
from tests.support.clocks import START, SetClock
from tests.support.drawer import Drawer
from tests.support.processes import ROOT, command

NAME = "fictief.ikanda"
LOWEST = Cost(64 * 1024, 3, 4)


class NoSafe(Drawer):
    """A computer without a safe place: only what lies beside the file can tell."""

    def get(self, name: str) -> str | None:
        raise EnvironmentFault("no_safe_keyring")


class Files:
    """A case file with slots, a backup of it, and a copy whose writer died: its log lies beside."""

    def __init__(self, folder: Path) -> None:
        self.computer = Drawer()
        self.path = folder / "whole" / NAME
        self.path.parent.mkdir()
        passphrase = "zeven fictieve fietsbellen"
        with create(self.path, passphrase, "IM", rulebook(), SetClock(), cost=LOWEST) as file:
            remember_on_this_computer(file, self.computer, "balie")
            for number in range(4):
                log_case(file, b"%d" % number + b"vraag" * 700)
            self.key = file.data_key
            self.backup = back_up(file, folder / "b.ikanda-backup", START).path
        self.died = folder / "died" / NAME
        self.died.parent.mkdir()
        shutil.copy(self.path, self.died)
        words = command(DIES, str(self.died), self.key.hex())
        subprocess.run(words, cwd=ROOT, check=False)

    def opened(self, path: Path) -> OpenCaseFile:
        """Open a file by its key, held to what is known outside it."""
        file = open_with_key(path, self.key, rulebook(), SetClock())
        try:
            file.hold_to(Anchors(NoSafe()))
        except BaseException:
            file.close()
            raise
        return file

    def by_this_computer(self, path: Path) -> OpenCaseFile:
        return open_with_this_computer(path, self.computer, rulebook(), SetClock())


DIES = """
import os, sys
from pathlib import Path
from ikanda_case.store.casefile import open_with_key
from tests.support.casefiles import log_case, rulebook
from tests.support.clocks import SetClock
file = open_with_key(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), rulebook(), SetClock())
for number in range(3):
    log_case(file, b"laat %d" % number + b"vraag" * 900)
os._exit(1)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("bits"))


def bits_of(path: Path, count: int, random: Random) -> Iterator[int]:
    """Yield so many bits of a file in no order, each once."""
    size = path.stat().st_size * 8
    yield from random.sample(range(size), min(count, size))


def flip(path: Path, bit: int) -> None:
    with open(path, "r+b") as file:
        file.seek(bit // 8)
        byte = file.read(1)[0]
        file.seek(bit // 8)
        file.write(bytes([byte ^ 1 << bit % 8]))


def all_reported(
    original: Path, look: Callable[[Path], str], flipped: Path, bits: list[int]
) -> None:
    """Flip bits of one file in a copy of a folder; `look` says what it finds wrong."""
    unseen = []
    assert look(fresh(original, flipped.parent)) == ""
    for bit in bits:
        copy = fresh(original, flipped.parent)
        flip(flipped, bit)
        if not look(copy):
            unseen.append(bit)
    assert not unseen


def fresh(original: Path, folder: Path) -> Path:
    """Return a copy of a file with all that lies beside it."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(original.parent, folder)
    return folder / original.name


def first_fault(opened: Callable[[Path], OpenCaseFile], path: Path) -> str:
    """Return the first thing that is wrong: the error of opening, or the check that failed."""
    try:
        with opened(path) as file:
            return next((each.name for each in verify(file) if not each.ok), "")
    except KnownError as error:
        return error.code


def backup_fault(key: bytes, backup: Path) -> str:
    """Return what is wrong with a backup, as whoever puts it back would be told."""
    try:
        said = read_description(backup)
        if not said.holds(backup_seal(key, said.file_id)):
            return "seal"
        copy_out(backup, None, nobody_looks)
    except KnownError as error:
        return error.code
    return ""


def flips(made: Files, folder: Path, share: int, seed: int) -> None:
    """Flip bits: of ten shares six in the file, two in its log, the others in slots and backup."""
    random = Random(seed)
    copy = folder / "copy" / NAME
    bits = list(bits_of(made.path, 6 * share, random))
    all_reported(made.path, lambda path: first_fault(made.opened, path), copy, bits)
    log, _, _ = files.side_files(copy)
    assert lock_path(made.died).exists()
    bits = list(bits_of(files.side_files(made.died)[0], 2 * share, random))
    all_reported(made.died, lambda path: first_fault(made.opened, path), log, bits)
    slots = files.keys_path(copy)
    bits = list(bits_of(files.keys_path(made.path), share, random))
    all_reported(made.path, lambda path: first_fault(made.by_this_computer, path), slots, bits)
    backup = folder / "backup" / made.backup.name
    bits = list(bits_of(made.backup, share, random))
    alone = folder / "alone"
    alone.mkdir()
    original = Path(shutil.copy(made.backup, alone / made.backup.name))
    all_reported(original, lambda path: backup_fault(made.key, path), backup, bits)


def test_every_one_of_a_thousand_flipped_bits_is_reported(made: Files, tmp_path: Path) -> None:
    flips(made, tmp_path, 100, 1)


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_every_one_of_ten_thousand_flipped_bits_is_reported(made: Files, tmp_path: Path) -> None:
    flips(made, tmp_path, 1_000, 2)


def test_a_backup_with_a_flipped_bit_is_not_put_back(made: Files, tmp_path: Path) -> None:
    target = tmp_path / NAME
    for bit in bits_of(made.backup, 12, Random(3)):
        backup = Path(shutil.copy(made.backup, tmp_path / "b.ikanda-backup"))
        flip(backup, bit)
        with pytest.raises(KnownError):
            restore(backup, target, with_key(made.key), "oefening", "p1", rulebook(), SetClock())
        assert not target.exists()
