"""The criterion `mentoring-completed`: mentoring pairs seen through to their last session, on either side."""

from __future__ import annotations

import marshmallow as ma

from app.journal.counter import CountRequirement, DistinctBy
from app.kernel.schema import JsonInt, JsonObject, Schema
from badges.criterion import BadgeCriterion


class MentoringCompletedSettings(Schema):
    """How many pairs."""

    wanted = JsonInt(
        load_default=1,
        validate=ma.validate.Range(min=1),
        metadata={"description": "How many pairs seen through to the end, as senior or as junior; one when absent."},
    )


def _build_count_requirement(settings: JsonObject) -> CountRequirement:
    return CountRequirement(("mentoring.completed",), DistinctBy.FACT, settings["wanted"])


criterion = BadgeCriterion(
    "mentoring-completed",
    "Mentoring pairs seen through to their last session, on either side.",
    MentoringCompletedSettings,
    _build_count_requirement,
)
