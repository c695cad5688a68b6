"""Finds every named statement of the product: the constants of its `statements` and `queries` modules, composed as they run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from sqlalchemy import TextClause

from app.cli.demo_home import PROJECT

PACKAGES = ("app", "badges", "mentoring", "missions")
STATEMENT = re.compile(r"\s*(with|select|insert|update|delete|do)\b", re.IGNORECASE)


def list_named_statements() -> dict[str, str]:
    """The SQL of each named statement, by a name such as `points.settle`; what others are composed of is named too."""
    statements = {}
    for module in _list_statement_module_names():
        prefix = re.sub(r"\.?(\w*_)?(statements|queries)\b|^app\.", "", module).replace("..", ".")
        for name in _list_constant_names(module):
            sql = getattr(import_module(module), name)
            if isinstance(sql, str | TextClause) and STATEMENT.match(str(sql)):
                statements[f"{prefix}.{name.strip('_').lower()}"] = str(sql).strip()
    return dict(sorted(statements.items()))


def _list_statement_module_names() -> Iterator[str]:
    for package in PACKAGES:
        for file in sorted((PROJECT / package).rglob("*.py")):
            module = ".".join(file.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")
            if re.search(r"statements|queries", module):
                yield module


def _list_constant_names(module: str) -> Iterator[str]:
    """The names that a module assigns itself; what it imports is named where it comes from."""
    tree = ast.parse(Path(str(import_module(module).__file__)).read_text(encoding="utf-8"))
    assigned = (node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign))
    for name in (part for node in assigned for part in ast.walk(node)):
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store) and name.id.isupper():
            yield name.id
