"""Nobody writes the address of one of our pages by hand: it follows from its endpoint, so a page can move."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from tests.architecture.allowed import WRITTEN_ADDRESSES, needless
from tests.architecture.house import house
from tests.architecture.source import ROOT, Module, dotted_name, must_be_none, product

IN_TEMPLATES = re.compile(r"(?:href|action|hx-\w+)=\"(/[a-z][^\"]*)\"")
ROUTES = ("get", "post", "put", "patch", "delete", "route")


def test_no_module_writes_the_address_of_a_page_by_hand() -> None:
    modules = [module for module in product() if not module.path.startswith(("seeds/", "app/cli/", "app/migrations/"))]
    written = {module.path: list(_addresses_in(module)) for module in modules}
    must_be_none(
        f"{path}: {address} is written by hand: use url_for, or build_path outside a request"
        for path, addresses in written.items()
        for address in addresses
        if path not in WRITTEN_ADDRESSES
    )
    must_be_none(needless(WRITTEN_ADDRESSES, [path for path, addresses in written.items() if addresses]))


def test_no_template_writes_the_address_of_a_page_by_hand() -> None:
    templates = [path for top in ("app", "missions", "badges", "mentoring") for path in (ROOT / top).rglob("*.html")]
    must_be_none(
        f"{path.relative_to(ROOT)}: {match.group(1)} is written by hand: use url_for"
        for path in templates
        for match in IN_TEMPLATES.finditer(path.read_text(encoding="utf-8"))
    )


def _addresses_in(module: Module) -> Iterator[str]:
    """The texts of a module that begin as the path of a page, without those that declare a page or stand in a docstring."""
    declared = {id(part) for node in module.nodes if _is_route(node) for part in ast.walk(node)}
    firsts = _first_words()
    texts = [node for node in module.nodes if isinstance(node, ast.Constant) and id(node) not in declared]
    for text in (node.value for node in texts if isinstance(node.value, str)):
        if re.fullmatch(r"/(\w[\w-]*)(/.*)?", text) and text.split("/")[1] in firsts:
            yield text


def _is_route(node: ast.AST) -> bool:
    """Whether a call declares a route, or a blueprint with its prefix."""
    if not isinstance(node, ast.Call):
        return False
    name = dotted_name(node.func).rpartition(".")[2]
    return name.endswith("Blueprint") or name in ROUTES


@cache
def _first_words() -> set[str]:
    """The first words of the addresses that answer with a page."""
    pages = [
        rule.rule for rule in house().url_map.iter_rules() if not rule.rule.startswith(("/api", "/hooks", "/assets"))
    ]
    return {path.split("/")[1] for path in pages if re.match(r"/\w", path)}
