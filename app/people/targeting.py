"""Whom a mission, a path or a round of mentoring is for: a small JSON object."""

from __future__ import annotations

import marshmallow as ma

from app.kernel.schema import Schema

LANGUAGES = ("fr", "en")


LANGUAGE_NAMES = {"fr": {"fr": "français", "en": "French"}, "en": {"fr": "anglais", "en": "English"}}


def _build_slug_list_field(english: str, french: str, description: str) -> ma.fields.List[str]:
    label = {"fr": french, "en": english}
    metadata = {"description": description, "label": label, "form": english.lower()}
    return ma.fields.List(ma.fields.Str(), validate=ma.validate.Length(min=1), metadata=metadata)


class AudienceSchema(Schema):
    """The audience; each field that is given narrows it, an empty object means everyone."""

    regions = _build_slug_list_field("Regions", "Régions", "Regions, by their slugs.")
    sites = _build_slug_list_field("Sites", "Sites", "Sites, by their slugs.")
    units = _build_slug_list_field("Units", "Équipes", "Units, by their slugs.")
    roles = _build_slug_list_field("Roles", "Rôles", "Roles of which the person holds one.")
    languages = ma.fields.List(
        ma.fields.Str(validate=ma.validate.OneOf(LANGUAGES)),
        validate=ma.validate.Length(min=1),
        metadata={
            "description": "Languages that the person reads.",
            "label": {"fr": "Langues", "en": "Languages"},
            "names": LANGUAGE_NAMES,
        },
    )
    arrived_from = ma.fields.Date(
        metadata={
            "description": "Arrived on that day or later.",
            "label": {"fr": "Arrivés depuis le", "en": "Arrived since"},
        }
    )
    arrived_until = ma.fields.Date(
        metadata={
            "description": "Arrived on that day or before.",
            "label": {"fr": "Arrivés jusqu’au", "en": "Arrived until"},
        }
    )
