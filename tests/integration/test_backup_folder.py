"""Backups that make themselves: one a day in Brussels, fourteen kept, and no good one ever lost."""

import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from ikanda_case.domain.errors import DamageError, EnvironmentFault
from ikanda_case.store import files
from ikanda_case.store.backup import _require_room, back_up
from ikanda_case.store.backup_folder import (
    KEPT,
    KeptBackup,
    Why,
    back_up_into,
    backup_name,
    backups_in,
    folder_beside,
    is_due,
    thin_out,
)
from ikanda_case.store.backup_look import with_key
from ikanda_case.store.engine import connect
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.restore import restore
from tests.support.casefiles import ACTOR, FILE_ID, KEY, log_case, make_case_file, reopen, rulebook
from tests.support.clocks import BRUSSELS, START, SetClock
from tests.support.processes import python

NAME = "fictief.ikanda"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a closed case file with a few cases in it."""
    with make_case_file(tmp_path) as file:
        for number in range(3):
            log_case(file, b"vraag %d" % number)
    return tmp_path / NAME


def made(path: Path, at: datetime, why: Why = "daily") -> Path:
    """Have a backup make itself at a moment."""
    return back_up_into(path, KEY, folder_beside(path), why, SetClock(at)).path


def lying(path: Path) -> tuple[KeptBackup, ...]:
    return backups_in(folder_beside(path), path, FILE_ID)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def on_days(path: Path, count: int, first: datetime = START) -> list[Path]:
    """Have a backup make itself on each of so many days; return them in that order."""
    return [made(path, first + timedelta(days=number)) for number in range(count)]


# ---- making ------------------------------------------------------------------------------------


def test_a_backup_makes_itself_beside_the_case_file_and_can_be_put_back(path: Path) -> None:
    out = made(path, START)
    assert out == path.parent / f"{NAME}-backups" / "fictief-20261123-090001-daily.ikanda-backup"
    assert out.parent.stat().st_mode & 0o77 == 0 and names(out.parent) == [out.name]
    (found,) = lying(path)
    assert (found.path, found.why, found.entries) == (out, "daily", 6)
    assert found.made_at == START + timedelta(seconds=1) and found.size == out.stat().st_size
    there = path.with_name("terug.ikanda")
    done = restore(out, there, with_key(KEY), "proef", ACTOR, rulebook(), SetClock())
    assert done.entries == 6
    with reopen(there) as file:
        assert file.contents().cases == 3


def test_it_is_made_while_the_file_is_open_for_writing(path: Path) -> None:
    with reopen(path) as file:
        log_case(file, b"net geschreven, nog in het logboek")
        made(path, START)
        assert file.contents().cases == 4 and lying(path)[0].entries == 8


def test_a_folder_that_somebody_chose_must_be_there(path: Path, tmp_path: Path) -> None:
    chosen = tmp_path / "schijf" / "kluis"
    with pytest.raises(EnvironmentFault, match="backup_folder_gone"):
        back_up_into(path, KEY, chosen, "daily", SetClock())
    assert not chosen.parent.exists(), "a disk that is not connected is not replaced by a folder"
    chosen.mkdir(parents=True)
    back_up_into(path, KEY, chosen, "daily", SetClock())
    assert len(backups_in(chosen, path, FILE_ID)) == 1
    assert not folder_beside(path).exists()


def test_what_a_killed_backup_left_goes_and_what_a_person_keeps_there_stays(path: Path) -> None:
    folder = folder_beside(path)
    folder.mkdir()
    own = backup_name(path, START.astimezone(BRUSSELS), "daily")
    by_hand = backup_name(path, START.astimezone(BRUSSELS))
    leavings = [f".{own}.copy", f".{own}.new", f".{own}.copy-journal"]
    strangers = [f".{by_hand}.copy", ".ander-20261101-080000-daily.ikanda-backup.copy", "notitie"]
    for name in (*leavings, *strangers):
        (folder / name).write_bytes(b"half")
    out = made(path, START)
    assert names(folder) == sorted([out.name, *strangers])


# ---- one a day ---------------------------------------------------------------------------------


def due(path: Path, at: datetime, generation: int = 0) -> bool:
    return is_due(lying(path), SetClock(at), at, generation)


def test_one_is_due_on_each_day_of_brussels(path: Path) -> None:
    """23:30 and 00:30 in Brussels are one day of UTC in winter: the office's day counts."""
    evening = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    assert due(path, evening)
    made(path, evening)
    assert not due(path, evening) and not due(path, evening + timedelta(minutes=29))
    assert due(path, evening + timedelta(minutes=30)), "midnight in Brussels"
    made(path, evening + timedelta(hours=1))
    assert not due(path, evening + timedelta(hours=24))
    assert due(path, evening + timedelta(hours=25))


