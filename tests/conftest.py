"""What holds for every test: no screen, own folders, no warning or log line unannounced."""

import gc
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ikanda_case.ui.look.theme import Look

LONG_FORMS = {"full": "--full", "bench": "--bench"}
OWN_FOLDERS = pytest.StashKey[Path]()
OWN_SCREEN = pytest.StashKey["Screen"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("ikanda-case")
    group.addoption("--full", action="store_true", help="run the long forms as well")
    group.addoption("--bench", action="store_true", help="run the benchmarks as well")


def pytest_configure(config: pytest.Config) -> None:
    """Before anything else: which examples, no screen unless asked for, never the own settings."""
    choose_examples(long=config.getoption("--full"))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    own = Path(tempfile.mkdtemp(prefix="ikanda-tests-"))
    config.stash[OWN_FOLDERS] = own
    for kind in ("CONFIG_HOME", "DATA_HOME", "STATE_HOME", "RUNTIME_DIR"):
        folder = own / kind.lower()
        folder.mkdir(mode=0o700)
        os.environ[f"XDG_{kind}"] = str(folder)
    if "PYTEST_XDIST_WORKER" in os.environ and os.environ["QT_QPA_PLATFORM"] == "xcb":
        from tests.support.screens import Screen

        config.stash[OWN_SCREEN] = Screen()


def choose_examples(*, long: bool) -> None:
    """The same examples at each run, so that a check is repeatable; the long form looks for new.

    No time limit for a single example: a busy machine is not a fault.
    """
    settings.register_profile("usual", derandomize=True, deadline=None)
    settings.register_profile("long", max_examples=1_000, deadline=None)
    settings.load_profile("long" if long else "usual")


def pytest_collection_finish() -> None:
    """Leave what was collected out of every later look for garbage: it lives as long as the run."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def one_look(qapp: "QApplication") -> "Look":
    """The one look of a process: two would undo each other's palette without end."""
    from ikanda_case.resource_files import resource
    from ikanda_case.ui.look.theme import Appearance, Look

    return Look(qapp, resource(), appearance=Appearance.LIGHT)


def pytest_unconfigure(config: pytest.Config) -> None:
    if OWN_SCREEN in config.stash:
        config.stash[OWN_SCREEN].end()
    shutil.rmtree(config.stash[OWN_FOLDERS], ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skips the long forms, the benchmarks and the real windows unless they can and should run."""
    for item in items:
        if "benchmarks" in item.path.parts:
            item.add_marker(pytest.mark.bench)
    reasons = {
        marker: f"runs with {option} only"
        for marker, option in LONG_FORMS.items()
        if not config.getoption(option)
    }
    if os.environ["QT_QPA_PLATFORM"] == "offscreen":
        reasons["xvfb"] = "needs a real window system: packaging/check.py gives it one"
    for marker, reason in reasons.items():
        for item in items:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


class StrayLines(logging.Handler):
    """Keeps every log line of level WARNING or above that a test makes."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fails a test with a log line it did not announce, or with none where it announced one."""
    stray = StrayLines()
    logging.getLogger().addHandler(stray)
    try:
        result = yield
    finally:
        logging.getLogger().removeHandler(stray)
    for announced in item.iter_markers("expects_log"):
        pattern = re.compile(announced.args[0])
        unmatched = [line for line in stray.lines if not pattern.search(line)]
        if len(unmatched) == len(stray.lines):
            pytest.fail(f"no log line matches {pattern.pattern!r}", pytrace=False)
        stray.lines = unmatched
    if stray.lines:
        pytest.fail("stray log lines:\n" + "\n".join(stray.lines), pytrace=False)
    return result
