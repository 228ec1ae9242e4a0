"""A new data key: everything stays, old keys are dead, and a kill leaves one file or the other."""

import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from ikanda_case.domain.errors import DamageError, EnvironmentFault
from ikanda_case.domain.recovery_code import code_of
from ikanda_case.store import files
from ikanda_case.store.casefile import create, open_with_passphrase, remember_on_this_computer
from ikanda_case.store.engine import connect
from ikanda_case.store.keys import read_keys
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.rotation import rotate_key
from ikanda_case.store.slots import Cost
from ikanda_case.store.verify import verify
from ikanda_case.store.ways_in import give_way_in, open_with_recovery, sheet_facts, ways_in
from tests.support.casefiles import log_case, rulebook
from tests.support.clocks import SetClock
from tests.support.drawer import Drawer
from tests.support.processes import ROOT, command

ILSE = "zeven fictieve fietsbellen"
RIK = "de 4 olifanten dansen traag"
LOWEST = Cost(64 * 1024, 3, 4)
NAME = "fictief.ikanda"
CASES = 40


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rotation") / NAME
    with create(path, ILSE, "IM", rulebook(), SetClock(), cost=LOWEST) as file:
        for number in range(CASES):
            log_case(file, b"%d" % number * 3000)
        give_way_in(file, "p2", RIK, "RO", cost=LOWEST)
        remember_on_this_computer(file, Drawer(), "balie")
    return path


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    return copied(original, tmp_path)


def copied(original: Path, folder: Path) -> Path:
    """Return a copy of a closed case file with its keys."""
    shutil.copy(files.keys_path(original), files.keys_path(folder / NAME))
    return Path(shutil.copy(original, folder / NAME))


def by_passphrase(path: Path, passphrase: str = ILSE, *, read_only: bool = False) -> OpenCaseFile:
    return open_with_passphrase(path, passphrase, rulebook(), SetClock(), read_only=read_only)


def rotated(path: Path) -> None:
    rotate_key(path, ILSE, rulebook(), SetClock(), reason="blad weg", cost=LOWEST)


def told(file: OpenCaseFile) -> tuple[list[object], list[bytes]]:
    """Return every entry of the cases and every link of the journal."""
    with file.reading() as now:
        entries: list[object] = [now.entries(stream) for stream in now.streams()]
    db = connect(file.path, file.data_key, "ro")
    links = [row[0] for row in db.rows("SELECT link FROM journal ORDER BY n")]
    db.conn.close()
    return entries, links


def leavings(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if each.name.startswith("."))


# ---- what stays, what goes -----------------------------------------------------------------------


def test_everything_stays_under_a_new_key(path: Path) -> None:
    with by_passphrase(path) as file:
        old, (entries, links) = file.data_key, told(file)
        before = file.contents()
    rotated = rotate_key(path, ILSE, rulebook(), SetClock(), reason="blad weg", cost=LOWEST)
    assert rotated.generation == 2 and rotated.kept.person == "p1"
    assert [(way.label, way.kind) for way in rotated.fallen] == [
        ("RO", "passphrase"), ("balie", "computer"),
    ]  # fmt: skip
    with by_passphrase(path) as file:
        after = file.contents()
        assert file.data_key != old and file.person == "p1"
        assert (after.generation, after.uuid, after.created_at, after.cases) == (
            2, before.uuid, before.created_at, CASES,
        )  # fmt: skip
        same, longer = told(file)
        assert same == entries and longer[:-1] == links  # the seals stay: heads on letters hold
        assert [each for each in verify(file) if not each.ok] == []
        with file.reading() as now:
            office = now.office()
            assert (office.key_generation, now.entries(0)[-1].actor) == (2, "p1")
        assert [slot.generation for slot in file.kept_slots()] == [2]
    assert [(way.label, way.generation) for way in ways_in(path)] == [("IM", 2)]
    assert {each.name for each in path.parent.iterdir()} == {NAME, f"{NAME}-keys"}
    assert path.stat().st_mode & 0o777 == 0o600


def test_old_keys_and_old_sheets_are_dead(path: Path, tmp_path: Path) -> None:
    kept = folder_for(path, tmp_path, 1)
    with by_passphrase(path) as file:
        old, sheet = file.data_key, sheet_facts(file)
    rotated(path)
    with pytest.raises(DamageError, match="not_readable"):
        connect(path, old, "ro")
    with pytest.raises(EnvironmentFault, match="recovery_sheet_dead"):
        open_with_recovery(path, sheet.code.text, rulebook(), SetClock())
    with pytest.raises(EnvironmentFault, match="wrong_passphrase"):
        by_passphrase(path, RIK)
    with by_passphrase(path) as file:
        now = sheet_facts(file)
        assert now.generation == 2 and now.fingerprint != sheet.fingerprint
    with open_with_recovery(path, now.code.text, rulebook(), SetClock()) as file:
        assert file.contents().cases == CASES
    with open_with_recovery(kept, code_of(old).text, rulebook(), SetClock()) as file:
        assert file.contents().generation == 1  # an older copy still opens: said on the sheet


