"""A look over everything tells how far it is, stops when asked, and holds little at a time."""

import shutil
import tracemalloc
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from ikanda_case.domain.facts import Drafted, Rendered, Signed
from ikanda_case.store import verify_heads
from ikanda_case.store.engine import connect
from ikanda_case.store.pace import Pace, nobody_asks
from ikanda_case.store.verify import STAGES, verify
from ikanda_case.store.verify_pages import broken_seals
from tests.support.casefiles import ACTOR, KEY, log_case, make_case_file, reopen
from tests.support.clocks import START, SetClock
from tests.support.large_casefiles import Shape, copy_of_large, large_case_file

DAY = START.date()
PAGE = 4096


class Asked(Exception):
    """Somebody asked to stop."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copy_of_large(Shape(300), tmp_path)


def valid(letters: Iterator[bytes], count: int, look: object) -> Iterator[tuple[bool, str]]:
    return ((True, "intact") for _ in letters)


def test_each_stage_says_how_far_it_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ikanda_case.store.pace._PAUSE", 0.0)
    told: dict[str, list[tuple[int, int]]] = defaultdict(list)
    with reopen(path, read_only=True) as file:
        found = list(verify(file, valid, tell=lambda stage, *far: told[stage].append(far)))
    assert tuple(check.name for check in found) == STAGES
    assert [*told] == ["pages", "journal", "blobs", "signatures"]
    for steps in told.values():
        done = [far for far, _ in steps]
        assert done == sorted(done) and done[-1] <= steps[-1][1]
    for stage in ("pages", "journal", "blobs"):
        assert len(told[stage]) > 5 and told[stage][-1][0] > 0.9 * told[stage][-1][1]


@pytest.mark.parametrize("stage", ["pages", "journal", "blobs", "signatures"])
def test_whoever_is_told_may_stop_it(path: Path, stage: str) -> None:
    def tell(now: str, done: int, total: int) -> None:
        if now == stage:
            raise Asked

    before = path.read_bytes()
    with reopen(path) as file:
        with pytest.raises(Asked):
            list(verify(file, valid, tell=tell))
        log_case(file, b"daarna")  # nothing is held any more
    assert path.read_bytes() != before


def test_within_a_stage_it_is_told_many_times_a_second(path: Path) -> None:
    """What is told once in a tenth of a second at most is asked far more often."""
    looks = 0

    class Counting(Pace):
        def look(self) -> None:
            nonlocal looks
            looks += 1
            super().look()

    pace = Counting(nobody_asks)
    pace.begin("pages", 1)
    with reopen(path, read_only=True) as file:
        assert list(broken_seals(file.path, KEY, pace)) == []
    assert looks >= path.stat().st_size // PAGE // 64


def test_memory_is_that_of_one_case_not_of_the_file() -> None:
    peaks = []
    for cases in (300, 1500):
        with reopen(large_case_file(Shape(cases)), read_only=True) as file:
            list(verify(file))  # what is read once for all is there now
            tracemalloc.start()
            assert all(check.ok for check in verify(file))
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]


# ---- seals of pages ------------------------------------------------------------------------------


def engine_says(path: Path) -> set[int]:
    db = connect(path, KEY, "ro")
    rows = db.rows("PRAGMA cipher_integrity_check")
    found = {int(row[0].split("page ")[1].split()[0]) for row in rows}
    db.conn.close()
    return found


def ours(path: Path) -> set[int]:
    return set(broken_seals(path, KEY, Pace(nobody_asks)))


def test_the_seals_of_pages_are_those_the_engine_checks(path: Path) -> None:
    assert ours(path) == engine_says(path) == set()
    content = bytearray(path.read_bytes())
    pages = len(content) // PAGE
    random = Random(3)
    broken = {random.randrange(2, pages + 1) for _ in range(20)}
    for number in broken:
        content[(number - 1) * PAGE + random.randrange(PAGE)] ^= 1 << random.randrange(8)
    path.write_bytes(content)
    assert ours(path) == engine_says(path) == broken


def test_the_first_page_and_a_cut_one_have_seals_too(path: Path, tmp_path: Path) -> None:
    first = Path(shutil.copy(path, tmp_path / "eerste.ikanda"))
    content = bytearray(first.read_bytes())
    content[50] ^= 1
    first.write_bytes(content)
    assert ours(first) == {1}
    path.write_bytes(path.read_bytes()[:-100])
    assert ours(path) == {path.stat().st_size // PAGE + 1}


# ---- letters -----------------------------------------------------------------------------------


def write_letter(path: Path, number: int, head: str | None = None) -> None:
    """Keep a letter in the first case, signed a day after the one before it."""
    with reopen(path, clock=SetClock(START)) as file, file.work(ACTOR) as work:
        page, signed = work.keep(b"page %d" % number), work.keep(b"signed %d" % number)
        name = f"B{number}"
        on = DAY.replace(day=number)
        work.append(
            1,
            on,
            Drafted(letter=name, letter_kind="L01", language="nl"),
            Rendered(letter=name, sha256=page, pages=1, head=head or work.head()),
            Signed(letter=name, sha256=signed, approved_sha256=page, fingerprint="0" * 64),
        )
        work.commit()


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A file with a case and letters of three days."""
    with make_case_file(tmp_path) as file:
        log_case(file, b"vraag")
    path = tmp_path / "fictief.ikanda"
    for number in (1, 2, 3):
        write_letter(path, number)
    return path


def test_signatures_of_older_letters_may_be_left_out(letters: Path) -> None:
    seen: list[bytes] = []

    def checks(given: Iterator[bytes], count: int, look: object) -> Iterator[tuple[bool, str]]:
        assert count == 3
        for letter in given:
            seen.append(letter)
            yield letter != b"signed 3", "altered"

    with reopen(letters, read_only=True) as file:
        found = {each.name: each for each in verify(file, checks, since=DAY.replace(day=2))}
        assert seen == [b"signed 2", b"signed 3"]
        assert found["signatures"].code == "signatures_invalid"
        assert found["signatures"].facts["why"] == "altered"
        found = {each.name: each for each in verify(file, checks, since=DAY.replace(day=4))}
    assert found["signatures"].ok
    assert found["signatures"].facts == {"letters": 0, "older": 3, "since": DAY.replace(day=4)}


@pytest.mark.parametrize("near_by", [32, 0])
def test_a_head_is_known_however_long_ago_it_was_one(
    letters: Path, near_by: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify_heads, "_NEAR_BY", near_by)
    with reopen(letters, read_only=True) as file:
        assert all(check.ok for check in verify(file))
    for head in ("ab" * 32, "zz" * 32):
        spoiled = Path(shutil.copy(letters, letters.with_name("anders.ikanda")))
        write_letter(spoiled, 4, head=head)
        with reopen(spoiled, read_only=True) as file:
            anchors = list(verify(file))[-1]
            assert (anchors.ok, anchors.code) == (False, "unknown_head")
            assert anchors.facts == {"entry": 13}
