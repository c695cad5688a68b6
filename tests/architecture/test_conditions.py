"""What is true of a person is written once, in the view `member` and the functions beside it; statements join them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import Module, must_be_none, product

OWN_CONDITIONS = re.compile(
    r"\b(left_on|joined_at)\s+is\s+(not\s+)?null|\b(from|join)\s+(pause|crisis|policy)\b", re.IGNORECASE
)
"""SQL that asks again whether a person is here, takes part, is in a pause or a crisis, or does without something."""
COLUMNS = frozenset({"Person.left_on", "Choices.joined_at", "Pause.ends_at"})
OWNERS = (
    "app/people/directory/statements.py",
    "app/people/models.py",
    "app/people/pauses/",
    "app/people/policies/queries.py",
    "app/people/policies/statements.py",
    "missions/contests/life/statements.py",
)
"""The import of the directory compares two versions of a row; contests ask about themselves, and about crises that are over; boards ask when a policy begins or ends;
the others hold the tables, and their whole history."""


def test_a_condition_about_people_is_written_in_the_database_alone() -> None:
    must_be_none(
        module.at(line, f"{condition}: read it from member, member_at, pause_at, crisis_at or policy_at")
        for module in product()
        if not module.path.startswith(OWNERS)
        for line, condition in [*_in_sql(module), *_in_python(module)]
    )


def _in_sql(module: Module) -> Iterator[tuple[int, str]]:
    for node in module.nodes:
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and (match := OWN_CONDITIONS.search(node.value))
        ):
            yield node.lineno, match.group()


def _in_python(module: Module) -> Iterator[tuple[int, str]]:
    for node in module.nodes:
        if isinstance(node, ast.Attribute) and node.attr in ("is_", "is_not") and ast.unparse(node.value) in COLUMNS:
            yield node.lineno, ast.unparse(node.value)
