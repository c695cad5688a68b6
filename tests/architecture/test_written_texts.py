"""What people write is looked through for signs that nobody can see: a new field of text without that is refused here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.allowed import needless
from tests.architecture.source import Module, must_be_none, product

TEXT_CHECKS = frozenset({"refuse_hidden_signs", "_refuse_invalid_link", "_refuse_invalid_slug"})
"""Validators that refuse hidden signs: any of them, or all but those of an address."""
SIGN_FINDERS = frozenset({"find_hidden_sign", "find_unseen_sign", "parse_group_name", "parse_identifier"})
"""What finds such a sign, and the cells of a people file that refuse one."""
TEXT_NAMES = frozenset({"answer", "justification", "name", "place", "pseudonym", "text", "thanks", "title", "written"})
BOUND = re.compile(r"MAX_\w+|LONGEST\w*|most|max_length")
BOUNDED_ELSEWHERE = {
    "app/people/service/pseudonym.py": "A pseudonym has letters, figures and the signs that join names, and nothing else.",
}
"""Files that bound the length of a text and look for no hidden sign, each with its reason."""


def test_a_text_field_of_a_schema_refuses_hidden_signs() -> None:
    must_be_none(
        module.at(call.lineno, "a text whose length is bounded is written by people: add refuse_hidden_signs")
        for module in product()
        for call in _list_calls_of_str_fields(module)
        if "Length" in ast.dump(call) and not _is_checked(call)
    )


def test_a_file_that_bounds_the_length_of_a_text_looks_for_hidden_signs() -> None:
    bounding = {module.path for module in product() if any(_list_bounded_texts(module))}
    finding = {module.path for module in product() if SIGN_FINDERS & _names_of(module)}
    must_be_none(
        f"{path}: bounds a text that people write and reads no find_hidden_sign"
        for path in bounding - finding - BOUNDED_ELSEWHERE.keys()
    )
    must_be_none(needless(BOUNDED_ELSEWHERE, bounding - finding))


def _list_calls_of_str_fields(module: Module) -> Iterator[ast.Call]:
    for node in module.nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "Str":
            yield node


def _is_checked(call: ast.Call) -> bool:
    names = {node.id for node in ast.walk(call) if isinstance(node, ast.Name)}
    return bool(TEXT_CHECKS & names) or "OneOf" in ast.dump(call)


def _list_bounded_texts(module: Module) -> Iterator[ast.Compare]:
    for node in module.nodes:
        sides = (node.left, *node.comparators) if isinstance(node, ast.Compare) else ()
        is_bounded = any(BOUND.fullmatch(_last_name(side)) for side in sides)
        if isinstance(node, ast.Compare) and is_bounded and any(_is_length_of_text(side) for side in sides):
            yield node


def _is_length_of_text(node: ast.expr) -> bool:
    is_length = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len"
    return is_length and isinstance(node, ast.Call) and _last_name(node.args[0]) in TEXT_NAMES


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _names_of(module: Module) -> set[str]:
    return {node.id for node in module.nodes if isinstance(node, ast.Name)}
