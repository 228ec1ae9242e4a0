"""Putting a backup back: seen before it happens, undone when it fails, stopped when asked."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ikanda_case.domain.errors import DamageError, EnvironmentFault, InputError
from ikanda_case.domain.journal import OFFICE
from ikanda_case.store import files
from ikanda_case.store.backup import back_up
from ikanda_case.store.backup_look import WayIn, look_at, with_key, with_passphrase
from ikanda_case.store.casefile import create, open_with_passphrase
from ikanda_case.store.keys import read_keys
from ikanda_case.store.restore import Restoration, restore
from ikanda_case.store.rotation import rotate_key
from ikanda_case.store.slots import Cost
from ikanda_case.store.verify import verify
from ikanda_case.store.ways_in import change_passphrase, give_way_in, ways_in
from tests.support.casefiles import KEY, log_case, make_case_file, reopen, rulebook
from tests.support.clocks import START, SetClock
from tests.support.processes import ROOT, command

ILSE = "zeven groene fictieve stoelen"
RIK = "de 4 olifanten dansen traag"
LOWEST = Cost(64 * 1024, 3, 4)
NAME = "fictief.ikanda"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a closed case file with two cases, beside it a backup of its first case."""
    with make_case_file(tmp_path) as file:
        log_case(file, b"eerst" * 4000)
        back_up(file, out_of(tmp_path), START)
        log_case(file, b"daarna")
    return tmp_path / NAME


def out_of(folder: Path) -> Path:
    return folder / "b.ikanda-backup"


def with_keys(folder: Path, then: Callable[[Path], None]) -> Path:
    """Make a file that two passphrases open, a backup of it, and let something happen."""
    path = folder / NAME
    with create(path, ILSE, "IM", rulebook(), SetClock(), cost=LOWEST) as file:
        log_case(file, b"een")
        give_way_in(file, "p2", RIK, "RO", cost=LOWEST)
        back_up(file, out_of(folder), START)
    then(path)
    return path


def put_back(path: Path, way_in: WayIn | None = None, **how: object) -> Restoration:
    return restore(
        out_of(path.parent), path, way_in or with_key(KEY), "schijf stuk", "p1",
        rulebook(), SetClock(), **how,
    )  # fmt: skip


def state_of(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in sorted(folder.iterdir())}


# ---- seen before it happens --------------------------------------------------------------------


def test_what_would_be_lost_is_counted(path: Path) -> None:
    before = state_of(path.parent)
    seen = look_at(out_of(path.parent), path, with_key(KEY))
    assert (seen.entries, seen.there, seen.newer) == (2, "readable", 2)
    assert seen.made_at == START and not seen.earlier_key
    assert state_of(path.parent) == before


def test_it_is_counted_while_somebody_writes(path: Path) -> None:
    with reopen(path) as file:
        log_case(file, b"nu, nog in het logboek")
        assert look_at(out_of(path.parent), path, with_key(KEY)).newer == 4


def test_nothing_is_lost_where_nothing_lies_or_nothing_came(path: Path, tmp_path: Path) -> None:
    seen = look_at(out_of(tmp_path), tmp_path / "nieuw.ikanda", with_key(KEY))
    assert (seen.there, seen.newer) == ("nothing", 0)
    put_back(path)
    with reopen(path) as file:
        back_up(file, tmp_path / "c.ikanda-backup", START)
    seen = look_at(tmp_path / "c.ikanda-backup", path, with_key(KEY))
    assert (seen.there, seen.newer) == ("readable", 0)


def test_another_past_and_a_ruin_cannot_be_counted(path: Path, tmp_path: Path) -> None:
    put_back(path)  # from here on the file has another third entry than before
    with reopen(path) as file:
        log_case(file, b"een andere zaak")
        back_up(file, tmp_path / "d.ikanda-backup", START)
    beside = next(tmp_path.glob("*.replaced-*"))
    seen = look_at(tmp_path / "d.ikanda-backup", beside, with_key(KEY))
    assert (seen.there, seen.newer) == ("readable", None)
    path.write_bytes(b"\xff" * 9000)
    seen = look_at(out_of(tmp_path), path, with_key(KEY))
    assert (seen.there, seen.newer) == ("unreadable", None)


