"""Says what changed from one version of a mission to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from missions.authoring.drafts import encode_mission_version
from missions.authoring.shapes.mission import MissionSchema
from missions.kind import Words, mission_kinds
from missions.models import MissionVersion


@dataclass(frozen=True)
class VersionChange:
    """One thing that changed: its name, and both values if they are short."""

    label: Words
    before: str
    after: str


@dataclass(frozen=True)
class VersionWithChanges:
    """A version and what changed since the one before; None for the first."""

    version: MissionVersion
    changes: Sequence[VersionChange] | None


def list_versions_with_changes(versions: Sequence[MissionVersion]) -> list[VersionWithChanges]:
    """Versions, the newest first, each beside the one before it."""
    entries = [VersionWithChanges(newer, list_version_changes(older, newer)) for newer, older in pairwise(versions)]
    return [*entries, VersionWithChanges(versions[-1], None)] if versions else []


def list_version_changes(older: MissionVersion, newer: MissionVersion) -> list[VersionChange]:
    """What an author would see differ between two versions."""
    before, after = encode_mission_version("", older), encode_mission_version("", newer)
    names = [name for name in MissionSchema().fields if before.get(name) != after.get(name)]
    entries = [
        _build_version_change(_field_label(name), before.get(name), after.get(name))
        for name in names
        if name != "settings"
    ]
    return entries + (_list_settings_changes(newer, before, after) if "settings" in names else [])


def _list_settings_changes(
    newer: MissionVersion, before: Mapping[str, object], after: Mapping[str, object]
) -> list[VersionChange]:
    kind = mission_kinds().get(newer.kind)
    fields = kind.settings().fields if kind else {}
    was, is_now = (_mapping_or_empty(side.get("settings")) for side in (before, after))
    names = [name for name in fields if was.get(name) != is_now.get(name)]
    return [
        _build_version_change(
            fields[name].metadata.get("label", {"fr": name, "en": name}), was.get(name), is_now.get(name)
        )
        for name in names
    ]


def _build_version_change(label: Words, before: object, after: object) -> VersionChange:
    return VersionChange(label, _text_if_number(before), _text_if_number(after))


def _field_label(name: str) -> Words:
    label: Words = MissionSchema().fields[name].metadata["label"]
    return label


def _mapping_or_empty(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _text_if_number(value: object) -> str:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
