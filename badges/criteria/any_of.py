"""The criterion `any-of`: so many of some other badges, whichever they are."""

from __future__ import annotations

import marshmallow as ma

from app.kernel.schema import JsonInt, JsonObject, Schema
from badges.criterion import BadgeCriterion, ComposedRule, CriterionWords, Words, refuse_more_than_listed


class AnyOfSettings(Schema):
    """Which badges, and how many of them."""

    badges = ma.fields.List(
        ma.fields.Str(),
        required=True,
        validate=ma.validate.Length(min=2),
        metadata={
            "description": "The badges that count, by their slugs; they are published before.",
            "label": {"fr": "Les badges qui comptent", "en": "The badges that count"},
            "hint": {"fr": "Ceux qui sont publiés : deux au moins.", "en": "Those that are published: two at least."},
            "form": "badges",
        },
    )
    wanted = JsonInt(
        load_default=1,
        validate=ma.validate.Range(min=1),
        metadata={
            "description": "How many of them; one when absent.",
            "label": {"fr": "Combien en faut-il", "en": "How many it takes"},
        },
    )

    @ma.validates_schema
    def _refuse_more_than_there_are(self, data: JsonObject, **_: object) -> None:
        refuse_more_than_listed(data["wanted"], data["badges"])


def _build_composed_rule(settings: JsonObject) -> ComposedRule:
    return ComposedRule(tuple(dict.fromkeys(settings["badges"])), wanted=settings["wanted"])


def _describe_settings(settings: JsonObject) -> CriterionWords:
    return CriterionWords(
        [_describe_condition(settings["wanted"])],
        {"fr": "%(done)s badge sur %(wanted)s", "en": "%(done)s of %(wanted)s badge"},
        {"fr": "%(done)s badges sur %(wanted)s", "en": "%(done)s of %(wanted)s badges"},
    )


def _describe_condition(wanted: int) -> Words:
    if wanted == 1:
        return {"fr": "Détenir l’un de ces badges :", "en": "Hold one of these badges:"}
    return {"fr": f"Détenir {wanted} de ces badges :", "en": f"Hold {wanted} of these badges:"}


criterion = BadgeCriterion(
    "any-of",
    "So many of some other badges, whichever they are.",
    {"fr": "Une partie de ces badges", "en": "Some of these badges"},
    AnyOfSettings,
    _build_composed_rule,
    _describe_settings,
)
