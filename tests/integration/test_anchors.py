"""A whole file put back to an older copy: sound in itself, and refused by what lies outside it."""

import json
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from ikanda_case.domain.errors import DamageError, EnvironmentFault, InputError
from ikanda_case.domain.facts import Noted, OfficeDescribed
from ikanda_case.domain.journal import OFFICE
from ikanda_case.domain.restoring import Restored
from ikanda_case.store.anchors import EVERY, Anchors
from ikanda_case.store.backup import back_up
from ikanda_case.store.backup_look import with_key
from ikanda_case.store.files import side_files
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.restore import accept_older, anchor_restored, restore
from ikanda_case.store.verify import Check, verify
from ikanda_case.store.writer_lock import lock_path
from tests.support.casefiles import ACTOR, KEY, log_case, make_case_file, reopen, rulebook
from tests.support.clocks import START, SetClock
from tests.support.processes import ROOT, command

NAME = "fictief.ikanda"


class Safe:
    """A safe place of this computer: a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.puts = 0

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def put(self, name: str, secret: str) -> None:
        self.kept[name] = secret
        self.puts += 1

    def delete(self, name: str) -> None:
        self.kept.pop(name, None)


class NoSafe:
    """A computer without one."""

    def get(self, name: str) -> str | None:
        raise EnvironmentFault("no_safe_keyring")

    def put(self, name: str, secret: str) -> None:
        raise EnvironmentFault("no_safe_keyring")

    def delete(self, name: str) -> None:
        raise EnvironmentFault("no_safe_keyring")


def held(path: Path, anchors: Anchors, *, read_only: bool = False) -> OpenCaseFile:
    """Open a file as the program does: held to its anchor."""
    file = reopen(path, read_only=read_only)
    try:
        file.hold_to(anchors)
    except BaseException:
        file.close()
        raise
    return file


def anchors_check(path: Path, anchors: Anchors) -> Check:
    with reopen(path, read_only=True, checked=False) as file:
        file.hold_to(anchors, checked=False)
        return [*verify(file)][-1]


def write(path: Path, anchors: Anchors, cases: int) -> None:
    with held(path, anchors) as file:
        for number in range(cases):
            log_case(file, b"vraag %d" % (file.contents().cases * 1000 + number))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    make_case_file(tmp_path).close()
    return tmp_path / NAME


def test_a_file_put_back_to_any_of_a_hundred_older_copies_is_refused(
    path: Path, tmp_path: Path
) -> None:
    anchors, random, copies = Anchors(Safe()), Random(1), list[Path]()
    for number in range(100):
        copies.append(Path(shutil.copy(path, tmp_path / f"{number}.kopie")))
        write(path, anchors, random.randint(1, 3))
    newest = Path(shutil.copy(path, tmp_path / "nieuwste"))
    for copy in copies:
        shutil.copy(copy, path)
        for read_only in (False, True):
            with pytest.raises(DamageError, match="older_than_anchor") as caught:
                held(path, anchors, read_only=read_only)
            assert caught.value.facts["found"] < caught.value.facts["anchored"]  # type: ignore[operator]
        if copy in copies[::10]:
            check = anchors_check(path, anchors)
            assert (check.ok, check.code) == (False, "older_than_anchor")
    shutil.copy(newest, path)
    with held(path, anchors) as file:
        assert file.contents().unanchored_since is None
    assert anchors_check(path, anchors).code == "anchored"


def test_a_copy_that_went_another_way_is_refused(path: Path, tmp_path: Path) -> None:
    anchors = Anchors(Safe())
    copy = Path(shutil.copy(path, tmp_path / "kopie"))
    write(path, anchors, 2)
    with reopen(copy) as file:
        for number in range(5):
            log_case(file, b"anders %d" % number)
    shutil.copy(copy, path)
    with pytest.raises(DamageError, match="differs_from_anchor"):
        held(path, anchors)
    assert anchors_check(path, anchors).code == "differs_from_anchor"


def test_what_was_written_since_is_unanchored(path: Path) -> None:
    anchors = Anchors(Safe())
    write(path, anchors, 1)
    later = SetClock(datetime(2026, 11, 30, 9, 0, tzinfo=UTC))
    with reopen(path, clock=later) as file:
        log_case(file, b"zonder anker")
    with held(path, anchors, read_only=True) as file:
        assert file.contents().unanchored_since == date(2026, 11, 30)
    check = anchors_check(path, anchors)
    assert check.ok and check.facts == {"since": date(2026, 11, 30)}


def test_a_crash_is_no_rollback_and_long_days_are_anchored_too(path: Path) -> None:
    safe = Safe()
    with held(path, Anchors(safe)) as file:
        log_case(file, b"een")
        puts = safe.puts
        for _ in range(EVERY * 2):
            with file.work(ACTOR) as work:
                work.append(1, date(2026, 11, 20), Noted(text="gebeld"))
                work.commit()
        assert safe.puts == puts + 2
        anchored = dict(safe.kept)
    safe.kept = anchored  # as if the process had died before it closed the file
    held(path, Anchors(safe)).close()


def test_without_a_safe_place_it_says_so_and_goes_on(path: Path) -> None:
    anchors = Anchors(NoSafe())
    write(path, anchors, 1)
    with held(path, anchors) as file:
        assert file.contents().unanchored_since == START.date()
    check = anchors_check(path, anchors)
    assert check.ok and check.code == "unanchored"


@pytest.mark.parametrize("said", ["", "x", "1 2", "een kop 2026-11-23", "1 kop gisteren"])
def test_an_anchor_that_cannot_be_read_is_none(path: Path, said: str) -> None:
    safe = Safe()
    write(path, Anchors(safe), 1)
    safe.kept = dict.fromkeys(safe.kept, said)
    held(path, Anchors(safe)).close()
    assert anchors_check(path, Anchors(safe)).code == "anchored"


def test_a_demo_leaves_nothing_on_the_computer(path: Path) -> None:
    safe = Safe()
    with held(path, Anchors(safe)) as file, file.work(ACTOR) as work:
        work.append(OFFICE, date(2026, 11, 20), OfficeDescribed(demo=True))
        work.commit()
    assert safe.kept == {}


def test_a_restore_and_a_person_with_a_reason_move_the_anchor(path: Path, tmp_path: Path) -> None:
    anchors, out = Anchors(Safe()), tmp_path / "b.ikanda-backup"
    with held(path, anchors) as file:
        log_case(file, b"een")
        back_up(file, out, START)
    old = Path(shutil.copy(path, tmp_path / "oud"))
    write(path, anchors, 2)
    done = restore(out, path, with_key(KEY), "oefening", ACTOR, rulebook(), SetClock())
    anchor_restored(done, anchors, START)
    held(path, anchors).close()
    assert anchors_check(path, anchors).code == "anchored"
    shutil.copy(old, path)
    with pytest.raises(DamageError, match="older_than_anchor"):
        held(path, anchors)
    with reopen(path) as file:
        with pytest.raises(InputError, match="words_missing"):
            accept_older(file, anchors, " ", ACTOR, SetClock())
        accept_older(file, anchors, "schijf gestolen", ACTOR, SetClock())
        with file.reading() as now:
            fact = now.entries(OFFICE)[-1].fact
    assert isinstance(fact, Restored) and fact.made_at is None
    assert (fact.replaced_entries, fact.replaced_head) == (done.entries + 1, done.new_head)
    held(path, anchors).close()
    assert anchors_check(path, anchors).code == "anchored"


# ---- what a process that died had kept -----------------------------------------------------------

DIES = """
import os, sys
from pathlib import Path
from tests.support.casefiles import log_case, reopen
file = reopen(Path(sys.argv[1]))
for number in range(3):
    log_case(file, b"%d" % number)
