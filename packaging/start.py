"""Sets up what is missing and starts the program: `python3 packaging/start.py`.

On a machine without a display it runs the demo into the folder demo-out instead, and says where
the letters and the report are. Exit codes are those of the program; 3 if set-up cannot go on.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

if sys.version_info < (3, 11):  # noqa: UP036 - the sentence is for whoever has an older one
    sys.exit("This program needs Python 3.11 or newer; this one is " + sys.version.split()[0] + ".")

from setup_environment import (
    LINUX,
    PROGRAM_LOCK,
    QT_LIBRARIES,
    ROOT,
    SetupFault,
    install_system_packages,
    packages_for_venv,
    prepare,
    say,
)

DEMO_FOLDER = ROOT / "demo-out"
DEMO_MARKER = ".ikanda-demo"
"""The file by which a demo shows that its folder may be thrown away."""

INPUT_WRONG = 2
SURROUNDINGS_WRONG = 3


def has_display() -> bool:
    """Whether a window can be shown; only Linux runs without."""
    return not LINUX or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def program(python: Path, *arguments: str) -> list[str]:
    """The call of the program; -P keeps the current folder out of its modules."""
    return [str(python), "-P", "-m", "ikanda_case", *arguments]


def clear_demo_folder(folder: Path) -> str:
    """Removes an earlier demo; returns why not, if the folder is not one."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        return f"{folder} is in the way: it is not a folder. Move it elsewhere and start again."
    if not folder.exists() or not any(folder.iterdir()):
        return ""
    marker = folder / DEMO_MARKER
    if marker.is_symlink() or not marker.is_file():
        return (
            f"{folder} is left as it is: it was not made by the demo (it has no {DEMO_MARKER}).\n"
            "Move it elsewhere, or rename it, and start again."
        )
    shutil.rmtree(folder)
    return ""


def tell_demo(made: Mapping[str, Any], folder: Path) -> None:
    """Says in plain words what the demo made and where it is."""
    say("\nThe demo is done. All people in it are invented.")
    say(f"  cases opened: {len(made['cases'])}")
    say(f"  set aside, no request in them: {len(made['set_aside'])}")
    say(f"  refused by a rule: {len(made['refused'])}")
    say(f"\nThe {len(made['letters'])} signed letters are in:")
    for place in sorted({(folder / letter).parent for letter in made["letters"]}):
        say(f"  {place}")
    say("\nThe report of overdue cases:")
    for report in made["reports"]:
        say(f"  {folder / report}")
    say(f"\nThe encrypted case file: {folder / made['case_file']}")
    say(f"Its passphrase:          {made['passphrase']}")


def run_demo(python: Path) -> int:
    """Makes the demo anew and tells where everything is."""
    refusal = clear_demo_folder(DEMO_FOLDER)
    if refusal:
        print(refusal, file=sys.stderr)
        return INPUT_WRONG
    say(f"There is no display, so the demo runs without a window, into {DEMO_FOLDER}")
    command = program(python, "demo", "--out", str(DEMO_FOLDER), "--json")
    ended = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if ended.returncode:
        print(f"The demo did not end well (exit code {ended.returncode}).", file=sys.stderr)
        print(ended.stdout, file=sys.stderr, end="")
        return ended.returncode
    tell_demo(json.loads(ended.stdout), DEMO_FOLDER)
    return 0


def start() -> int:
    """Sets up, then opens the window, or runs the demo where there is none."""
    display = has_display()
    for_venv = packages_for_venv()
    try:
        install_system_packages((*for_venv, *QT_LIBRARIES))
    except SetupFault as fault:
        if display or for_venv:
            raise
        say(f"For a window, later:\n{fault}")
    python = prepare(PROGRAM_LOCK)
    if not display:
        return run_demo(python)
    say("Starting the program")
    return subprocess.run(program(python), cwd=ROOT, check=False).returncode


def main() -> int:
    """Starts, and turns what cannot go on into a sentence and an exit code."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    try:
        return start()
    except SetupFault as fault:
        print(fault, file=sys.stderr)
        return SURROUNDINGS_WRONG
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
