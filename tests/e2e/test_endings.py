"""How a call ends: wrong calls in the promised form, and a fault of the program with 70."""

import json

import click
import pytest

from ikanda_case.bootstrap.commands import command_parts
from ikanda_case.bootstrap.program import Program
from ikanda_case.cli.main import commands, invoke
from tests.e2e.command_line import process

SECRET = "Fien Voorbeeld wil inzage"


def faulty() -> click.Group:
    """Return the real commands and two that break in the middle of their work."""
    group = commands(command_parts(Program()))

    @group.command("breekt")
    @click.option("--json", "as_json", is_flag=True)
    def breaks(as_json: bool) -> None:
        raise ValueError(SECRET)

    @group.command("stopt")
    def stops() -> None:
        raise KeyboardInterrupt

    @group.command("dicht")
    def shut() -> None:
        raise BrokenPipeError

    return group


def test_a_bug_ends_with_70_and_tells_nothing_private(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(faulty(), ["breekt"]) == 70
    out, err = capsys.readouterr()
    assert out == "" and "ValueError, test_endings.py:" in err and ".breaks)" in err
    assert SECRET not in err and "Traceback" not in err


def test_a_bug_is_told_in_json_when_that_was_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(faulty(), ["breekt", "--json"]) == 70
    out, err = capsys.readouterr()
    error = json.loads(out)["error"]
    assert error["code"] == "bug" and error["message"] and error["hint"]
    assert err == "" and SECRET not in out


@pytest.mark.parametrize("name", ["stopt", "dicht"])
def test_a_call_that_is_stopped_is_neither_yes_nor_no(name: str) -> None:
    assert invoke(faulty(), [name]) == 130


@pytest.mark.parametrize(
    "arguments",
    [
        ["demo", "--json"],
        ["case", "list", "--json"],
        ["case", "verdwijn", "--json"],
        ["report", "overdue", "x.ikanda", "--format", "xlsx", "--json"],
        ["verify", "/", "--json"],
        ["intake", "x.ikanda", "--json"],
        ["letter", "verify", "--json"],
        ["info", "x.ikanda", "--passphrase", "geheim", "--json"],
        ["report", "overdue", "x.ikanda", "--format", "csv", "--json"],
        ["dossier", "--json"],
    ],
)
def test_a_wrong_call_is_told_in_json_when_that_was_asked(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert invoke(faulty(), arguments) == 2
    out, err = capsys.readouterr()
    error = json.loads(out)["error"]
    assert error["code"] == "bad_call" and error["message"] and "--help" in error["hint"]
    assert err == ""


def test_a_wrong_call_is_told_in_words_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(faulty(), ["case", "list"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and "CASEFILE" in err


def test_help_and_version_are_no_faults(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(faulty(), ["--help"]) == 0
    assert "demo" in capsys.readouterr().out
    assert invoke(faulty(), ["--version"]) == 0


def test_exit_codes_pass_through(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(faulty(), ["info", "weg.ikanda", "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "no_terminal"


def test_a_process_answers_a_wrong_call_in_json() -> None:
    process("case", "list", "--json").refused("bad_call", 2)


def test_only_commands_that_exist_are_listed() -> None:
    said = process("--help")
    listed = said.out.split("Commands:")[1].split()
    for name in ("demo", "new", "info", "intake", "case", "clock", "letter", "report", "verify"):
        assert name in listed
    for later in ("classify", "dossier", "retention"):
        assert later not in listed
