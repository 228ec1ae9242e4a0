"""Killed, out of room, or two at once: the file opens as the old one or the new one, never between.

Each old form there is, and a kill at each step (threats T25).
"""

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import pytest

from ikanda_case.domain.errors import EnvironmentFault
from ikanda_case.domain.recovery_code import key_from_code
from ikanda_case.store.backup_folder import folder_beside
from ikanda_case.store.casefile import open_with_passphrase
from ikanda_case.store.verify import verify
from tests.migrations.corpus import CORPUS, Kept
from tests.migrations.forms import a_column_more, a_table_more, later_forms, other_lists
from tests.migrations.steps import MIGRATES, migrating
from tests.support.casefiles import KEY, log_case, make_case_file, reopen, rulebook
from tests.support.clocks import START, SetClock
from tests.support.holdings import holdings
from tests.support.processes import ROOT, command

every_form = pytest.mark.parametrize("kept", CORPUS, ids=lambda each: each.folder.name)
LATER = START + timedelta(hours=1)
STEPS = ("backing_up", "copying", "migrating", "listing", "checking")


def key_of(kept: Kept) -> bytes:
    return key_from_code(kept.said["recovery_code"])


def folder_for(kept: Kept, folder: Path, number: int) -> Path:
    place = folder / str(number)
    place.mkdir()
    return kept.copied(place)


def held(path: Path, kept: Kept, *, read_only: bool = False) -> tuple[int, dict[str, Any]]:
    """Open a file as a person would, see that it is whole; return its form and what it holds."""
    with open_with_passphrase(
        path, kept.passphrase, rulebook(), SetClock(LATER), read_only=read_only
    ) as file:
        assert [check.name for check in verify(file) if not check.ok] == []
        return file.contents().form, holdings(file)


def require_held(now: dict[str, Any], kept: Kept, migrations: int) -> None:
    """Everything is there, and the journal says how often the form changed."""
    entries = kept.holds["entries"]
    assert now["entries"][: len(entries)] == entries
    assert [entry[2] for entry in now["entries"][len(entries) :]] == ["migrated"] * migrations
    for name in kept.holds.keys() - {"entries", "head", "office_entries"}:
        assert now[name] == kept.holds[name], name


def form_after(path: Path, kept: Kept) -> int:
    """Look at what a kill left, then go on with it; return the form it was left in.

    0 where the kill fell into the writing of a single page, which only a writer may undo.
    """
    with later_forms(a_table_more, a_column_more, other_lists) as newest:
        form = 0
        try:
            form, found = held(path, kept, read_only=True)
            assert form in (kept.form, newest)
            require_held(found, kept, int(form == newest))
        except EnvironmentFault as fault:
            assert fault.code == "left_unfinished"
        later, now = held(path, kept)
        assert later == newest
        require_held(now, kept, 1)
    backups = folder_beside(path)
    rest = {each.name for each in path.parent.iterdir()} - {path.name, f"{path.name}-keys"}
    assert rest == {backups.name} and [*backups.glob("*.ikanda-backup")]
    return form


@pytest.mark.timeout(300)
@every_form
def test_a_kill_around_every_swap_and_in_every_part_leaves_the_old_file_or_the_new_one(
    kept: Kept, tmp_path: Path
) -> None:
    steps = migrating(folder_for(kept, tmp_path, 0), key_of(kept)).split()
    swaps = [number for number, step in enumerate(steps, start=1) if step == "os.rename"]
    assert len(swaps) == 2  # the backup, then the file itself
    parts = [steps.index(step) + 1 for step in STEPS]
    found = []
    for number in sorted({*swaps, swaps[-1] + 1, *parts}):
        path = folder_for(kept, tmp_path, number)
        assert migrating(path, key_of(kept), touch=number) == ""
        found.append(form_after(path, kept))
    assert found == sorted(found) and len(set(found)) == 2


