"""Names explain themselves: no banned words, a verb with its noun, and each class name once."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.names import classes_by_name, single_word_functions
from tests.architecture.source import ROOT, Module, must_be_none, product, suite
from tests.architecture.vocabulary import BANNED, BANNED_PARTS, FUNCTIONS_OF_ONE_WORD, words_of

ANY_BANNED = "|".join(sorted(BANNED))
IN_SQL = re.compile(
    rf"\b({ANY_BANNED})\s+as\s+(?:(?:not\s+)?materialized\s+)?\(|\)\s+as\s+({ANY_BANNED})\b", re.IGNORECASE
)
IN_TEMPLATES = re.compile(rf"{{%-?\s*(?:set|for|macro|block)\s+({ANY_BANNED})\b|\b\w+\.({ANY_BANNED})\b")


def test_no_identifier_is_a_banned_word() -> None:
    must_be_none(
        module.at(line, f"{name} is a banned word: name what it is")
        for module in checked()
        for line, name in _identifiers(module)
        if name.strip("_") in BANNED
    )


def test_no_function_class_or_file_has_a_banned_word_in_its_name() -> None:
    must_be_none(
        f"{module.path}: the name has a banned word"
        for module in checked()
        if words_of(module.stem) & BANNED_PARTS or module.stem in BANNED
    )
    must_be_none(
        module.at(node, f"{node.name} has a banned word: say what it does or what it is")
        for module in checked()
        for node in [*module.functions, *module.classes]
        if words_of(node.name) & BANNED_PARTS and not node.name.startswith("test_")
    )


def test_no_template_names_a_value_by_a_banned_word() -> None:
    templates = [path for top in ("app", "missions", "badges", "mentoring") for path in (ROOT / top).rglob("*.html")]
    paths = [path.relative_to(ROOT).as_posix() for path in templates]
    must_be_none(
        f"{path}: {match.group()}"
        for path in paths
        for match in IN_TEMPLATES.finditer((ROOT / path).read_text(encoding="utf-8"))
    )


def test_a_function_is_named_by_more_than_one_word() -> None:
    must_be_none(
        module.at(function, f"{function.name}: a verb with its noun, or a noun with what it belongs to")
        for module in product()
        for function in single_word_functions(module)
        if function.name not in FUNCTIONS_OF_ONE_WORD
    )


def test_a_class_name_stands_in_one_file() -> None:
    must_be_none(f"{name}: {', '.join(sorted(paths))}" for name, paths in classes_by_name().items() if len(paths) > 1)


def checked() -> list[Module]:
    return [*product(), *suite()]


def _identifiers(module: Module) -> Iterator[tuple[int, str]]:
    for node in module.nodes:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.lineno, node.name
            case ast.arg():
                yield node.lineno, node.arg
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.Import() | ast.ImportFrom():
                yield from ((node.lineno, alias.asname) for alias in node.names if alias.asname)
            case ast.Constant(value=str(text)):
                yield from ((node.lineno, match.group(1) or match.group(2)) for match in IN_SQL.finditer(text))
