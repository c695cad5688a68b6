"""What the names of the product are, for the rules and the figures of names."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping

from tests.architecture.source import Function, Module, product

TABLE = frozenset(
    {
        "models.py",
        "queries.py",
        "service.py",
        "schemas.py",
        "routes.py",
        "pages.py",
        "spaces.py",
        "personal_file.py",
        "readers.py",
        "jobs.py",
        "commands.py",
        "feature.py",
    }
)
"""The table of architecture, and `commands.py` of decision 0009; a file with any other name is pure."""

NO_SLICES = ("app/kernel/", "app/cli/", "app/web/", "app/migrations/", "seeds/")
OWN_NOUN = ("property", "fixture", "command", "group", "setter")
"""Decorators of functions that are named as a value is, or as a person types them."""


def in_slices() -> list[Module]:
    """The files of slices: those that the table of the house is about."""
    return [
        module
        for module in product()
        if "/" in module.path and not module.path.startswith(NO_SLICES) and module.path != "app/factory.py"
    ]


def single_word_functions(module: Module) -> Iterator[Function]:
    """The functions named by one word. A method has its object's noun, and is none of them."""
    methods = {id(node) for owner in module.classes for node in owner.body}
    for function in module.functions:
        if "_" not in function.name.strip("_") and id(function) not in methods and not _has_own_noun(function):
            yield function


def classes_by_name() -> Mapping[str, set[str]]:
    """The files in which each public class of the product stands; `Meta` is marshmallow's name for the options of a schema."""
    paths: dict[str, set[str]] = defaultdict(set)
    for module in product():
        for node in module.classes:
            if not node.name.startswith("_") and node.name != "Meta":
                paths[node.name].add(module.path)
    return paths


def free_nouns() -> frozenset[str]:
    """The names of files of slices that the table of the house does not give."""
    return frozenset(module.stem for module in in_slices() if module.name not in TABLE and module.stem != "__init__")


def _has_own_noun(function: Function) -> bool:
    return any(ast.unparse(decorator).partition("(")[0].endswith(OWN_NOUN) for decorator in function.decorator_list)