@pytest.mark.full
@pytest.mark.timeout(1800)
@every_form
def test_a_kill_at_any_step_leaves_the_old_file_or_the_new_one(kept: Kept, tmp_path: Path) -> None:
    found: list[int] = []
    steps = ""
    number = 0
    while not steps:
        number += 1
        path = folder_for(kept, tmp_path, number)
        steps = migrating(path, key_of(kept), touch=number)
        found.append(form_after(path, kept))
        shutil.rmtree(path.parent)
    assert found == sorted(found) and len(set(found)) == 2 and len(steps.split()) == number - 1


@pytest.mark.full
@pytest.mark.timeout(1800)
@every_form
def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new_one(
    kept: Kept, tmp_path: Path
) -> None:
    random, died, unfinished = Random(1), 0, 0
    began = perf_counter()
    migrating(folder_for(kept, tmp_path, 0), key_of(kept))
    usual = perf_counter() - began  # the imports take a good half of it
    for number in range(1, 101):
        path = folder_for(kept, tmp_path, number)
        died += migrating(path, key_of(kept), after=random.uniform(0.02, usual / 3)) == ""
        unfinished += form_after(path, kept) == 0
        shutil.rmtree(path.parent)
    assert died >= 30 and unfinished < 20


@every_form
def test_a_journal_whose_head_was_never_written_does_not_keep_a_file_old(
    kept: Kept, tmp_path: Path
) -> None:
    path = folder_for(kept, tmp_path, 0)
    path.with_name(f"{path.name}-journal").write_bytes(bytes(4616))
    assert form_after(path, kept) == kept.form


def test_who_goes_on_with_the_earlier_version_finds_the_old_file_and_no_leavings(
    tmp_path: Path,
) -> None:
    paths = []
    for each in ("eerst", "dan"):
        (tmp_path / each).mkdir()
        with make_case_file(tmp_path / each) as file:
            log_case(file, b"vraag" * 3000)
            paths.append(file.path)
            before = holdings(file)
    steps = migrating(paths[0], KEY).split()
    swap = len(steps) - steps[::-1].index("os.rename")
    assert migrating(paths[1], KEY, touch=swap) == ""
    assert [*paths[1].parent.glob(".*.migrated*")]
    with reopen(paths[1]) as file:
        assert holdings(file) == before
    assert not [*paths[1].parent.glob(".*")]


# ---- no room -----------------------------------------------------------------------------------


ROOM = {
    "too little for a copy": lambda kept: kept.backup.stat().st_size // 4,
    "too little for the backup round the copy": lambda kept: kept.backup.stat().st_size - 100,
    "too little for what the new form adds": lambda kept: kept.backup.stat().st_size + 100,
}
"""Bytes that a file may have; the engine calls what it cannot write a fault of the disk."""


@every_form
@pytest.mark.parametrize("room", ROOM)
def test_a_full_disk_leaves_the_old_file(kept: Kept, room: str, tmp_path: Path) -> None:
    path = kept.copied(tmp_path)
    said = migrating(path, key_of(kept), room=ROOM[room](kept))
    assert said in ("refused disk_full", "refused disk_failed")
    form, found = held(path, kept, read_only=True)
    assert form == kept.form and found == kept.holds
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".")]
    assert not [*folder_beside(path).iterdir()]
    assert form_after(path, kept) == kept.form


# ---- two at once -------------------------------------------------------------------------------


@every_form
def test_of_two_that_begin_at_once_one_does_it_and_the_other_is_told(
    kept: Kept, tmp_path: Path
) -> None:
    for number in range(3):
        path = folder_for(kept, tmp_path, number)
        words = (str(path), key_of(kept).hex(), "0", "0", "0")
        two = [
            subprocess.Popen(command(MIGRATES, *words), cwd=ROOT, stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        said = [each.communicate(timeout=60)[0].removeprefix("ready\n").strip() for each in two]
        assert [each.returncode for each in two] == [0, 0]
        refused = [each for each in said if each.startswith("refused")]
        assert refused in ([], ["refused in_use"]), said  # none when the first one was done
        assert sum("copying" in each for each in said) == 1
        assert len([*folder_beside(path).glob("*.ikanda-backup")]) == 1
        with later_forms(a_table_more, a_column_more, other_lists) as newest:
            form, found = held(path, kept)
        assert form == newest
        require_held(found, kept, 1)
