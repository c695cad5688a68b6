"""The criterion `missions-completed`: all of some missions, or so many of them."""

from __future__ import annotations

import marshmallow as ma

from app.journal.counter import CountRequirement, DistinctBy
from app.kernel.schema import JsonInt, JsonObject, Schema
from badges.criterion import BadgeCriterion, CriterionWords, Words, refuse_more_than_listed


class MissionsCompletedSettings(Schema):
    """Which missions, and how many of them."""

    missions = ma.fields.List(
        ma.fields.Str(),
        required=True,
        validate=ma.validate.Length(min=1),
        metadata={
            "description": "The missions that count, by their slugs.",
            "label": {"fr": "Les missions qui comptent", "en": "The missions that count"},
            "form": "missions",
        },
    )
    wanted = JsonInt(
        load_default=None,
        allow_none=True,
        validate=ma.validate.Range(min=1),
        metadata={
            "description": "How many of them; all when absent.",
            "label": {"fr": "Combien en faut-il", "en": "How many it takes"},
            "hint": {"fr": "Toutes si vous ne dites rien.", "en": "All of them when you say nothing."},
        },
    )

    @ma.validates_schema
    def _refuse_more_than_there_are(self, data: JsonObject, **_: object) -> None:
        refuse_more_than_listed(data["wanted"], data["missions"])


def _build_count_requirement(settings: JsonObject) -> CountRequirement:
    missions = tuple(dict.fromkeys(f"mission:{slug}" for slug in settings["missions"]))
    wanted = settings["wanted"] or len(missions)
    return CountRequirement(("mission.completed",), DistinctBy.OBJECT, wanted, among=missions)


def _describe_settings(settings: JsonObject) -> CriterionWords:
    return CriterionWords(
        [_describe_condition(len(set(settings["missions"])), settings["wanted"])],
        {"fr": "%(done)s mission sur %(wanted)s", "en": "%(done)s of %(wanted)s mission"},
        {"fr": "%(done)s missions sur %(wanted)s", "en": "%(done)s of %(wanted)s missions"},
    )


def _describe_condition(listed: int, wanted: int | None) -> Words:
    if listed == 1:
        return {"fr": "Terminer cette mission :", "en": "Complete this mission:"}
    if wanted is None or wanted >= listed:
        return {"fr": f"Terminer ces {listed} missions :", "en": f"Complete these {listed} missions:"}
    if wanted == 1:
        return {"fr": "Terminer une de ces missions :", "en": "Complete one of these missions:"}
    return {"fr": f"Terminer {wanted} de ces missions :", "en": f"Complete {wanted} of these missions:"}


criterion = BadgeCriterion(
    "missions-completed",
    "All of some missions, or so many of them.",
    {"fr": "Des missions terminées", "en": "Missions completed"},
    MissionsCompletedSettings,
    _build_count_requirement,
    _describe_settings,
)
