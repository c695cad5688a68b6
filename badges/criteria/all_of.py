"""The criterion `all-of`: every one of some other badges."""

from __future__ import annotations

import marshmallow as ma

from app.kernel.schema import JsonObject, Schema
from badges.criterion import BadgeCriterion, ComposedRule, CriterionWords


class AllOfSettings(Schema):
    """Which badges."""

    badges = ma.fields.List(
        ma.fields.Str(),
        required=True,
        validate=ma.validate.Length(min=1),
        metadata={
            "description": "The badges that it takes, all of them, by their slugs; they are published before.",
            "label": {"fr": "Les badges qu’il faut détenir", "en": "The badges to hold"},
            "hint": {"fr": "Ceux qui sont publiés.", "en": "Those that are published."},
            "form": "badges",
        },
    )


def _build_composed_rule(settings: JsonObject) -> ComposedRule:
    badges = tuple(dict.fromkeys(settings["badges"]))
    return ComposedRule(badges, wanted=len(badges))


def _describe_settings(_: JsonObject) -> CriterionWords:
    return CriterionWords(
        [{"fr": "Détenir tous ces badges :", "en": "Hold all of these badges:"}],
        {"fr": "%(done)s badge sur %(wanted)s", "en": "%(done)s of %(wanted)s badge"},
        {"fr": "%(done)s badges sur %(wanted)s", "en": "%(done)s of %(wanted)s badges"},
    )


criterion = BadgeCriterion(
    "all-of",
    "Every one of some other badges.",
    {"fr": "Tous ces badges", "en": "All of these badges"},
    AllOfSettings,
    _build_composed_rule,
    _describe_settings,
)
