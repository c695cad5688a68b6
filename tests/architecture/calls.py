"""Which function of the product calls which, as far as names tell."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from tests.architecture.source import Module, dotted_name, product
from tests.architecture.structure import Graph


def call_graph() -> Graph:
    """For each function of a file, those that it calls by a name of its file or by an imported one; methods apart."""
    functions = {f"{module.dotted}.{name}": body for module in product() for name, body in _functions(module).items()}
    return {
        f"{module.dotted}.{name}": _targets(body, _names(module)) & functions.keys()
        for module in product()
        for name, body in _functions(module).items()
    }


def _functions(module: Module) -> dict[str, ast.stmt]:
    return {node.name: node for node in module.tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def _names(module: Module) -> Mapping[str, str]:
    """What each name of a file stands for: its own functions, and what it imports."""
    names = {name: f"{module.dotted}.{name}" for name in _functions(module)}
    for node in module.nodes:
        if isinstance(node, ast.ImportFrom):
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _targets(body: ast.stmt, names: Mapping[str, str]) -> frozenset[str]:
    calls = [dotted_name(node.func) for node in ast.walk(body) if isinstance(node, ast.Call)]
    parts = [name.partition(".") for name in calls if name]
    return frozenset(f"{names[first]}{dot}{rest}" for first, dot, rest in parts if first in names)
