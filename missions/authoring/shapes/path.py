"""The schemas of a path as its author writes it."""

from __future__ import annotations

import marshmallow as ma

from app.kernel.schema import JsonInt, Schema, refuse_hidden_signs
from app.people.targeting import AudienceSchema
from app.web.forms.schema_fields import field_metadata, localised_field, slug_field


class StepSchema(Schema):
    """A mission's place on a path."""

    mission = ma.fields.Str(
        required=True, metadata=field_metadata("Mission", "Mission", "The mission, by its slug.", form="missions")
    )
    opens_after_days = JsonInt(
        load_default=0,
        validate=ma.validate.Range(0, 366),
        metadata=field_metadata("Days after arrival", "Jours après l’arrivée", "How many days after arrival it opens."),
    )
    needs = ma.fields.List(
        ma.fields.Str(),
        load_default=list,
        metadata=field_metadata("After", "Après", "The missions of this path that come before it.", form="steps"),
    )


class PathSchema(Schema):
    """A path as its author writes it."""

    slug = slug_field(
        field_metadata(
            "Name in the address",
            "Nom dans l’adresse",
            "The path's name for ever, in its address.",
            hint={
                "fr": "Laissez vide : il est fait du titre. Il ne change plus ensuite.",
                "en": "Leave it empty: it is made from the title. It never changes afterwards.",
            },
        )
    )
    title = localised_field(90, field_metadata("Title", "Titre", "What the path is called."))
    why = localised_field(
        300,
        field_metadata(
            "What it is good for", "À quoi il sert", "What people gain from it, in one sentence.", form="text"
        ),
    )
    objective = localised_field(
        300,
        field_metadata(
            "Objective",
            "Objectif",
            "What the company wants from it; asked for before it is published.",
            form="text",
            is_needed_to_publish=True,
            hint={
                "fr": "Ce que l’entreprise en attend. Les gens le lisent aussi.",
                "en": "What the company wants. People read it too.",
            },
        ),
        is_required=False,
    )
    sponsor = ma.fields.Str(
        load_default="",
        validate=[ma.validate.Length(max=120), refuse_hidden_signs],
        metadata=field_metadata(
            "Sponsor", "Qui le porte", "Who stands for it: a name and a role.", is_needed_to_publish=True
        ),
    )
    opens_on_joining = ma.fields.Bool(
        load_default=False,
        metadata=field_metadata(
            "Open it to whoever takes part",
            "L’ouvrir à toute personne qui participe",
            "Opens it by itself to whoever takes part.",
        ),
    )
    audience = ma.fields.Nested(
        AudienceSchema,
        load_default=dict,
        metadata=field_metadata("For whom", "Pour qui", "Whom it is for; everybody when nothing is said."),
    )
    steps = ma.fields.List(
        ma.fields.Nested(StepSchema),
        required=True,
        validate=ma.validate.Length(1, 100),
        metadata=field_metadata("Steps", "Étapes", "Its missions, in order."),
    )