def test_a_backup_of_an_earlier_key_says_so(tmp_path: Path) -> None:
    path = with_keys(tmp_path, changed_keys)
    seen = look_at(out_of(tmp_path), path, with_passphrase(ILSE))
    assert seen.earlier_key and seen.there == "readable" and seen.newer == 1
    with pytest.raises(EnvironmentFault, match="wrong_passphrase"):
        look_at(out_of(tmp_path), path, with_passphrase("een heel andere wachtzin"))


def test_a_description_that_was_changed_is_not_believed(tmp_path: Path) -> None:
    path = with_keys(tmp_path, lambda _path: None)
    out = out_of(tmp_path)
    entries = look_at(out, path, with_passphrase(ILSE)).entries
    said = b'"entries":%d' % entries
    raw = out.read_bytes()
    assert raw.count(said) == 1
    out.write_bytes(raw.replace(said, b'"entries":%d' % (entries + 1)))
    with pytest.raises(DamageError, match="backup_damaged"):
        look_at(out, path, with_passphrase(ILSE))


def test_what_is_no_backup_of_this_file_is_refused(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "ander.ikanda"
    create(other, ILSE, "IM", rulebook(), SetClock(), cost=LOWEST).close()
    with pytest.raises(InputError, match="backup_of_another_file"):
        look_at(out_of(tmp_path), other, with_key(KEY))
    with pytest.raises(InputError, match="no_backup"):
        look_at(path, other, with_key(KEY))
    with pytest.raises(EnvironmentFault, match="wrong_key"):
        look_at(out_of(tmp_path), path, with_key(bytes(32)))


# ---- in whose name, by whose way in ------------------------------------------------------------


def test_it_is_written_down_in_the_name_of_whoever_put_it_back(tmp_path: Path) -> None:
    path = with_keys(tmp_path, lambda _path: None)
    put_back(path, with_passphrase(RIK))
    with open_with_passphrase(path, ILSE, rulebook(), SetClock()) as file, file.reading() as now:
        entry = now.entries(OFFICE)[-1]
    assert (entry.kind, entry.actor) == ("restored", "p2")


def test_after_a_change_of_key_the_old_slots_come_back_and_no_others_stay(tmp_path: Path) -> None:
    path = with_keys(tmp_path, changed_keys)
    put_back(path, with_passphrase(ILSE))
    assert {(way.label, way.generation) for way in ways_in(path)} == {("IM", 1), ("RO", 1)}
    with open_with_passphrase(path, RIK, rulebook(), SetClock()) as file:
        assert [each for each in verify(file) if not each.ok] == []


def test_an_old_passphrase_brings_its_own_slots_and_the_new_ones_lie_beside(tmp_path: Path) -> None:
    def change(path: Path) -> None:
        with open_with_passphrase(path, ILSE, rulebook(), SetClock()) as file:
            change_passphrase(file, ILSE, "negen stille bakkers tellen sterren", cost=LOWEST)

    path = with_keys(tmp_path, change)
    done = put_back(path, with_passphrase(ILSE))
    open_with_passphrase(path, ILSE, rulebook(), SetClock()).close()
    assert done.replaced is not None
    assert {way.label for way in ways_in(done.replaced)} == {"IM", "RO"}


# ---- stopped and failed ------------------------------------------------------------------------


class Enough(Exception):
    """Somebody pressed Stop."""


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 0.7, 0.99])
def test_what_is_stopped_leaves_all_as_it_was(path: Path, share: float) -> None:
    before, seen = state_of(path.parent), list[float]()

    def stop(done: int, total: int) -> None:
        seen.append(done / total)
        if done / total > share:
            raise Enough

    with pytest.raises(Enough):
        put_back(path, progress=stop)
    assert state_of(path.parent) == before and seen == sorted(seen) and max(seen) <= 1
    put_back(path)


