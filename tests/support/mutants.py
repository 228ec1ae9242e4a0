"""Small mistakes put into the rules one at a time, to see that a test notices each of them."""

import ast
import contextlib
import importlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
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
    """One mistake: in which function or table, what in which line, and the changed module."""

    where: str
    what: str
    line: str
    tree: ast.Module

    @property
    def key(self) -> str:
        return f"{self.where}: {self.what}: {self.line}"


def mutants(module: ModuleType) -> Iterator[Mutant]:
    """Yield the module with each mistake the changes below can make in a function or a table."""
    assert module.__file__
    source = Path(module.__file__).read_text(encoding="utf-8")
    lines, tree = source.splitlines(), ast.parse(source)
    places = _places(tree)
    for number, (name, node) in enumerate(places):
        for what in _changes(node):
            changed = ast.parse(source)
            _, twin = _places(changed)[number]
            _apply(twin, what)
            ast.fix_missing_locations(changed)
            yield Mutant(f"{module.__name__}.{name}", what, lines[node.lineno - 1].strip(), changed)  # type: ignore[attr-defined]


def _places(tree: ast.Module) -> list[tuple[str, ast.AST]]:
    found = [(name, each) for name, node in _tables(tree) for each in ast.walk(node.value)]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for statement in node.body:
                found += [(node.name, each) for each in ast.walk(statement)]
    return found


def _tables(tree: ast.Module) -> Iterator[tuple[str, ast.Assign]]:
    """Yield what stands at the head of a module under a name in capitals."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)]) if name.isupper() and name[:2] != "__":
                yield name, node


def _changes(node: ast.AST) -> list[str]:
    match node:
        case ast.Compare(ops=[one]) if type(one) in _COMPARED:
            return [f"{type(one).__name__} -> {_COMPARED[type(one)].__name__}"]
        case ast.BoolOp(op=op):
            return ["and -> or" if isinstance(op, ast.And) else "or -> and"]
        case ast.UnaryOp(op=ast.Not()):
            return ["not dropped"]
        case ast.Constant(value=int() as number):
            return ["truth turned" if isinstance(number, bool) else f"{number} -> {number + 1}"]
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            return ["+ and - swapped"]
        case ast.If():
            return ["condition always", "condition never"]
        case ast.Set(elts=listed) | ast.Tuple(elts=listed) if all(map(_is_word, listed)):
            return [f"without {ast.unparse(each)}" for each in listed]
    return []


def _is_word(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


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
        case ast.Set() | ast.Tuple():
            node.elts = [each for each in node.elts if f"without {ast.unparse(each)}" != what]


def put_in(module: ModuleType, tree: ast.Module) -> None:
    """Give every function of the module, wherever it was imported, its changed code.

    A table is changed in the module itself only.
    """
    for _, table in _tables(tree):
        exec(compile(ast.Module([table], []), module.__file__ or "", "exec"), vars(module))
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


class Trials:
    """A pytest plugin: the collected tests are run once for each mutant, in a child of its own."""

    def __init__(self, module: ModuleType) -> None:
        self.module = module
        self.tried = 0
        self.alive: list[str] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try each mutant, two at a time; a child ends with 0 when every test passed."""
        waiting, running = list(mutants(self.module)), dict[int, Mutant]()
        self.tried = len(waiting)
        while waiting or running:
            while waiting and len(running) < 2:
                mutant = waiting.pop()
                running[self._begin(session, mutant)] = mutant
            pid, status = os.wait()
            mutant = running.pop(pid)
            if os.waitstatus_to_exitcode(status) == 0:
                self.alive.append(mutant.key)
        return True

    def _begin(self, session: pytest.Session, mutant: Mutant) -> int:
        child = os.fork()
        if child:
            return child
        failed = True
        try:
            put_in(self.module, mutant.tree)
            for item in session.items:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
                if session.testsfailed:
                    break
            failed = bool(session.testsfailed)
        finally:
            os._exit(failed)


def survivors(name: str, tests: Sequence[str]) -> list[str]:
    """Return the keys of a module's mutants that no test of these files notices."""
    command = [sys.executable, "-m", "tests.support.mutants", name, *tests]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    return [line[2:] for line in found.stdout.splitlines() if line.startswith("! ")]


def main(name: str, *tests: str) -> None:
    """Print how many mutants there are, and each that survives."""
    trials = Trials(importlib.import_module(name))
    plain = ["-q", "--assert=plain", "-p", "no:cacheprovider", "--timeout=60", "--no-header"]
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        pytest.main([*plain, *tests], plugins=[trials])
    print(f"{name}: {trials.tried} mutants, {len(trials.alive)} alive")
    for key in sorted(trials.alive):
        print(f"! {key}")


if __name__ == "__main__":
    main(*sys.argv[1:])
