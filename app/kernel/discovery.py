"""Kinds are code: finds the one instance that each file of a folder offers, so that a new kind is one new file."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TypeVar

Kind = TypeVar("Kind")


@cache
def discover_kinds(package: str, kind: type[Kind]) -> dict[str, Kind]:
    """Every instance of `kind` found as a module's variable in `package`, by its `name`, in name order."""
    found: dict[str, Kind] = {}
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        offered = vars(importlib.import_module(f"{package}.{module.name}")).values()
        for instance in offered:
            if isinstance(instance, kind):
                name = str(getattr(instance, "name", module.name))
                assert name not in found or found[name] is instance, f"Two of {package} are called {name}."
                found[name] = instance
    return dict(sorted(found.items()))
