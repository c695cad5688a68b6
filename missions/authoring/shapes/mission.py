"""The schema of a mission as its author writes it."""

from __future__ import annotations

import re

import marshmallow as ma

from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonInt, Schema
from app.people.targeting import AudienceSchema
from app.web.forms.schema_fields import field_metadata, localised_field, slug_field
from missions.kind import mission_kinds
from missions.periods import RepeatPeriod

NO_LINK = ErrorMessage("It starts with https:// or http://.", french="Un lien commence par https:// ou http://.")
ONCE_ONLY = ErrorMessage(
    "What is done once is done once: say per day, week or month.",
    french="Une seule fois, c’est une fois : dites par jour, par semaine ou par mois.",
)
PERIOD_NAMES = {
    "once": {"fr": "Une seule fois", "en": "Once"},
    "day": {"fr": "Par jour", "en": "Each day"},
    "week": {"fr": "Par semaine", "en": "Each week"},
    "month": {"fr": "Par mois", "en": "Each month"},
}


def _refuse_invalid_link(text: str) -> None:
    if not re.fullmatch(r"https?://[^\s<>\"']+", text):
        raise ma.ValidationError(NO_LINK)


def _refuse_unknown_kind(name: str) -> None:
    if name not in mission_kinds():
        names = ", ".join(mission_kinds())
        raise ma.ValidationError(ErrorMessage(f"Must be one of: {names}.", french=f"Choisissez parmi : {names}."))


class MissionSchema(Schema):
    """A mission as its author writes it; `settings` are judged by the schema of its kind."""

    slug = slug_field(
        field_metadata(
            "Name in the address",
            "Nom dans l’adresse",
            "The mission's name for ever, in its address.",
            hint={
                "fr": "Laissez vide : il est fait du titre. Il ne change plus ensuite.",
                "en": "Leave it empty: it is made from the title. It never changes afterwards.",
            },
        )
    )
    kind = ma.fields.Str(
        required=True,
        validate=_refuse_unknown_kind,
        metadata=field_metadata("Kind", "Sorte de mission", "What it asks for: see the kinds of missions."),
    )
    title = localised_field(90, field_metadata("Title", "Titre", "What it invites to, with a verb."))
    why = localised_field(
        300,
        field_metadata(
            "What it is good for",
            "À quoi elle sert",
            "The benefit for whoever does it, in one sentence.",
            form="text",
            hint={
                "fr": "Une phrase : ce que la personne y gagne, et non ce que l’entreprise attend.",
                "en": "One sentence: what the person gains, not what the company expects.",
            },
        ),
    )
    who_sees = localised_field(
        200,
        field_metadata(
            "Who sees the result",
            "Qui en voit le résultat",
            "Who sees what comes of it.",
            hint={
                "fr": "Par exemple : les membres de la communauté où vous écrivez.",
                "en": "For instance: the members of the community you write in.",
            },
        ),
    )
    minutes = JsonInt(
        required=True,
        validate=ma.validate.Range(1, 60),
        metadata=field_metadata("Minutes", "Minutes", "How long it takes, 15 at most as a rule."),
    )
    points = JsonInt(
        load_default=0,
        validate=ma.validate.Range(0, 1000),
        metadata=field_metadata("Points", "Points", "What completing it is worth."),
    )
    settings = ma.fields.Dict(
        keys=ma.fields.Str(),
        required=True,
        metadata=field_metadata("The action", "L’action", "What it counts: the settings of its kind."),
    )
    audience = ma.fields.Nested(
        AudienceSchema,
        load_default=dict,
        metadata=field_metadata("For whom", "Pour qui", "Whom it is for; everybody when nothing is said."),
    )
    starts_at = ma.fields.AwareDateTime(
        load_default=None,
        allow_none=True,
        metadata=field_metadata("Counts from", "Compte à partir du", "What happens before does not count."),
    )
    ends_at = ma.fields.AwareDateTime(
        load_default=None,
        allow_none=True,
        metadata=field_metadata("Counts until", "Compte jusqu’au", "What happens from then on does not count."),
    )
    period = ma.fields.Str(
        load_default="once",
        validate=ma.validate.OneOf([period.value for period in RepeatPeriod]),
        metadata=field_metadata(
            "How often", "À quel rythme", "In which stretch of time `times` counts.", names=PERIOD_NAMES
        ),
    )
    times = JsonInt(
        load_default=1,
        validate=ma.validate.Range(1, 100),
        metadata=field_metadata("How many times", "Combien de fois", "How often it may be completed in each period."),
    )
    link = ma.fields.Str(
        load_default=None,
        allow_none=True,
        validate=[ma.validate.Length(1, 500), _refuse_invalid_link],
        metadata=field_metadata(
            "Where it starts",
            "Où elle commence",
            "The address where it starts on the network; that of its community or of the network when absent.",
            hint={
                "fr": "L’adresse d’une page du réseau. Vide : celle de la communauté, s’il n’y en a qu’une, ou celle du réseau.",
                "en": "The address of a page on the network. Empty: that of the community, if there is only one, or of the network.",
            },
        ),
    )
    rehearsal = ma.fields.Bool(
        load_default=False,
        metadata=field_metadata(
            "Offer a rehearsal that publishes nothing",
            "Proposer de s’exercer d’abord, sans rien publier",
            "Offers to try first, where nothing is published.",
        ),
    )
    standalone = ma.fields.Bool(
        load_default=False,
        metadata=field_metadata(
            "Open it by itself, beside any path",
            "L’ouvrir seule, en dehors de tout parcours",
            "Opens it by itself to whoever takes part, on a path or not.",
        ),
    )

    @ma.validates_schema
    def _check_times_fit_period(self, data: dict[str, object], **_: object) -> None:
        if data.get("period") == "once" and data.get("times") != 1:
            raise ma.ValidationError(ONCE_ONLY, "times")
