"""Nothing is written by a use case that does not name its act, and so is asked for a role."""

import ast
from collections.abc import Iterator
from typing import get_args

import pytest

from ikanda_case.domain.roles import PERMITS, Act
from tests.architecture.checkout import Module, dotted, module_of, modules
from tests.architecture.guarded import HELPERS, guarded

DESK = "ikanda_case/app/desk.py"
"""Where the one unit of work of an act is opened."""
WRITES = {"append", "keep", "keep_secret", "commit"}
"""What a unit of work writes by; only what `desk.work` gives has these in `app`."""
BY_THE_STORE = {"new_key", "restore"}
"""Acts whose entry the store writes into a copy of the file; `bootstrap` asks for their roles."""
ASKED_OF_NOBODY = {"make_ready"}
"""Acts that everybody may do and that come about by themselves."""
NO_USE_CASE_YET = {"remove_contents"}
"""Acts whose rules and entries are there, and that nobody can do yet."""


def around_the_desk(module: Module) -> Iterator[str]:
    """Units of work that are opened without naming an act, as `path:line`."""
    for node in module.nodes:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        of, given = dotted(node.func.value), len(node.args) + len(node.keywords)
        if node.func.attr == "work" and given == 1 and of != "desk":  # a lane's `work` takes more
            yield f"{module.path}:{node.lineno}"


def unnamed(module: Module) -> Iterator[str]:
    """Calls that ask the desk for an act that is not written out, as `path:line`."""
    passed_on = {"act", "_act"}
    for node in module.nodes:
        if not isinstance(node, ast.Call):
            continue
        place = None
        if isinstance(node.func, ast.Name):
            place = HELPERS.get(node.func.id)
        elif isinstance(node.func, ast.Attribute) and dotted(node.func.value) == "desk":
            place = 0 if node.func.attr in ("work", "reading") else None
        if place is None:
            continue
        act = node.args[place] if len(node.args) > place else None
        if isinstance(act, ast.Constant) and act.value in get_args(Act):
            continue
        if act is not None and dotted(act).rsplit(".", 1)[-1] in passed_on:
            continue
        yield f"{module.path}:{node.lineno}"


def writers(module: Module) -> Iterator[tuple[str, set[str]]]:
    """Functions that write by themselves, and what they call."""
    for node in module.tree.body:
        if not isinstance(node, ast.FunctionDef):
            continue
        called = {dotted(each.func) for each in ast.walk(node) if isinstance(each, ast.Call)}
        if called & ({f"work.{verb}" for verb in WRITES} | {"record", "record_office"}):
            yield node.name, called


def test_the_only_way_to_write_is_the_desks() -> None:
    found = [
        line
        for module in modules("ikanda_case")
        if not module.path.startswith("ikanda_case/store/") and module.path != DESK
        for line in around_the_desk(module)
    ]
    assert not found, "opens a unit of work that asks nobody's role: " + ", ".join(found)


def test_every_act_that_is_asked_for_stands_there_by_name() -> None:
    found = [line for module in modules("ikanda_case/app") for line in unnamed(module)]
    assert not found, ", ".join(found)


def test_every_writing_use_case_has_an_act() -> None:
    asked = guarded()
    for module in modules("ikanda_case/app"):
        if module.path == DESK:
            continue
        name = module.path.rsplit("/", 1)[-1].removesuffix(".py")
        for function, _ in writers(module):
            if not function.startswith("_") and function not in HELPERS:
                assert asked.get(f"{name}.{function}"), f"{module.path}: {function} has no act"


def test_every_act_that_writes_is_some_use_cases() -> None:
    asked = set().union(*guarded().values())
    writing = {act for act, permit in PERMITS.items() if permit.writes}
    assert writing - BY_THE_STORE - ASKED_OF_NOBODY - NO_USE_CASE_YET == asked & writing
    assert not NO_USE_CASE_YET & asked, "it has one now: take it off the list"
    assert asked <= PERMITS.keys()


@pytest.mark.parametrize("act", sorted(BY_THE_STORE))
def test_what_the_store_writes_down_is_asked_for_where_it_is_begun(act: str) -> None:
    begun = [
        module.path
        for module in modules("ikanda_case/bootstrap")
        if f'reading("{act}")' in module.source
    ]
    assert begun


@pytest.mark.parametrize(
    "code",
    [
        "with desk.file.work(desk.actor) as work:\n    pass",
        "def f(file):\n    with file.work('p1') as unit:\n        pass",
        "self._file.work('')",
    ],
)
def test_a_way_round_is_seen(code: str) -> None:
    assert list(around_the_desk(module_of("x.py", code)))


@pytest.mark.parametrize(
    "code", ["desk.work(some_act)", "desk.work()", "desk.work('sing')", "record_office(desk, fact)"]
)
def test_an_act_that_is_not_named_is_seen(code: str) -> None:
    assert list(unnamed(module_of("x.py", code)))


def test_a_named_act_is_fine() -> None:
    code = "with desk.work('note') as work:\n    record(work, 1, [])\n"
    module = module_of("x.py", code + "context.work(lambda p: 1, done, self)")
    assert not list(unnamed(module)) and not list(around_the_desk(module))
