"""The schema of a badge as its author writes it."""

from __future__ import annotations

import marshmallow as ma

from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonInt, Schema
from app.web.forms.schema_fields import field_metadata, localised_field, slug_field
from badges.criterion import criteria_by_name
from badges.medal import COLOUR_NAMES, ICON_NAMES, SHAPE_NAMES, MedalColour, MedalShape
from badges.service.write import LONGEST_TERM


def _refuse_unknown_criterion(name: str) -> None:
    if name not in criteria_by_name():
        names = ", ".join(criteria_by_name())
        raise ma.ValidationError(ErrorMessage(f"Must be one of: {names}.", french=f"Choisissez parmi : {names}."))


class BadgeSchema(Schema):
    """A badge as its author writes it; `settings` are judged by the schema of its criterion."""

    slug = slug_field(
        field_metadata(
            "Name in the address",
            "Nom dans l’adresse",
            "The badge's name for ever, in its address.",
            hint={
                "fr": "Laissez vide : il est fait du nom. Il ne change plus ensuite.",
                "en": "Leave it empty: it is made from the name. It never changes afterwards.",
            },
        )
    )
    criterion = ma.fields.Str(
        required=True,
        validate=_refuse_unknown_criterion,
        metadata=field_metadata("Criterion", "Critère", "What it takes: see the criteria of badges."),
    )
    name = localised_field(60, field_metadata("Name", "Nom", "What the badge is called."))
    description = localised_field(
        300,
        field_metadata(
            "What it recognises",
            "Ce qu’il reconnaît",
            "One sentence for whoever reads the badge.",
            form="text",
            hint={
                "fr": "Une phrase, sans l’adresser à quelqu’un en particulier.",
                "en": "One sentence, to nobody in particular.",
            },
        ),
    )
    group = ma.fields.Str(
        load_default=None,
        allow_none=True,
        metadata=field_metadata(
            "Group",
            "Groupe",
            "The group under which the catalogue shows it, by its slug; among the others when absent.",
            form="groups",
            hint={"fr": "Où le ranger dans la liste des badges.", "en": "Where it stands in the list of badges."},
        ),
    )
    settings = ma.fields.Dict(
        keys=ma.fields.Str(),
        load_default=dict,
        metadata=field_metadata("What it takes", "Ce qu’il faut", "The settings of its criterion."),
    )
    shape = ma.fields.Str(
        load_default=MedalShape.ROUND.value,
        validate=ma.validate.OneOf(list(SHAPE_NAMES)),
        metadata=field_metadata("Shape", "Forme", "The outline of the badge.", names=SHAPE_NAMES),
    )
    colour = ma.fields.Str(
        load_default=MedalColour.PETROLE.value,
        validate=ma.validate.OneOf(list(COLOUR_NAMES)),
        metadata=field_metadata("Colour", "Couleur", "The colour of the badge.", names=COLOUR_NAMES),
    )
    icon = ma.fields.Str(
        load_default="award",
        validate=ma.validate.OneOf(list(ICON_NAMES)),
        metadata=field_metadata("In the middle", "Au milieu", "What is drawn in the middle.", names=ICON_NAMES),
    )
    valid_months = JsonInt(
        load_default=None,
        allow_none=True,
        validate=ma.validate.Range(1, LONGEST_TERM),
        metadata=field_metadata(
            "Valid for how many months",
            "Valable combien de mois",
            "After so many months an award ends and can be earned again; for ever when absent.",
            hint={
                "fr": "Vide : pour toujours. Sinon, le badge prend fin et peut être reçu de nouveau ; chaque personne est prévenue un mois avant.",
                "en": "Empty: for ever. Otherwise the badge ends and can be received again; each person is told a month before.",
            },
        ),
    )