os._exit(1)
"""


@pytest.fixture
def left(path: Path) -> Path:
    """A file whose writer died after three cases: they are in the log beside it."""
    subprocess.run(command(DIES, str(path)), cwd=ROOT, check=False)
    log, _, _ = side_files(path)
    assert log.stat().st_size > 0
    return path


@pytest.mark.parametrize("read_only", [False, True])
def test_a_log_that_is_lost_after_a_crash_is_seen(left: Path, read_only: bool) -> None:
    anchors = Anchors(NoSafe())
    for each in side_files(left):
        each.unlink(missing_ok=True)
    for _ in range(2):  # it is refused again and again
        with pytest.raises(DamageError, match="older_than_anchor") as caught:
            held(left, anchors, read_only=read_only)
        assert caught.value.facts["anchored"] == 6 and caught.value.facts["found"] == 0
    with reopen(left) as file:
        accept_older(file, anchors, "logboek van de schijf verloren", ACTOR, SetClock())
        with file.reading() as now:
            fact = now.entries(OFFICE)[-1].fact
    assert isinstance(fact, Restored) and fact.replaced_entries == 6
    held(left, anchors).close()
    assert not lock_path(left).exists()


def test_a_crash_alone_is_no_loss(left: Path) -> None:
    held(left, Anchors(NoSafe()), read_only=True).close()
    with held(left, Anchors(NoSafe())) as file:
        assert file.contents().cases == 3
    held(left, Anchors(NoSafe())).close()


def test_who_goes_on_reading_sees_what_a_crash_lost(left: Path) -> None:
    reader = held(left, Anchors(NoSafe()), read_only=True)
    with reader, pytest.raises(DamageError, match="older_than_anchor"):
        told = json.loads(lock_path(left).read_bytes())
        lock_path(left).write_text(json.dumps({**told, "entries": 7}))
        reader.begin_writing()
    with pytest.raises(DamageError, match="older_than_anchor"):
        held(left, Anchors(NoSafe()))
