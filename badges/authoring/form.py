"""The form of a badge: that of its schema, the settings of its criterion in their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.web.forms.controls import ControlType
from app.web.forms.form_fields import FormContext, FormFields, RawObject, build_form_fields
from app.web.forms.reading import Posted, parse_posted_object
from badges.authoring.fields import BadgeSchema
from badges.criterion import BadgeCriterion


def build_badge_form(criterion: BadgeCriterion, raw: RawObject, context: FormContext) -> FormFields:
    """The form of a badge with that criterion, filled in with `raw`; a slug that is left out is made from the name."""
    drawn = build_form_fields(BadgeSchema(), raw, context)
    settings = raw.get("settings")
    inner = build_form_fields(
        criterion.settings(), settings if isinstance(settings, Mapping) else {}, context, "settings."
    )
    takes = replace(drawn["settings"], control=ControlType.GROUP, inner=tuple(inner.values()))
    return {**drawn, "settings": takes, "slug": replace(drawn["slug"], is_required=False)}


def parse_posted_badge(criterion: BadgeCriterion, posted: Posted, zone: str) -> dict[str, object]:
    """The object of a posted form of a badge with that criterion."""
    fields = parse_posted_object(BadgeSchema(), posted, zone=zone)
    settings = parse_posted_object(criterion.settings(), posted, zone=zone, prefix="settings.")
    return {**fields, "criterion": criterion.name, "settings": settings}
