"""A programme is missions and paths: reads it from a document with every mistake at its line, and writes it as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import orjson
import yaml

from app.kernel.errors import Invalid
from app.kernel.messages import ErrorMessage
from missions.authoring.exchange.document import Document, Mistake
from missions.authoring.shapes.path import ProgrammeSchema
from missions.authoring.writing import loaded, read_mission, read_path
from missions.graph import circle_in
from missions.kind import rests_on
from missions.service.paths import Route
from missions.service.write import Writing

Said = TypeVar("Said")

TWICE = ErrorMessage("This name stands in the file twice.", french="Ce nom figure deux fois dans le fichier.")
NOTHING = ErrorMessage("It holds no mission and no path.", french="Il ne contient ni mission ni parcours.")


class Fate(StrEnum):
    """What importing would do to an entry."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Programme:
    """Missions and paths by their slugs, each with its place in the file."""

    missions: Mapping[str, tuple[str, Writing]]
    paths: Mapping[str, tuple[str, Route]]


@dataclass(frozen=True)
class Planned:
    """An entry of the file and what would become of it."""

    is_path: bool
    slug: str
    title: Mapping[str, str]
    fate: Fate


def read_programme(document: Document) -> Programme | list[Mistake]:
    """The programme; or everything that is wrong with it, in the order of the lines."""
    shape, errors = loaded(ProgrammeSchema(), document.value)
    if errors:
        return [document.mistake(error.pointer, error.detail) for error in errors]
    missions, wrong = _entries(document, "missions", shape["missions"], read_mission)
    paths, wrong_paths = _entries(document, "paths", shape["paths"], read_path)
    mistakes = [*wrong, *wrong_paths, *_circles(document, missions)]
    if not mistakes and not missions and not paths:
        mistakes = [Mistake(None, "", NOTHING)]
    return Programme(missions, paths) if not mistakes else sorted(mistakes, key=lambda one: one.line or 0)


def _entries(
    document: Document, name: str, raws: Sequence[Mapping[str, object]], read: Callable[..., tuple[str, Said]]
) -> tuple[dict[str, tuple[str, Said]], list[Mistake]]:
    found: dict[str, tuple[str, Said]] = {}
    mistakes = []
    for place, raw in enumerate(raws):
        pointer = f"/{name}/{place}"
        try:
            slug, said = read(raw)
        except Invalid as refused:
            mistakes += [document.mistake(f"{pointer}{error.pointer}", error.detail) for error in refused.errors]
            continue
        if slug in found:
            mistakes.append(document.mistake(f"{pointer}/slug", TWICE))
        found[slug] = (pointer, said)
    return found, mistakes


def _circles(document: Document, missions: Mapping[str, tuple[str, Writing]]) -> list[Mistake]:
    circle = circle_in(_needs(missions))
    if not circle:
        return []
    tour = " → ".join(circle)
    told = ErrorMessage(
        f"These missions wait for one another: {tour}.", french=f"Ces missions s’attendraient l’une l’autre : {tour}."
    )
    return [document.mistake(f"{missions[circle[0]][0]}/settings", told)]


def in_order(missions: Mapping[str, tuple[str, Writing]]) -> list[str]:
    """The missions, those that others of the file rest on first; there is no circle among them."""
    needs, ordered = _needs(missions), dict[str, None]()
    while len(ordered) < len(missions):
        ready = [slug for slug in missions if slug not in ordered and needs[slug] <= ordered.keys()]
        assert ready, "A circle was refused before."
        ordered |= dict.fromkeys(ready)
    return list(ordered)


def _needs(missions: Mapping[str, tuple[str, Writing]]) -> dict[str, set[str]]:
    return {
        slug: set(rests_on(writing.kind, writing.settings)) & missions.keys() for slug, (_, writing) in missions.items()
    }


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's interface
        """What is said twice is written twice: anchors are not read back."""
        return True


def as_yaml(missions: Sequence[object], paths: Sequence[object]) -> str:
    """The file as YAML, in the order in which people write."""
    said = {"missions": list(missions), "paths": list(paths)}
    told: str = yaml.dump(said, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=100)
    return told


def as_json(missions: Sequence[object], paths: Sequence[object]) -> str:
    """The file as JSON."""
    said = {"missions": list(missions), "paths": list(paths)}
    return orjson.dumps(said, option=orjson.OPT_INDENT_2).decode()
