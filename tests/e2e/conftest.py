"""One run of the demo for all tests of the commands, however many processes run them."""

import json
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikanda_case.store.keys import read_keys
from ikanda_case.ui.look.theme import Look
from tests.e2e.command_line import ByKey, Json, process
from tests.e2e.window_house import House, Stock
from tests.e2e.window_sight import StrayWindows

PATIENCE_S = 110


@dataclass(frozen=True)
class Demo:
    """A finished run of `demo`; nobody changes its folder."""

    folder: Path
    said: Json
    err: str
    files: frozenset[str]
    """What it wrote, before anybody looked: a look may leave SQLite's side files."""
    program: ByKey

    @property
    def file(self) -> Path:
        return self.folder / "demo.ikanda"

    @property
    def passphrase(self) -> str:
        return str(self.said["passphrase"])

    def copy(self, to: Path) -> Path:
        """Return the case file, with its keys, in a folder where it may be changed."""
        for name in ("demo.ikanda", "demo.ikanda-keys"):
            shutil.copy(self.folder / name, to / name)
        return to / "demo.ikanda"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The bundled folder, worked through once by a real process; each worker gets its copy."""
    own = tmp_path_factory.getbasetemp()
    shared = (own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own) / "demo-run"
    _run_once(shared)
    folder = own / "demo"
    shutil.copytree(shared / "out", folder)
    found = [each for each in folder.rglob("*") if each.is_file()]
    files = frozenset(str(each.relative_to(folder)) for each in found)
    said = json.loads((shared / "said.json").read_text())
    key, _ = read_keys(folder / "demo.ikanda").by_passphrase(said["passphrase"])
    program = ByKey(key)
    yield Demo(folder, said, (shared / "err.txt").read_text(), files, program)
    program.readers.close()


def _run_once(shared: Path) -> None:
    """Run the demo if no other worker does; else wait until that one has ended."""
    shared.mkdir(exist_ok=True)
    ended = shared / "ended.txt"
    try:
        os.close(os.open(shared / "begun", os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        for _ in range(PATIENCE_S * 10):
            if ended.exists():
                break
            threading.Event().wait(0.1)
        assert ended.read_text() == "0"
        return
    done = process("demo", "--out", shared / "out", "--json")
    (shared / "said.json").write_bytes(done.raw)
    (shared / "err.txt").write_text(done.err)
    (shared / "ending").write_text(str(done.code))
    (shared / "ending").replace(ended)
    assert done.code == 0, done.err


# ---- the window ---------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def look(one_look: Look) -> Look:
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    return one_look


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    return Stock(tmp_path_factory.mktemp("stock"))


@pytest.fixture
def house(
    qapp: QApplication, qtbot: QtBot, look: Look, stock: Stock, tmp_path: Path
) -> Iterator[House]:
    """A case file of our own to work in; what windows of other tests left is cleared first."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    strays = StrayWindows()
    qapp.installEventFilter(strays)
    yield House(qtbot, look, stock, tmp_path, date(2026, 11, 9))
    qapp.removeEventFilter(strays)
    QApplication.clipboard().clear()
    assert not strays.seen
