"""Backups: made while the file is written, byte for byte the same inside, refused when spoiled."""

import threading
from pathlib import Path
from random import Random

import pytest

from ikanda_case.domain.errors import DamageError, EnvironmentFault, InputError, KnownError
from ikanda_case.domain.journal import OFFICE
from ikanda_case.domain.restoring import Restored
from ikanda_case.store.backup import back_up
from ikanda_case.store.backup_file import read_description
from ikanda_case.store.backup_look import WayIn, with_key, with_passphrase
from ikanda_case.store.casefile import create, open_with_passphrase
from ikanda_case.store.engine import connect
from ikanda_case.store.files import keys_path
from ikanda_case.store.keys import read_keys
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.restore import Restoration, restore
from ikanda_case.store.slots import Cost
from ikanda_case.store.verify import verify
from tests.support.casefiles import ACTOR, KEY, log_case, make_case_file, reopen, rulebook
from tests.support.clocks import START, SetClock

LOWEST = Cost(memory_kib=64 * 1024, passes=3, lanes=4)
PASSPHRASE = "zeven groene fictieve stoelen"
NAME = "fictief.ikanda"


def filled(folder: Path, cases: int = 5) -> OpenCaseFile:
    """Make an open case file with cases in it."""
    file = make_case_file(folder)
    for number in range(cases):
        log_case(file, b"%d" % number + b"vraag" * 3000)
    return file


def put_back(
    backup: Path, target: Path, way_in: WayIn | None = None, reason: str = "schijf stuk"
) -> Restoration:
    """Restore by the known key."""
    return restore(backup, target, way_in or with_key(KEY), reason, ACTOR, rulebook(), SetClock())


def dump(path: Path, before: int) -> list[object]:
    """Return every row of the tables that are no list, up to an entry."""
    db = connect(path, KEY, "ro")
    try:
        return [
            *db.rows("SELECT * FROM journal WHERE n <= ? ORDER BY n", (before,)),
            *db.rows("SELECT * FROM payload WHERE n <= ? ORDER BY n", (before,)),
            *db.rows("SELECT * FROM blob ORDER BY sha256"),
            *db.rows("SELECT * FROM secret ORDER BY name"),
            *db.rows("SELECT * FROM register ORDER BY stream"),
            *db.rows("SELECT * FROM item ORDER BY stream"),
            *db.rows("SELECT * FROM state WHERE stream > 0 ORDER BY stream"),
        ]
    finally:
        db.conn.close()


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


# ---- making ------------------------------------------------------------------------------------


def test_a_backup_says_what_it_is_and_the_file_knows_of_it(tmp_path: Path) -> None:
    out, steps = tmp_path / "een.ikanda-backup", list[tuple[int, int]]()
    with filled(tmp_path) as file:
        made = back_up(file, out, START, progress=lambda *step: steps.append(step))
        assert file.contents().last_backup == START
        with file.reading() as now:
            assert made.head == now.head()
        assert made.noted and made.entries == file.contents().entries == 10
        sides = {f"{NAME}{each}" for each in ("-wal", "-shm", "-lock")}
        assert names(tmp_path) == {NAME, out.name} | sides
    said = read_description(out)
    assert (said.entries, said.head, said.made_at) == (made.entries, made.head, START)
    assert made.size == out.stat().st_size
    assert out.stat().st_mode & 0o77 == 0
    assert b"vraag" not in out.read_bytes()
    done = [step[0] / step[1] for step in steps]
    assert done == sorted(done) and done[-1] == 1


def test_a_file_opened_for_reading_is_backed_up_without_a_note(tmp_path: Path) -> None:
    filled(tmp_path).close()
    with reopen(tmp_path / NAME, read_only=True) as file:
        assert not back_up(file, tmp_path / "b.ikanda-backup", START).noted
        assert file.contents().last_backup is None


def test_a_backup_never_takes_the_place_of_anything(tmp_path: Path) -> None:
    out = tmp_path / "b.ikanda-backup"
    out.write_bytes(b"iets")
    with filled(tmp_path, 1) as file, pytest.raises(InputError, match="file_exists"):
        back_up(file, out, START)
    assert out.read_bytes() == b"iets"


class Enough(Exception):
    """Somebody pressed Cancel."""


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_backup_that_is_stopped_leaves_nothing(tmp_path: Path, after: int) -> None:
    seen = list[int]()

    def stop(done: int, _total: int) -> None:
        seen.append(done)
        if len(seen) > after:
            raise Enough

    with filled(tmp_path, 40) as file:
        with pytest.raises(Enough):
            back_up(file, tmp_path / "b.ikanda-backup", START, progress=stop)
        assert file.contents().last_backup is None
        log_case(file, b"daarna")
    assert names(tmp_path) == {NAME}


