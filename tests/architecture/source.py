"""The code as text and as a tree: what the rules of the house are read from."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("app", "missions", "badges", "mentoring", "seeds", "wsgi.py")
LEFT_OUT = frozenset({"__pycache__", "node_modules", "versions"})
"""Folders whose files nobody here writes: caches, packages, and migrations as Alembic makes them."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file, by its path from the root."""

    path: str

    @cached_property
    def text(self) -> str:
        """What it says."""
        return (ROOT / self.path).read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """What Python makes of it."""
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of the tree, found once for all the rules."""
        return list(ast.walk(self.tree))

    @property
    def name(self) -> str:
        """What the file is called, without its folder: `service.py`."""
        return self.path.rpartition("/")[2]

    @property
    def stem(self) -> str:
        """The name without its ending: `service`."""
        return self.name.removesuffix(".py")

    @property
    def dotted(self) -> str:
        """How it is imported: `app.kernel.clock`."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def slice(self) -> str:
        """The slice it belongs to, as a folder; one split by verb belongs to the folder above `service`."""
        folder = self.path.rpartition("/")[0]
        return folder.removesuffix("/service")

    @property
    def is_service(self) -> bool:
        """Whether it holds use cases."""
        return self.name == "service.py" or self.path.endswith(f"/service/{self.name}")

    @cached_property
    def functions(self) -> list[Function]:
        """Every function and method, nested ones included."""
        return [node for node in self.nodes if isinstance(node, Function)]

    @cached_property
    def classes(self) -> list[ast.ClassDef]:
        """Every class."""
        return [node for node in self.nodes if isinstance(node, ast.ClassDef)]

    @cached_property
    def imports(self) -> list[Import]:
        """Every name it imports, wherever the statement stands."""
        return [name for node in self.nodes for name in _imported(node)]

    def at(self, node: ast.stmt | ast.expr | int, offence: str) -> str:
        """An offence, as an editor can open it."""
        return f"{self.path}:{node if isinstance(node, int) else node.lineno}: {offence}"


@dataclass(frozen=True)
class Import:
    """One name imported from one module; the name is None for a plain `import module`."""

    line: int
    module: str
    name: str | None

    @property
    def package(self) -> str:
        """The top of it: `flask` for `flask.typing`."""
        return self.module.partition(".")[0]


def _imported(node: ast.AST) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Import(node.lineno, alias.name, None)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "The house imports by full names."
        for alias in node.names:
            yield Import(node.lineno, node.module or "", alias.name)


@cache
def product() -> list[Module]:
    """Every file that runs in the service."""
    return [module for top in PRODUCT for module in _below(top)]


@cache
def suite() -> list[Module]:
    """Every file of the tests."""
    return _below("tests")


def must_be_none(offences: Iterable[str]) -> None:
    """Fail with every offence on a line of its own."""
    lines = sorted(set(offences))
    assert not lines, "\n" + "\n".join(lines)


def size(function: Function) -> int:
    """How many lines a function takes, its decorators apart."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def names_in(module: Module) -> Iterator[tuple[int, str]]:
    """Every dotted name that is read or called, with its line: `session().commit` is `session.commit`."""
    for node in module.nodes:
        if isinstance(node, ast.Attribute | ast.Name):
            yield node.lineno, dotted_name(node)


def dotted_name(node: ast.AST) -> str:
    """The name of an expression, its calls and subscripts left out; empty when it has none."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted_name(node.value)}.{node.attr}".removeprefix(".")
    if isinstance(node, ast.Call):
        return dotted_name(node.func)
    return dotted_name(node.value) if isinstance(node, ast.Subscript) else ""


def _below(top: str) -> list[Module]:
    start = ROOT / top
    paths = [start] if start.is_file() else sorted(start.rglob("*.py"))
    relative = [path.relative_to(ROOT) for path in paths]
    return [Module(path.as_posix()) for path in relative if not LEFT_OUT.intersection(path.parts)]
