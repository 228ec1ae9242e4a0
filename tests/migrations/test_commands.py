"""The commands at an older case file: those that write bring it up and say so, the others do not.

The program of these calls is a process of its own that knows one form more.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ikanda_case.store.schema import FORM
from tests.e2e.command_line import Said, folder_of, item, mail, plan
from tests.migrations.corpus import CORPUS
from tests.support.processes import ROOT, command

KEPT = CORPUS[-1]
LATER = """
import sys
from ikanda_case.bootstrap.start import run
from tests.migrations.forms import a_table_more, later_forms
with later_forms(a_table_more):
    sys.exit(run(sys.argv[1:]))
"""
WORDS = ("--passphrase-stdin", "--json")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return KEPT.copied(tmp_path)


def later(*arguments: object, passphrase: str = KEPT.passphrase) -> Said:
    """Call the program of tomorrow."""
    done = subprocess.run(
        command(LATER, *(str(each) for each in arguments), *WORDS),
        cwd=ROOT,
        input=f"{passphrase}\n".encode(),
        capture_output=True,
        timeout=110,
        check=False,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return Said(done.returncode, done.stdout, done.stderr.decode())


def today(*arguments: object) -> Said:
    done = subprocess.run(
        [sys.executable, "-m", "ikanda_case", *(str(each) for each in arguments), *WORDS],
        cwd=ROOT,
        input=f"{KEPT.passphrase}\n".encode(),
        capture_output=True,
        timeout=110,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr.decode())


def backups(path: Path) -> list[Path]:
    return sorted(path.parent.rglob("*.ikanda-backup"))


def test_what_only_reads_leaves_an_older_file_as_it_is(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    info = later("info", path)
    assert info.json["form"] == KEPT.form and info.json["head"] == KEPT.holds["head"]
    assert later("verify", path).json["ok"]
    later("report", "overdue", path, "--format", "json").refused("lists_outdated", 3)
    assert path.read_bytes() == before and backups(path) == []
    assert later("backup", path, tmp_path / "zelf.ikanda-backup").code == 0
    assert later("info", path).json["form"] == KEPT.form
    assert info.err == ""


def test_what_writes_brings_it_up_first_and_says_so(path: Path, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "plan", plan(item()), vraag__eml=mail())
    done = later("intake", path, folder / "vraag.eml")
    assert done.code == 0, (done.out, done.err)
    (backup,) = backups(path)
    assert str(backup) in done.err and len(done.err.splitlines()) == 8, done.err
    assert later("info", path).json["form"] == FORM + 1
    assert later("verify", path).json["ok"]
    again = later("intake", path, folder / "vraag.eml")
    assert again.code == 0 and again.err == ""
    refused = today("info", path).refused("newer_file", 3)
    assert refused.json["error"]["hint"]
    assert json.loads(today("intake", path, folder / "vraag.eml").out)["error"]["code"] == (
        "newer_file"
    )
