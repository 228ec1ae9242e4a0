"""Remakes the two lock files from pyproject.toml: `python packaging/lock.py [--upgrade]`.

Needs uv (`.venv/bin/python -m pip install uv`), which neither the program nor its checks use.
The locks hold for every system and Python version that pyproject.toml allows, and name no place
to fetch from: that is the choice of whoever installs.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM_LOCK = "requirements.lock"
CHECKS_LOCK = "requirements-dev.lock"
OLDEST_PYTHON = "3.11"
HEADER = (
    "# Made from pyproject.toml by packaging/lock.py; not edited by hand.\n# Holds what {} needs.\n"
)


def find_uv() -> str:
    """The uv beside this Python, or else the one on the PATH."""
    beside = shutil.which("uv", path=str(Path(sys.executable).parent))
    found = beside or shutil.which("uv")
    if found is None:
        sys.exit("uv is needed to remake the locks: .venv/bin/python -m pip install uv")
    return found


def compile_lock(lock: str, holds_for: str, *options: str) -> None:
    """Writes one lock file, keeping the pins it already has where they still fit."""
    command = [find_uv(), "pip", "compile", "pyproject.toml", "--universal"]
    command += ["--python-version", OLDEST_PYTHON, "--generate-hashes", "--no-build"]
    command += ["--no-emit-index-url", "--no-header", "--quiet", "--output-file", lock, *options]
    subprocess.run(command, cwd=ROOT, check=True)
    path = ROOT / lock
    path.write_text(HEADER.format(holds_for) + path.read_text("utf-8"), "utf-8", newline="\n")


def main() -> None:
    """Locks the checks first; the program's lock is then a part of that one.

    Why each package is there stands in the first only.
    """
    parser = argparse.ArgumentParser(description="Remake the lock files from pyproject.toml.")
    parser.add_argument("--upgrade", action="store_true", help="take the newest that fits")
    upgrade = ["--upgrade"] if parser.parse_args().upgrade else []
    compile_lock(CHECKS_LOCK, "the program with all its checks", "--group", "dev", *upgrade)
    within = ("--constraints", CHECKS_LOCK, "--no-annotate")
    compile_lock(PROGRAM_LOCK, "the program", *within, *upgrade)


if __name__ == "__main__":
    main()
