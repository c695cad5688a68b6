"""Kinds and features are code: finds the instance that each file offers, so that a new one is a new file and no list."""

from __future__ import annotations

import gc
import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from app.kernel.garbage import garbage_collector_paused
from app.kernel.manifest import Feature

Kind = TypeVar("Kind")


@cache
def discover_instances(package: str, kind: type[Kind]) -> dict[str, Kind]:
    """Every instance of `kind` that is a variable of a file below `package`, at any depth, by its `name`, in name order."""
    kinds: dict[str, Kind] = {}
    for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
        for instance in vars(importlib.import_module(module.name)).values():
            if isinstance(instance, kind):
                name = str(getattr(instance, "name", module.name.rpartition(".")[2]))
                assert name not in kinds or kinds[name] is instance, f"Two of {package} are called {name}."
                kinds[name] = instance
    return dict(sorted(kinds.items()))


def discover_features(roots: Sequence[str], floors: Sequence[str]) -> tuple[Feature, ...]:
    """The `feature` of every feature.py below the packages `roots`: first those of `floors` in that order, then by package name."""
    packages = [package for root in roots for package in _feature_packages(root)]
    packages.sort(key=lambda package: (floors.index(package) if package in floors else len(floors), package))
    with garbage_collector_paused():
        features = tuple(_import_feature(package) for package in packages)
        gc.freeze()  # Looking through what was imported takes a quarter of the start, and again in every forked worker.
    return features


def _feature_packages(root: str) -> Iterator[str]:
    folder = Path(str(importlib.import_module(root).__file__)).parent
    for file in folder.rglob("feature.py"):
        yield ".".join((root, *file.parent.relative_to(folder).parts))


def _import_feature(package: str) -> Feature:
    feature = vars(importlib.import_module(f"{package}.feature")).get("feature")
    assert isinstance(feature, Feature), f"{package}/feature.py offers no manifest called feature."
    return feature
