"""Somebody with an SQL shell on the open case file, and no wish to be clever: what is refused.

The journal, what its entries say, and the bytes are only added to. Whoever takes the triggers away
first gets further; that they are gone, and what was changed, shows (tests/support/tampering.py).
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3.dbapi2 import IntegrityError

from ikanda_case.domain.errors import DamageError
from ikanda_case.store.engine import CaseDb, connect
from ikanda_case.store.verify import verify
from tests.support.casefiles import KEY, log_case, make_case_file, reopen
from tests.support.removal import remove_contents

NAME = "fictief.ikanda"
KEPT = ("journal", "payload", "removed", "blob")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of two cases; the contents of one entry were lawfully removed."""
    folder = tmp_path_factory.mktemp("shell")
    with make_case_file(folder) as file:
        for number in range(2):
            log_case(file, b"%d" % number)
        remove_contents(file, 3)
    return folder / NAME


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path / NAME))


@pytest.fixture
def db(path: Path) -> Iterator[CaseDb]:
    db = connect(path, KEY, "rw")
    yield db
    db.conn.close()


def rows(db: CaseDb) -> list[list[tuple[object, ...]]]:
    return [db.rows(f"SELECT * FROM {table} ORDER BY 1") for table in KEPT]


_ENTRY = "n, stream, 'seen', on_day, actor, recorded_at, digest, link"
REFUSED = [
    "UPDATE journal SET actor = 'ander'",
    "UPDATE journal SET n = n + 100",
    "UPDATE OR REPLACE journal SET n = 1 WHERE n = 2",
    "UPDATE OR IGNORE journal SET kind = 'seen'",
    "DELETE FROM journal",
    "DELETE FROM journal WHERE n = (SELECT max(n) FROM journal)",
    f"REPLACE INTO journal SELECT {_ENTRY} FROM journal WHERE n = 1",
    f"INSERT OR REPLACE INTO journal SELECT {_ENTRY} FROM journal WHERE n = 2",
    "INSERT INTO journal SELECT n, stream, kind, on_day, actor, recorded_at, digest, link"
    " FROM journal WHERE n = 1 ON CONFLICT (n) DO UPDATE SET actor = 'ander'",
    "INSERT INTO journal SELECT n + 9, stream, kind, on_day, actor, recorded_at, digest, link"
    " FROM journal",
    "INSERT INTO journal SELECT NULL, stream, kind, on_day, actor, recorded_at, digest, link"
    " FROM journal WHERE n = 1",
    "UPDATE payload SET body = x'7b7d'",
    "UPDATE OR REPLACE payload SET n = 1 WHERE n = 2",
    "DELETE FROM payload",
    "DELETE FROM payload WHERE n = 1",
    "REPLACE INTO payload VALUES (1, x'00', x'7b7d')",
    "INSERT OR REPLACE INTO payload VALUES (1, x'00', x'7b7d')",
    "INSERT INTO payload VALUES (1, x'00', x'7b7d') ON CONFLICT (n) DO UPDATE SET body = x'7b7d'",
    "INSERT OR IGNORE INTO payload VALUES (1, x'00', x'7b7d')",
    "INSERT INTO payload VALUES (99, x'00', x'7b7d')",
    "UPDATE removed SET by = 1",
    "DELETE FROM removed",
    "REPLACE INTO removed VALUES (3, 4)",
    "INSERT INTO removed VALUES (3, 4) ON CONFLICT (n) DO UPDATE SET by = 4",
    "INSERT INTO removed VALUES (99, 1)",
    "UPDATE blob SET body = x'00'",
    "UPDATE OR REPLACE blob SET sha256 = (SELECT max(sha256) FROM blob)",
    "DELETE FROM blob",
    "REPLACE INTO blob SELECT sha256, 1, x'00' FROM blob",
    "INSERT OR REPLACE INTO blob SELECT sha256, 1, x'00' FROM blob",
    "INSERT INTO blob SELECT sha256, 1, x'00' FROM blob WHERE true"
    " ON CONFLICT (sha256) DO UPDATE SET body = x'00'",
]


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("sql", REFUSED)
def test_what_was_written_is_not_changed_over_a_shell(db: CaseDb, sql: str, recursive: str) -> None:
    """REPLACE deletes without firing what stands before DELETE, unless triggers are recursive."""
    before = rows(db)
    db.run(f"PRAGMA recursive_triggers={recursive}")
    with pytest.raises(IntegrityError):
        db.run(sql)
    assert rows(db) == before


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TRIGGER journal_no_update",
        "DROP TRIGGER payload_no_replace",
        "DROP TRIGGER blob_no_delete",
        "CREATE TRIGGER mine AFTER INSERT ON journal BEGIN DELETE FROM register; END",
        "DROP INDEX register_open",
        "ALTER TABLE secret ADD COLUMN note TEXT",
        "CREATE TABLE elsewhere (a)",
    ],
)
def test_another_form_than_was_written_is_refused_and_reported(
    path: Path, db: CaseDb, sql: str
) -> None:
    db.run(sql)
    db.conn.close()
    for read_only in (False, True):
        with pytest.raises(DamageError, match=r"inventory_differs|damaged"):
            reopen(path, read_only=read_only)
    with reopen(path, checked=False) as file:
        assert [each.name for each in verify(file) if not each.ok]


def test_a_trigger_taken_away_and_laid_back_hides_no_change(path: Path, db: CaseDb) -> None:
    sql = db.value("SELECT sql FROM sqlite_master WHERE name = 'payload_no_update'")
    db.run("DROP TRIGGER payload_no_update")
    db.run("UPDATE payload SET body = x'7b7d' WHERE n = 1")
    db.run(sql)
    db.conn.close()
    with pytest.raises(DamageError, match="entry_damaged"):
        reopen(path)
    with reopen(path, checked=False) as file:
        assert {"payloads"} <= {each.name for each in verify(file) if not each.ok}


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE secret SET body = x'00' WHERE name <> 'journal'",
        "INSERT INTO secret VALUES ('organisation_key', x'00')",
        "INSERT INTO slot VALUES ('mine', '{}')",
        "UPDATE meta SET value = '2031-01-01T00:00:00+00:00' WHERE name = 'created_at'",
        "UPDATE meta SET value = '7' WHERE name = 'lists_made'",
        "UPDATE reference SET last = 99",
        "DELETE FROM reference",
        "DELETE FROM state WHERE stream = -1",
        "UPDATE state SET digest = zeroblob(32) WHERE stream = -1",
    ],
)
def test_what_is_not_of_the_journal_is_held_to_what_was_last_written(
    path: Path, db: CaseDb, sql: str
) -> None:
    db.run(sql)
    if not db.value("SELECT changes()"):
        db.run("INSERT INTO secret VALUES ('other', x'01')")
    db.conn.close()
    for read_only in (False, True):
        with pytest.raises(DamageError, match=r"inventory_differs|head_differs"):
            reopen(path, read_only=read_only)
    with reopen(path, checked=False) as file:
        assert [each.name for each in verify(file) if not each.ok]
