"""Set-up and start leave alone what is not theirs, and say what is missing in one line."""

import importlib
import os
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.checkout import ROOT


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "packaging")
    return importlib.import_module("start")


@pytest.fixture
def setup(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "packaging")
    return importlib.import_module("setup_environment")


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "packaging")
    return importlib.import_module("check")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file in it."""
    made = tmp_path / "demo-out"
    made.mkdir()
    (made / "letter.pdf").write_bytes(b"a letter")
    return made


def test_an_earlier_demo_is_replaced(start: ModuleType, folder: Path) -> None:
    (folder / ".ikanda-demo").touch()
    assert start.clear_demo_folder(folder) == ""
    assert not folder.exists()


def test_a_folder_without_the_marker_is_left_alone(start: ModuleType, folder: Path) -> None:
    assert "left as it is" in start.clear_demo_folder(folder)
    assert (folder / "letter.pdf").read_bytes() == b"a letter"


def test_a_marker_that_points_elsewhere_is_no_marker(start: ModuleType, folder: Path) -> None:
    elsewhere = folder.with_name("marker")
    elsewhere.touch()
    (folder / ".ikanda-demo").symlink_to(elsewhere)
    assert start.clear_demo_folder(folder)
    assert (folder / "letter.pdf").exists()


def test_a_link_to_a_demo_is_left_alone(start: ModuleType, folder: Path) -> None:
    (folder / ".ikanda-demo").touch()
    link = folder.with_name("link")
    link.symlink_to(folder)
    assert "not a folder" in start.clear_demo_folder(link)
    assert (folder / "letter.pdf").exists()


def test_nothing_and_an_empty_folder_are_fine(start: ModuleType, tmp_path: Path) -> None:
    assert start.clear_demo_folder(tmp_path / "none") == ""
    assert start.clear_demo_folder(tmp_path) == ""
    assert tmp_path.exists()


def test_the_person_is_told_where_everything_is(
    start: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    made = {
        "case_file": "demo.ikanda",
        "passphrase": "twelve words",
        "cases": [{"file": "01.eml", "ref": "2026-0001"}],
        "set_aside": ["02.eml"],
        "refused": [],
        "letters": ["letters/one.pdf", "letters/two.pdf"],
        "reports": ["reports/overdue.pdf"],
        "seconds": 1.0,
    }
    start.tell_demo(made, Path("demo-out"))
    told = capsys.readouterr().out
    for path in ("letters", "reports/overdue.pdf", "demo.ikanda"):
        assert str(Path("demo-out", path)) in told
    assert "twelve words" in told
    assert "cases opened: 1" in told
    assert "2 signed letters" in told


@pytest.mark.skipif(os.name != "posix" or os.uname().sysname != "Linux", reason="Linux only")
@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "w"}, True),
    ],
)
def test_display(
    start: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    expected: bool,
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert start.has_display() is expected


needs_dpkg = pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="no dpkg here")


@needs_dpkg
def test_only_missing_system_packages_are_named(setup: ModuleType) -> None:
    wanted = ("dpkg", "a-package-that-nobody-made")
    assert setup.missing_system_packages(wanted) == ["a-package-that-nobody-made"]


@needs_dpkg
def test_without_root_there_is_one_line_to_run(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(setup.SetupFault) as caught:
        setup.install_system_packages(("dpkg", "a-package-that-nobody-made"))
    lines = [line.strip() for line in str(caught.value).splitlines()]
    install = "sudo apt-get install -y --no-install-recommends a-package-that-nobody-made"
    assert lines[-1] == f"sudo apt-get update && {install}"


def test_a_command_that_fails_says_so(setup: ModuleType) -> None:
    with pytest.raises(setup.SetupFault, match="no such thing"):
        setup.run_quietly(["sh", "-c", "echo no such thing; exit 4"])


def test_tests_are_counted_over_all_runs(check: ModuleType, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.xml").write_text(
            '<testsuites><testsuite tests="10" failures="1" errors="2" skipped="3"/></testsuites>'
        )
    assert check.count_tests(tmp_path) == {"passed": 8, "failed": 6, "skipped": 6}


def test_one_failed_check_fails_the_whole(
    check: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    fine, bad = check.Outcome("lint", True, 1.0), check.Outcome("types", False, 2.0)
    counted = {"passed": 5, "failed": 0, "skipped": 1}
    assert check.tell([fine], counted) == 0
    assert check.tell([fine, bad], counted) == 1
    last_lines = capsys.readouterr().out.splitlines()[-2:]
    assert last_lines == [
        "FAILED: types (2 checks, 3 s)",
        "tests: 5 passed, 0 failed, 1 skipped",
    ]
