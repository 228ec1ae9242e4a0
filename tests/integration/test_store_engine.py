"""The engine: pinned settings, known errors, and files that are refused without being touched."""

import os
import re
import sys
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from ikanda_case.app.queries import Order, RegisterFilter, case_keys
from ikanda_case.domain.errors import DamageError, EnvironmentFault, InputError, KnownError
from ikanda_case.domain.facts import Noted, OfficeDescribed
from ikanda_case.domain.journal import OFFICE
from ikanda_case.store import (
    inventory,
    journal_rows,
    lists,
    register_queries,
    verify_contents,
)
from ikanda_case.store.casefile import lay_down, open_with_key
from ikanda_case.store.engine import CIPHER, CaseDb, connect
from ikanda_case.store.schema import APPLICATION_ID, FORM
from tests.support.casefiles import (
    ACTOR,
    FILE_ID,
    KEY,
    log_case,
    make_case_file,
    reopen,
    rulebook,
    seal_of,
)
from tests.support.clocks import START, SetClock
from tests.support.processes import python

NAME = "fictief.ikanda"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed case file with two cases."""
    with make_case_file(tmp_path) as file:
        log_case(file, b"een")
        log_case(file, b"twee")
    return tmp_path / NAME


def picture(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


# ---- how it is opened ----------------------------------------------------------------------------


def test_sqlite_utils_speaks_to_sqlcipher() -> None:
    code = "import ikanda_case.store, sqlite_utils.utils as u; print(u.sqlite3.__name__)"
    assert python(code).stdout.strip() == "sqlcipher3.dbapi2"


def test_sqlite_utils_imported_too_early_is_refused() -> None:
    code = "import sqlite_utils\ntry:\n import ikanda_case.store\nexcept ImportError:\n print('no')"
    assert python(code).stdout.strip() == "no"


def test_every_setting_of_an_open_file_is_the_pinned_one(path: Path) -> None:
    db = connect(path, KEY, "rw")
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "temp_store": 2,
        "cache_size": -65536,
        "secure_delete": 1,
        "trusted_schema": 0,
        "busy_timeout": 5000,
        "cipher_log_level": "NONE",
        "cipher_memory_security": "0",
        "application_id": APPLICATION_ID,
        "user_version": FORM,
    }
    assert {name: db.value(f"PRAGMA {name}") for name in expected} == expected
    assert {name: db.value(f"PRAGMA {name}") for name in CIPHER} == CIPHER
    assert int(str(db.value("PRAGMA cipher_version")).split(".")[0]) == 4
    ours = f"{TABLES} AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_words%'"
    assert all("STRICT" in row[0] for row in db.rows(ours))
    db.conn.close()


TABLES = "SELECT sql FROM sqlite_master WHERE type = 'table'"


def test_the_form_on_disk_is_the_one_that_was_promised(path: Path) -> None:
    db = connect(path, KEY, "ro")
    names = {row[0] for row in db.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert names == {
        "_sqlite_migrations", "meta", "journal", "payload", "removed", "state", "blob", "secret",
        "slot", "register", "person_key", "reference", "item", "file_text", "search_document",
        "search_words", "search_words_config", "search_words_content", "search_words_data",
        "search_words_docsize", "search_words_idx",
    }  # fmt: skip
    said: dict[str, str] = dict(db.rows("SELECT name, value FROM meta"))
    assert said["uuid"] == str(FILE_ID) and said["generation"] == "1"
    assert said["created_at"] == START.isoformat()
    db.conn.close()


def test_a_file_is_for_its_owner_only_and_nothing_plain_is_in_it(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600
    content = path.read_bytes()
    assert not content.startswith(b"SQLite format 3")
    for plain in (b"journal", b"voorbeeld", b"AVG-2026", b"CREATE", KEY, KEY.hex().encode()):
        assert plain not in content


def test_side_files_hold_nothing_plain_while_it_is_open(tmp_path: Path) -> None:
    with make_case_file(tmp_path) as file:
        log_case(file, b"inhoud van de vraag")
        names = {each.name for each in tmp_path.iterdir()}
        assert names == {NAME, f"{NAME}-wal", f"{NAME}-shm", f"{NAME}-lock"}
        for each in tmp_path.iterdir():
            content = each.read_bytes()
            for plain in (b"inhoud", b"voorbeeld", b"AVG-2026", KEY):
                assert plain not in content, each.name
    assert [each.name for each in tmp_path.iterdir()] == [NAME]


def test_a_new_file_does_not_take_the_place_of_another(path: Path) -> None:
    before = picture(path.parent)
    with pytest.raises(InputError, match="file_exists"):
        lay_down(path, KEY, FILE_ID, START)
    assert picture(path.parent) == before


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="cannot_open"):
        lay_down(tmp_path / "weg" / NAME, KEY, FILE_ID, START)


@pytest.mark.parametrize("name", ["a b.ikanda", "a%20b?c#d.ikanda", "é'\"ß.ikanda", ":memory:"])
def test_odd_file_names_are_names(tmp_path: Path, name: str) -> None:
    with make_case_file(tmp_path, name=name) as file:
        log_case(file, b"een")
    assert [each.name for each in tmp_path.iterdir()] == [name]
    with reopen(tmp_path / name) as file:
        assert file.contents().cases == 1


# ---- what is refused -----------------------------------------------------------------------------


def plain_sqlite(path: Path) -> None:
    path.unlink()
    connection = sqlcipher.connect(str(path))
    connection.execute("CREATE TABLE journal (n)")
    connection.commit()
    connection.close()


def another_program(path: Path) -> None:
    path.unlink()
    db = connect(path, KEY, "rwc")
    db.run("CREATE TABLE journal (n)")
    db.conn.close()


def newer_form(path: Path) -> None:
    db = connect(path, KEY, "rw")
    db.run(f"PRAGMA user_version={FORM + 1}")
    db.conn.close()


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


REFUSED: list[tuple[Callable[[Path], object], str]] = [
    (lambda path: path.write_bytes(b""), "no_case_file"),
    (lambda path: path.write_bytes(b"tien bytes"), "no_case_file"),
    (lambda path: path.write_bytes(os.urandom(8192)), "wrong_key"),
    (lambda path: path.write_bytes(b"%PDF-1.7\n" + b"x" * 9000), "wrong_key"),
    (plain_sqlite, "no_case_file"),
    (another_program, "no_case_file"),
    (newer_form, "newer_file"),
    (Path.unlink, "no_such_file"),
    (folder_instead, "no_such_file"),
]


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(("spoil", "code"), REFUSED)
def test_what_is_no_case_file_is_refused_unchanged(
    path: Path, spoil: Callable[[Path], object], code: str, read_only: bool
) -> None:
    spoil(path)
    names = sorted(path.parent.iterdir())
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(KnownError) as caught:
        reopen(path, read_only=read_only)
    assert caught.value.code == code
    assert sorted(path.parent.iterdir()) == names
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_newer_file_says_which_form_it_has(path: Path) -> None:
    newer_form(path)
    with pytest.raises(EnvironmentFault) as caught:
        reopen(path)
    assert caught.value.facts == {"form": FORM + 1, "known": FORM}


def test_a_wrong_key_is_refused_in_silence(
    path: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLCipher says it to stderr, or to a file called `none`, unless it is told otherwise."""
    monkeypatch.chdir(tmp_path)
    before = picture(tmp_path)
    with pytest.raises(EnvironmentFault, match="wrong_key"):
        open_with_key(path, bytes(32), rulebook(), SetClock())
    assert capfd.readouterr() == ("", "")
    assert picture(tmp_path) == before


