"""The list of case files opened before: short, newest first, and never a reason to stop."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ikanda_case.desktop.recent import MOST, RecentFiles

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_the_newest_comes_first_and_each_file_once(tmp_path: Path) -> None:
    files = RecentFiles(tmp_path)
    for place, name in enumerate(("a", "b", "a")):
        files.opened(tmp_path / f"{name}.ikanda", AT + timedelta(minutes=place))
    assert [each.path.name for each in files.all()] == ["a.ikanda", "b.ikanda"]
    assert files.all()[0].opened_at == AT + timedelta(minutes=2)


def test_what_is_remembered_stays_so_until_it_is_taken_back(tmp_path: Path) -> None:
    files = RecentFiles(tmp_path)
    file = tmp_path / "a.ikanda"
    files.opened(file, AT)
    files.remember(file, remembered=True)
    files.opened(file, AT)
    assert files.all()[0].remembered
    files.remember(file, remembered=False)
    assert not files.all()[0].remembered


def test_a_file_can_be_taken_off(tmp_path: Path) -> None:
    files = RecentFiles(tmp_path)
    files.opened(tmp_path / "a.ikanda", AT)
    files.forget(tmp_path / "a.ikanda")
    assert files.all() == ()


def test_the_list_stays_short(tmp_path: Path) -> None:
    files = RecentFiles(tmp_path)
    for number in range(MOST + 3):
        files.opened(tmp_path / f"{number}.ikanda", AT)
    assert len(files.all()) == MOST


@pytest.mark.parametrize("words", ["", "{", "[1]", '[["x"]]', '[["x","y",true]]', "null", '"x"'])
def test_a_list_that_cannot_be_read_is_empty(tmp_path: Path, words: str) -> None:
    (tmp_path / "recent.json").write_text(words, encoding="utf-8")
    assert RecentFiles(tmp_path).all() == ()


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    files = RecentFiles(tmp_path / "file" / "below")
    files.opened(tmp_path / "a.ikanda", AT)
    assert files.all() == ()
