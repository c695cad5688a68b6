"""Prints the structure's figures: `python -m tests.architecture.figures`.

Functions are counted with their docstrings and without their decorators. A double is a `monkeypatch.setattr` or an
import of a mock; the small classes at the borders, which are real servers here, are none.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from statistics import median, quantiles

from tests.architecture.source import Module, names_in, product, size, suite
from tests.architecture.structure import arrows, arrows_up, circles, graph


def figures() -> Iterator[tuple[str, str]]:
    """Each figure with what it is called, in the order of the house's own comparison."""
    for name, modules in (("product", product()), ("tests", suite())):
        lines = [len(module.text.splitlines()) for module in modules]
        yield f"files, {name}", f"{len(lines)} of {sum(lines):,} lines: {spread(lines)}"
        functions = [size(function) for module in modules for function in module.functions]
        yield f"functions, {name}", f"{len(functions)}: {spread(functions)}"
    yield "imports between packages", f"{len(arrows())}, of which {len(arrows_up())} run up or sideways"
    yield "circles", f"{len(circles())} among {len(graph())} files"
    tests, doubles = count_tests(suite()), count_doubles(suite())
    yield "tests", f"{tests} functions"
    yield "doubles", f"{doubles}, {doubles / max(tests, 1):.2f} a test"


def spread(sizes: Sequence[int]) -> str:
    """Where the middle, the ninth tenth and the end of some sizes are."""
    return f"median {median(sizes):g}, p90 {quantiles(sizes, n=10)[-1]:.0f}, longest {max(sizes)}"


def count_tests(modules: Iterable[Module]) -> int:
    """How many test functions there are, each parametrised one counted once."""
    return sum(function.name.startswith("test_") for module in modules for function in module.functions)


def count_doubles(modules: Iterable[Module]) -> int:
    """How many times something is put in the place of the real thing."""
    return sum(name.endswith("monkeypatch.setattr") for module in modules for _, name in names_in(module)) + sum(
        "mock" in found.module for module in modules for found in module.imports
    )


if __name__ == "__main__":
    sys.stdout.writelines(f"{told:<26}{figure}\n" for told, figure in figures())