def test_a_file_is_backed_up_while_it_is_written(tmp_path: Path) -> None:
    """Every state that a backup holds is one that was committed, whole."""
    over, failed = threading.Event(), list[BaseException]()

    with filled(tmp_path, 2) as file:

        def write() -> None:
            try:
                number = 0
                while not over.is_set() and number < 80:
                    log_case(file, b"meer %d" % number + b"x" * 20_000)
                    number += 1
            except BaseException as error:
                failed.append(error)

        writer = threading.Thread(target=write)
        writer.start()
        try:
            made = [back_up(file, tmp_path / f"{n}.ikanda-backup", START) for n in range(4)]
        finally:
            over.set()
            writer.join()
        entries = file.contents().entries
    assert not failed
    assert [each.entries for each in made] == sorted(each.entries for each in made)
    assert made[-1].entries > made[0].entries and made[-1].entries <= entries
    for each in made:
        folder = tmp_path / each.path.stem
        folder.mkdir()
        put_back(each.path, folder / NAME)
        assert (
            dump(folder / NAME, each.entries)[: each.entries]
            == (dump(tmp_path / NAME, each.entries)[: each.entries])
        )


# ---- putting back ------------------------------------------------------------------------------


def test_what_is_put_back_is_what_was_saved(tmp_path: Path) -> None:
    out, there = tmp_path / "b.ikanda-backup", tmp_path / "nieuw.ikanda"
    with filled(tmp_path) as file:
        made = back_up(file, out, START)
    done = put_back(out, there)
    assert (done.entries, done.head, done.replaced) == (made.entries, made.head, None)
    assert dump(there, made.entries) == dump(tmp_path / NAME, made.entries)
    with reopen(there) as file:
        assert all(each.ok for each in verify(file))
        assert file.contents().last_backup == START
        with file.reading() as now:
            entry = now.entries(OFFICE)[-1]
    assert entry.actor == ACTOR and entry.n == made.entries + 1
    assert entry.fact == Restored(
        reason="schijf stuk", entries=made.entries, head=made.head, made_at=START
    )
    assert {each.split("-")[0] for each in names(tmp_path)} == {NAME, "b.ikanda", there.name}


def test_a_newer_file_is_kept_beside(tmp_path: Path) -> None:
    out, path = tmp_path / "b.ikanda-backup", tmp_path / NAME
    with filled(tmp_path) as file:
        back_up(file, out, START)
        log_case(file, b"later")
        with file.reading() as now:
            head = now.head()
    done = put_back(out, path)
    assert done.replaced is not None
    assert done.replaced.name.startswith(f"{NAME}.replaced-20261123-")
    assert (done.replaced_entries, done.replaced_head) == (12, head)
    with reopen(path) as file, reopen(done.replaced) as before:
        assert (file.contents().cases, before.contents().cases) == (5, 6)
        with file.reading() as now:
            fact = now.entries(OFFICE)[-1].fact
    assert isinstance(fact, Restored)
    assert (fact.replaced_entries, fact.replaced_head) == (12, head)


def test_a_ruin_is_replaced_and_kept_with_its_log(tmp_path: Path) -> None:
    out, path = tmp_path / "b.ikanda-backup", tmp_path / NAME
    with filled(tmp_path) as file:
        back_up(file, out, START)
    path.write_bytes(b"\xff" * 5000)
    path.with_name(f"{NAME}-wal").write_bytes(b"een oud logboek")
    done = put_back(out, path)
    assert done.replaced is not None and done.replaced.read_bytes() == b"\xff" * 5000
    assert (done.replaced_entries, done.replaced_head) == (0, "")
    with reopen(path) as file:
        assert all(each.ok for each in verify(file))
    assert names(tmp_path) >= {f"{done.replaced.name}-wal"}
    assert f"{NAME}-wal" not in names(tmp_path)


def test_a_passphrase_opens_a_backup_and_the_slots_come_back(tmp_path: Path) -> None:
    path, out = tmp_path / NAME, tmp_path / "b.ikanda-backup"
    with create(path, PASSPHRASE, "FV", rulebook(), SetClock(), cost=LOWEST) as file:
        log_case(file, b"een")
        back_up(file, out, START)
    slots = read_keys(path)
    with pytest.raises(EnvironmentFault, match="wrong_passphrase"):
        put_back(out, path, with_passphrase("een heel andere wachtzin"))
    for name in (path, keys_path(path)):
        name.unlink()
    done = put_back(out, path, with_passphrase(PASSPHRASE))
    assert done.replaced is None and read_keys(path) == slots
    open_with_passphrase(path, PASSPHRASE, rulebook(), SetClock()).close()
    again = put_back(out, path, with_passphrase(PASSPHRASE))
    assert again.replaced is not None and read_keys(again.replaced) == slots
    assert names(tmp_path) == {
        NAME, f"{NAME}-keys", out.name, again.replaced.name, f"{again.replaced.name}-keys",
    }  # fmt: skip


