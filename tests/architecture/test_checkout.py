"""The checkout holds what it should, where it should, and nothing of one machine."""

import re
import subprocess

import pytest

from tests.architecture.checkout import ROOT, tracked_files

TOP_LEVEL = {
    ".ci", ".gitattributes", ".gitignore", "CHANGELOG.md", "LICENSE", "README.md", "ikanda_case",
    "packaging", "pyproject.toml", "requirements-dev.lock", "requirements.lock", "resources",
    "tests",
}  # fmt: skip

OF_ONE_MACHINE = re.compile(
    r"(?<![\w.~-])/(?:work|root|home|Users)/\w|[A-Z]:\\Users\\"  # somebody's folders
    r"|\bpypi\.org|\bpythonhosted\b|\bdebian\.org|\bnpmjs\.org|\bmaven\.org"  # where to fetch from
)


def text_of(name: str) -> str:
    """The text of a file; empty for one that is no text."""
    try:
        return (ROOT / name).read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def test_the_top_level_holds_only_what_belongs_there() -> None:
    assert {name.split("/")[0] for name in tracked_files()} <= TOP_LEVEL


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    found = [name for name in tracked_files() if OF_ONE_MACHINE.search(text_of(name))]
    assert not found


@pytest.mark.parametrize(
    "text",
    [
        "see /{}/x".format("home"),
        "from {}.org".format("pypi"),
        "'/{}/y'".format("root"),
        "C:\\{}\\z".format("Users"),
    ],
)
def test_a_machine_is_recognised(text: str) -> None:
    assert OF_ONE_MACHINE.search(text)


def test_ci_script_can_be_run() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--stage", ".ci/run"], cwd=ROOT, capture_output=True, check=True
    )
    assert listed.stdout.startswith(b"100755")
