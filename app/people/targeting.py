"""Whom a mission, a path or a round of mentoring is for, as a small JSON object; and whom a typed line names."""

from __future__ import annotations

from collections.abc import Collection

import marshmallow as ma

from app.kernel.messages import ErrorMessage
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


NO_PERSON = ErrorMessage(
    "Nobody is found under {line}: write a full name or an e-mail address.",
    french="Personne ne répond à {line} : écrivez un nom complet ou une adresse e-mail.",
)
TWO_PEOPLE = ErrorMessage(
    "Several people are called {line}: write the e-mail address.",
    french="Plusieurs personnes s’appellent {line} : écrivez l’adresse e-mail.",
)


def find_line_fault(line: str, person_ids: Collection[int]) -> ErrorMessage | None:
    """What is wrong with a typed line that should name one person, by the people who are here under it; None if it does."""
    return None if len(person_ids) == 1 else (TWO_PEOPLE if person_ids else NO_PERSON).format(line=line)
