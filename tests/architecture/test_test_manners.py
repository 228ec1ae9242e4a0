"""Tests wait for signals and use real parts: no sleeping, no mock objects."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.checkout import Module, calls, imported, module_of, modules

SLEEPS = {"sleep", "msleep", "usleep", "qSleep", "qWait"}
MOCKS = {"unittest.mock", "mock", "pytest_mock", "asynctest", "flexmock"}
MOCK_FIXTURES = {"mocker", "class_mocker", "module_mocker", "session_mocker"}


def bad_manners(module: Module) -> Iterator[str]:
    """Waiting for time to pass, and objects that pretend to be something."""
    for name, line in imported(module):
        if any(name == mock or name.startswith(f"{mock}.") for mock in MOCKS):
            yield f"{module.path}:{line} imports {name}"
        if name in {"time.sleep", "asyncio.sleep"}:
            yield f"{module.path}:{line} imports {name}"
    for call, name in calls(module):
        verb = call.func.attr if isinstance(call.func, ast.Attribute) else name
        if verb in SLEEPS or name.endswith("qtbot.wait"):
            yield f"{module.path}:{call.lineno} calls {name or verb}"
    for node in module.nodes:
        if isinstance(node, ast.FunctionDef):
            for argument in node.args.args:
                if argument.arg in MOCK_FIXTURES:
                    yield f"{module.path}:{node.lineno} asks for {argument.arg}"


def test_tests_wait_for_signals_and_use_real_parts() -> None:
    found = [line for module in modules("tests") for line in bad_manners(module)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "code",
    [
        "import time\ntime.sleep(1)",
        "from time import sleep",
        "qtbot.wait(100)",
        "self.qtbot.wait(5)",
        "QTest.qWait(5)",
        "QThread.msleep(5)",
        "from unittest import mock",
        "from unittest.mock import MagicMock",
        "import pytest_mock",
        "def test_x(mocker): pass",
    ],
)
def test_bad_manners_are_seen(code: str) -> None:
    assert list(bad_manners(module_of("x.py", code)))


def test_waiting_for_a_signal_is_good_manners() -> None:
    code = "import time\nqtbot.waitSignal(done)\nqtbot.waitUntil(ready)\ntime.monotonic()"
    assert not list(bad_manners(module_of("x.py", code)))