def test_the_days_on_which_the_clock_changes_have_one_too(path: Path) -> None:
    for day in (datetime(2027, 3, 28, tzinfo=UTC), datetime(2027, 10, 31, tzinfo=UTC)):
        assert due(path, day + timedelta(hours=6))
        made(path, day + timedelta(hours=6))
        assert not due(path, day + timedelta(hours=20))


def test_a_backup_of_the_future_does_not_end_all_backups(path: Path) -> None:
    made(path, START + timedelta(days=1500))
    assert due(path, START)


def test_a_backup_that_a_person_made_is_not_the_days(path: Path) -> None:
    folder_beside(path).mkdir()
    with reopen(path) as file:
        back_up(file, folder_beside(path) / backup_name(path, START), START)
    (found,) = lying(path)
    assert found.why == "" and due(path, START)


def test_under_a_new_key_the_day_has_none_yet(path: Path) -> None:
    made(path, START)
    (old,) = lying(path)
    clock = SetClock(START)
    for generation in (1, 2):
        found = (KeptBackup(old.path, "before-new-key", old.made_at, 6, old.size, generation),)
        assert is_due(found, clock, START, 2) == (generation == 1)


# ---- fourteen kept -----------------------------------------------------------------------------


def test_fourteen_stay_and_the_oldest_go(path: Path) -> None:
    days = on_days(path, KEPT + 3)
    assert [each.path for each in lying(path)] == days[: -KEPT - 1 : -1]
    assert not any(each.exists() for each in days[:3])


def test_what_a_person_made_and_what_is_anothers_is_never_thinned_out(path: Path) -> None:
    folder = folder_beside(path)
    early = START - timedelta(days=90)
    (day,) = on_days(path, 1, early)
    others = {
        folder / backup_name(path, early): day,
        folder / backup_name(Path("fictief-daily.ikanda"), early, "daily"): day,
        folder / "fictief.ikanda-backup": day,
    }
    for name, content in others.items():
        shutil.copy(content, name)
    thin_out(folder, path, FILE_ID, 1)
    assert all(each.exists() for each in others) and day.exists()
    made(path, START)
    thin_out(folder, path, FILE_ID, 1)
    assert all(each.exists() for each in others) and not day.exists()


def test_of_one_name_in_one_folder_each_file_has_its_own(path: Path) -> None:
    """Two case files of one name, as on two computers, keep theirs on one shared disk."""
    mine, other = made(path, START), UUID(int=FILE_ID.int + 1)
    assert backups_in(mine.parent, path, other) == ()
    assert thin_out(mine.parent, path, other, 1) == ()
    assert mine.exists()


@pytest.mark.parametrize("count", [1, 0, -3])
def test_the_last_good_one_never_goes(path: Path, count: int) -> None:
    on_days(path, 3)
    thin_out(folder_beside(path), path, FILE_ID, count)
    assert len(lying(path)) == 1


def cut_short(raw: bytes) -> bytes:
    return raw[:-4096]


def emptied(raw: bytes) -> bytes:
    return b""


def lengthened(raw: bytes) -> bytes:
    return raw + b"\0"


def renamed_inside(raw: bytes) -> bytes:
    return raw.replace(b'"entries":6', b'"entries":7', 1).replace(b"entries", b"entrieS", 1)


