"""The picture of the imports: which file names which, which arrows run up, and which go in a circle."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache

from tests.architecture.source import ROOT, Module, product

ABOVE_ALL = ("wsgi", "app.migrations")
"""What programs of others start, and nobody imports."""

Graph = Mapping[str, frozenset[str]]


@cache
def floors() -> tuple[tuple[str, ...], ...]:
    """From the ground up, as the import contract draws them. What stands on one floor does not import what stands beside it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = [
        contract["layers"] for contract in settings["tool"]["importlinter"]["contracts"] if contract["id"] == "floors"
    ]
    return (*(tuple(re.findall(r"[\w.]+", layer)) for layer in reversed(layers)), ABOVE_ALL)


@cache
def graph() -> Graph:
    """For each file of the product, the files that it imports, by their dotted names."""
    all_files = {module.dotted for module in product()}
    return {module.dotted: frozenset(_targets(module, all_files) - {module.dotted}) for module in product()}


def _targets(module: Module, all_files: set[str]) -> set[str]:
    names = {f"{line.module}.{line.name}" for line in module.imports} | {line.module for line in module.imports}
    files = {name for name in names if name in all_files}
    packages = {name for name in files if any(other.startswith(f"{name}.") for other in files)}
    return files - packages


def arrows() -> list[tuple[str, str]]:
    """Every import of one package of the house by another."""
    return [
        (source, target)
        for source, targets in graph().items()
        for target in sorted(targets)
        if package(source) != package(target)
    ]


def arrows_up() -> list[tuple[str, str]]:
    """Those that run up, or to a neighbour."""
    return [(source, target) for source, target in arrows() if floor(target) >= floor(source)]


def package(dotted: str) -> str:
    """The package of the floors to which a file belongs; itself when it belongs to none."""
    return next(
        (name for names in floors() for name in names if dotted == name or dotted.startswith(f"{name}.")), dotted
    )


def floor(dotted: str) -> int:
    """How high a file stands; what the picture does not show stands on the ground."""
    return next((height for height, names in enumerate(floors()) if package(dotted) in names), 0)


def circles() -> list[list[str]]:
    """Every set of files that import each other, directly or by way of others (Tarjan's strongly connected components)."""
    return [sorted(circle) for circle in components(graph()) if len(circle) > 1]


def sibling_circles() -> list[list[str]]:
    """Every set of siblings, folders or files of one folder, that import each other by way of what they hold."""
    edges: dict[str, dict[str, set[str]]] = {}
    for source, targets in graph().items():
        for target in targets:
            parent, source_child, target_child = _part(source, target)
            children = edges.setdefault(parent, {})
            children.setdefault(target_child, set())
            children.setdefault(source_child, set()).add(target_child)
    edges.pop("", None)  # The top packages have floors of their own.
    levels = [{child: frozenset(others) for child, others in children.items()} for children in edges.values()]
    return [sorted(circle) for level in levels for circle in components(level) if len(circle) > 1]


def _part(source: str, target: str) -> tuple[str, str, str]:
    """The folder in which the ways to two files part, and its two children on these ways."""
    one_way, other_way = source.split("."), target.split(".")
    length = next(
        (place for place, (ours, others) in enumerate(zip(one_way, other_way, strict=False)) if ours != others), 0
    )
    return ".".join(one_way[:length]), ".".join(one_way[: length + 1]), ".".join(other_way[: length + 1])


def longest_chain(edges: Graph) -> list[str]:
    """The longest way along the arrows; what goes in a circle counts as one stop of it."""
    chains: dict[str, list[str]] = {}
    for circle in components(edges):
        beyond = [chains[target] for node in circle for target in edges.get(node, ()) if target not in circle]
        longest = [min(circle), *max(beyond, key=len, default=[])]
        chains.update(dict.fromkeys(circle, longest))
    return max(chains.values(), key=len, default=[])


def components(edges: Graph) -> Iterator[list[str]]:
    """The sets of nodes that reach each other, those that are pointed at first."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []

    def visit(node: str) -> Iterator[list[str]]:
        order[node] = lowest[node] = len(order)
        stack.append(node)
        for target in sorted(edges.get(node, ())):
            if target not in order:
                yield from visit(target)
                lowest[node] = min(lowest[node], lowest[target])
            elif target in stack:
                lowest[node] = min(lowest[node], order[target])
        if lowest[node] == order[node]:
            place = stack.index(node)
            yield stack[place:]
            del stack[place:]

    for start in edges:
        if start not in order:
            yield from visit(start)
