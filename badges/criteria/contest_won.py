"""The criterion `contest-won`: a prize won in so many contests."""

from __future__ import annotations

import marshmallow as ma

from app.journal.counter import CountRequirement, DistinctBy
from app.kernel.schema import JsonInt, JsonObject, Schema
from badges.criterion import BadgeCriterion, CriterionWords, Words


class ContestWonSettings(Schema):
    """Which contests, and how many of them."""

    contests = ma.fields.List(
        ma.fields.Str(),
        load_default=None,
        allow_none=True,
        validate=ma.validate.Length(min=1),
        metadata={
            "description": "Only these contests, by their slugs; any when absent.",
            "label": {"fr": "Seulement dans ces concours", "en": "Only in these contests"},
            "hint": {
                "fr": "N’importe lesquels si vous ne choisissez rien.",
                "en": "Any of them when you choose nothing.",
            },
            "form": "contests",
        },
    )
    wanted = JsonInt(
        load_default=1,
        validate=ma.validate.Range(1, 100),
        metadata={
            "description": "In how many contests; one when absent.",
            "label": {"fr": "Dans combien de concours", "en": "In how many contests"},
        },
    )


def _build_count_requirement(settings: JsonObject) -> CountRequirement:
    among = settings["contests"] and tuple(dict.fromkeys(f"contest:{slug}" for slug in settings["contests"]))
    return CountRequirement(("prize.won",), DistinctBy.OBJECT, settings["wanted"], among=among)


def _describe_settings(settings: JsonObject) -> CriterionWords:
    return CriterionWords(
        [_describe_condition(settings), _describe_what_is_won()],
        {"fr": "%(done)s concours sur %(wanted)s", "en": "%(done)s of %(wanted)s contest"},
        {"fr": "%(done)s concours sur %(wanted)s", "en": "%(done)s of %(wanted)s contests"},
    )


def _describe_condition(settings: JsonObject) -> Words:
    if settings["contests"]:
        return {"fr": "Gagner un lot dans ces concours :", "en": "Win a prize in these contests:"}
    return {"fr": "Gagner un lot dans un concours.", "en": "Win a prize in a contest."}


def _describe_what_is_won() -> Words:
    return {
        "fr": "Le lot compte aussi si vous le laissez ou le donnez.",
        "en": "The prize counts also if you leave it or give it away.",
    }


criterion = BadgeCriterion(
    "contest-won",
    "A prize won in so many contests.",
    {"fr": "Des lots gagnés dans des concours", "en": "Prizes won in contests"},
    ContestWonSettings,
    _build_count_requirement,
    _describe_settings,
)
