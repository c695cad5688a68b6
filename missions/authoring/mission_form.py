"""The form of a mission and that of a path: those of their schemas, the settings of the kind in their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from missions.authoring.controls import Choice, Choices, Control
from missions.authoring.forms import Form, Raw, Setting, draw
from missions.authoring.posted import Posted, gather
from missions.authoring.shapes.mission import MissionSchema
from missions.authoring.shapes.path import PathSchema
from missions.kind import MissionKind


def mission_form(kind: MissionKind, raw: Raw, setting: Setting) -> Form:
    """A mission of that kind, filled in with what was said."""
    drawn = draw(MissionSchema(), raw, setting)
    inner = draw(kind.settings(), _object(raw.get("settings")), setting, "settings.")
    act = replace(drawn["settings"], control=Control.GROUP, inner=tuple(inner.values()))
    return {**drawn, "settings": act}


def gather_mission(kind: MissionKind, posted: Posted, zone: str) -> dict[str, object]:
    """What a posted form says of a mission of that kind."""
    said = gather(MissionSchema(), posted, zone=zone)
    settings = gather(kind.settings(), posted, zone=zone, prefix="settings.")
    return {**said, "kind": kind.name, "settings": settings}


def path_form(raw: Raw, setting: Setting) -> Form:
    """A path, filled in with what was said; a step comes after others of its own path."""
    return draw(PathSchema(), raw, replace(setting, choices=_with_steps(raw, setting.choices)))


def gather_path(posted: Posted, zone: str) -> dict[str, object]:
    """What a posted form says of a path."""
    return gather(PathSchema(), posted, zone=zone)


def _with_steps(raw: Raw, choices: Choices) -> Choices:
    steps = raw.get("steps")
    held = [str(step.get("mission")) for step in steps if isinstance(step, Mapping)] if isinstance(steps, list) else []
    titles = {choice.value: choice for choice in choices.get("missions", ())}
    named = [titles.get(slug, Choice(slug, {"fr": slug, "en": slug})) for slug in dict.fromkeys(held) if slug != "None"]
    return {**choices, "steps": named}


def _object(value: object) -> Raw:
    return value if isinstance(value, Mapping) else {}