def test_no_key_is_told_anywhere(
    path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with by_passphrase(path) as file:
        keys = [file.data_key]
    rotated(path)
    with by_passphrase(path) as file:
        keys.append(file.data_key)
    seen = [each.read_bytes() for each in path.parent.iterdir()]
    seen += [said.encode() for said in (*capfd.readouterr(), caplog.text)]
    for key in keys:
        lines = [line.first.encode() + line.second.encode() for line in code_of(key).lines]
        for form in (key, key.hex().encode(), key.hex().upper().encode(), *lines):
            assert not [each for each in seen if form in each]


def test_a_key_is_replaced_again_and_again(path: Path) -> None:
    rotated(path)
    with by_passphrase(path) as file:
        log_case(file, b"nieuw")
        give_way_in(file, "p2", RIK, "RO", cost=LOWEST)
    rotated(path)
    with by_passphrase(path) as file:
        assert (file.contents().generation, file.contents().cases) == (3, CASES + 1)
        assert [each for each in verify(file) if not each.ok] == []


# ---- others at work ------------------------------------------------------------------------------


def test_a_file_that_is_open_elsewhere_keeps_its_key(path: Path) -> None:
    before = files.keys_path(path).read_bytes()
    with by_passphrase(path, read_only=True) as reader:
        with pytest.raises(EnvironmentFault, match="locked"):
            rotated(path)
        assert reader.contents().cases == CASES
    with by_passphrase(path), pytest.raises(EnvironmentFault, match="in_use"):
        rotated(path)
    assert files.keys_path(path).read_bytes() == before and leavings(path) == []
    rotated(path)


WRITES = """
import hashlib, sys
from pathlib import Path
from ikanda_case.domain.errors import KnownError
from ikanda_case.store.casefile import open_with_key
from tests.support.casefiles import log_case, rulebook
from tests.support.clocks import SetClock
path, key, number = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), 0
print("ready", flush=True)
while True:
    try:
        with open_with_key(path, key, rulebook(), SetClock()) as file:
            log_case(file, b"laat %d" % number)
    except KnownError as error:
        if error.code == "wrong_key":
            break
        continue
    number += 1
    print(number, flush=True)
    hashlib.pbkdf2_hmac("sha256", b"busy", b"elsewhere", 600_000)
"""


def test_what_another_one_writes_around_a_change_is_never_lost(path: Path) -> None:
    with by_passphrase(path) as file:
        key = file.data_key
    tries = 0
    with subprocess.Popen(
        command(WRITES, str(path), key.hex()), cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None and writer.stdout.readline() == "ready\n"
        assert writer.stdout.readline() == "1\n"
        while generation_beside(path) == 1 and tries < 200:
            tries += 1
            with suppress(EnvironmentFault):  # the other one was at work
                rotated(path)
        acknowledged = writer.stdout.readlines()
    assert writer.returncode == 0
    with by_passphrase(path) as file:
        assert file.contents().generation == 2
        assert file.contents().cases == CASES + 1 + len(acknowledged)
        assert [each for each in verify(file) if not each.ok] == []


def generation_beside(path: Path) -> int:
    return max(slot.generation for slot in read_keys(path).slots)


def test_a_wrong_passphrase_changes_nothing(path: Path) -> None:
    before = (path.read_bytes(), files.keys_path(path).read_bytes())
    with pytest.raises(EnvironmentFault, match="wrong_passphrase"):
        rotate_key(path, "een andere wachtzin", rulebook(), SetClock(), cost=LOWEST)
    assert (path.read_bytes(), files.keys_path(path).read_bytes()) == before


@pytest.mark.parametrize("in_the_way", [f".{NAME}.rekeyed", f"{NAME}-keys.new"])
def test_a_change_that_cannot_be_written_leaves_the_old_key(path: Path, in_the_way: str) -> None:
    (path.parent / in_the_way).mkdir()
    with pytest.raises(EnvironmentFault):
        rotated(path)
    with by_passphrase(path) as file:
        assert file.contents().generation == 1
        assert [each for each in verify(file) if not each.ok] == []
    by_passphrase(path, RIK).close()


# ---- stopped -------------------------------------------------------------------------------------


class Enough(Exception):
    """Somebody pressed Stop."""


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.99])
def test_what_is_stopped_leaves_the_old_key(path: Path, share: float) -> None:
    before, seen = files.keys_path(path).read_bytes(), list[float]()

    def stop(done: int, total: int) -> None:
        seen.append(done / total)
        if done / total > share:
            raise Enough

    with pytest.raises(Enough):
        rotate_key(path, ILSE, rulebook(), SetClock(), cost=LOWEST, progress=stop)
    assert seen == sorted(seen) and max(seen) <= 1
    assert files.keys_path(path).read_bytes() == before and leavings(path) == []
    with by_passphrase(path) as file:
        assert file.contents().generation == 1
        assert [each for each in verify(file) if not each.ok] == []


