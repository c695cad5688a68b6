"""Nothing hangs in the air: what a slice offers is plugged in, and what is asked for by name exists."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from types import FunctionType

from flask import Blueprint

from app.factory import FLOORS, list_all_features
from app.intake.verbs import VERBS
from app.journal.kinds import KINDS
from app.journal.reader import Reader
from app.kernel.manifest import Feature, NavigationEntry
from tests.architecture.house import house
from tests.architecture.source import ROOT, Module, dotted_name, must_be_none, product


def offered(*names: str) -> Iterator[tuple[Module, str, object]]:
    """Every variable of the product's files of those names."""
    for module in product():
        if module.name in names:
            for name, value in vars(import_module(module.dotted)).items():
                yield module, name, value


def test_the_factory_finds_every_manifest() -> None:
    features = list_all_features()
    must_be_none(
        module.path
        for module, _, value in offered("feature.py")
        if isinstance(value, Feature) and value not in features
    )


def test_the_factory_names_every_floor_once_and_in_the_order_of_the_contract() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ][0]
    layers = [re.findall(r"[\w.]+", layer) for layer in reversed(contract["layers"])]
    height = {package: number for number, layer in enumerate(layers) for package in layer}
    heights = [next(height[floor] for floor in height if f"{package}.".startswith(f"{floor}.")) for package in FLOORS]
    assert heights == sorted(heights)
    assert {f"{package}.feature" for package in FLOORS} <= {module.dotted for module in product()}


def test_every_reader_is_plugged_in() -> None:
    readers = house().extensions["readers"].values()
    must_be_none(
        f"{module.path}: {name}"
        for module, name, value in offered("readers.py")
        if isinstance(value, Reader) and value not in readers
    )


def test_every_job_is_plugged_in() -> None:
    jobs = house().extensions["jobs"].values()
    must_be_none(
        f"{module.path}: {name}" for module, name, value in offered("jobs.py") if _is_job(value) and value not in jobs
    )


def _is_job(value: object) -> bool:
    return isinstance(value, FunctionType) and "job_name" in vars(value)


def test_every_blueprint_is_plugged_in() -> None:
    plugged_in = {
        id(blueprint) for feature in list_all_features() for blueprint in (*feature.blueprints, *feature.apis)
    }
    must_be_none(
        f"{module.path}: {name}"
        for module, name, value in offered("routes.py", "pages.py")
        if isinstance(value, Blueprint) and id(value) not in plugged_in
    )


def test_every_job_that_is_asked_for_exists() -> None:
    jobs = house().extensions["jobs"]
    must_be_none(
        schedule.job for feature in list_all_features() for schedule in feature.schedules if schedule.job not in jobs
    )
    must_be_none(
        module.at(call, f"no job is called {name}")
        for module, call, name in _named_by_calls("enqueue_job_after_commit")
        if name not in jobs
    )


def test_every_entry_of_the_navigation_leads_to_a_page_under_its_own_rule() -> None:
    views = house().view_functions
    entries: list[NavigationEntry] = [entry for feature in list_all_features() for entry in feature.navigation]
    must_be_none(f"{entry.label}: {entry.endpoint}" for entry in entries if entry.endpoint not in views)
    must_be_none(
        f"{entry.label}: {entry.permission}"
        for entry in entries
        if views[entry.endpoint].__dict__["permission"] != entry.permission
    )


def test_every_kind_of_fact_is_told_by_somebody() -> None:
    emitted = {
        node.value
        for module in product()
        if module.name not in ("kinds.py", "readers.py", "events.py")
        for node in module.nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert VERBS, "The intake tells of what the RSE says."
    must_be_none(kind for kind in KINDS if kind not in emitted)


def test_every_kind_of_notice_that_is_told_is_plugged_in() -> None:
    kinds = house().extensions["notice_kinds"]
    calls = [
        (module, node)
        for module in product()
        for node in module.nodes
        if isinstance(node, ast.Call) and dotted_name(node.func).endswith("NewNotice")
    ]
    named = [(module, word.value) for module, call in calls for word in call.keywords if word.arg == "kind"]
    written = [(module, value, str(value.value)) for module, value in named if isinstance(value, ast.Constant)]
    must_be_none(
        module.at(value, f"no kind of notice is called {kind}") for module, value, kind in written if kind not in kinds
    )


def test_every_permission_of_the_table_guards_a_route() -> None:
    app = house()
    permissions = {view.__dict__.get("permission") for view in app.view_functions.values()}
    must_be_none(permission for permission in app.extensions["gate"].table if permission not in permissions)


def _named_by_calls(function: str) -> list[tuple[Module, ast.Call, str]]:
    """Every call of a function whose first argument is a written name."""
    calls = ((module, node) for module in product() for node in module.nodes if isinstance(node, ast.Call))
    ours = [(module, node) for module, node in calls if dotted_name(node.func).endswith(function) and node.args]
    return [(module, node, str(node.args[0].value)) for module, node in ours if isinstance(node.args[0], ast.Constant)]
