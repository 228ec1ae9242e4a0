"""Files stay small, SQL stays in the store, colours and markup stay in the look."""

import ast
import re
import sys
import warnings
from collections.abc import Iterator

import pytest

from tests.architecture.checkout import Module, calls, imported, module_of, modules, strings

LARGE = 300
TOO_LARGE = 400
"""Lines in a file: above the first it is told, above the second it fails."""

REFUSED_QT = {"QtCharts", "QtGraphs", "QtDataVisualization", "QtVirtualKeyboard", "QtNetworkAuth"}
"""Offered under the GPL or a commercial licence only."""

SQL = re.compile(
    r"\s*(SELECT|INSERT INTO|INSERT OR|UPDATE|DELETE FROM|REPLACE INTO"
    r"|CREATE|ALTER|DROP|PRAGMA|ATTACH|VACUUM)\s"
)
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b|\brgba?\(|\bhsla?\(")
MARKUP = re.compile(
    r"</?(a|b|big|body|br|div|em|font|h\d|hr|html|i|img|li|p|small|span|strong|table|td|tr|u|ul)\b[^<>]*>"
)
RICH = {"RichText", "AutoText", "MarkdownText"}
ESCAPES = {"ikanda_case/ui/widgets/label.py"}
"""Holds markup because it makes words from outside safe against being read as markup."""

LABELS = ("ikanda_case/ui/look/", "ikanda_case/ui/widgets/")
"""Where a bare QLabel may be made: left to itself it guesses whether a text is markup."""

TAKES_MARKUP = {"setHtml", "insertHtml", "appendHtml", "setMarkdown", "insertMarkdown"}


def sql_outside_store(module: Module) -> Iterator[str]:
    """Statements that belong to the store."""
    for text, line in strings(module):
        if SQL.match(text):
            yield f"{module.path}:{line} holds SQL"


def plain_sqlite(module: Module) -> Iterator[str]:
    """The driver that knows no encryption, and whose errors are not those of ours."""
    for name, line in imported(module):
        if name.split(".")[0] == "sqlite3":
            yield f"{module.path}:{line} imports sqlite3"


FORMS = "ikanda_case/store/schema.py"
"""The migrations: what the program is today must not change what they do to an older file."""


def code_of_today(module: Module) -> Iterator[str]:
    """Everything a migration may not rest on: all but the library that runs it."""
    for name, line in imported(module):
        if name.split(".")[0] not in {"sqlite_utils", *sys.stdlib_module_names}:
            yield f"{module.path}:{line} imports {name}"
    for node in module.nodes:
        if isinstance(node, ast.ImportFrom) and node.level:
            yield f"{module.path}:{node.lineno} imports what lies beside it"


def looks(module: Module) -> Iterator[str]:
    """Colours, style sheets and markup, which only the look may name."""
    for text, line in strings(module):
        if COLOUR.search(text):
            yield f"{module.path}:{line} names a colour"
        if MARKUP.search(text) and module.path not in ESCAPES:
            yield f"{module.path}:{line} holds markup"
    for call, name in calls(module):
        verb = call.func.attr if isinstance(call.func, ast.Attribute) else name
        if verb == "setStyleSheet" or verb in TAKES_MARKUP:
            yield f"{module.path}:{call.lineno} calls {verb}"
        if verb == "QLabel" and not module.path.startswith(LABELS):
            yield f"{module.path}:{call.lineno} makes a label that may read markup"
        if verb == "QColor" and any(isinstance(word, ast.Constant) for word in call.args):
            yield f"{module.path}:{call.lineno} names a colour"
    for node in module.nodes:
        if isinstance(node, ast.Attribute) and node.attr in RICH:
            yield f"{module.path}:{node.lineno} asks for {node.attr}"


def refused_qt(module: Module) -> Iterator[str]:
    """Imports of Qt modules that are not under the LGPL."""
    for name, line in imported(module):
        if name.startswith("PySide6.") and name.split(".")[1] in REFUSED_QT:
            yield f"{module.path}:{line} imports {name}"


def outside(folder: str) -> list[Module]:
    """The program without one of its packages."""
    return [m for m in modules("ikanda_case") if not m.path.startswith(f"ikanda_case/{folder}/")]


@pytest.mark.filterwarnings("default::UserWarning")
def test_no_file_is_too_large() -> None:
    watched = [*modules("ikanda_case"), *modules("packaging")]
    large = [f"{m.path}: {m.lines}" for m in watched if m.lines > LARGE]
    if large:
        warnings.warn("does each of these do one job? " + ", ".join(large), stacklevel=1)
    assert not [f"{m.path}: {m.lines}" for m in watched if m.lines > TOO_LARGE]


def test_sql_is_in_the_store_only() -> None:
    found = [line for module in outside("store") for line in sql_outside_store(module)]
    assert not found, "\n".join(found)


def test_the_plain_sqlite_driver_is_used_nowhere() -> None:
    found = [line for module in modules("ikanda_case") for line in plain_sqlite(module)]
    assert not found, "\n".join(found)


def test_migrations_use_no_code_of_today() -> None:
    (forms,) = (m for m in modules("ikanda_case/store") if m.path == FORMS)
    assert not list(code_of_today(forms))


@pytest.mark.parametrize(
    "code", ["from ikanda_case import store", "def f():\n import babel", "from .lists import save"]
)
def test_code_of_today_is_seen(code: str) -> None:
    assert list(code_of_today(module_of("x.py", code)))


def test_colours_and_markup_are_in_the_look_only() -> None:
    views = [m for m in modules("ikanda_case/ui") if not m.path.startswith("ikanda_case/ui/look/")]
    found = [line for module in views for line in looks(module)]
    assert not found, "\n".join(found)


def test_no_qt_module_under_another_licence() -> None:
    everything = [m for folder in ("ikanda_case", "packaging", "tests") for m in modules(folder)]
    found = [line for module in everything for line in refused_qt(module)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("code", ["x = 'SELECT 1 FROM t'", "x = f'UPDATE {t} SET a = 1'"])
def test_sql_is_seen(code: str) -> None:
    assert list(sql_outside_store(module_of("x.py", code)))


def test_the_plain_sqlite_driver_is_seen() -> None:
    assert list(plain_sqlite(module_of("x.py", "import sqlite3")))


def test_words_are_not_sql() -> None:
    assert not list(sql_outside_store(module_of("x.py", "x = ['Create a case', 'SELECTED']")))


@pytest.mark.parametrize(
    "code",
    [
        "x = '#fff'",
        "x = 'color: rgb(1, 2, 3)'",
        "x.setStyleSheet(y)",
        "QColor(1, 2, 3)",
        "QtGui.QColor('red')",
        "QLabel(text, self)",
        "label.setTextFormat(Qt.TextFormat.RichText)",
        "x = 'read <b>this</b>'",
        "view.setHtml(text)",
        "self.pane().setMarkdown(text)",
    ],
)
def test_looks_are_seen(code: str) -> None:
    assert list(looks(module_of("x.py", code)))


def test_plain_text_is_no_look() -> None:
    code = (
        "x = ['case #12', 'a < b > c', QColor(token), label.setTextFormat(Qt.TextFormat.PlainText)]"
    )
    assert not list(looks(module_of("x.py", code)))


@pytest.mark.parametrize("code", ["import PySide6.QtCharts", "from PySide6 import QtGraphs"])
def test_refused_qt_is_seen(code: str) -> None:
    assert list(refused_qt(module_of("x.py", code)))
