"""The apps for Askbot are short enough to be read whole before they are installed: their limits in lines of code."""

from __future__ import annotations

import ast
import tokenize
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

NO_CODE = frozenset(
    {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING}
    | {tokenize.ENDMARKER}
)


def list_code_lines(file: Path) -> set[int]:
    """The numbers of the lines of a file that hold code: no blank line, no comment and no docstring."""
    with file.open("rb") as text:
        tokens = [token for token in tokenize.tokenize(text.readline) if token.type not in NO_CODE]
    lines = {line for token in tokens for line in range(token.start[0], token.end[0] + 1)}
    docstrings = (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Expr))
    alone = [node for node in docstrings if isinstance(node.value, ast.Constant)]
    return lines - {line for node in alone for line in range(node.lineno, (node.end_lineno or 0) + 1)}


@pytest.mark.parametrize(("name", "limit"), [("askbot_activities", 60), ("askbot_badges", 100)])
def test_an_app_for_askbot_has_fewer_lines_of_code_than_it_says(name: str, limit: int) -> None:
    files = list((ROOT / "docs/examples" / name).rglob("*.py"))
    assert len(files) > 2
    assert sum(len(list_code_lines(file)) for file in files) < limit
