"""One writer at a time: however many processes race for a case file, one of them writes."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from ikanda_case.domain.errors import DamageError, EnvironmentFault
from ikanda_case.store import network
from ikanda_case.store.casefile import create, lay_down, open_with_key
from ikanda_case.store.network import mounted_as, network_kind, require_local
from ikanda_case.store.slots import Cost
from ikanda_case.store.verify import verify
from ikanda_case.store.writer_lock import WriterLock, holder_of, lock_path
from tests.support.casefiles import FILE_ID, KEY, log_case, make_case_file, reopen, rulebook
from tests.support.clocks import BRUSSELS, START, SetClock
from tests.support.processes import ROOT, command

NAME = "fictief.ikanda"
START_BRUSSELS = (START + timedelta(seconds=1)).astimezone(BRUSSELS)
LOWEST = Cost(memory_kib=64 * 1024, passes=3, lanes=4)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    make_case_file(tmp_path).close()
    return tmp_path / NAME


def test_a_second_writer_is_told_who_writes_and_may_read(path: Path) -> None:
    with reopen(path) as one:
        with pytest.raises(EnvironmentFault, match="in_use") as caught:
            reopen(path)
        assert caught.value.facts.keys() == {"by", "since"}
        with reopen(path, read_only=True) as reader:
            log_case(one, b"een")
            assert reader.contents().cases == 1
        with pytest.raises(EnvironmentFault, match="in_use"):
            reopen(path)
    with reopen(path) as two:
        assert two.left_by is None
        log_case(two, b"twee")


def test_the_label_of_the_slot_is_told_and_nothing_else_of_the_person(tmp_path: Path) -> None:
    path = tmp_path / NAME
    passphrase = "zeven groene fictieve stoelen"
    with create(path, passphrase, "FV", rulebook(), SetClock(), cost=LOWEST):
        said = json.loads(lock_path(path).read_bytes())
        assert said.keys() == {"label", "host", "pid", "since", "entries"}
        assert (said["label"], said["pid"]) == ("FV", os.getpid())
        assert lock_path(path).stat().st_mode & 0o77 == 0
        with pytest.raises(EnvironmentFault, match="in_use") as caught:
            WriterLock(path, START)
        assert caught.value.facts["by"] == "FV"
    assert not lock_path(path).exists()


def test_another_way_to_the_same_file_is_the_same_file(path: Path, tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("links need rights there")
    (tmp_path / "map").symlink_to(tmp_path, target_is_directory=True)
    with reopen(path), pytest.raises(EnvironmentFault, match="in_use"):
        reopen(tmp_path / "map" / NAME)


# ---- from reading to writing -------------------------------------------------------------------


def test_a_reader_begins_to_write_once_the_other_one_has_gone(path: Path) -> None:
    with reopen(path, read_only=True) as reader:
        assert holder_of(path) is None
        with reopen(path) as writer:
            log_case(writer, b"een")
            holder = holder_of(path)
            assert holder is not None and holder.host and holder.since == START_BRUSSELS
            with pytest.raises(EnvironmentFault, match="in_use"):
                reader.begin_writing()
            with pytest.raises(EnvironmentFault, match="read_only"):
                log_case(reader, b"te vroeg")
        reader.begin_writing()
        log_case(reader, b"twee")
        assert reader.contents().cases == 2
        with pytest.raises(EnvironmentFault, match="in_use"):
            reopen(path)
    assert not lock_path(path).exists()
    with reopen(path) as again:
        assert [each for each in verify(again) if not each.ok] == []


def test_what_the_other_one_left_damaged_is_not_written_in(path: Path) -> None:
    with reopen(path, read_only=True) as reader:
        with reopen(path) as writer:
            log_case(writer, b"een")
            db = writer._connections.writer()
            db.run("DROP TRIGGER journal_no_update")
            db.run("UPDATE journal SET actor = 'ander' WHERE n = 2")
        with pytest.raises(DamageError, match="entry_damaged"):
            reader.begin_writing()
        assert reader.read_only and not lock_path(path).exists()
        with pytest.raises(EnvironmentFault, match="read_only"):
            log_case(reader, b"twee")


def test_a_file_that_took_the_place_of_the_one_that_is_read_is_not_written_in(path: Path) -> None:
    with reopen(path, read_only=True) as reader:
        other = path.with_name("ander.ikanda")
        lay_down(other, KEY, FILE_ID, START)
        before = other.read_bytes()
        os.replace(other, path)
        with pytest.raises(EnvironmentFault, match="file_replaced"):
            reader.begin_writing()
        assert path.read_bytes() == before and not lock_path(path).exists()


def test_the_words_of_a_dead_process_do_not_keep_a_reader_from_writing(path: Path) -> None:
    with reopen(path, read_only=True) as reader:
        with subprocess.Popen(
            command(HOLDS, str(path)), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as other:
            assert other.stdout is not None and other.stdout.readline() == b"open\n"
            with pytest.raises(EnvironmentFault, match="in_use"):
                reader.begin_writing()
            other.kill()
        assert holder_of(path) is not None, "it still says so"
        reader.begin_writing()
        assert reader.left_by is not None
        log_case(reader, b"een")


HOLDS = """
import sys
from datetime import timedelta
from pathlib import Path
from tests.support.casefiles import reopen
file = reopen(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
"""


def test_what_a_dead_process_left_is_taken_over(path: Path) -> None:
    with subprocess.Popen(
        command(HOLDS, str(path)), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == b"open\n"
        with pytest.raises(EnvironmentFault, match="in_use"):
            reopen(path)
        holder.kill()
    assert lock_path(path).exists()
    with reopen(path) as file:
        assert file.left_by is not None and file.left_by.pid == holder.pid
        log_case(file, b"daarna")
    assert not lock_path(path).exists()


@pytest.mark.parametrize("words", [b"", b"{", b"[]", b'{"label": 1}', b"\xff" * 9000])
def test_a_lock_file_that_says_nothing_stops_nobody(path: Path, words: bytes) -> None:
    lock_path(path).write_bytes(words)
    with reopen(path) as file:
        assert file.left_by is None


def test_a_lock_is_free_again_when_opening_fails(path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="wrong_key"):
        open_with_wrong_key(path)
    assert not lock_path(path).exists()
    path.write_bytes(path.read_bytes()[:4096])
    for _ in range(2):
        with pytest.raises(Exception, match=r"damaged|not_readable"):
            reopen(path)
        assert not lock_path(path).exists()


def open_with_wrong_key(path: Path) -> None:
    open_with_key(path, bytes(32), rulebook(), SetClock())


RACES = """
import os, sys
from pathlib import Path
from ikanda_case.domain.errors import DamageError, EnvironmentFault
from ikanda_case.store.writer_lock import WriterLock
from tests.support.clocks import START
case_file, inside = Path(sys.argv[1]), Path(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
taken, refused = 0, 0
while taken < int(sys.argv[3]):
    try:
        lock = WriterLock(case_file, START, "x")
    except EnvironmentFault:
        refused += 1
        continue
    os.close(os.open(inside, os.O_CREAT | os.O_EXCL))  # fails if another one is inside
    taken += 1
    os.unlink(inside)
    lock.release()
print(refused, flush=True)
"""


def races(path: Path, folder: Path, count: int, processes: int) -> None:
    """Let processes race until each had the lock so often; two inside at once end one of them."""
    words = command(RACES, str(path), str(folder / "inside"), str(count))
    racers = [
        subprocess.Popen(
            words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(processes)
    ]
    for each in racers:
        assert each.stdout is not None and each.stdout.readline() == b"ready\n"
    for each in racers:
        assert each.stdin is not None
        each.stdin.write(b"\n")
        each.stdin.flush()
    ended = [each.communicate() for each in racers]
    assert [err.decode() for _, err in ended] == [""] * processes
    assert sum(int(out) for out, _ in ended) > 0, "nobody was ever in another one's way"
    assert not lock_path(path).exists()


def test_of_many_races_none_has_two_writers(path: Path, tmp_path: Path) -> None:
    races(path, tmp_path, 1_000, 3)


@pytest.mark.full
@pytest.mark.timeout(600)
def test_of_very_many_races_none_has_two_writers(path: Path, tmp_path: Path) -> None:
    races(path, tmp_path, 10_000, 6)


OPENS = """
import sys
from datetime import timedelta
from pathlib import Path
from ikanda_case.domain.errors import DamageError, EnvironmentFault
from tests.support.casefiles import log_case, reopen
print("ready", flush=True)
sys.stdin.readline()
try:
    with reopen(Path(sys.argv[1])) as file:
        log_case(file, sys.argv[2].encode())
        print("wrote", flush=True)
        sys.stdin.readline()
except EnvironmentFault as fault:
    print(fault.code, flush=True)
"""


def opening_races(path: Path, count: int) -> None:
    """Two processes open the file for writing at the same moment: one writes, one is refused."""
    for number in range(count):
        pair = [
            subprocess.Popen(
                command(OPENS, str(path), f"{number}-{which}"),
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for which in range(2)
        ]
        for each in pair:
            assert each.stdout is not None and each.stdout.readline() == "ready\n"
        for each in pair:
            assert each.stdin is not None
            each.stdin.write("\n")
            each.stdin.flush()
        said = sorted(each.stdout.readline() for each in pair if each.stdout is not None)
        for each in pair:
            each.communicate("\n")
        assert said == ["in_use\n", "wrote\n"]
    with reopen(path, read_only=True) as file:
        assert file.contents().cases == count


def test_two_that_open_a_file_at_once_never_both_write(path: Path) -> None:
    opening_races(path, 3)


@pytest.mark.full
@pytest.mark.timeout(900)
def test_of_two_hundred_openings_none_has_two_writers(path: Path) -> None:
    opening_races(path, 200)


# ---- places ------------------------------------------------------------------------------------

MOUNTS = """\
/dev/vda / ext4 rw 0 0
proc /proc proc rw 0 0
server:/office /mnt/office nfs4 rw 0 0
//server/share /mnt/with\\040space cifs rw 0 0
/dev/vdb /mnt/office/local ext4 rw 0 0
systemd-1 /net autofs rw 0 0
server:/x /net nfs rw 0 0
odd
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/fictief/kluis.ikanda", "ext4"),
        ("/mnt/office/kluis.ikanda", "nfs4"),
        ("/mnt/office/local/kluis.ikanda", "ext4"),
        ("/mnt/officer/kluis.ikanda", "ext4"),
        ("/mnt/with space/kluis.ikanda", "cifs"),
        ("/net/kluis.ikanda", "nfs"),
    ],
)
def test_the_deepest_mount_says_where_a_file_lies(path: str, kind: str) -> None:
    assert mounted_as(path, MOUNTS) == kind


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc/mounts is Linux's")
def test_a_network_place_is_read_and_not_written(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert network_kind(path) == ""
    require_local(path)
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/x {tmp_path.resolve()} nfs4 rw 0 0\n")
    monkeypatch.setattr(network, "MOUNTS", mounts)
    with pytest.raises(EnvironmentFault, match="network_path") as caught:
        reopen(path)
    assert caught.value.facts == {"kind": "nfs4"}
    with reopen(path, read_only=True) as file:
        assert file.contents().cases == 0
    with pytest.raises(EnvironmentFault, match="network_path"):
        lay_down(tmp_path / "nieuw.ikanda", KEY, FILE_ID, START)
    assert not (tmp_path / "nieuw.ikanda").exists()


def test_a_lock_can_be_given_back_twice(path: Path) -> None:
    with WriterLock(path, START) as lock:
        lock.release()
        with WriterLock(path, START):
            lock.release()
            with pytest.raises(EnvironmentFault, match="in_use"):
                WriterLock(path, START)