def test_a_backup_of_another_file_is_refused(tmp_path: Path) -> None:
    path, out = tmp_path / NAME, tmp_path / "b.ikanda-backup"
    other = tmp_path / "ander.ikanda"
    create(other, PASSPHRASE, "FV", rulebook(), SetClock(), cost=LOWEST).close()
    with filled(tmp_path, 1) as file:
        back_up(file, out, START)
    before = {each: each.read_bytes() for each in tmp_path.iterdir()}
    with pytest.raises(InputError, match="backup_of_another_file"):
        put_back(out, other)
    assert {each: each.read_bytes() for each in tmp_path.iterdir()} == before
    assert path in before


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_needed(tmp_path: Path, reason: str) -> None:
    with pytest.raises(InputError, match="words_missing"):
        put_back(tmp_path / "b.ikanda-backup", tmp_path / NAME, reason=reason)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "no_backup"), (b"%PDF-1.7", "no_backup"), (b"IKANDA-BACKUP\n", "backup_damaged"),
     (b"IKANDA-BACKUP\n\xff\xff\xff\xff{}", "backup_damaged"),
     (b'IKANDA-BACKUP\n\x00\x00\x00\x0d{"version":2}', "newer_file")],
)  # fmt: skip
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    out = tmp_path / "b.ikanda-backup"
    out.write_bytes(content)
    with pytest.raises(KnownError, match=code):
        put_back(out, tmp_path / NAME)
    assert names(tmp_path) == {out.name}


def test_another_key_is_named_as_such(tmp_path: Path) -> None:
    out = tmp_path / "b.ikanda-backup"
    with filled(tmp_path, 1) as file:
        back_up(file, out, START)
    with pytest.raises(EnvironmentFault, match="wrong_key"):
        put_back(out, tmp_path / "n.ikanda", with_key(bytes(32)))
    with pytest.raises(InputError, match="backup_without_keys"):
        put_back(out, tmp_path / "n.ikanda", with_passphrase(PASSPHRASE))
    assert names(tmp_path) == {NAME, out.name}


# ---- spoiled -----------------------------------------------------------------------------------


def spoiled(folder: Path, count: int, seed: int) -> None:
    """Flip one bit in so many places, cut and lengthen: nothing of it is put back."""
    out, path, random = folder / "b.ikanda-backup", folder / "n.ikanda", Random(seed)
    with filled(folder, 2) as file:
        back_up(file, out, START)
    whole = out.read_bytes()
    start = len(whole) - read_description(out).size
    places = [random.randrange(start) for _ in range(count // 2)]
    places += [random.randrange(start, len(whole)) for _ in range(count - count // 2)]
    kinds = []
    for place in places:
        bad = bytearray(whole)
        bad[place] ^= 1 << random.randrange(8)
        kinds.append(bytes(bad))
    kinds += [whole[:-1], whole[:-4096], whole + b"\0", whole[: len(whole) // 2]]
    for bad_file in kinds:
        out.write_bytes(bad_file)
        with pytest.raises(KnownError) as caught:
            put_back(out, path)
        assert caught.value.code in ("backup_damaged", "no_backup", "newer_file", "wrong_key")
        assert not path.exists()
    assert names(folder) == {NAME, out.name}


def test_no_spoiled_backup_is_put_back(tmp_path: Path) -> None:
    spoiled(tmp_path, 200, 1)


@pytest.mark.full
@pytest.mark.timeout(900)
def test_none_of_five_thousand_spoiled_backups_is_put_back(tmp_path: Path) -> None:
    spoiled(tmp_path, 5_000, 2)


def test_damage_in_the_file_makes_no_backup(tmp_path: Path) -> None:
    path, out = tmp_path / NAME, tmp_path / "b.ikanda-backup"
    filled(tmp_path).close()
    raw = bytearray(path.read_bytes())
    raw[len(raw) * 3 // 5] ^= 1
    path.write_bytes(raw)
    with reopen(path, checked=False) as file, pytest.raises(DamageError):
        back_up(file, out, START)
    assert names(tmp_path) == {NAME}
