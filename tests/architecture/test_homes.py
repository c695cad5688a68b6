"""SQL has one home, and texts that people read stand where the extraction finds them."""

from __future__ import annotations

import ast

from tests.architecture.allowed import SQL_HOMES, needless
from tests.architecture.source import dotted_name, must_be_none, product
from tests.architecture.sql import lines_of_sql

TRANSLATES = frozenset({"_", "gettext", "ngettext", "pgettext", "lazy_gettext", "_l", "N_"})


def test_sql_has_one_home() -> None:
    elsewhere = {module.path: lines for module in product() if (lines := lines_of_sql(module))}
    must_be_none(
        f"{path}:{line}: SQL stands in queries.py or statements.py"
        for path, lines in elsewhere.items()
        for line in lines
        if not path.startswith(tuple(SQL_HOMES))
    )
    must_be_none(needless(SQL_HOMES, (home for home in SQL_HOMES for path in elsewhere if path.startswith(home))))


def test_no_text_hides_in_an_f_string() -> None:
    """Babel reads an f-string as one token: a text inside has no English, and no test misses it."""
    must_be_none(
        module.at(call, "the extraction does not see this text")
        for module in product()
        for string in module.nodes
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and dotted_name(call.func).rpartition(".")[2] in TRANSLATES
    )
