"""README.md begins with the two commands that CI knows, and lists the commands there are."""

import re
import subprocess
import sys

from tests.architecture.checkout import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def scripts_called(text: str) -> list[str]:
    """Every call of a script in packaging/ that stands on a line of its own, in order."""
    return re.findall(r"^(?:exec )?(python3 packaging/\w+\.py(?: --\w+)?)$", text, re.M)


def listed(*group: str) -> set[str]:
    """The commands that --help lists, of the program or of one of its groups."""
    ended = subprocess.run(
        [sys.executable, "-m", "ikanda_case", *group, "--help"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    _, _, below = ended.stdout.partition("Commands:\n")
    return set(re.findall(r"^  ([a-z][\w-]*)", below, re.M))


def program_commands() -> set[str]:
    """Every command that --help lists, those of README.md's groups with their group."""
    groups = {call.split()[0] for call in readme_commands() if " " in call}
    single = listed() - groups
    return single | {f"{group} {sub}" for group in groups for sub in listed(group)}


def readme_commands() -> set[str]:
    """The commands in the first column of the table on the command line, without arguments."""
    section = README.partition("## Without the window")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (`.+?) \|", section, re.M)
    return set(re.findall(r"`([a-z]+(?: [a-z]+)*)", " ".join(cells)))


def test_it_begins_with_the_two_commands() -> None:
    assert scripts_called(README)[:2] == [
        "python3 packaging/start.py",
        "python3 packaging/check.py",
    ]


def test_ci_runs_the_second() -> None:
    ci = (ROOT / ".ci/run").read_text("utf-8")
    assert scripts_called(ci) == ["python3 packaging/check.py"]


def test_every_option_it_names_is_one() -> None:
    for call in scripts_called(README):
        script, *options = call.split()[1:]
        text = (ROOT / script).read_text("utf-8")
        assert all(f'"{option}"' in text for option in options), call


def test_it_lists_the_commands_that_there_are() -> None:
    assert readme_commands() == program_commands()
