"""Rooms stay small: every file says why it exists, and none is too long to read at one sitting."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.allowed import SMALL_FILES, needless
from tests.architecture.names import TABLE
from tests.architecture.source import ROOT, Function, Module, must_be_none, product, size, suite

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_VIEW = 250, 40, 12
SHORTEST_FILE = 20
MOST_POSITIONAL, DEEPEST = 4, 3
SECOND_SENTENCE = re.compile(r"[.!?][\"”’)`]*\s+[A-ZÀ-Þ]")
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
HOLDERS = (ast.stmt, ast.ExceptHandler, ast.match_case)
WRITTEN = ("app", "missions", "badges", "mentoring", "seeds", "tests")
MADE = frozenset({"versions", "node_modules", "vendor"})
"""Folders of files that programs make, or that others wrote."""
ANYBODY = [*product(), *suite()]


def test_every_file_opens_with_one_sentence_that_says_why_it_exists() -> None:
    must_be_none(offence for module in ANYBODY for offence in _opening(module))


def _opening(module: Module) -> Iterator[str]:
    sentence = (ast.get_docstring(module.tree) or "").partition("\n\n")[0]
    if not sentence:
        yield module.at(1, "opens with no docstring")
    elif not sentence.rstrip('"”’)`').endswith((".", "!", "?")) or len(sentence.split()) < 3:
        yield module.at(1, f"does not open with a sentence: {sentence}")
    elif SECOND_SENTENCE.search(sentence):
        yield module.at(1, "opens with more than one sentence: the others make a paragraph of their own")


def test_an_init_file_is_a_docstring_alone() -> None:
    inits = [module for module in ANYBODY if module.name == "__init__.py"]
    must_be_none(module.at(1, "holds more or less than a docstring") for module in inits if len(module.tree.body) != 1)


@pytest.mark.parametrize("pattern", ["**/*.py", "**/*.html", "**/*.js"])
def test_no_file_is_too_long(pattern: str) -> None:
    files = [
        path
        for top in WRITTEN
        for path in (ROOT / top).glob(pattern)
        if not MADE.intersection(path.relative_to(ROOT).parts)
    ]
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    must_be_none(
        f"{path}: {length} lines of at most {LONGEST_FILE}" for path, length in lengths.items() if length > LONGEST_FILE
    )


def test_a_small_file_has_a_reason() -> None:
    """One under twenty lines joins its neighbour, unless the table of the house or a discovery wants it by itself."""
    small = [module.path for module in product() if _is_small(module)]
    must_be_none(
        f"{path}: less than {SHORTEST_FILE} lines: let it join its neighbour"
        for path in small
        if not path.startswith(tuple(SMALL_FILES))
    )
    must_be_none(needless(SMALL_FILES, (home for home in SMALL_FILES for path in small if path.startswith(home))))


def _is_small(module: Module) -> bool:
    has_own_place = module.name in TABLE | {"__init__.py", "statements.py", "reference.py"}
    return not has_own_place and len(module.text.splitlines()) < SHORTEST_FILE


def test_no_function_is_too_long() -> None:
    must_be_none(
        module.at(function, f"{function.name} takes {size(function)} lines of at most {LONGEST_FUNCTION}")
        for module in ANYBODY
        for function in module.functions
        if size(function) > LONGEST_FUNCTION
    )


def test_a_view_parses_allows_makes_one_call_and_shows() -> None:
    views = [
        (module, view) for module in product() if module.name in ("routes.py", "pages.py") for view in module.functions
    ]
    must_be_none(
        module.at(view, f"{view.name} says {_body_size(view)} lines of at most {LONGEST_VIEW}")
        for module, view in views
        if _body_size(view) > LONGEST_VIEW
    )


def _body_size(function: Function) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_parameters_beyond_the_first_few_are_named_by_the_caller() -> None:
    must_be_none(
        module.at(
            function,
            f"{function.name} takes {len(_positional(function))} parameters by place, of at most {MOST_POSITIONAL}",
        )
        for module in product()
        for function in module.functions
        if len(_positional(function)) > MOST_POSITIONAL
    )


def _positional(function: Function) -> list[ast.arg]:
    taken = [*function.args.posonlyargs, *function.args.args]
    return taken[1:] if taken and taken[0].arg in ("self", "cls") else taken


def test_nothing_is_nested_too_deep() -> None:
    must_be_none(
        module.at(function, f"{function.name} nests {_depth(function)} levels deep, of at most {DEEPEST}")
        for module in ANYBODY
        for function in module.functions
        if _depth(function) > DEEPEST
    )


def _depth(node: ast.AST) -> int:
    """How many blocks stand in one another; only statements, and the parts of those, hold any."""
    inner = [
        child
        for child in ast.iter_child_nodes(node)
        if isinstance(child, HOLDERS) and not isinstance(child, Function | ast.ClassDef)
    ]
    deepest = max((_depth(child) - _is_elif(node, child) for child in inner), default=0)
    return deepest + isinstance(node, BLOCKS)


def _is_elif(node: ast.AST, child: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]
