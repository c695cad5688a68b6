"""The fields that missions and paths share: names in addresses, and texts in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

import marshmallow as ma

from app.kernel.messages import ErrorMessage
from app.kernel.schema import Schema, refuse_hidden_signs

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RESERVED_SLUGS = ("new", "import", "groups")
"""Words that addresses of ours already mean something by."""

NO_SLUG = ErrorMessage(
    "Small letters, digits and hyphens, like first-steps.",
    french="Des minuscules sans accent, des chiffres et des traits d’union, comme premiers-pas.",
)


def field_metadata(english: str, french: str, description: str, **more: object) -> dict[str, object]:
    return {"label": {"fr": french, "en": english}, "description": description, **more}


def _refuse_invalid_slug(text: str) -> None:
    if not SLUG.fullmatch(text) or text in RESERVED_SLUGS:
        raise ma.ValidationError(NO_SLUG)


def localised_field(most: int, field_metadata: Mapping[str, object], *, is_required: bool = True) -> ma.fields.Nested:
    """A text in both languages, each of so many letters at most."""
    text = ma.fields.Str(required=True, validate=[ma.validate.Length(1, most), refuse_hidden_signs])
    both = Schema.from_dict({"fr": text, "en": text}, name=f"Words{most}")
    return ma.fields.Nested(both, required=is_required, metadata=field_metadata)


def slug_field(field_metadata: Mapping[str, object]) -> ma.fields.Str:
    """The name of a mission or of a path in its address."""
    return ma.fields.Str(
        required=True, validate=[ma.validate.Length(1, 60), _refuse_invalid_slug], metadata=field_metadata
    )
