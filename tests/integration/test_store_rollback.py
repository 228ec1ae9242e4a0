"""Pages put back to an older state: SQLCipher takes them for sound, the case file does not (T4).

A page that changed a row is reported, by opening or by `verify`; and whoever opens the file all
the same is shown what is right, or is told that something is wrong. An older page is never passed
off as the present: not in a case, not in a list that lacks a line, not in a count.
"""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from ikanda_case.domain.errors import DamageError, KnownError
from ikanda_case.store.anchors import Anchors
from ikanda_case.store.engine import connect
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.verify import verify
from tests.support.casefiles import KEY, reopen
from tests.support.drawer import Drawer
from tests.support.rollbacks import NAME, PAGE, Edited, Looks, looks_at, shown, told_or_right

Dump = dict[str, list[tuple[object, ...]]]


def rows_of(path: Path) -> Dump | None:
    """Return every row of every table; None when they cannot all be read."""
    try:
        db = connect(path, KEY, "ro")
        try:
            names = db.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
            return {name: db.rows(f"SELECT * FROM {name} NOT INDEXED") for (name,) in names}
        finally:
            db.conn.close()
    except KnownError:
        return None


def spoiled(folder: Path, content: bytes) -> Path:
    """Return a case file of these bytes with nothing beside it."""
    path = folder / "spoiled" / NAME
    path.parent.mkdir(exist_ok=True)
    for each in path.parent.iterdir():
        each.unlink()
    path.write_bytes(content)
    return path


def opened(path: Path, anchors: Anchors | None) -> OpenCaseFile:
    file = reopen(path)
    try:
        if anchors is not None:
            file.hold_to(anchors)
    except BaseException:
        file.close()
        raise
    return file


def verified(path: Path) -> list[str]:
    """Return what `verify` finds wrong, or the error of opening a file in order to verify it."""
    try:
        with reopen(path, checked=False) as file:
            return [check.code for check in verify(file) if not check.ok]
    except KnownError as error:
        return [error.code]


def passed_off(
    path: Path, looks: Looks, truth: dict[str, object], anchors: Anchors | None = None
) -> list[str]:
    """Return the looks that show something else than the truth and say nothing."""
    try:
        with opened(path, anchors) as file:
            found = shown(file, looks)
    except DamageError:
        return []
    return [name for name in truth if not told_or_right(found[name], truth[name])]


def truth_of(path: Path, looks: Looks, anchors: Anchors | None = None) -> dict[str, object]:
    with opened(path, anchors) as file:
        truth = shown(file, looks)
    assert not [each for each in truth.values() if isinstance(each, KnownError)]
    return truth


def each_page_put_back(folder: Path, edits: int, seed: int) -> Counter[str]:
    """Edit a file; after each edit put each page that it changed back, one at a time."""
    edited, counts = Edited.made(folder, 9, seed), Counter[str]()
    for number in range(edits):
        before = edited.now
        edited.edit(number)
        looks, rows = looks_at(edited.path), rows_of(edited.path)
        truth = truth_of(edited.path, looks)
        for at in edited.changed_pages(before):
            content = edited.now[:at] + before[at : at + PAGE] + edited.now[at + PAGE :]
            path = spoiled(folder, content)
            where = f"edit {number}, page {at // PAGE + 1}"
            if rows_of(path) != rows:
                counts["changed a row"] += 1
                assert verified(path), f"{where} is not reported"
            counts["put back"] += 1
            assert passed_off(path, looks, truth) == [], where
    return counts


def test_every_page_of_three_edits_put_back_is_reported_and_never_passed_off(
    tmp_path: Path,
) -> None:
    counts = each_page_put_back(tmp_path, 3, 1)
    assert counts["changed a row"] >= 18 and counts["put back"] >= 30, counts


@pytest.mark.full
@pytest.mark.timeout(900)
def test_every_page_of_fifty_edits_put_back_is_reported_and_never_passed_off(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = each_page_put_back(tmp_path, 50, 2)
    with capsys.disabled():
        print(f"\npages put back: {dict(counts)}")
    assert counts["changed a row"] >= 200


def any_pages_put_back(folder: Path, edits: int, tries: int, seed: int) -> int:
    """Put any pages back to any of their earlier states, together; return how many tries.

    A whole older file is one of them: only an anchor outside tells that one.
    """
    edited, random, anchors = Edited.made(folder, 9, seed), Random(seed), Anchors(Drawer())
    for number in range(edits):
        edited.edit(number)
    opened(edited.path, anchors).close()
    looks = looks_at(edited.path)
    truth = truth_of(edited.path, looks, anchors)
    for number in range(tries):
        pages = [edited.now[at : at + PAGE] for at in range(0, len(edited.now), PAGE)]
        share = random.choice((0.05, 0.3, 1.0))
        since = random.randrange(len(edited.states) - 1)
        for place in range(len(pages)):
            earlier = edited.states[random.randrange(since, len(edited.states) - 1)]
            page = earlier[place * PAGE : place * PAGE + PAGE]
            if page and random.random() < share:
                pages[place] = page
        path = spoiled(folder, b"".join(pages))
        assert passed_off(path, looks, truth, anchors) == [], f"try {number}"
    return tries


def test_any_pages_put_back_together_are_never_passed_off(tmp_path: Path) -> None:
    assert any_pages_put_back(tmp_path, 8, 25, 1) == 25


@pytest.mark.full
@pytest.mark.timeout(900)
def test_a_thousand_times_any_pages_put_back_together_are_never_passed_off(tmp_path: Path) -> None:
    assert any_pages_put_back(tmp_path, 40, 1_000, 2) == 1_000
