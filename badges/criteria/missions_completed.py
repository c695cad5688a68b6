"""The criterion `missions-completed`: all of some missions, or so many of them."""

from __future__ import annotations

import marshmallow as ma

from app.journal.counter import CountRequirement, DistinctBy
from app.kernel.schema import JsonInt, JsonObject, Schema
from badges.criterion import BadgeCriterion


class MissionsCompletedSettings(Schema):
    """Which missions, and how many of them."""

    missions = ma.fields.List(
        ma.fields.Str(),
        required=True,
        validate=ma.validate.Length(min=1),
        metadata={"description": "The missions that count, by their slugs."},
    )
    wanted = JsonInt(
        load_default=None,
        allow_none=True,
        validate=ma.validate.Range(min=1),
        metadata={"description": "How many of them; all when absent."},
    )


def _build_count_requirement(settings: JsonObject) -> CountRequirement:
    missions = tuple(dict.fromkeys(f"mission:{slug}" for slug in settings["missions"]))
    wanted = settings["wanted"] or len(missions)
    return CountRequirement(("mission.completed",), DistinctBy.OBJECT, wanted, among=missions)


criterion = BadgeCriterion(
    "missions-completed",
    "All of some missions, or so many of them.",
    MissionsCompletedSettings,
    _build_count_requirement,
)
