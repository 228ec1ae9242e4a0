"""Finds the use cases that ask who may do them, and the acts they name."""

import ast
from collections.abc import Iterator
from functools import cache

from tests.architecture.checkout import Module, modules

ASKS = {"work": "desk", "reading": "desk"}
"""Methods of the desk that ask for an act."""
HELPERS = {"take_step": 1, "take_step_with_kin": 1, "record_office": 1, "_Entry": 1}
"""Functions of `app` that hand an act on, and the place of the act among their arguments."""


def acts_in(function: ast.AST) -> Iterator[str]:
    """Give every act that a function names where it is asked for."""
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        place = _place(node.func)
        if place is None or len(node.args) <= place:
            continue
        act = node.args[place]
        if isinstance(act, ast.Constant) and isinstance(act.value, str):
            yield act.value


def _place(called: ast.expr) -> int | None:
    if isinstance(called, ast.Name):
        return HELPERS.get(called.id)
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        return 0 if ASKS.get(called.attr) == called.value.id else None
    return None


@cache
def guarded() -> dict[str, set[str]]:
    """Return every public use case that asks, as `module.function`, with its acts."""
    found: dict[str, set[str]] = {}
    for module in modules("ikanda_case/app"):
        found.update(_of(module))
    return found


def _of(module: Module) -> dict[str, set[str]]:
    name = module.path.rsplit("/", 1)[-1].removesuffix(".py")
    acts = {
        node.name: set(acts_in(node))
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef)
    }
    calls = {
        node.name: {
            call.func.id
            for call in ast.walk(node)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        }
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef)
    }
    for function, called in calls.items():
        for helper in called & acts.keys():
            acts[function] |= acts[helper]
    return {
        f"{name}.{function}": named
        for function, named in acts.items()
        if named and not function.startswith("_") and function not in HELPERS and name != "desk"
    }
