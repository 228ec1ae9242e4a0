"""Reads the checkout for the tests that watch over its shape."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "ikanda_case"


@dataclass(frozen=True)
class Module:
    """One Python file of the checkout."""

    path: str
    """Relative to the checkout, with forward slashes."""
    source: str
    tree: ast.Module

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree, walked once for all who ask."""
        return tuple(ast.walk(self.tree))

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return self.source.count("\n")


def module_of(path: str, source: str) -> Module:
    """A module from its text; tests make their bad examples with it."""
    return Module(path, source, ast.parse(source, path))


@cache
def modules(folder: str) -> tuple[Module, ...]:
    """Every Python file under a folder of the checkout."""
    return tuple(
        module_of(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
        for path in sorted((ROOT / folder).rglob("*.py"))
    )


@cache
def tracked_files() -> tuple[str, ...]:
    """Every file under version control that is there, relative to the checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    return tuple(name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())


def imported(module: Module) -> Iterator[tuple[str, int]]:
    """Every absolute import as (dotted name, line); `from a import b` gives both a and a.b."""
    for node in module.nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node.lineno
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


def dotted(node: ast.expr) -> str:
    """`a.b.c` for a plain chain of names; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def calls(module: Module) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the dotted name of what is called."""
    for node in module.nodes:
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def strings(module: Module) -> Iterator[tuple[str, int]]:
    """Every text in the code as (text, line), docstrings left out, f-strings in their pieces."""
    docstrings = {id(_docstring(node)) for node in module.nodes}
    for node in module.nodes:
        if id(node) in docstrings or not isinstance(node, ast.Constant):
            continue
        if isinstance(node.value, str):
            yield node.value, node.lineno


def _docstring(node: ast.AST) -> ast.expr | None:
    body = getattr(node, "body", None)
    if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
        return body[0].value
    return None
