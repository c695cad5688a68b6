"""A programme is missions and paths: reads it from a document with every mistake at its line, and writes it as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import orjson
import yaml

from app.kernel.circles import find_circle
from app.kernel.errors import Invalid
from app.kernel.messages import ErrorMessage
from app.web.forms.objects import parse_object_with_errors
from missions.authoring.drafts import parse_mission_draft, parse_path_draft
from missions.authoring.exchange.document import FileMistake, ParsedFile
from missions.authoring.shapes.path import MissionsAndPathsSchema
from missions.kind import list_required_mission_slugs
from missions.service.paths import PathDraft
from missions.service.write import MissionDraft

Entry = TypeVar("Entry")

TWICE = ErrorMessage("This name stands in the file twice.", french="Ce nom figure deux fois dans le fichier.")
MOST_MISTAKES = 100
"""The reading of a file stops after the entry in which so many mistakes are reached."""

NOTHING = ErrorMessage("It holds no mission and no path.", french="Il ne contient ni mission ni parcours.")


class ImportEffect(StrEnum):
    """What importing would do to an entry."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class MissionsAndPaths:
    """Missions and paths by their slugs, each with its place in the file."""

    missions: Mapping[str, tuple[str, MissionDraft]]
    paths: Mapping[str, tuple[str, PathDraft]]


@dataclass(frozen=True)
class PlannedEntry:
    """An entry of the file and what would become of it."""

    is_path: bool
    slug: str
    title: Mapping[str, str]
    effect: ImportEffect


def parse_entries_or_mistakes(document: ParsedFile) -> MissionsAndPaths | list[FileMistake]:
    """The programme; or what is wrong with it, in the order of the lines, up to about MOST_MISTAKES."""
    shape, errors = parse_object_with_errors(MissionsAndPathsSchema(), document.value)
    if errors:
        return [document.build_mistake_at(error.pointer, error.detail) for error in errors[:MOST_MISTAKES]]
    missions, wrong = _parse_entry_list(document, "missions", shape["missions"], parse_mission_draft)
    paths, wrong_paths = _parse_entry_list(document, "paths", shape["paths"], parse_path_draft)
    mistakes = [*wrong, *wrong_paths, *_list_circle_mistakes(document, missions)]
    if not mistakes and not missions and not paths:
        mistakes = [FileMistake(None, "", NOTHING)]
    return MissionsAndPaths(missions, paths) if not mistakes else sorted(mistakes, key=lambda entry: entry.line or 0)


def _parse_entry_list(
    document: ParsedFile, name: str, raws: Sequence[Mapping[str, object]], read: Callable[..., tuple[str, Entry]]
) -> tuple[dict[str, tuple[str, Entry]], list[FileMistake]]:
    results: dict[str, tuple[str, Entry]] = {}
    mistakes: list[FileMistake] = []
    for place, raw in enumerate(raws):
        if len(mistakes) >= MOST_MISTAKES:
            break
        pointer = f"/{name}/{place}"
        try:
            slug, draft = read(raw)
        except Invalid as refused:
            mistakes += [
                document.build_mistake_at(f"{pointer}{error.pointer}", error.detail) for error in refused.errors
            ]
            continue
        if slug in results:
            mistakes.append(document.build_mistake_at(f"{pointer}/slug", TWICE))
        results[slug] = (pointer, draft)
    return results, mistakes


def _list_circle_mistakes(document: ParsedFile, missions: Mapping[str, tuple[str, MissionDraft]]) -> list[FileMistake]:
    circle = find_circle(_required_missions_by_slug(missions))
    if not circle:
        return []
    tour = " → ".join(circle)
    message = ErrorMessage(
        f"These missions wait for one another: {tour}.", french=f"Ces missions s’attendraient l’une l’autre : {tour}."
    )
    return [document.build_mistake_at(f"{missions[circle[0]][0]}/settings", message)]


def sort_slugs_by_requirement(missions: Mapping[str, tuple[str, MissionDraft]]) -> list[str]:
    """The missions, those that others of the file rest on first; there is no circle among them."""
    needs, ordered = _required_missions_by_slug(missions), dict[str, None]()
    while len(ordered) < len(missions):
        ready = [slug for slug in missions if slug not in ordered and needs[slug] <= ordered.keys()]
        assert ready, "A circle was refused before."
        ordered |= dict.fromkeys(ready)
    return list(ordered)


def _required_missions_by_slug(missions: Mapping[str, tuple[str, MissionDraft]]) -> dict[str, set[str]]:
    return {
        slug: set(list_required_mission_slugs(mission_draft.kind, mission_draft.settings)) & missions.keys()
        for slug, (_, mission_draft) in missions.items()
    }


class _YamlDumperWithoutAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's interface
        """Equal values are written out each time: anchors are not read back."""
        return True


def encode_yaml_file(missions: Sequence[object], paths: Sequence[object]) -> str:
    """The file as YAML, in the order in which people write."""
    programme = {"missions": list(missions), "paths": list(paths)}
    text: str = yaml.dump(programme, Dumper=_YamlDumperWithoutAliases, allow_unicode=True, sort_keys=False, width=100)
    return text


def encode_json_file(missions: Sequence[object], paths: Sequence[object]) -> str:
    """The file as JSON."""
    programme = {"missions": list(missions), "paths": list(paths)}
    return orjson.dumps(programme, option=orjson.OPT_INDENT_2).decode()