def test_other_cipher_settings_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CIPHER, "kdf_iter", "4000")
    with pytest.raises(EnvironmentFault, match="cipher_settings"):
        reopen(path)


# ---- read only, closed, locked, full -------------------------------------------------------------


def test_read_only_reads_and_never_writes(path: Path) -> None:
    before = path.read_bytes()
    with reopen(path, read_only=True) as file:
        with file.reading() as now:
            assert len(now.register(RegisterFilter())) == 2
        with pytest.raises(EnvironmentFault, match="read_only"), file.work(ACTOR):
            pytest.fail("a file opened for reading was written")
    assert path.read_bytes() == before


def test_a_look_cannot_write_even_by_mistake(path: Path) -> None:
    with reopen(path) as file, file.reading() as now:
        with pytest.raises(EnvironmentFault, match="read_only"):
            now._db.run("DELETE FROM register")
        assert len(now.register(RegisterFilter())) == 2


def test_a_read_only_look_sees_what_another_one_commits(path: Path) -> None:
    with reopen(path) as writer, reopen(path, read_only=True) as reader:
        with writer.work(ACTOR) as work:
            work.append(1, START.date(), Noted(text="x"))
            with reader.reading() as now:
                assert len(now.entries(1)) == 2
            work.commit()
        with reader.reading() as now:
            assert len(now.entries(1)) == 3


def test_a_closed_file_says_so(path: Path) -> None:
    file = reopen(path)
    file.close()
    file.close()
    for use in (file.reading, lambda: file.work(ACTOR)):
        with pytest.raises(EnvironmentFault, match="closed"), use():
            pytest.fail("a closed file was used")


def test_a_second_writer_waits_and_is_then_refused(path: Path) -> None:
    one = connect(path, KEY, "rw")  # a program that knows nothing of the lock beside the file
    try:
        with (
            reopen(path, patience_ms=30) as other,
            one.transaction(writing=True),
            pytest.raises(EnvironmentFault, match="locked"),
            other.work(ACTOR),
        ):
            pytest.fail("two wrote at the same time")
    finally:
        one.conn.close()