def test_what_fails_at_the_last_moment_is_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The move into place is refused, when slots and second names have been written already."""
    path = with_keys(tmp_path, changed_keys)
    before, moved = state_of(tmp_path), files.move_into_place

    def refusing(made: Path, place: Path) -> None:
        if place == path:
            raise EnvironmentFault("disk_failed")
        moved(made, place)

    monkeypatch.setattr(files, "move_into_place", refusing)
    with pytest.raises(EnvironmentFault, match="disk_failed"):
        put_back(path, with_passphrase(ILSE))
    assert state_of(tmp_path) == before
    monkeypatch.undo()
    put_back(path, with_passphrase(ILSE))


def test_what_is_no_file_is_left_alone(tmp_path: Path) -> None:
    with make_case_file(tmp_path) as file:
        log_case(file, b"een")
        back_up(file, out_of(tmp_path), START)
    path = tmp_path / NAME
    path.unlink()
    path.mkdir()
    (path / "iets").write_bytes(b"van een ander")
    before = {each.name for each in tmp_path.iterdir()}
    with pytest.raises(EnvironmentFault):
        put_back(path)
    assert {each.name for each in tmp_path.iterdir()} == before
    assert (path / "iets").read_bytes() == b"van een ander"


def changed_keys(path: Path) -> None:
    rotate_key(path, ILSE, rulebook(), SetClock(), reason="vertrek", cost=LOWEST)


def test_whoever_has_it_open_to_write_is_not_cut_off(path: Path) -> None:
    before = path.read_bytes()
    with reopen(path) as file:
        with pytest.raises(EnvironmentFault, match="in_use"):
            put_back(path)
        assert file.contents().cases == 2
    assert path.read_bytes() == before


PUTS_BACK = """
import os, signal, sys
from pathlib import Path
from ikanda_case.store.backup_look import with_passphrase
from ikanda_case.store.restore import restore
from tests.support.casefiles import rulebook
from tests.support.clocks import SetClock
path, passphrase, last = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
rules, clock, touches = rulebook(), SetClock(), []
def touched(event, arguments):
    if event in ("os.rename", "os.link", "os.remove") and str(path.parent) in str(arguments[0]):
        touches.append(event)
        if len(touches) == last:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(touched)
restore(path.parent / "b.ikanda-backup", path, with_passphrase(passphrase), "x", "p1", rules, clock)
print(*touches)
"""


def killed(path: Path, touch: int) -> list[str]:
    """Put back in a process that dies before it touches a name for the so manieth time."""
    done = subprocess.run(
        command(PUTS_BACK, str(path), ILSE, str(touch)),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == "" and done.returncode in (0, -signal.SIGKILL)
    return done.stdout.split()


def kills(folder: Path, most: int) -> None:
    """Kill before and after the last so many names that are moved, and open what is there."""
    original = with_keys(folder, changed_keys)

    def fresh(number: int) -> Path:
        place = folder / str(number)
        place.mkdir()
        for each in original.parent.iterdir():
            if each.is_file():
                (place / each.name).write_bytes(each.read_bytes())
        return place / NAME

    touches = killed(fresh(0), 0)
    moves = [number for number, event in enumerate(touches, start=1) if event != "os.remove"]
    found = []
    for number in sorted({*moves[-most:], *(each + 1 for each in moves[-most:])} - {0}):
        path = fresh(number)
        if number <= len(touches):
            assert killed(path, number) == []
        else:
            put_back(path, with_passphrase(ILSE))
        with open_with_passphrase(path, ILSE, rulebook(), SetClock()) as file:
            assert [each for each in verify(file) if not each.ok] == []
            found.append(file.contents().generation)
        assert {slot.generation for slot in read_keys(path).slots} == {found[-1]}
    assert found == sorted(found, reverse=True) and set(found) == {1, 2}


@pytest.mark.skipif(os.name == "nt", reason="Windows kills otherwise")
def test_a_kill_leaves_the_one_or_the_other_and_slots_that_open_it(tmp_path: Path) -> None:
    kills(tmp_path, 3)


@pytest.mark.full
@pytest.mark.timeout(600)
@pytest.mark.skipif(os.name == "nt", reason="Windows kills otherwise")
def test_a_kill_around_every_name_leaves_the_one_or_the_other(tmp_path: Path) -> None:
    kills(tmp_path, 100)
