"""An older case file is brought to the form of today on a copy; what it holds stays, bit by bit."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ikanda_case.domain.errors import DamageError, EnvironmentFault, KnownError
from ikanda_case.domain.journal import OFFICE
from ikanda_case.domain.restoring import Migrated
from ikanda_case.store import files
from ikanda_case.store.backup_file import copy_out
from ikanda_case.store.backup_folder import folder_beside
from ikanda_case.store.casefile import open_with_key, open_with_passphrase
from ikanda_case.store.engine import CaseDb, connect
from ikanda_case.store.migrating import Witness
from ikanda_case.store.opened import OpenCaseFile, opened
from ikanda_case.store.verify import verify
from ikanda_case.store.ways_in import open_with_recovery
from tests.migrations.corpus import CORPUS
from tests.migrations.forms import (
    CURRENT,
    Change,
    a_column_more,
    a_table_more,
    later_forms,
    other_lists,
    slow,
)
from tests.support.casefiles import KEY, log_case, make_case_file, reopen, rulebook
from tests.support.clocks import SetClock
from tests.support.holdings import holdings

if TYPE_CHECKING:
    from sqlite_utils import Database

OLDEST = CORPUS[0]
CASES = 6
NAME = "fictief.ikanda"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_case_file(tmp_path) as file:
        for number in range(CASES):
            log_case(file, b"%d vraag" % number * 2000)
    return tmp_path / NAME


def backups_of(path: Path) -> list[Path]:
    """Return the backups that made themselves."""
    return sorted(folder_beside(path).glob("*.ikanda-backup"))


def unsound(file: OpenCaseFile) -> list[str]:
    return [check.name for check in verify(file) if not check.ok]


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def held(path: Path) -> dict[str, object]:
    """Return what a file holds, read as it is."""
    with reopen(path, read_only=True) as file:
        return holdings(file)


def require_same_but_one_entry(before: dict[str, object], after: dict[str, object]) -> None:
    entries, longer = before.pop("entries"), after.pop("entries")
    assert isinstance(entries, list) and isinstance(longer, list)
    assert longer[:-1] == entries and longer[-1][2] == "migrated"
    for name in ("head", "office_entries"):
        assert before.pop(name) != after.pop(name)
    assert after == before


# ---- what stays, what comes --------------------------------------------------------------------


def test_opening_for_writing_brings_a_file_up_and_says_so(path: Path) -> None:
    before = held(path)
    with later_forms(a_table_more, a_column_more, other_lists) as newest:
        witness = Witness(person="p7")
        with open_with_key(path, KEY, rulebook(), SetClock(), witness=witness) as file:
            assert file.contents().form == newest == CURRENT + 3
            assert file.contents().cases == CASES and unsound(file) == []
            with file.reading() as now:
                entry = now.entries(OFFICE)[-1]
            assert entry.actor == "p7"
            assert isinstance(entry.fact, Migrated)
            assert (entry.fact.from_form, entry.fact.to_form) == (CURRENT, newest)
            assert entry.fact.program == "0.1.0"
            log_case(file, b"daarna")
            backup = file.backed_up_at_opening
            assert file.contents().last_backup is not None
        with reopen(path) as file:  # and never again
            assert file.backed_up_at_opening is None
            assert file.contents().entries == len(before["entries"]) + 1 + 2  # type: ignore[arg-type]
        db = connect(path, KEY, "ro")
        assert db.value("SELECT count(*) FROM subject_line") == CASES
        db.conn.close()
    assert backup is not None and backup.parent == folder_beside(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_nothing_it_holds_changes_by_a_bit(path: Path) -> None:
    before = held(path)
    with later_forms(a_table_more):
        reopen(path).close()
        require_same_but_one_entry(before, held(path))


def test_nothing_else_is_left_beside_it(path: Path) -> None:
    with later_forms(a_table_more):
        reopen(path).close()
        assert len(backups_of(path)) == 1
        assert names(path.parent) == {NAME, folder_beside(path).name}


def test_the_backup_holds_the_file_as_it_was(tmp_path: Path) -> None:
    path = OLDEST.copied(tmp_path)
    with later_forms(a_table_more):
        open_with_passphrase(path, OLDEST.passphrase, rulebook(), SetClock()).close()
    (backup,) = backups_of(path)
    old = tmp_path / "oud.ikanda"
    copy_out(backup, old, lambda _done, _total: None)
    code = OLDEST.said["recovery_code"]
    with open_with_recovery(old, code, rulebook(), SetClock(), read_only=True) as file:
        assert file.contents().form == OLDEST.form
        assert holdings(file) == OLDEST.holds


def test_the_entry_bears_the_name_of_whoever_opened(tmp_path: Path) -> None:
    path = OLDEST.copied(tmp_path)
    with later_forms(a_table_more):
        colleague = OLDEST.said["passphrases"]["p2"]
        with open_with_passphrase(path, colleague, rulebook(), SetClock()) as file:
            assert holdings(file)["entries"][-1][2:5] == ["migrated", "2026-11-23", "p2"]


def test_lists_are_made_anew(path: Path) -> None:
    db = connect(path, KEY, "rw")
    db.run("UPDATE register SET due = '2030-01-01', requester = 'Iemand Anders'")
    db.conn.close()
    with later_forms(a_table_more), reopen(path) as file:
        assert unsound(file) == []


def test_what_lay_in_the_log_of_a_dead_program_comes_along(path: Path) -> None:
    file = reopen(path)
    log_case(file, b"nog in het logboek")
    for each in (path, *files.side_files(path)):
        if each.exists():
            (path.parent / f"dood-{each.name}").write_bytes(each.read_bytes())
    file.close()
    dead = path.parent / f"dood-{NAME}"
    with later_forms(a_table_more), reopen(dead) as found:
        assert found.contents().cases == CASES + 1 and unsound(found) == []


def test_a_second_name_of_a_file_stays_one(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "elders"
    other.mkdir()
    link = other / "zelfde.ikanda"
    link.symlink_to(path)
    with later_forms(a_table_more) as newest:
        reopen(link).close()
        assert link.is_symlink()
        with reopen(path) as file:
            assert file.contents().form == newest


def test_an_older_file_is_read_as_it_is(path: Path) -> None:
    before = path.read_bytes()
    with later_forms(a_table_more), reopen(path, read_only=True) as file:
        assert file.contents().form == CURRENT and unsound(file) == []
        with file.reading() as now:
            assert now.case(1).opened
    assert path.read_bytes() == before


def test_writing_past_the_door_is_refused(path: Path) -> None:
    before = path.read_bytes()
    with later_forms(a_table_more), pytest.raises(EnvironmentFault, match="older_file") as error:
        opened(path, KEY, rulebook(), SetClock())
    assert error.value.facts == {"form": CURRENT, "known": CURRENT + 1}
    assert path.read_bytes() == before and names(path.parent) == {NAME}


# ---- a newer file ------------------------------------------------------------------------------


@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_of_a_newer_form_is_refused_and_not_touched(path: Path, *, read_only: bool) -> None:
    with later_forms(a_table_more) as newest:
        reopen(path).close()
    shutil.rmtree(folder_beside(path))
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    with pytest.raises(EnvironmentFault, match="newer_file") as error:
        reopen(path, read_only=read_only)
    assert error.value.facts == {"form": newest, "known": CURRENT}
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert names(path.parent) == {NAME}


# ---- what is wrong is not put in place ---------------------------------------------------------


def runs(*statements: str) -> Change:
    def change(db: "Database") -> None:
        for sql in statements:
            db.execute(sql)

    return change


def raises(db: "Database") -> None:
    a_table_more(db)
    raise ZeroDivisionError


BAD = {
    "loses a payload": (
        runs("DROP TRIGGER payload_no_delete", "DELETE FROM payload WHERE n = 3"),
        "migration_differs",
    ),
    "loses bytes": (
        runs("DROP TRIGGER blob_no_delete", "DELETE FROM blob WHERE rowid = 2"),
        "migration_differs",
    ),
    "loses the signing root": (
        runs("UPDATE secret SET body = zeroblob(32)"),
        "migration_differs",
    ),
    "loses the last entry": (
        runs(
            "DROP TRIGGER journal_no_delete",
            "DROP TRIGGER payload_no_delete",
            "DELETE FROM payload WHERE n = (SELECT max(n) FROM journal)",
            "DELETE FROM journal WHERE n = (SELECT max(n) FROM journal)",
        ),
        "migration_differs",
    ),
    "rewrites an entry": (
        runs("DROP TRIGGER journal_no_update", "UPDATE journal SET actor = 'x' WHERE n = 2"),
        "migration_differs",
    ),
    "spoils bytes": (
        runs(
            "DROP TRIGGER blob_no_update",
            "UPDATE blob SET body = zeroblob(size) WHERE rowid = 1",
        ),
        "migration_differs",
    ),
    "gives a number again": (runs("UPDATE reference SET last = 1"), "migration_differs"),
    "becomes another file": (
        runs("UPDATE meta SET value = 'x' WHERE name = 'uuid'"),
        "migration_differs",
    ),
    "breaks off in SQL": (runs("INSERT INTO nowhere VALUES (1)"), "migration_failed"),
    "breaks off in Python": (raises, "migration_failed"),
    "makes another form of it": (runs("PRAGMA user_version=99"), "migration_failed"),
}


@pytest.mark.parametrize("change", BAD)
def test_a_migration_that_goes_wrong_leaves_the_old_file(path: Path, change: str) -> None:
    migration, code = BAD[change]
    before = held(path)
    with later_forms(a_table_more, migration):
        with pytest.raises(KnownError, match=code):
            reopen(path)
        with reopen(path, read_only=True) as file:
            assert file.contents().form == CURRENT
    with reopen(path) as file:
        assert file.contents().form == CURRENT and unsound(file) == []
    assert held(path) == before
    for each in files.side_files(path):
        each.unlink(missing_ok=True)
    assert names(path.parent) - {folder_beside(path).name} == {NAME}
    assert backups_of(path) == []  # no copy, and no backup of a file that is there still


def test_a_damaged_file_is_not_brought_up(path: Path) -> None:
    db: CaseDb = connect(path, KEY, "rw")
    db.run("DROP TRIGGER payload_no_update")
    db.run("UPDATE payload SET body = x'7b7d' WHERE n = 3")
    db.conn.close()
    with later_forms(a_table_more), pytest.raises(DamageError, match="entry_damaged"):
        reopen(path)
    assert backups_of(path) == []


# ---- the witness -------------------------------------------------------------------------------


class Enough(Exception):
    """Somebody pressed Cancel."""


STEPS = ("backing_up", "copying", "migrating", "listing", "checking")


def test_each_step_is_told(path: Path) -> None:
    told: list[str] = []
    witness = Witness(told=lambda _done, _total, step: told.append(step))
    with later_forms(slow):
        open_with_key(path, KEY, rulebook(), SetClock(), witness=witness).close()
    assert tuple(dict.fromkeys(told)) == STEPS


@pytest.mark.parametrize("step", STEPS)
def test_it_can_be_stopped_at_each_step(path: Path, step: str) -> None:
    def stop(_done: int, _total: int, said: str) -> None:
        if said == step:
            raise Enough

    before = held(path)
    with later_forms(slow), pytest.raises(Enough):
        open_with_key(path, KEY, rulebook(), SetClock(), witness=Witness(told=stop))
    assert held(path) == before
    for each in files.side_files(path):
        each.unlink(missing_ok=True)
    assert names(path.parent) - {folder_beside(path).name} == {NAME}
    assert backups_of(path) == []


def test_who_refuses_the_file_as_it_lies_stops_it_before_anything_is_made(path: Path) -> None:
    def refuse(old: OpenCaseFile) -> None:
        assert old.read_only and old.contents().form == CURRENT
        raise DamageError("older_than_anchor", anchored=99, found=1)

    told: list[str] = []
    witness = Witness(look_first=refuse, told=lambda *step: told.append(step[2]))
    with later_forms(a_table_more), pytest.raises(DamageError, match="older_than_anchor"):
        open_with_key(path, KEY, rulebook(), SetClock(), witness=witness)
    assert told == [] and backups_of(path) == []


# ---- others ------------------------------------------------------------------------------------


def test_nobody_else_may_have_it_open(path: Path) -> None:
    with reopen(path, read_only=True) as reader:
        with later_forms(a_table_more), pytest.raises(EnvironmentFault, match="locked"):
            reopen(path, patience_ms=100)
        assert reader.contents().cases == CASES
    with reopen(path), later_forms(a_table_more):
        with pytest.raises(EnvironmentFault, match="in_use"):
            reopen(path)
        with reopen(path, read_only=True) as reader:  # and who only reads goes on
            assert reader.contents().cases == CASES
    assert backups_of(path) == []


def test_nobody_comes_in_while_the_copy_is_made(path: Path) -> None:
    """Not even to read: who did would go on in a file that is not the case file any more."""
    seen: dict[str, bool] = {}

    def look(_done: int, _total: int, step: str) -> None:
        if step in seen:
            return
        try:
            connect(path, KEY, "ro", patience_ms=20).conn.close()
            seen[step] = True
        except EnvironmentFault as fault:
            seen[step] = fault.code != "locked"

    with later_forms(a_table_more):
        open_with_key(path, KEY, rulebook(), SetClock(), witness=Witness(told=look)).close()
    assert seen == {step: step == "backing_up" for step in STEPS}
