"""What is looked at whenever a file is opened, and what only when it is read: it fails closed."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from ikanda_case.domain.errors import DamageError, KnownError
from ikanda_case.domain.facts import Noted
from ikanda_case.store.anchors import Anchors
from ikanda_case.store.first_look import CHECKED_AT_OPEN
from ikanda_case.store.verify import verify
from tests.support.casefiles import ACTOR, log_case, make_case_file, reopen
from tests.support.drawer import Drawer
from tests.support.tampering import shell

NAME = "fictief.ikanda"
DAY = date(2026, 11, 20)
LATER = 200
"""How many entries there are before those that are looked at on opening."""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("opening")
    with make_case_file(folder) as file:
        log_case(file, b"een")
        log_case(file, b"twee")
        with file.work(ACTOR) as work:
            for number in range(CHECKED_AT_OPEN + LATER - 4):
                work.append(1 + number % 2, DAY, Noted(text=f"opmerking {number}"))
            work.commit()
    return folder / NAME


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path / NAME))


def refused(path: Path) -> str:
    """Return the code with which the file is refused, for reading as for writing."""
    codes = set()
    for read_only in (False, True):
        try:
            reopen(path, read_only=read_only).close()
            codes.add("")
        except KnownError as error:
            codes.add(error.code)
    [code] = codes
    return code


def spoil(path: Path, sql: str, *values: object) -> None:
    with shell(path) as db:
        db.run(sql, values)


OLDEST = LATER + 1
"""The oldest entry that is looked at on opening."""


@pytest.mark.parametrize("n", [OLDEST, OLDEST + 1, 700, CHECKED_AT_OPEN + LATER])
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal SET actor = 'ander' WHERE n = ?",
        "UPDATE payload SET body = x'7b7d' WHERE n = ?",
        "DELETE FROM payload WHERE n = ?",
    ],
)
def test_the_newest_thousand_entries_are_looked_at(path: Path, sql: str, n: int) -> None:
    spoil(path, sql, n)
    assert refused(path) == "entry_damaged"


def test_an_older_entry_is_looked_at_when_its_case_is_read(path: Path) -> None:
    spoil(path, "UPDATE payload SET body = x'7b7d' WHERE n = ?", OLDEST - 2)
    assert refused(path) == ""
    with reopen(path) as file, file.reading() as now:
        stream = 1 + (OLDEST - 2 - 5) % 2
        with pytest.raises(DamageError, match="entry_damaged"):
            now.case(stream)
        with pytest.raises(DamageError, match="entry_damaged"), file.work(ACTOR) as work:
            work.append(stream, DAY, Noted(text="x"))
        assert now.case(3 - stream).opened
        assert [each.name for each in verify(file) if not each.ok] == ["payloads", "lists"]


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("DELETE FROM journal WHERE n = (SELECT max(n) FROM journal)", "head_differs"),
        ("DELETE FROM state WHERE n = (SELECT max(n) FROM state)", "head_differs"),
        ("UPDATE state SET n = n + 1 WHERE stream = 2", "head_differs"),
        ("DELETE FROM secret WHERE name = 'journal'", "damaged"),
        ("UPDATE secret SET body = zeroblob(32) WHERE name = 'journal'", "entry_damaged"),
        ("DELETE FROM register WHERE stream = 2", "inventory_differs"),
        ("UPDATE register SET due = '2031-01-01' WHERE stream = 2", "inventory_differs"),
        ("UPDATE register SET handler = 'p9' WHERE stream = 2", "inventory_differs"),
        ("UPDATE item SET waiting = 1 WHERE stream = 2", "inventory_differs"),
        ("PRAGMA user_version = 99", "newer_file"),
        ("PRAGMA application_id = 1", "no_case_file"),
    ],
)
def test_header_head_and_lists_are_looked_at(path: Path, sql: str, code: str) -> None:
    spoil(path, sql)
    assert refused(path) == code


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE state SET digest = zeroblob(32) WHERE stream = 1",
        "UPDATE state SET n = n - 1 WHERE stream = 1",
        "DELETE FROM state WHERE stream = 1",
    ],
)
def test_the_state_of_a_case_is_looked_at_when_it_is_read(path: Path, sql: str) -> None:
    spoil(path, sql)
    with reopen(path) as file, file.reading() as now:
        with pytest.raises(DamageError, match="state_differs"):
            now.case(1)
        assert now.case(2).opened


def test_the_counter_outside_is_looked_at(path: Path, tmp_path: Path) -> None:
    anchors = Anchors(Drawer())
    older = Path(shutil.copy(path, tmp_path / "ouder"))
    with reopen(path) as file:
        file.hold_to(anchors)
        log_case(file, b"drie")
    shutil.copy(older, path)
    for read_only in (False, True):
        older_than_anchor = pytest.raises(DamageError, match="older_than_anchor")
        with reopen(path, read_only=read_only) as file, older_than_anchor:
            file.hold_to(anchors)
