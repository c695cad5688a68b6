"""Prints the structure's figures: `python -m tests.architecture.figures [SEED]`.

Functions are counted with their docstrings and without their decorators. A double is a `monkeypatch.setattr` or an
import of a mock; the small classes at the borders, which are real servers here, are none. The seed draws the names.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from random import Random
from statistics import median, quantiles

from tests.architecture.calls import call_graph
from tests.architecture.names import classes_by_name, free_nouns, single_word_functions
from tests.architecture.source import ROOT, Module, names_in, product, size, suite
from tests.architecture.sql import is_home_of_sql, lines_of_sql
from tests.architecture.structure import arrows, arrows_up, circles, graph, longest_chain, sibling_circles

DRAWN = 30
SUITE_TIME = ROOT / ".pytest_cache/v/house/suite_time"
"""Where the last run of the whole suite left its seconds."""


def list_figures() -> Iterator[tuple[str, str]]:
    """Each figure with its title, in the order of the house's own comparison."""
    for title, modules in (("product", product()), ("tests", suite())):
        lines = [len(module.text.splitlines()) for module in modules]
        yield f"files, {title}", f"{len(lines)} of {sum(lines):,} lines: {_spread(lines)}"
        functions = [size(function) for module in modules for function in module.functions]
        yield f"functions, {title}", f"{len(functions)}: {_spread(functions)}"
    yield "imports between packages", f"{len(arrows())}, of which {len(arrows_up())} run up or sideways"
    yield "circles", f"{len(circles())} among {len(graph())} files"
    yield "circles of siblings", _count(" <-> ".join(circle) for circle in sibling_circles())
    yield "longest import chain", _chain(longest_chain(graph()))
    yield "longest call chain", _chain(longest_chain(call_graph()))
    yield from _list_name_figures()
    yield from _list_sql_figures()
    tests, doubles = _count_tests(suite()), _count_doubles(suite())
    yield "tests", f"{tests} functions"
    yield "doubles", f"{doubles}, {doubles / max(tests, 1):.2f} a test"
    yield "suite", json.loads(SUITE_TIME.read_text()) if SUITE_TIME.exists() else "not measured here: make test"


def _list_name_figures() -> Iterator[tuple[str, str]]:
    functions = {function.name for module in product() for function in module.functions}
    words = [name for name in functions if "_" not in name.strip("_")]
    yield "functions of one word", f"{len(words)} of {len(functions)} names: {len(words) / len(functions):.0%}"
    yield "of them, not methods", str(len({f.name for module in product() for f in single_word_functions(module)}))
    yield "class names in several files", _count(name for name, paths in classes_by_name().items() if len(paths) > 1)
    yield "file nouns beside the table", f"{len(free_nouns())}"


def _list_sql_figures() -> Iterator[tuple[str, str]]:
    homes = [module.path for module in product() if is_home_of_sql(module)]
    yield "homes of SQL", f"{len(homes)} files, and elsewhere: {_count(m.path for m in product() if lines_of_sql(m))}"


def draw_names(seed: int) -> list[str]:
    """Function names of the product, with their files, drawn by chance."""
    names = {f"{function.name}  ({module.path})" for module in product() for function in module.functions}
    return Random(seed).sample(sorted(name for name in names if not name.startswith("__")), DRAWN)


def _spread(sizes: Sequence[int]) -> str:
    """Where the middle, the ninth tenth and the end of some sizes are."""
    return f"median {median(sizes):g}, p90 {quantiles(sizes, n=10)[-1]:.0f}, longest {max(sizes)}"


def _count(names: Iterable[str]) -> str:
    listed = sorted(names)
    return f"{len(listed)}{': ' if listed else ''}{', '.join(listed)}"


def _chain(chain: Sequence[str]) -> str:
    return f"{len(chain)}: {' > '.join(chain)}"


def _count_tests(modules: Iterable[Module]) -> int:
    """How many test functions there are, each parametrised one counted once."""
    return sum(function.name.startswith("test_") for module in modules for function in module.functions)


def _count_doubles(modules: Iterable[Module]) -> int:
    """How many times something is put in the place of the real thing."""
    return sum(name.endswith("monkeypatch.setattr") for module in modules for _, name in names_in(module)) + sum(
        "mock" in line.module for module in modules for line in module.imports
    )


if __name__ == "__main__":
    sys.stdout.writelines(f"{title:<30}{figure}\n" for title, figure in list_figures())
    sys.stdout.writelines(f"{'name drawn':<30}{name}\n" for name in draw_names(int((*sys.argv[1:], "8")[0])))
