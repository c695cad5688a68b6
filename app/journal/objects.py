"""The titles of the objects that facts are about: each feature knows its own, by the first word of their keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.journal.manifest import JournalFeature
from app.kernel.manifest import list_features_of_current_application


def find_object_titles(objects: Iterable[str | None]) -> dict[str, Mapping[str, str]]:
    """The title of each object ("mission:publish") that some feature knows; the others are left out."""
    names: dict[str, set[str]] = {}
    for kind, _, name in (key.partition(":") for key in objects if key):
        names.setdefault(kind, set()).add(name)
    return {
        f"{kind}:{name}": title
        for feature in list_features_of_current_application(JournalFeature)
        for kind, find_titles in feature.object_titles.items()
        if kind in names
        for name, title in find_titles(names[kind]).items()
    }


def list_object_choices(kind: str) -> dict[str, Mapping[str, str]]:
    """The title of each object of a kind ("mission") that a form may offer, by name."""
    features = list_features_of_current_application(JournalFeature)
    lists = (feature.object_choices[kind]() for feature in features if kind in feature.object_choices)
    return {name: title for titles in lists for name, title in titles.items()}


def list_rule_titles(object_name: str) -> dict[str, Sequence[Mapping[str, str]]]:
    """The titles of the rules that depend on an object ("mission:publish"), by the French name of their kind, if there are any."""
    features = list_features_of_current_application(JournalFeature)
    listed = {
        name: list_titles(object_name) for feature in features for name, list_titles in feature.rule_titles.items()
    }
    return {name: titles for name, titles in listed.items() if titles}
