"""What the program imports is declared, what is declared is locked, and the locks name no place."""

import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.checkout import ROOT, imported, modules

LOCKS = ("requirements.lock", "requirements-dev.lock")
NAMES_A_PLACE = re.compile(
    r"://|--(index|extra-index|find-links|trusted)|@ ?file|\.(com|net|org)\b"
)


@cache
def declared() -> dict[str, list[Requirement]]:
    """The requirements in pyproject.toml: of the program, and of its checks."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {
        "requirements.lock": [Requirement(line) for line in project["project"]["dependencies"]],
        "requirements-dev.lock": [
            Requirement(line) for line in project["dependency-groups"]["dev"]
        ],
    }


@cache
def locked(lock: str) -> dict[str, set[str]]:
    """The versions a lock file names, by package; more than one where systems differ."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / lock).read_text(), re.M):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def test_every_import_is_declared() -> None:
    """What merely came along with another package may go away with its next version."""
    allowed = {canonicalize_name(line.name) for line in declared()["requirements.lock"]}
    found_in = packages_distributions()
    missing = set()
    for module in modules("ikanda_case"):
        for name, line in imported(module):
            top = name.split(".")[0]
            if top in sys.stdlib_module_names or top == "ikanda_case":
                continue
            if not allowed & {canonicalize_name(found) for found in found_in.get(top, [top])}:
                missing.add(f"{module.path}:{line} imports {top}")
    assert not missing, "\n".join(sorted(missing))


def test_every_requirement_is_locked_as_declared() -> None:
    for lock, requirements in declared().items():
        for line in requirements:
            versions = locked(lock).get(canonicalize_name(line.name), set())
            assert versions, f"{line.name} is not in {lock}: run packaging/lock.py"
            assert all(line.specifier.contains(version) for version in versions), line


def test_the_checks_lock_holds_the_programs_lock() -> None:
    program, checks = (locked(lock) for lock in LOCKS)
    assert {name: checks.get(name) for name in program} == program


def test_every_locked_package_has_hashes() -> None:
    for lock in LOCKS:
        entries = re.split(r"^(?=\w)", (ROOT / lock).read_text("utf-8"), flags=re.M)[1:]
        assert entries
        assert not [e.splitlines()[0] for e in entries if "--hash=sha256:" not in e]


def test_the_locks_name_no_place_to_fetch_from() -> None:
    for lock in LOCKS:
        found = NAMES_A_PLACE.search((ROOT / lock).read_text("utf-8"))
        assert found is None, f"{lock}: {found}"


def test_every_system_finds_its_keyring() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert re.search(r"^pywin32-ctypes==\S+ ; sys_platform == 'win32'", text, re.M)
    assert re.search(r"^secretstorage==\S+ ; sys_platform == 'linux'", text, re.M)
