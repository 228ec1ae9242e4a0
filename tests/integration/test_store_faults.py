"""A disk that is full, fails or can only be read: a sentence for the person, nothing half kept.

Sixteen workflows (tests/support/workflows.py) meet every fault one after the other; what has to be
true after each is in tests/support/fault_trials.py.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from ikanda_case.app.queries import RegisterFilter
from ikanda_case.domain.errors import EnvironmentFault
from ikanda_case.store import engine
from ikanda_case.store.engine import PLAIN_MAGIC
from ikanda_case.store.opened import OpenCaseFile
from tests.support.casefiles import log_case, make_case_file, reopen
from tests.support.fault_trials import tried
from tests.support.processes import ROOT
from tests.support.workflows import NAME, WORKFLOWS, Workflow, make_places

PAGE = 4096
NAMES = [workflow.name for workflow in WORKFLOWS]
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a test of Linux")
each_workflow = pytest.mark.parametrize("workflow", WORKFLOWS, ids=NAMES)
each_name = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_places(tmp_path_factory.mktemp("places"))


def lines_of(command: list[str], **settings: str) -> list[dict[str, object]]:
    """Run a process to its end and return the lines of JSON it printed."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def bad_disks(kind: str, folder: Path, every: int, *names: str) -> list[str]:
    words = ("-m", "tests.support.bad_disks", kind, str(folder), str(every), *names)
    return [sys.executable, *words]


def require_known(found: list[dict[str, object]], known: set[str]) -> None:
    """Refuse anything but sentences of a bad disk; each workflow met faults and completed once."""
    assert [(each["workflow"], each["disk"], each["problems"]) for each in found] == [
        (each["workflow"], each["disk"], []) for each in found
    ]
    for each in found:
        codes = each["codes"]
        assert isinstance(codes, dict) and codes.keys() - {""} <= known, each
        assert codes.get("") and len(codes) > 1, each


# ---- no room in the file -------------------------------------------------------------------------


@contextmanager
def most_pages(count: int) -> Iterator[None]:
    """Let no connection write a file of more pages."""
    usual = engine._CONNECTION
    engine._CONNECTION = (*usual, f"max_page_count={count}")
    try:
        yield
    finally:
        engine._CONNECTION = usual


def room_for(places: dict[str, Path], workflow: Workflow, folder: Path, every: int) -> Counter[str]:
    """Give a workflow room for 0, 1, 2 ... more pages, until it lacks none."""
    before, codes = places[workflow.name], Counter[str]()
    pages = (before / NAME).stat().st_size // PAGE
    while not codes[""]:
        fault = partial(most_pages, pages)
        codes[tried(workflow, before, folder / "tried", fault).code] += 1
        pages += every
    return codes


@each_workflow
def test_a_file_that_may_not_grow_stays_what_it_was(
    places: dict[str, Path], workflow: Workflow, tmp_path: Path
) -> None:
    assert room_for(places, workflow, tmp_path, 3).keys() <= {"", "disk_full"}


@pytest.mark.full
@each_workflow
def test_a_file_that_may_not_grow_by_any_number_of_pages_stays_what_it_was(
    places: dict[str, Path], workflow: Workflow, tmp_path: Path
) -> None:
    assert room_for(places, workflow, tmp_path, 1).keys() <= {"", "disk_full"}


# ---- no file may be larger -----------------------------------------------------------------------


@linux
def test_a_limit_on_the_size_of_files_is_told_and_nothing_is_half_kept(tmp_path: Path) -> None:
    found = lines_of(bad_disks("limited", tmp_path, 12))
    assert len(found) == len(WORKFLOWS)
    require_known(found, {"disk_full", "disk_failed"})


@linux
@pytest.mark.full
@pytest.mark.timeout(900)
@each_name
def test_every_limit_on_the_size_of_files_is_told(tmp_path: Path, name: str) -> None:
    require_known(lines_of(bad_disks("limited", tmp_path, 1, name)), {"disk_full", "disk_failed"})


# ---- an operation fails --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def preloaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The disk of tests/support/failing_disk.c, built where a C compiler is present."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        pytest.skip("no C compiler here")
    library = tmp_path_factory.mktemp("disk") / "failing_disk.so"
    source = ROOT / "tests" / "support" / "failing_disk.c"
    words = [compiler, "-shared", "-fPIC", "-O1", "-Wall", "-o", library, source, "-ldl"]
    subprocess.run(words, check=True)
    return {"LD_PRELOAD": str(library)}


@linux
def test_an_operation_that_fails_is_told_and_nothing_is_half_kept(
    preloaded: dict[str, str], tmp_path: Path
) -> None:
    found = lines_of(bad_disks("failing", tmp_path, 9), **preloaded)
    assert len(found) == len(WORKFLOWS)
    require_known(found, {"disk_full", "disk_failed"})


