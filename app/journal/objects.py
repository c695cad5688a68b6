"""What the things are called that facts are about: each feature knows its own, by the first word of their keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.kernel.application import get_extension
from app.kernel.feature import Feature


def titles_of(objects: Iterable[str | None]) -> dict[str, Mapping[str, str]]:
    """The title of each object ("mission:publish") that some feature knows; the others are left out."""
    names: dict[str, set[str]] = {}
    for kind, _, name in (one.partition(":") for one in objects if one):
        names.setdefault(kind, set()).add(name)
    features: Sequence[Feature] = get_extension("features")
    return {
        f"{kind}:{name}": title
        for feature in features
        for kind, ask in feature.objects.items()
        if kind in names
        for name, title in ask(names[kind]).items()
    }
