"""A group of badges, and who gives a badge, as a programme file says them: people by their ids in the directory."""

from __future__ import annotations

from dataclasses import dataclass

import marshmallow as ma

from app.kernel.errors import Invalid
from app.kernel.schema import JsonObject, Schema
from app.web.forms.objects import REFUSED, parse_object_with_errors
from app.web.forms.schema_fields import field_metadata, slug_field
from badges.grouping.schemas import BadgeGroupSchema
from badges.grouping.service import BadgeGroupDraft


class GiversSchema(Schema):
    """The people who give one badge."""

    slug = slug_field(field_metadata("Badge", "Badge", "The badge, by its slug: one that is given by hand."))
    people = ma.fields.List(
        ma.fields.Str(),
        required=True,
        metadata=field_metadata(
            "People", "Personnes", "Those who give it, and nobody else, by their ids in the directory."
        ),
    )


@dataclass(frozen=True)
class GiversDraft:
    """The ids in the directory of those who give a badge, in their order there."""

    people: tuple[str, ...]


def parse_givers_draft(raw: JsonObject) -> tuple[str, GiversDraft]:
    """The slug of the badge and who gives it; Invalid with every error."""
    read, errors = parse_object_with_errors(GiversSchema(), raw)
    if errors:
        raise Invalid(REFUSED, errors=errors)
    return read["slug"], GiversDraft(tuple(sorted(set(read["people"]))))


def parse_group_draft(raw: JsonObject) -> tuple[str, BadgeGroupDraft]:
    """The slug and the draft of a group; Invalid with every error."""
    read, errors = parse_object_with_errors(BadgeGroupSchema(), raw)
    if errors:
        raise Invalid(REFUSED, errors=errors)
    return read["slug"], BadgeGroupDraft(read["name"], read["place"])
