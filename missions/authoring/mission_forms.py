"""The form of a mission and that of a path: those of their schemas, the settings of the kind in their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.web.forms.controls import ControlType, FormChoice, FormChoices
from app.web.forms.form_fields import FormContext, FormFields, RawObject, build_form_fields
from app.web.forms.reading import Posted, parse_posted_object
from missions.authoring.shapes.mission import MissionSchema
from missions.authoring.shapes.path import PathSchema
from missions.kind import MissionKind

ROLES = (
    FormChoice("ambassador", {"fr": "Ambassadrices et ambassadeurs", "en": "Ambassadors"}),
    FormChoice("animator", {"fr": "Animatrices et animateurs de communautés", "en": "Community animation"}),
    FormChoice("hr", {"fr": "Ressources humaines", "en": "Human resources"}),
    FormChoice("representative", {"fr": "Représentants du personnel", "en": "Staff representatives"}),
    FormChoice("it", {"fr": "Informatique", "en": "IT"}),
)
"""The roles that may be an audience."""


def build_mission_form(kind: MissionKind, raw: RawObject, setting: FormContext) -> FormFields:
    """The form of a mission of that kind, filled in with `raw`; a slug that is left out is made from the title."""
    drawn = build_form_fields(MissionSchema(), raw, setting)
    inner = build_form_fields(kind.settings(), _mapping_or_empty(raw.get("settings")), setting, "settings.")
    act = replace(drawn["settings"], control=ControlType.GROUP, inner=tuple(inner.values()))
    return {**drawn, "settings": act, "slug": replace(drawn["slug"], is_required=False)}


def parse_posted_mission(kind: MissionKind, posted: Posted, zone: str) -> dict[str, object]:
    """The object of a posted form of a mission of that kind."""
    fields = parse_posted_object(MissionSchema(), posted, zone=zone)
    settings = parse_posted_object(kind.settings(), posted, zone=zone, prefix="settings.")
    return {**fields, "kind": kind.name, "settings": settings}


def build_path_form(raw: RawObject, setting: FormContext) -> FormFields:
    """The form of a path, filled in with `raw`; a step may come after other steps of the same path."""
    drawn = build_form_fields(PathSchema(), raw, replace(setting, choices=_add_step_choices(raw, setting.choices)))
    return {**drawn, "slug": replace(drawn["slug"], is_required=False)}


def parse_posted_path(posted: Posted, zone: str) -> dict[str, object]:
    """The object of a posted form of a path."""
    return parse_posted_object(PathSchema(), posted, zone=zone)


def is_slug_rewritten(typed: object, slug: str) -> bool:
    """Whether the address that was typed had to be written otherwise; one that was left out was not."""
    return bool(typed) and typed != slug


def _add_step_choices(raw: RawObject, choices: FormChoices) -> FormChoices:
    steps = raw.get("steps")
    slugs = [str(step.get("mission")) for step in steps if isinstance(step, Mapping)] if isinstance(steps, list) else []
    titles = {choice.value: choice for choice in choices.get("missions", ())}
    named = [
        titles.get(slug, FormChoice(slug, {"fr": slug, "en": slug})) for slug in dict.fromkeys(slugs) if slug != "None"
    ]
    return {**choices, "steps": named}


def _mapping_or_empty(value: object) -> RawObject:
    return value if isinstance(value, Mapping) else {}
