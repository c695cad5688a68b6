"""Says what changed from one version of a mission to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from missions.authoring.shapes.mission import MissionSchema
from missions.authoring.writing import mission_said
from missions.kind import Words, kinds
from missions.models import MissionVersion


@dataclass(frozen=True)
class Change:
    """One thing that changed: its name, and both values where they are short enough to be told."""

    label: Words
    before: str
    after: str


@dataclass(frozen=True)
class Edition:
    """A version and what changed since the one before; None for the first."""

    version: MissionVersion
    changes: Sequence[Change] | None


def editions(versions: Sequence[MissionVersion]) -> list[Edition]:
    """Versions, the newest first, each beside the one before it."""
    told = [Edition(newer, changes(older, newer)) for newer, older in pairwise(versions)]
    return [*told, Edition(versions[-1], None)] if versions else []


def changes(older: MissionVersion, newer: MissionVersion) -> list[Change]:
    """What an author would see differ between two versions."""
    before, after = mission_said("", older), mission_said("", newer)
    names = [name for name in MissionSchema().fields if before.get(name) != after.get(name)]
    told = [_change(_label(name), before.get(name), after.get(name)) for name in names if name != "settings"]
    return told + (_in_settings(newer, before, after) if "settings" in names else [])


def _in_settings(newer: MissionVersion, before: Mapping[str, object], after: Mapping[str, object]) -> list[Change]:
    kind = kinds().get(newer.kind)
    fields = kind.settings().fields if kind else {}
    was, is_now = (_object(side.get("settings")) for side in (before, after))
    names = [name for name in fields if was.get(name) != is_now.get(name)]
    return [
        _change(fields[name].metadata.get("label", {"fr": name, "en": name}), was.get(name), is_now.get(name))
        for name in names
    ]


def _change(label: Words, before: object, after: object) -> Change:
    return Change(label, _short(before), _short(after))


def _label(name: str) -> Words:
    label: Words = MissionSchema().fields[name].metadata["label"]
    return label


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _short(value: object) -> str:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
