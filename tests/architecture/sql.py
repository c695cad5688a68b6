"""Where SQL is written as text."""

from __future__ import annotations

import ast
import re

from tests.architecture.source import Module

STARTS = re.compile(
    r"\s*(with\s+(recursive\s+)?\w+\s+as\b|select\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|lock\s+table\s)",
    re.IGNORECASE,
)


def is_home_of_sql(module: Module) -> bool:
    """`queries.py`, a folder of queries, and `statements.py`."""
    return module.name in ("queries.py", "statements.py") or "/queries/" in module.path


def lines_of_sql(module: Module) -> list[int]:
    """The lines at which a file that is no home of SQL writes some."""
    if is_home_of_sql(module):
        return []
    return [
        node.lineno
        for node in module.nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and STARTS.match(node.value)
    ]
