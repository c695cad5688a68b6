"""Every aggregate over people passes the gate: a query that counts or sums shows its figures by it, or says why it need not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.allowed import AGGREGATES_BESIDE_THE_GATE
from tests.architecture.source import Module, dotted_name, must_be_none, product

GATE = "app.kernel.disclosure"
IN_SQL = re.compile(r"\b(count|sum|avg)\(", re.IGNORECASE)
IN_PYTHON = frozenset({"func.count", "func.sum", "func.avg"})
COMPARED = frozenset({"smallest", "smallest_group"})


def test_a_query_that_counts_or_sums_shows_its_figures_by_the_gate() -> None:
    must_be_none(
        f"{module.path} counts or sums, and no reader of it uses {GATE}"
        for module in _list_modules_with_aggregates()
        if module.path not in AGGREGATES_BESIDE_THE_GATE and not _passes_the_gate(module)
    )


def test_every_aggregate_beside_the_gate_still_needs_its_reason() -> None:
    needed = {module.path for module in _list_modules_with_aggregates() if not _passes_the_gate(module)}
    must_be_none(f"{path}: strike it from the list" for path in AGGREGATES_BESIDE_THE_GATE if path not in needed)


def test_nothing_but_the_gate_compares_with_the_smallest_group() -> None:
    must_be_none(
        module.at(node.lineno, "compares with the smallest group: ask the gate")
        for module in product()
        if module.dotted not in (GATE, "app.kernel.settings")
        for node in module.nodes
        if isinstance(node, ast.Compare) and COMPARED & set(_iterate_last_names(node))
    )


def _list_modules_with_aggregates() -> list[Module]:
    """Every module whose SQL, as text or by SQLAlchemy, counts or sums rows."""
    return [module for module in product() if not module.path.startswith("seeds/") and _has_aggregate(module)]


def _has_aggregate(module: Module) -> bool:
    return any(
        (isinstance(node, ast.Constant) and isinstance(node.value, str) and IN_SQL.search(node.value))
        or (isinstance(node, ast.Call) and dotted_name(node.func) in IN_PYTHON)
        for node in module.nodes
    )


def _passes_the_gate(module: Module) -> bool:
    """A file of queries imports the gate; a file of statements is read by files that all do, through other statements too."""
    if module.name != "statements.py":
        return GATE in module.text
    folder = module.dotted.removesuffix(".statements")
    readers = [
        other
        for other in product()
        if f"from {module.dotted} import" in other.text or f"from {folder} import statements" in other.text
    ]
    return bool(readers) and all(_passes_the_gate(reader) for reader in readers)


def _iterate_last_names(node: ast.Compare) -> Iterator[str]:
    for side in (node.left, *node.comparators):
        yield (dotted_name(side) or "").rpartition(".")[2]
