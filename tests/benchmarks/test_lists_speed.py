"""Lists and cases of a large file beside the bare queries that deliver the same rows.

Bare is the prepared statement over the same encrypted engine, as warm as ours, its rows as Python
tuples. Ours also holds one state of the file, looks whether the lists are of today and each line
fresh, makes lines of the rows, and of a case checks every entry and replays it.
"""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest

from ikanda_case.app.queries import RegisterFilter
from ikanda_case.store import register_queries
from ikanda_case.store.engine import connect
from ikanda_case.store.lists import LINE
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.ui.lists.today_asking import ask_today
from ikanda_case.ui.models.nav_places import counts_of
from tests.benchmarks.compare import each_once, said, seconds, side_by_side
from tests.support.casefiles import KEY, reopen
from tests.support.large_casefiles import TODAY, Shape, large_case_file

MOST_RATIO = 1.5
SIZES = [10_000, 100_000, pytest.param(1_000_000, marks=pytest.mark.full)]
ENTRIES = (
    "SELECT j.n, j.stream, j.kind, j.on_day, j.actor, j.recorded_at, j.digest, j.link, p.salt,"
    " p.body FROM journal j LEFT JOIN payload p ON p.n = j.n WHERE j.stream = ? ORDER BY j.n"
)
pytestmark = pytest.mark.timeout(3600)


@pytest.fixture(params=SIZES)
def file(request: pytest.FixtureRequest) -> Iterator[OpenCaseFile]:
    with reopen(large_case_file(Shape(request.param)), read_only=True) as opened:
        yield opened


def cases_in(file: OpenCaseFile) -> int:
    return file.contents().cases


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("first page of what is to be done", RegisterFilter(is_open=True, limit=100)),
        ("first page of all cases", RegisterFilter(limit=100)),
        ("first page by name", RegisterFilter(order="requester", limit=100)),
        (
            "what is late",
            RegisterFilter(is_open=True, due_to=TODAY - timedelta(days=1), limit=200),
        ),
    ],
)
def test_a_list_costs_little_more_than_its_rows(
    file: OpenCaseFile, name: str, wanted: RegisterFilter, capsys: pytest.CaptureFixture[str]
) -> None:
    db = connect(file.path, KEY, "ro")
    sql, values = register_queries.select_lines(wanted)
    bare_sql = f"SELECT {LINE} FROM{sql.split(' FROM register', 1)[1].join([' register', ''])}"

    def ours() -> object:
        with file.reading() as now:
            return now.register(wanted)

    def bare() -> object:
        return db.conn.execute(bare_sql, values).fetchall()

    assert len(ours()) == len(bare()) == wanted.limit  # type: ignore[arg-type]
    took, least = side_by_side(ours, bare)
    db.conn.close()
    with capsys.disabled():
        print("\n" + said(f"{cases_in(file):,} cases, {name}", took, least))
    assert took / least <= MOST_RATIO


def test_opening_a_case_costs_little_more_than_its_rows(
    file: OpenCaseFile, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each case once, as people do: nothing of it is in the engine's memory yet, for neither."""
    cases = cases_in(file)
    streams = Random(1).sample(range(1, cases), 400)
    for path_is_read in streams:
        with file.own_look() as (db, _, _):
            db.rows(ENTRIES, (path_is_read,))
    one = reopen(file.path, read_only=True)
    db = connect(file.path, KEY, "ro")

    def ours(stream: int) -> object:
        with one.reading() as now:
            return now.case(stream)

    def bare(stream: int) -> object:
        return db.conn.execute(ENTRIES, (stream,)).fetchall()

    for deed in (ours, bare):
        deed(cases)
    took, least = each_once(ours, bare, streams)
    db.conn.close()
    one.close()
    with capsys.disabled():
        print("\n" + said(f"{cases:,} cases, opening one", took, least))
    assert took / least <= MOST_RATIO


def test_what_stands_round_a_list_is_asked_at_once(
    file: OpenCaseFile, capsys: pytest.CaptureFixture[str]
) -> None:
    todo = RegisterFilter(is_open=True)

    def whole() -> object:
        with file.reading() as now:
            return now.matching(todo), now.tally(todo, TODAY)

    deeds = {
        "counts of the navigation": lambda: counts_of(file, TODAY),
        "Today": lambda: ask_today(file, TODAY, "p1"),
        "the whole order of what is to be done, and how it stands": whole,
    }
    lines = []
    for name, deed in deeds.items():
        deed()
        lines.append(f"{name}: {seconds(deed, 5) * 1000:.1f} ms")
    with capsys.disabled():
        print(f"\n{cases_in(file):,} cases\n" + "\n".join(lines))
