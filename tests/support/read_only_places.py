"""Workflows where nothing can be written: each is refused, and everything can be read.

    python -m tests.support.read_only_places HOW FOLDER ELSEWHERE

HOW is "mounted" (in a mount name space of its own: FOLDER is made read-only there) or "owned"
(FOLDER belongs to another person). Prints one line of JSON.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from ikanda_case.domain.errors import KnownError
from ikanda_case.store.backup import back_up
from ikanda_case.store.backup_file import read_description
from ikanda_case.store.verify import verify
from tests.support.casefiles import reopen
from tests.support.clocks import START
from tests.support.fault_trials import lines, require_sentence
from tests.support.workflows import NAME, WORKFLOWS, Place, make_places

NOBODY = 65534


def close_to_writing(how: str, folder: Path) -> None:
    """Make sure that this process can write nowhere in a folder any more."""
    if how == "mounted":
        subprocess.run(["mount", "--bind", folder, folder], check=True)
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        return
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o555 if each.is_dir() else 0o444)
    if os.getuid() == 0:  # rights do not bind root
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def refused(place: Place, workflow_number: int) -> str:
    """Return the code with which a workflow is refused."""
    try:
        WORKFLOWS[workflow_number].run(place)
    except KnownError as error:
        require_sentence(error)
        return error.code
    return "nothing: it was done"


def main(how: str, folder: Path, elsewhere: Path) -> None:
    """Try every workflow, read everything, and make a backup elsewhere."""
    places = make_places(folder)
    stories = {}
    for name, where in places.items():
        with reopen(where / NAME, read_only=True) as file:
            stories[name] = lines(file)
    close_to_writing(how, folder)
    codes = {}
    for number, (name, where) in enumerate(places.items()):
        codes[name] = refused(Place(where / NAME), number)
        with reopen(where / NAME, read_only=True) as file:
            assert [each for each in verify(file) if not each.ok] == []
            assert lines(file) == stories[name]
    with reopen(places["close"] / NAME, read_only=True) as file:
        made = back_up(file, elsewhere / "elders.ikanda-backup", START)
    entries = read_description(made.path).entries
    print(json.dumps({"codes": codes, "entries": entries, "noted": made.noted}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
