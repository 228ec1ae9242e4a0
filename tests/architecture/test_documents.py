"""The pages for people who change the code name what is there, and say what the code does."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ikanda_case.domain.entry_kinds import FACTS, OFFICE_FACTS
from tests.architecture.checkout import PROGRAM, ROOT, imported, modules

HOUSE = ROOT / PROGRAM
ARCHITECTURE = (HOUSE / "ARCHITECTURE.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
DECISIONS = sorted((HOUSE / "decisions").glob("*.md"))
HEADINGS = ["Summary", "Context", "Decision", "Consequences", "Alternatives"]
MOST_LINES = 50
"""A decision is one page."""

PATH = re.compile(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:py|md|toml))`")
OUTSIDE = ("resources/", "packaging/", "tests/")
MADE_BY_SET_UP = {".venv/", ".venv/bin/ikanda-case"}


def paths_named(text: str) -> list[str]:
    """Everything in code marks that reads as a file or a folder."""
    return PATH.findall(text)


def is_there(path: str) -> bool:
    """Whether a path of the pages exists: in the program's folder, or in the checkout."""
    if path.startswith(OUTSIDE):
        return (ROOT / path).exists()
    return (HOUSE / path).exists() or (ROOT / path).exists()


def section(text: str, title: str) -> str:
    """What stands under a heading of the second level."""
    return text.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def table(text: str) -> Iterator[list[str]]:
    """The rows of the tables in a text, below their heads, as cells."""
    for line in re.findall(r"^\|(?!---)(.+)\|$", text, re.M):
        yield [cell.strip() for cell in line.split(" | ")]


# ---- who may import whom -----------------------------------------------------------------------


@cache
def rows() -> dict[str, tuple[set[str], set[str], set[str]]]:
    """By package: what it may use of the program, what of others, what of that by a contract."""
    found = {}
    for package, _, own, others in list(table(section(ARCHITECTURE, "Who may import whom")))[1:]:
        names = set(re.findall(r"[\w.]+", others))
        found[package.strip("`")] = (words(own), names, set(re.findall(r"\*\*(\w+)\*\*", others)))
    return found


def words(cell: str) -> set[str]:
    """The packages a cell allows."""
    return packages_there() if cell == "all of the above" else set(re.findall(r"\w+", cell))


def packages_there() -> set[str]:
    """The packages of the program, and the one module that stands among them."""
    return {path.parent.name for path in HOUSE.glob("*/__init__.py")} | {"resource_files"}


def real_imports(package: str) -> Iterator[tuple[str, str, int]]:
    """Everything a package imports that is not of the standard library, with its place."""
    for module in modules(PROGRAM):
        if module.path.split("/")[1].removesuffix(".py") == package:
            for name, line in imported(module):
                if name.split(".")[0] not in sys.stdlib_module_names:
                    yield name, module.path, line


def held_by_contract() -> dict[str, set[str]]:
    """By package of others: the packages of the program a contract lets import it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    found: dict[str, set[str]] = {}
    for contract in settings["contracts"]:
        for forbidden in contract.get("forbidden_modules", ()):
            if not forbidden.startswith(PROGRAM):
                ignored = [line.split(" -> ") for line in contract.get("ignore_imports", ())]
                users = {who.split(".")[1] for who, what in ignored if what == forbidden}
                found[forbidden] = users
    return found


def test_the_table_has_a_row_for_every_package() -> None:
    assert rows().keys() == packages_there()


def test_no_package_imports_what_the_table_does_not_allow() -> None:
    wrong = []
    for package, (own, others, _) in rows().items():
        for name, path, line in real_imports(package):
            top, *inner = name.split(".")
            if top != PROGRAM:
                allowed = top in others
            else:
                allowed = not inner or inner[0] in own | {package, "__version__"}
            if not allowed:
                wrong.append(f"{path}:{line} imports {name}")
    assert not wrong, "\n".join(wrong)


def test_bold_is_what_the_contracts_hold() -> None:
    bold: dict[str, set[str]] = {}
    for package, (_, _, held) in rows().items():
        for name in held:
            bold.setdefault(name, set()).add(package)
    assert bold == held_by_contract()


def test_every_package_of_others_in_the_table_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    found_in = packages_distributions()
    for _, others, _ in rows().values():
        for name in others:
            found = {canonicalize_name(each) for each in found_in.get(name, [name])}
            assert found & declared, name


# ---- what the page names -----------------------------------------------------------------------


def test_every_path_of_the_architecture_is_there() -> None:
    named = paths_named(ARCHITECTURE)
    assert len(named) > 50
    assert not [path for path in named if not is_there(path)]


def test_every_step_names_real_use_cases_and_entries() -> None:
    steps = list(table(section(ARCHITECTURE, "One path: from a dropped .eml to a sent letter")))[1:]
    assert len(steps) > 8
    for _, use_cases, _, entries in steps:
        for module, verb in re.findall(r"`(\w+)\.(\w+)`", use_cases):
            source = (HOUSE / "app" / f"{module}.py").read_text("utf-8")
            assert f"\ndef {verb}(" in source, f"{module}.{verb}"
        assert set(re.findall(r"`(\w+)`", entries)) <= FACTS.keys()


def test_every_kind_of_office_entry_is_named() -> None:
    office = {fact.kind for fact in OFFICE_FACTS}
    assert {
        kind for kind in office if f"`{kind}`" in section(ARCHITECTURE, "The journal")
    } == office


# ---- decisions ---------------------------------------------------------------------------------


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [path.name.split("-")[0] for path in DECISIONS]
    assert numbers == [f"{number:03}" for number in range(1, len(DECISIONS) + 1)]
    assert numbers


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_one_page_with_its_five_parts(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith(f"# {path.name.split('-')[0]} ")
    assert re.findall(r"^## (.+)$", text, re.M) == HEADINGS
    assert all(section(text + "\n", heading).strip() for heading in HEADINGS)
    assert text.count("\n") <= MOST_LINES
    assert not [named for named in paths_named(text) if not is_there(named)]


# ---- README ------------------------------------------------------------------------------------


@cache
def help_of(*command: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-m", PROGRAM, *command, "--help"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return ended.stdout


def test_every_option_in_the_table_of_commands_is_one() -> None:
    calls = 0
    for cell, meaning in list(table(section(README, "Without the window")))[1:]:
        for call in re.findall(r"`([a-z][^`]+)`", cell):
            command = re.match(r"[a-z]+(?: [a-z]+)*", call)
            assert command, call
            told = help_of(*command[0].split())
            for option in re.findall(r"--[\w-]+", call + meaning):
                assert option in told, f"{call}: {option}"
            calls += 1
    assert calls > 5


def test_every_place_readme_names_is_there() -> None:
    named = [
        (where, path)
        for row in table(section(README, "Where things lie"))
        for where, path in ((paths_named(row[0])[:1], path) for path in paths_named(" ".join(row)))
        if path not in MADE_BY_SET_UP
    ]
    assert len(named) > 5
    for where, path in named:
        assert is_there(path) or any((ROOT / folder / path).exists() for folder in where), path


@pytest.mark.parametrize("path", ["domain/clok.py", "ui/nowhere/", "tests/none.py"])
def test_a_path_that_is_gone_is_seen(path: str) -> None:
    assert paths_named(f"see `{path}` for it") == [path]
    assert not is_there(path)