@linux
@pytest.mark.full
@pytest.mark.timeout(1200)
@each_name
def test_every_operation_that_fails_is_told(
    preloaded: dict[str, str], tmp_path: Path, name: str
) -> None:
    found = lines_of(bad_disks("failing", tmp_path, 1, name), **preloaded)
    assert len(found) == 4
    require_known(found, {"disk_full", "disk_failed"})


# ---- a disk that is really full, or read-only ----------------------------------------------------


def in_own_mounts() -> list[str]:
    """Return what runs a command where it may mount; skip the test where nobody may."""
    for words in (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"]):
        mounts = "mount -t tmpfs none /mnt && mount -o remount,bind,ro /mnt"
        with tempfile.TemporaryFile() as said:
            try:
                tried = subprocess.run([*words, "sh", "-c", mounts], stderr=said, check=False)
            except FileNotFoundError:
                pytest.skip("no unshare here")
        if tried.returncode == 0:
            return words
    pytest.skip("nothing may be mounted here")


SMALL_DISK = 'mount -t tmpfs -o size=64m none "$1" && shift && exec "$@"'


def on_small_disk(folder: Path, every: int, *names: str) -> list[str]:
    words = bad_disks("full", folder, every, *names)
    return [*in_own_mounts(), "sh", "-c", SMALL_DISK, "sh", str(folder), *words]


@linux
def test_a_full_disk_is_told_and_nothing_is_half_kept(tmp_path: Path) -> None:
    found = lines_of(on_small_disk(tmp_path, 14))
    assert len(found) == len(WORKFLOWS)
    require_known(found, {"disk_full"})


@linux
@pytest.mark.full
@pytest.mark.timeout(900)
@each_name
def test_a_disk_with_any_room_left_is_told_to_be_full(tmp_path: Path, name: str) -> None:
    require_known(lines_of(on_small_disk(tmp_path, 1, name)), {"disk_full"})


@pytest.fixture
def anyones(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders that another person may look into too."""
    folder = Path(tempfile.mkdtemp(prefix="ikanda-faults-"))
    for name in ("closed", "elsewhere"):
        (folder / name).mkdir()
    folder.chmod(0o755)
    (folder / "elsewhere").chmod(0o777)
    yield folder
    for each in folder.rglob("*"):
        if each.is_dir():
            each.chmod(0o755)
    shutil.rmtree(folder)


@linux
@pytest.mark.parametrize(("how", "code"), [("mounted", "disk_read_only"), ("owned", "not_allowed")])
def test_where_nothing_can_be_written_everything_can_be_read(
    anyones: Path, how: str, code: str
) -> None:
    words = [sys.executable, "-m", "tests.support.read_only_places", how]
    words += [str(anyones / "closed"), str(anyones / "elsewhere")]
    [found] = lines_of([*(in_own_mounts() if how == "mounted" else []), *words])
    assert found["codes"] == dict.fromkeys(NAMES, code)
    assert found["noted"] is False and found["entries"] == 19


# ---- read without side files ---------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_case_file(tmp_path) as file:
        log_case(file, b"een")
    return tmp_path / NAME


@pytest.fixture
def no_side_files(path: Path) -> Path:
    """What stands in the way of the engine's side files, as on a disk that can only be read."""
    in_the_way = path.with_name(f"{NAME}-shm")
    in_the_way.symlink_to(path.with_name("nowhere") / NAME)
    return in_the_way


def cases(file: OpenCaseFile) -> int:
    with file.reading() as now:
        return len(now.register(RegisterFilter()))


def test_who_writes_meanwhile_is_seen_without_side_files(path: Path, no_side_files: Path) -> None:
    with reopen(path, read_only=True) as reader:
        assert cases(reader) == 1
        with pytest.raises(EnvironmentFault, match="locked"), reader.reading() as now:
            assert len(now.register(RegisterFilter())) == 1
            no_side_files.unlink()
            with reopen(path) as writer:
                log_case(writer, b"twee")
        assert cases(reader) == 2


def test_a_log_that_was_not_brought_in_needs_side_files(path: Path, no_side_files: Path) -> None:
    path.with_name(f"{NAME}-wal").write_bytes(b"x" * 5000)
    with pytest.raises(EnvironmentFault, match="left_unfinished"):
        reopen(path, read_only=True)
    no_side_files.unlink()
    reopen(path, read_only=True).close()


def test_a_journal_whose_head_was_never_written_keeps_nobody_out(path: Path) -> None:
    """The file was not touched yet when the writer died: there is nothing to undo."""
    path.with_name(f"{path.name}-journal").write_bytes(bytes(4616))
    for read_only in (True, False):
        reopen(path, read_only=read_only).close()


def test_what_a_crash_left_unfinished_needs_one_who_may_write(path: Path) -> None:
    path.with_name(f"{NAME}-journal").write_bytes(PLAIN_MAGIC)
    with pytest.raises(EnvironmentFault, match="left_unfinished"):
        reopen(path, read_only=True)
    reopen(path).close()
    with reopen(path, read_only=True) as file:
        assert cases(file) == 1
