"""Logging a case against writing the same rows directly, in one bare transaction each."""

import statistics
from collections import defaultdict
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from ikanda_case.app.queries import RegisterFilter
from ikanda_case.store.engine import connect
from ikanda_case.store.search_index import ROOM
from ikanda_case.store.verify import verify
from tests.support.casefiles import (
    KEY,
    log_case,
    make_case_file,
    received,
    reopen,
    somebody,
    take_in,
)
from tests.support.clocks import START

CASES = 300
MAIL = b"Received: from mail.voorbeeld.example\r\n\r\n" + b"Beste, ik wil inzage. " * 400
TABLES = (
    *("blob", "journal", "payload", "state", "item", "register", "person_key"),
    *("search_document", "search_words"),
)
OWN_STREAM = {"journal", "state", "item", "register", "person_key"}


def content(number: int) -> bytes:
    return b"%d\r\n" % number + MAIL


def logged(path: Path) -> list[float]:
    """Log cases the way the program does and return the seconds each took."""
    took = []
    with make_case_file(path.parent, name=path.name) as file:
        for number in range(CASES):
            parties = somebody(f"Fien{number} Voorbeeld")
            started = perf_counter()
            log_case(file, content(number), parties=parties)
            took.append(perf_counter() - started)
    return took


def rows_by_case(path: Path) -> list[list[tuple[str, tuple[Any, ...]]]]:
    """Return the statements and rows that logging each case left in the file."""
    db = connect(path, KEY, "ro")
    cases: dict[int, list[tuple[str, tuple[Any, ...]]]] = defaultdict(list)
    streams: dict[int, int] = dict(db.rows("SELECT n, stream FROM journal"))
    blobs: dict[str, int] = dict(db.rows("SELECT sha256, stream FROM item"))
    for table in TABLES:
        key = "rowid, " if table == "search_words" else ""
        cursor = db.run(f"SELECT {key}* FROM {table}")
        names = [each[0] for each in cursor.description]
        values = ", ".join("?" * len(names))
        sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})"
        for row in cursor.fetchall():
            if table in OWN_STREAM:
                stream = row[names.index("stream")]
            elif table.startswith("search"):
                stream = row[0] >> ROOM
            else:
                stream = blobs[row[0]] if table == "blob" else streams[row[0]]
            cases[stream].append((sql, row))
    db.conn.close()
    return [cases[stream] for stream in sorted(cases) if stream > 0]


def written(path: Path, cases: list[list[tuple[str, tuple[Any, ...]]]]) -> list[float]:
    """Write the same rows with nothing around them and return the seconds each case took."""
    make_case_file(path.parent, name=path.name).close()
    db = connect(path, KEY, "rw")
    run = db.conn.execute
    took = []
    for rows in cases:
        started = perf_counter()
        run("BEGIN IMMEDIATE")
        for sql, row in rows:
            run(sql, row)
        run("COMMIT")
        took.append(perf_counter() - started)
    db.conn.close()
    return took


@pytest.mark.bench
def test_logging_a_case_costs_little_more_than_its_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program, bare = [], []
    for round_ in range(3):
        path = tmp_path / f"program{round_}.ikanda"
        program += logged(path)
        bare += written(tmp_path / f"bare{round_}.ikanda", rows_by_case(path))
    ours, theirs = statistics.median(program), statistics.median(bare)
    with capsys.disabled():
        print(
            f"\nlogging one case: {ours * 1000:.2f} ms, its rows alone {theirs * 1000:.2f} ms,"
            f" ratio {ours / theirs:.2f}"
        )
    assert ours / theirs < 3


@pytest.mark.bench
@pytest.mark.timeout(600)
def test_a_list_of_many_cases_is_quick(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with make_case_file(tmp_path) as file:
        with file.work("vfi") as work:
            for number in range(20_000):
                stream = take_in(work, b"%d" % number, START.date())
                fact = received(f"AVG-2026-{number + 1:04}")
                work.append(stream, START.date(), fact)
            started = perf_counter()
            work.commit()
            committed = perf_counter() - started
        said = [f"commit of 20,000 cases: {committed:.1f} s"]
        for name, wanted in (
            ("all open", RegisterFilter(is_open=True)),
            ("first 200", RegisterFilter(is_open=True, limit=200)),
            ("one found by words", RegisterFilter(words="avg-2026-19999")),
        ):
            with file.reading() as now:
                started = perf_counter()
                lines = now.register(wanted)
                took = perf_counter() - started
            said.append(f"{name}: {len(lines)} lines in {took * 1000:.0f} ms")
        started = perf_counter()
        file.renew_lists()
        said.append(f"lists made anew: {perf_counter() - started:.1f} s")
    started = perf_counter()
    with reopen(tmp_path / "fictief.ikanda") as file:
        said.append(f"opened in {(perf_counter() - started) * 1000:.0f} ms")
        for check in verify(file):
            said.append(f"verify {check.name}: {check.seconds:.1f} s")
            assert check.ok
    with capsys.disabled():
        print("\n" + "\n".join(said))
