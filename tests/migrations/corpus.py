"""The case files of every form there ever was, each in a folder of its own; tests use copies."""

import json
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.support.processes import ROOT

HERE = ROOT / "tests" / "files" / "casefiles"
FOLDERS = sorted(HERE.glob("form-*"), key=lambda each: int(each.name.removeprefix("form-")))


@dataclass(frozen=True)
class Kept:
    """One folder of the corpus."""

    folder: Path

    @cached_property
    def said(self) -> dict[str, Any]:
        """What its manifest says."""
        read: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text("utf-8"))
        return read

    @property
    def holds(self) -> dict[str, Any]:
        """What `holdings` said of it on the day it was made."""
        found: dict[str, Any] = self.said["holds"]
        return found

    @property
    def form(self) -> int:
        return int(self.said["form"])

    @property
    def passphrase(self) -> str:
        """Of the person who made it."""
        return str(self.said["passphrases"]["p1"])

    @property
    def backup(self) -> Path:
        (found,) = (self.folder / "backup").iterdir()
        return found

    def copied(self, place: Path) -> Path:
        """Put a copy of the file and its slots into a folder."""
        (found,) = self.folder.glob("*.ikanda")
        shutil.copy(f"{found}-keys", place)
        return Path(shutil.copy(found, place))


CORPUS = [Kept(folder) for folder in FOLDERS]
