"""Every public function and method of the product has a caller in the product: what only tests call belongs to them."""

from __future__ import annotations

from tests.architecture.allowed import CALLED_BY_OTHERS, WITHOUT_A_PAGE, needless
from tests.architecture.callers import public_functions, public_methods, referenced_functions, referenced_names
from tests.architecture.source import must_be_none, product


def test_every_public_function_has_a_caller_in_the_product() -> None:
    must_be_none(
        module.at(function, f"{function.name} has no caller in the product: delete it, or move it to the tests")
        for module in product()
        for function in public_functions(module)
        if (module.dotted, function.name) not in referenced_functions() and function.name not in WITHOUT_A_PAGE
    )


def test_every_public_method_has_a_caller_in_the_product() -> None:
    uncalled = {
        f"{module.path}: {owner.name}.{method.name}"
        for module in product()
        for owner, method in public_methods(module)
        if method.name not in referenced_names()
    }
    must_be_none(f"{name} has no caller in the product" for name in uncalled if name not in CALLED_BY_OTHERS)
    must_be_none(needless(CALLED_BY_OTHERS, uncalled))
