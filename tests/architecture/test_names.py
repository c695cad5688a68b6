"""Names are the glossary's: files from the table of architecture, no drawers, and one word for one thing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from app.journal.kinds import KINDS
from tests.architecture.allowed import BESIDE_THE_TABLE, NAMES_OF_OTHERS, needless
from tests.architecture.names import TABLE, in_slices
from tests.architecture.nouns import NOUNS, USE_CASES
from tests.architecture.source import Function, Module, dotted_name, must_be_none, product, suite
from tests.architecture.vocabulary import words_of

EFFECTS = frozenset(
    {
        "session",
        "db",
        "transaction",
        "run_after_commit",
        "enqueue_job_after_commit",
        "now",
        "clock",
        "append",
        "appended",
    }
)
BORDERS = frozenset({"flask", "smtplib", "socket", "urllib3", "random", "secrets", "redis", "rq", "subprocess"})
DRAWERS = frozenset(
    {"util", "utils", "helper", "helpers", "common", "misc", "handler", "handlers", "data", "info", "process"}
)
"""Words that say nothing. `manager` is one too, but also somebody's manager: it is refused in files and classes."""


def has_a_name_of_its_own(module: Module) -> bool:
    folder = module.path.split("/")[-2]
    return module.name not in TABLE and f"{folder}.py" not in TABLE and module.name != "__init__.py"


def test_a_file_beside_the_table_is_pure() -> None:
    unlike = {module.path: _effects(module) for module in in_slices() if has_a_name_of_its_own(module)}
    impure = {path: effects for path, effects in unlike.items() if effects}
    must_be_none(
        f"{path}: is none of the table's files and not pure: {', '.join(effects)}"
        for path, effects in impure.items()
        if path not in BESIDE_THE_TABLE
    )
    must_be_none(needless(BESIDE_THE_TABLE, impure))


def test_a_file_beside_the_table_has_a_name_of_the_list() -> None:
    """The list is closed: a new name joins it in the same change, when no name of it says what the file holds."""
    used = {module.path: module.stem for module in in_slices() if module.name not in TABLE | {"__init__.py"}}
    must_be_none(f"{path}: {stem} is not in nouns.py" for path, stem in used.items() if stem not in NOUNS | USE_CASES)
    must_be_none(
        f"{path}: the part of a service is named in USE_CASES"
        for path, stem in used.items()
        if ("/service/" in path) != (stem in USE_CASES) and stem not in NOUNS & USE_CASES
    )
    must_be_none(f"{stem}: no file has this name any more" for stem in (NOUNS | USE_CASES) - set(used.values()))


def _effects(module: Module) -> list[str]:
    ours = [name.name for name in module.imports if name.name in EFFECTS and name.module.startswith("app.")]
    return sorted(
        {*ours, *(name.package for name in module.imports if name.package in BORDERS and name.name != "Random")}
    )


def test_nothing_is_called_after_a_drawer() -> None:
    must_be_none(offence for module in [*product(), *suite()] for offence in _drawers(module))


def test_a_name_of_others_is_still_there() -> None:
    there = [f"{module.path}: {function.name}" for module in product() for function in module.functions]
    must_be_none(needless(NAMES_OF_OTHERS, there))


def _is_a_sentence(function: Function) -> bool:
    return function.name.startswith("test_")


def _drawers(module: Module) -> Iterator[str]:
    if words_of(module.path) & (DRAWERS | {"manager", "managers"}):
        yield f"{module.path}: the name of the file or of its folder says nothing"
    for node in module.nodes:
        if isinstance(node, ast.ClassDef) and words_of(node.name) & (DRAWERS | {"manager"}):
            yield module.at(node, f"the class {node.name} says nothing")
        if (
            isinstance(node, Function)
            and not _is_a_sentence(node)
            and words_of(node.name) & DRAWERS
            and f"{module.path}: {node.name}" not in NAMES_OF_OTHERS
        ):
            yield module.at(node, f"the function {node.name} says nothing")


def test_an_error_is_named_after_the_fact_that_stands_in_the_way() -> None:
    errors = {"ServiceError"}
    for _ in range(4):
        errors |= {
            node.name
            for module in product()
            for node in module.classes
            if errors & {dotted_name(base) for base in node.bases}
        }
    must_be_none(f"{name} ends in Error" for name in errors - {"ServiceError"} if name.endswith(("Error", "Exception")))


def test_a_question_is_answered_with_a_bool() -> None:
    must_be_none(
        module.at(function, f"{function.name} answers no bool")
        for module in product()
        for function in module.functions
        if function.name.startswith(("is_", "has_", "can_"))
        and "bool" not in (ast.unparse(function.returns) if function.returns else "")
    )


def test_moments_end_in_at_and_dates_in_on() -> None:
    columns = [
        (module, node)
        for module in product()
        if module.name == "models.py"
        for node in module.nodes
        if isinstance(node, ast.AnnAssign)
    ]
    must_be_none(offence for module, column in columns for offence in _misnamed(module, column))


def _misnamed(module: Module, column: ast.AnnAssign) -> Iterator[str]:
    name, kind = dotted_name(column.target), ast.unparse(column.annotation)
    if name.endswith("_at") and not re.search(r"\b(Moment|datetime)\b", kind):
        yield module.at(column, f"{name} is no moment: {kind}")
    if name.endswith("_on") != bool(re.search(r"\bdate\b", kind)):
        yield module.at(column, f"{name}: a date ends in _on, and nothing else does")


def test_a_kind_of_fact_is_dotted_and_told_in_one_sentence() -> None:
    must_be_none(kind for kind in KINDS if not re.fullmatch(r"[a-z]+\.[a-z]+(_[a-z]+)*", kind))
    must_be_none(
        f"{kind}: {sentence}" for kind, sentence in KINDS.items() if not re.fullmatch(r"[A-Z][^.]+\.", sentence)
    )
