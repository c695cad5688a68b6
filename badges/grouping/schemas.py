"""The shape of a group of badges, in a file and on its page."""

from __future__ import annotations

import marshmallow as ma

from app.kernel.schema import JsonInt, Schema
from app.web.forms.schema_fields import field_metadata, localised_field, slug_field

MOST_GROUPS = 30


class BadgeGroupSchema(Schema):
    """A group of badges as HR writes it."""

    slug = slug_field(field_metadata("Name in the address", "Nom dans l’adresse", "The group's name for ever."))
    name = localised_field(60, field_metadata("Name", "Nom", "What the group is called."))
    place = JsonInt(
        required=True,
        validate=ma.validate.Range(1, 999),
        metadata=field_metadata("Place", "Place", "Where it stands in the catalogue, the smallest first."),
    )
