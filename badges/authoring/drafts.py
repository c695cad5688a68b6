"""Converts drafts of badges from and to the objects of their form."""

from __future__ import annotations

from app.kernel.errors import Invalid
from app.kernel.schema import JsonObject
from app.web.forms.objects import (
    REFUSED,
    in_language_order,
    parse_object_with_errors,
    parse_settings_with_errors,
    without_none,
)
from badges.authoring.fields import BadgeSchema
from badges.criterion import criteria_by_name
from badges.medal import MedalColour, MedalShape
from badges.models import BadgeVersion
from badges.service.write import BadgeDraft, BadgeText


def parse_badge_draft(raw: JsonObject) -> tuple[str, BadgeDraft]:
    """The slug and the draft of a badge; Invalid with every error, those of its settings included."""
    read, errors = parse_object_with_errors(BadgeSchema(), raw)
    criterion = criteria_by_name().get(str(raw.get("criterion")))
    schema = criterion.settings() if criterion else None
    settings, wrong = parse_settings_with_errors(schema, raw.get("settings", {})) if schema else ({}, [])
    if errors or wrong:
        raise Invalid(REFUSED, errors=[*errors, *wrong])
    text = BadgeText(
        name=read["name"],
        description=read["description"],
        icon=read["icon"],
        shape=MedalShape(read["shape"]),
        colour=MedalColour(read["colour"]),
    )
    badge_draft = BadgeDraft(
        criterion=read["criterion"],
        text=text,
        settings=settings,
        valid_months=read["valid_months"],
        group=read["group"],
    )
    return read["slug"], badge_draft


def encode_badge_version(slug: str, version: BadgeVersion) -> dict[str, object]:
    """A version as its author wrote it."""
    fields: dict[str, object] = {
        "slug": slug,
        "criterion": version.criterion,
        "name": in_language_order(version.name),
        "description": in_language_order(version.description),
        "group": version.group_slug,
        "settings": without_none(version.settings),
        "shape": version.shape,
        "colour": version.colour,
        "icon": version.icon,
        "valid_months": version.valid_months,
    }
    return without_none(fields)