@pytest.mark.parametrize("spoil", [cut_short, emptied, lengthened, renamed_inside])
def test_a_spoiled_one_is_not_counted_and_pushes_no_good_one_out(
    path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    days = on_days(path, KEPT)
    for each in days[5:]:
        each.write_bytes(spoil(each.read_bytes()))
    newest = made(path, START + timedelta(days=KEPT))
    assert [each.path for each in lying(path)] == [newest, *days[4::-1]]
    assert all(each.exists() for each in days), "a spoiled one may still be of use to somebody"


# ---- when it fails -----------------------------------------------------------------------------


def test_a_copy_that_is_not_sound_makes_no_backup_and_removes_none(path: Path) -> None:
    days = on_days(path, KEPT)
    raw = bytearray(path.read_bytes())
    raw[len(raw) * 3 // 5] ^= 1
    path.write_bytes(raw)
    with pytest.raises(DamageError):
        made(path, START + timedelta(days=KEPT))
    assert names(folder_beside(path)) == sorted(each.name for each in days)


class Enough(Exception):
    """Somebody locked the case file."""


def test_one_that_is_stopped_leaves_the_others(path: Path) -> None:
    days = on_days(path, KEPT)
    shares: list[float] = []

    def stop_after(share: float) -> Callable[[int, int], None]:
        def step(done: int, total: int) -> None:
            shares.append(done / total)
            if done / total > share:
                raise Enough

        return step

    for share in (0, 0.25, 0.5, 0.75, 0.95):
        with pytest.raises(Enough):
            back_up_into(
                path, KEY, folder_beside(path), "daily",
                SetClock(START + timedelta(days=40)), progress=stop_after(share),
            )  # fmt: skip
        assert names(folder_beside(path)) == sorted(each.name for each in days)
    assert max(shares) <= 1


FULL = """
import resource, sys
from pathlib import Path
from ikanda_case.domain.errors import EnvironmentFault
from ikanda_case.store.backup_folder import back_up_into, folder_beside
from tests.support.casefiles import KEY, log_case, reopen
from tests.support.clocks import SetClock
path, limit = Path(sys.argv[1]), int(sys.argv[2])
with reopen(path) as file:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        back_up_into(path, KEY, folder_beside(path), "daily", SetClock())
    except EnvironmentFault as fault:
        print(fault.code)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    log_case(file, b"en het werk gaat door")
    print(file.contents().cases)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
@pytest.mark.parametrize("share", [0.1, 0.9, 1.0])
def test_a_full_disk_is_said_and_work_goes_on(path: Path, share: float) -> None:
    day = made(path, START - timedelta(days=1))
    said = python(FULL, str(path), str(int(path.stat().st_size * share)))
    code, cases = said.stdout.split()
    assert code in ("disk_full", "disk_failed") and cases == "4"
    assert names(folder_beside(path)) == [day.name]


def test_a_disk_without_room_is_not_filled_first(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="disk_full"):
        _require_room(tmp_path, shutil.disk_usage(tmp_path).total * 2)
    _require_room(tmp_path, 1)


# ---- byte for byte (threats T27) ---------------------------------------------------------------


def logical_dump(file: OpenCaseFile, before: int) -> list[object]:
    """Return journal, payloads, documents and states up to an entry, byte for byte."""
    db = connect(file.path, file.data_key, "ro")
    try:
        return [
            db.rows("SELECT * FROM journal WHERE n <= ? ORDER BY n", (before,)),
            db.rows("SELECT * FROM payload WHERE n <= ? ORDER BY n", (before,)),
            db.rows("SELECT * FROM blob ORDER BY sha256"),
            db.rows("SELECT * FROM secret ORDER BY name"),
            db.rows("SELECT * FROM state WHERE stream > 0 ORDER BY stream"),
        ]
    finally:
        db.conn.close()


def test_what_comes_back_from_the_days_backup_is_byte_for_byte_the_same(path: Path) -> None:
    with reopen(path) as file:
        for number in range(40):
            log_case(file, bytes([number]) * (1 + number * 997))
        entries = file.contents().entries
        before = logical_dump(file, entries)
    out = made(path, START)
    path.unlink()
    restore(out, path, with_key(KEY), "de schijf ging stuk", ACTOR, rulebook(), SetClock())
    with reopen(path) as file:
        assert logical_dump(file, entries) == before
        assert file.contents().entries == entries + 1
    assert not files.keys_path(path).exists()
