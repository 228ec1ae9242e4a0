"""Small mistakes put into the rules one at a time, to see that a test notices each of them."""

import ast
import os
import sys
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

import pytest

_COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One mistake: in which function, what was changed in which line, and the changed module."""

    where: str
    what: str
    line: str
    tree: ast.Module

    @property
    def key(self) -> str:
        return f"{self.where}: {self.what}: {self.line}"


def mutants(module: ModuleType) -> Iterator[Mutant]:
    """Yield the module with each mistake the changes below can make in a function."""
    assert module.__file__
    source = Path(module.__file__).read_text(encoding="utf-8")
    lines, tree = source.splitlines(), ast.parse(source)
    places = [(name, node) for name, node in _inside_functions(tree)]
    for number, (name, node) in enumerate(places):
        for what in _changes(node):
            changed = deepcopy(tree)
            twin = [each for _, each in _inside_functions(changed)][number]
            _apply(twin, what)
            ast.fix_missing_locations(changed)
            yield Mutant(f"{module.__name__}.{name}", what, lines[node.lineno - 1].strip(), changed)  # type: ignore[attr-defined]


def _inside_functions(tree: ast.Module) -> list[tuple[str, ast.AST]]:
    found: list[tuple[str, ast.AST]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for statement in node.body:
                found += [(node.name, each) for each in ast.walk(statement)]
    return found


def _changes(node: ast.AST) -> list[str]:
    match node:
        case ast.Compare(ops=[one]) if type(one) in _COMPARED:
            return [f"{type(one).__name__} -> {_COMPARED[type(one)].__name__}"]
        case ast.BoolOp(op=op):
            return ["and -> or" if isinstance(op, ast.And) else "or -> and"]
        case ast.UnaryOp(op=ast.Not()):
            return ["not dropped"]
        case ast.Constant(value=bool()):
            return ["truth turned"]
        case ast.Constant(value=int() as number):
            return [f"{number} -> {number + 1}"]
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            return ["+ and - swapped"]
        case ast.If():
            return ["condition always", "condition never"]
    return []


def _apply(node: ast.AST, what: str) -> None:
    match node:
        case ast.Compare():
            node.ops = [_COMPARED[type(node.ops[0])]()]
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.UnaryOp():
            node.op = ast.UAdd()
            node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
        case ast.Constant(value=bool() as truth):
            node.value = not truth
        case ast.Constant(value=int() as number):
            node.value = number + 1
        case ast.BinOp():
            node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        case ast.If():
            node.test = ast.Constant(what == "condition always")


def put_in(module: ModuleType, tree: ast.Module) -> None:
    """Give every function of the module, wherever it was imported, its changed code."""
    changed = dict(_code_objects(compile(tree, module.__file__ or "", "exec")))
    for function in _functions(module):
        code = changed.get(function.__qualname__)
        if code is not None:
            function.__code__ = code


def _code_objects(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant.co_qualname, constant
            yield from _code_objects(constant)


def _functions(module: ModuleType) -> Iterator[FunctionType]:
    for value in vars(module).values():
        inner = getattr(value, "__wrapped__", value)
        if isinstance(inner, FunctionType) and inner.__module__ == module.__name__:
            yield inner
        if isinstance(value, type) and value.__module__ == module.__name__:
            for member in vars(value).values():
                found = member.fget if isinstance(member, property) else member
                if isinstance(found, FunctionType):
                    yield found


def survivors(module: ModuleType, tests: Sequence[str]) -> list[Mutant]:
    """Return the mutants that no test of these files notices; each is tried in a child process."""
    waiting = list(mutants(module))
    alive: list[Mutant] = []
    running: dict[int, Mutant] = {}
    while waiting or running:
        while waiting and len(running) < 2:
            mutant = waiting.pop()
            running[_try(module, mutant, tests)] = mutant
        pid, status = os.wait()
        if pid in running:
            mutant = running.pop(pid)
            if os.waitstatus_to_exitcode(status) == 0:
                alive.append(mutant)
    return alive


def _try(module: ModuleType, mutant: Mutant, tests: Sequence[str]) -> int:
    """Begin a child that runs the tests over the mutant; it ends with 0 when they all pass."""
    child = os.fork()
    if child:
        return child
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        put_in(module, mutant.tree)
        plain = ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "--timeout=60"]
        code = int(pytest.main([*plain, *tests]))
    except BaseException:
        code = 3
    os._exit(code)
