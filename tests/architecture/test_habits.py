"""Habits that a machine can see: types without holes, exceptions with reasons, tests that are real, and nothing put off."""

from __future__ import annotations

import re

from tests.architecture.source import Function, must_be_none, names_in, product, suite

SKIPPING = (
    "pytest.skip",
    "pytest.mark.skip",
    "pytest.importorskip",
    "pytest.xfail",
    "pytest.mark.xfail",
    "unittest.skip",
)
PUT_OFF = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")


def test_any_is_for_the_kernel() -> None:
    must_be_none(
        module.at(line.line, "says Any")
        for module in product()
        for line in module.imports
        if line.module == "typing" and line.name == "Any" and not module.path.startswith("app/kernel/")
    )


def test_nobody_casts() -> None:
    must_be_none(
        module.at(line.line, "casts")
        for module in [*product(), *suite()]
        for line in module.imports
        if line.module == "typing" and line.name == "cast"
    )


def test_an_ignored_rule_has_its_code_and_its_reason() -> None:
    reasoned = re.compile(r"# (type: ignore\[[\w, -]+\]  # \S.*|noqa: [A-Z]+\d+(, ?[A-Z]+\d+)* - \S.*)$")
    must_be_none(
        module.at(number, line.strip())
        for module in [*product(), *suite()]
        for number, line in enumerate(module.text.splitlines(), 1)
        if re.search(r"# (type: ignore|noqa)\b", line)
        and not reasoned.search(line)
        and module.path != "tests/architecture/test_habits.py"
    )


def test_doubles_are_small_classes_and_never_mocks() -> None:
    met = [(module, line) for module in suite() for line in module.imports]
    must_be_none(module.at(line.line, f"imports {line.module}") for module, line in met if "mock" in line.module)
    must_be_none(
        module.at(function, "asks for a mocker")
        for module in suite()
        for function in module.functions
        if _asks(function, "mocker")
    )


def test_no_test_is_skipped() -> None:
    must_be_none(
        module.at(line, f"calls {name}")
        for module in suite()
        for line, name in names_in(module)
        if name.startswith(SKIPPING)
    )


def test_every_test_is_a_sentence() -> None:
    must_be_none(
        module.at(function, f"{function.name} is no sentence")
        for module in suite()
        for function in module.functions
        if function.name.startswith("test_") and function.name.count("_") < 2
    )


def test_nothing_is_left_to_do_in_a_comment() -> None:
    put_off = re.compile(rf"#.*\b({'|'.join(PUT_OFF)})\b")
    must_be_none(
        module.at(number, line.strip())
        for module in [*product(), *suite()]
        for number, line in enumerate(module.text.splitlines(), 1)
        if put_off.search(line)
    )


def _asks(function: Function, fixture: str) -> bool:
    return fixture in {argument.arg for argument in function.args.args}