@pytest.mark.parametrize("more_pages", range(0, 40, 3))
def test_a_full_disk_leaves_the_former_state(path: Path, more_pages: int) -> None:
    with reopen(path) as file:
        with file.reading() as now:
            head, lines = now.head(), now.register(RegisterFilter())
        writer = file._connections.writer()
        writer.run(f"PRAGMA max_page_count={writer.value('PRAGMA page_count') + more_pages}")
        with pytest.raises(EnvironmentFault, match="disk_full"):
            log_case(file, b"x" * 40 * 4096)
        with file.reading() as now:
            assert now.head() == head and now.register(RegisterFilter()) == lines
    with reopen(path) as file:
        assert log_case(file, b"daarna") == 3


FILE_SIZE_LIMIT = """
import resource, signal, sys
from pathlib import Path
from ikanda_case.domain.errors import EnvironmentFault
from tests.support.casefiles import log_case, reopen
path = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
file = reopen(path)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
number = 0
try:
    while number < 1000:
        log_case(file, b"%d" % number + b"x" * 9000)
        number += 1
        print(number, flush=True)
except EnvironmentFault as fault:
    print(fault.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
@pytest.mark.parametrize("limit", [150_000, 400_001])
def test_a_disk_that_writes_no_more_loses_nothing_that_was_kept(path: Path, limit: int) -> None:
    done = python(FILE_SIZE_LIMIT, str(path), str(limit))
    *acknowledged, code = done.stdout.split()
    assert code in ("disk_full", "disk_failed"), done.stderr
    assert 0 < len(acknowledged) < 1000
    with reopen(path) as file:
        assert file.contents().cases == 2 + len(acknowledged)


def test_errors_of_the_engine_become_known_ones(path: Path) -> None:
    db = connect(path, KEY, "rw")
    with pytest.raises(sqlcipher.OperationalError):  # a bug stays a bug
        db.run("SELECT * FROM nothing")
    for sql in (
        "UPDATE journal SET actor = 'ander'",
        "DELETE FROM journal WHERE n = 1",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE n = 1",
        "UPDATE payload SET salt = x'00'",
        "UPDATE blob SET body = x'00'",
        "INSERT INTO payload VALUES (99, x'00', x'00')",
        "INSERT INTO journal SELECT 9, stream, kind, on_day, actor, recorded_at, digest, link"
        " FROM journal WHERE n = 1",
    ):
        with pytest.raises(sqlcipher.IntegrityError):
            db.run(sql)
    db.conn.close()
    with pytest.raises(DamageError, match="not_readable"):
        connect(path, bytes(32), "ro")


# ---- queries -------------------------------------------------------------------------------------


def plan(db: CaseDb, sql: str, values: Sequence[object]) -> str:
    return "\n".join(row[3] for row in db.rows(f"EXPLAIN QUERY PLAN {sql}", values))


ORDERED_BY = {
    "ref": "register_by_ref",
    "requester": "register_by_name",
    "received": "register_by_receipt",
}


def filters() -> list[RegisterFilter]:
    day = START.date()
    return [
        RegisterFilter(
            is_open=is_open,
            words="fien",
            due_from=due_from,
            due_to=due_to,
            handler=handler,
            suspended=suspended,
            identity=identity,
            right="ACCESS",
            received_from=due_from,
            order=order,
            descending=order == "received",
            limit=limit,
        )
        for is_open, due_from, due_to, handler, suspended, identity, order, limit in product(
            (None, True, False),
            (None, day),
            (None, day),
            (None, "fv"),
            (None, True),
            ((), ("pending",)),
            get_args(Order),
            (0, 50),
        )
    ]


def test_every_list_is_read_through_an_index_in_its_order(path: Path) -> None:
    db = connect(path, KEY, "ro")
    by_due = {None: "register_due", True: "register_open", False: "register_closed"}
    bare = [
        RegisterFilter(is_open=each, order=order) for each in by_due for order in get_args(Order)
    ]
    for wanted in [*bare, *filters()]:
        index = ORDERED_BY.get(wanted.order, by_due[wanted.is_open])
        queries = [register_queries.select_streams(wanted)]
        if wanted.order not in register_queries.CODES:
            queries.append(register_queries.select_lines(wanted))
        for query in queries:
            steps = plan(db, *query)
            assert re.search(f"register USING (COVERING )?INDEX {index}", steps), steps
            assert "TEMP B-TREE" not in steps, steps
        if (wanted.due_from or wanted.due_to) and wanted.order == "due":
            assert f"INDEX {index} (sort_day" in steps, steps
    db.conn.close()


def test_a_name_is_found_by_the_indexes_alone(path: Path) -> None:
    db = connect(path, KEY, "ro")
    steps = plan(db, lists.BY_NAME, ("fien voorbeeld",))
    assert "register USING COVERING INDEX register_by_name (sort_name=?)" in steps
    assert "(key>? AND key<?)" in steps
    assert "SCAN" not in steps.replace("SCAN (subquery", "")
    db.conn.close()


@pytest.mark.parametrize("order", get_args(Order))
def test_the_order_of_a_list_needs_no_line_of_it(path: Path, order: Order) -> None:
    """What a hundred thousand lines are ordered and counted by stands in the index itself."""
    db = connect(path, KEY, "ro")
    for is_open in (True, None, False):
        wanted = RegisterFilter(is_open=is_open, order=order)
        if order in register_queries.CODES and not is_open:
            continue  # closed cases: nobody sorts their handlers often
        assert "COVERING INDEX" in plan(db, *register_queries.select_streams(wanted))
    db.conn.close()


def test_what_is_counted_of_open_cases_needs_no_line(path: Path) -> None:
    db = connect(path, KEY, "ro")
    day = START.date()
    narrowed = RegisterFilter(
        is_open=True, due_to=day, handler="fv", identity=("pending",), next_step=("draft",)
    )
    for wanted in (RegisterFilter(is_open=True), narrowed):
        for query in (
            register_queries.select_count(wanted),
            register_queries.select_tally(wanted, day),
            (register_queries.DUE_DAYS, [day.isoformat()]),
        ):
            assert "register USING COVERING INDEX register_open" in plan(db, *query)
    assert "COVERING INDEX" in plan(db, *register_queries.select_count(RegisterFilter()))
    db.conn.close()


@pytest.mark.parametrize(
    ("sql", "values", "expected"),
    [
        (lists.WAITING, (), "item USING INDEX item_waiting"),
        (lists.BY_BYTES, ("0" * 64,), "SEARCH item USING COVERING INDEX item_bytes"),
        (lists.BY_REF, ("x",), "SEARCH register USING COVERING INDEX register_ref"),
        (lists.LAST_REFERENCE, (2026,), "SEARCH reference USING INTEGER PRIMARY KEY"),
        (lists.STREAMS, (), "SEARCH state USING INTEGER PRIMARY KEY"),
        (lists.LAST_STREAM, (), "SEARCH state"),
        (lists.LAST_IN_JOURNAL, (), "SEARCH journal"),
        (*lists.select_alike(["a", "b"]), "SEARCH person_key USING"),
        (register_queries.LINES, ("[1, 2]",), "SEARCH register USING INTEGER PRIMARY KEY"),
        (journal_rows.OF_STREAM, (1,), "SEARCH j USING INDEX journal_stream"),
        (journal_rows.FROM_ENTRY, (1,), "SEARCH j USING INTEGER PRIMARY KEY"),
        (verify_contents.NOT_KEPT, ("[]",), "SEARCH blob USING COVERING INDEX"),
    ],
)
def test_every_other_question_is_answered_through_an_index(
    path: Path, sql: str, values: tuple[object, ...], expected: str
) -> None:
    db = connect(path, KEY, "ro")
    steps = plan(db, sql, values)
    assert expected in steps, steps
    for line in steps.splitlines():
        assert "SCAN" not in line or "item_waiting" in line or "json_each" in line, steps
    db.conn.close()


# ---- lists made by other rules -------------------------------------------------------------------


def test_lists_of_an_older_program_are_made_anew(path: Path) -> None:
    db = connect(path, KEY, "rw")
    db.run("UPDATE meta SET value = 'older' WHERE name = 'lists_made_by'")
    db.run("UPDATE register SET due = '1999-01-01', ref = 'AVG-2026-0' || (stream + 6)")
    db.run("DELETE FROM person_key")
    db.run("DELETE FROM item WHERE stream = 2")
    inventory.taken(db).keep(db, seal_of(db))  # as an older program left it
    db.conn.close()
    with reopen(path, read_only=True) as file, file.reading() as now:
        with pytest.raises(EnvironmentFault, match="lists_outdated"):
            now.register(RegisterFilter())
        assert now.case(1).ref == "AVG-2026-0001"
    with reopen(path) as file, file.reading() as now:
        lines = now.register(RegisterFilter())
        assert [line.ref for line in lines] == ["AVG-2026-0001", "AVG-2026-0002"]
        assert all(line.due and line.due.year == 2026 for line in lines)
        assert now.alike(case_keys(now.case(1))) == (2, 1)


def test_who_works_here_does_not_change_the_lists(path: Path) -> None:
    with reopen(path) as file, file.reading() as now:
        before = lists.weighs_on_lists(now.office())
        with file.work(ACTOR) as work:
            work.append(OFFICE, START.date(), OfficeDescribed(legal_name="Fictief BV"))
            assert lists.weighs_on_lists(work.office()) != before
