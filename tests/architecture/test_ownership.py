"""A row that belongs to a person is fetched by its owner and its id, through `app/kernel/ownership.py`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from app.kernel.database import Base
from tests.architecture.allowed import FETCHED_BY_ID, needless
from tests.architecture.house import house
from tests.architecture.source import Module, dotted_name, must_be_none, product

OWNERS = frozenset({"person_id", "actor_id", "senior_id", "junior_id", "endpoint_id"})
DOOR = "app/kernel/ownership.py"


def test_no_row_is_fetched_by_its_id_alone() -> None:
    fetched = {module.path: lines for module in product() if module.path != DOOR and (lines := list(_fetches(module)))}
    must_be_none(
        f"{path}:{line}: {what} asks for no owner: use OwnRows"
        for path, lines in fetched.items()
        for line, what in lines
        if path not in FETCHED_BY_ID
    )
    must_be_none(needless(FETCHED_BY_ID, fetched))


def _fetches(module: Module) -> Iterator[tuple[int, str]]:
    for node in module.nodes:
        if isinstance(node, ast.Call) and dotted_name(node.func) in ("session.get", "session.get_one"):
            key = node.args[1]
        elif isinstance(node, ast.Compare) and ast.unparse(node.left) in _owned_ids():
            (key, *_) = node.comparators
        else:
            continue
        if _is_given(key):
            yield node.lineno, ast.unparse(node)


def _is_given(key: ast.expr) -> bool:
    """Whether an id is an argument of the function; an attribute is the id of a row, and a person's own id asks for its owner."""
    return isinstance(key, ast.Name) and key.id != "person_id"


@cache
def _owned_ids() -> frozenset[str]:
    house()
    return frozenset(
        f"{mapper.class_.__name__}.id"
        for mapper in Base.registry.mappers
        if "id" in mapper.columns and OWNERS & set(mapper.columns.keys())
    )
