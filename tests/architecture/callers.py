"""Who calls what in the product: the names that its modules, its templates and its strings refer to."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from tests.architecture.source import ROOT, Function, Module, product

TRANSPARENT = ("cache", "contextmanager", "lru_cache", "property", "pass_eval_context", "staticmethod", "classmethod")
"""Decorators that register nothing: what they decorate still needs a caller."""


def public_functions(owner: Module | ast.ClassDef) -> Iterator[Function]:
    """The public functions of a module, or methods of a class, that no decorator registers."""
    for node in owner.tree.body if isinstance(owner, Module) else owner.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not _is_registered(node):
            yield node


def public_methods(module: Module) -> Iterator[tuple[ast.ClassDef, Function]]:
    """The public methods of the module's classes, without those of a class that has a base outside the product."""
    own_classes = {node.name for each in product() for node in each.classes}
    for owner in module.classes:
        bases = {ast.unparse(base).partition("[")[0].rpartition(".")[2] for base in owner.bases}
        if bases <= own_classes | {"Protocol", "StrEnum", "Generic"}:
            yield from ((owner, method) for method in public_functions(owner))


@cache
def referenced_functions() -> frozenset[tuple[str, str]]:
    """Each module with the names that are imported from it, read as its attributes, or used in it."""
    return frozenset(reference for module in product() for reference in _references_of(module))


@cache
def referenced_names() -> frozenset[str]:
    """Every name and attribute that the product reads, and every word of its templates."""
    names = {node.id for module in product() for node in module.nodes if isinstance(node, ast.Name)}
    names |= {node.attr for module in product() for node in module.nodes if isinstance(node, ast.Attribute)}
    templates = [path for top in ("app", "missions", "badges", "mentoring") for path in (ROOT / top).rglob("*.html")]
    return frozenset(names.union(*(re.findall(r"\w+", path.read_text(encoding="utf-8")) for path in templates)))


def _references_of(module: Module) -> Iterator[tuple[str, str]]:
    modules = _imported_modules(module)
    for node in module.nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield module.dotted, node.id
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) in modules:
            yield modules[ast.unparse(node.value)], node.attr


def _imported_modules(module: Module) -> dict[str, str]:
    own_modules = {each.dotted for each in product()}
    imports = [node for node in module.nodes if isinstance(node, ast.ImportFrom) and node.module]
    named = {alias.asname or alias.name: f"{node.module}.{alias.name}" for node in imports for alias in node.names}
    return {name: dotted for name, dotted in named.items() if dotted in own_modules}


def _is_registered(function: Function) -> bool:
    decorators = [ast.unparse(decorator).partition("(")[0] for decorator in function.decorator_list]
    return any(not decorator.endswith(TRANSPARENT) for decorator in decorators)