def test_progress_reaches_the_end_and_is_not_asked_after_it(path: Path) -> None:
    seen: list[tuple[int, int]] = []
    rotate_key(
        path, ILSE, rulebook(), SetClock(), cost=LOWEST, progress=lambda *step: seen.append(step)
    )
    shares = [done / total for done, total in seen]
    assert shares == sorted(shares) and shares.count(1.0) >= 1 and seen[-1] == (1, 1)


# ---- killed --------------------------------------------------------------------------------------

ROTATES = """
import os, signal, sys
from pathlib import Path
from ikanda_case.store.rotation import rotate_key
from ikanda_case.store.slots import Cost
from tests.support.casefiles import rulebook
from tests.support.clocks import SetClock
path, passphrase, last, after = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
rules, clock, touches = rulebook(), SetClock(), []
def touched(event, arguments):
    if event in ("open", "os.rename", "os.remove") and str(path.parent) in str(arguments[0]):
        touches.append(event)
        if len(touches) == last:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(touched)
signal.setitimer(signal.ITIMER_REAL, after)
rotate_key(path, passphrase, rules, clock, cost=Cost(64 * 1024, 3, 4))
print(*touches)
"""


def killed(path: Path, *, touch: int = 0, after: float = 0) -> list[str]:
    """Rotate in a process that dies just before it touches the folder for the so manieth time.

    Or after so many seconds. Return what it touched when it lived, nothing when it died.
    """
    done = subprocess.run(
        command(ROTATES, str(path), ILSE, str(touch), str(after)),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode in (0, -signal.SIGKILL, -signal.SIGALRM)
    return done.stdout.split()


def generation_of(path: Path) -> int:
    """Open what a kill left, as a person would, and see that it is whole and goes on."""
    with by_passphrase(path) as file:
        assert file.contents().cases == CASES
        generation = file.contents().generation
        assert [each for each in verify(file) if not each.ok] == []
        log_case(file, b"daarna")
    with by_passphrase(path, read_only=True) as file:
        assert (file.contents().cases, file.contents().generation) == (CASES + 1, generation)
    assert {way.generation for way in ways_in(path)} == {generation}
    return generation


def folder_for(original: Path, folder: Path, number: int) -> Path:
    place = folder / str(number)
    place.mkdir()
    return copied(original, place)


def test_a_kill_around_every_swap_leaves_the_old_file_or_the_new_one(
    original: Path, tmp_path: Path
) -> None:
    touches = killed(folder_for(original, tmp_path, 0))
    swaps = [number for number, event in enumerate(touches, start=1) if event == "os.rename"]
    assert len(swaps) == 5  # the kept slots and the slots, twice, and the file between them
    found = []
    for number in sorted({*swaps, *(each + 1 for each in swaps)}):
        path = folder_for(original, tmp_path, number)
        assert killed(path, touch=number) == []
        found.append(generation_of(path))
    assert found == sorted(found) and set(found) == {1, 2}


@pytest.mark.full
@pytest.mark.timeout(600)
def test_a_kill_at_any_step_leaves_the_old_file_or_the_new_one(
    original: Path, tmp_path: Path
) -> None:
    found: list[int] = []
    touches: list[str] = []
    number = 0
    while not touches:
        number += 1
        path = folder_for(original, tmp_path, number)
        touches = killed(path, touch=number)
        found.append(generation_of(path))
        if found[-1] == 1:
            rotated(path)  # and what it left is in nobody's way
            with by_passphrase(path) as file:
                assert (file.contents().generation, file.contents().cases) == (2, CASES + 1)
    assert found == sorted(found) and set(found) == {1, 2} and len(touches) == number - 1


@pytest.mark.full
@pytest.mark.timeout(600)
def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new_one(
    original: Path, tmp_path: Path
) -> None:
    random, died = Random(1), 0
    for number in range(60):
        path = folder_for(original, tmp_path, number)
        died += not killed(path, after=random.uniform(0.1, 0.9))
        generation_of(path)
        assert read_keys(path).slots
    assert died >= 20
