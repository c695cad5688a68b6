"""The criterion `activity-count`: so many activities of some sorts."""

from __future__ import annotations

import marshmallow as ma

from app.journal.counter import DistinctBy
from app.journal.counting_settings import CountingSettings, build_count_requirement
from app.kernel.schema import JsonInt
from badges.criterion import BadgeCriterion


class ActivityCountSettings(CountingSettings):
    """How many, and within how many days of the person's beginning."""

    wanted = JsonInt(
        required=True, validate=ma.validate.Range(1, 1000), metadata={"description": "How many earn the badge."}
    )
    within_days = JsonInt(
        load_default=None,
        allow_none=True,
        validate=ma.validate.Range(1, 366),
        metadata={
            "description": "Days in which it counts, from the person's arrival or joining, the later one; without end when absent."
        },
    )


criterion = BadgeCriterion(
    "activity-count",
    "So many matching activities.",
    ActivityCountSettings,
    lambda settings: build_count_requirement(settings, DistinctBy.FACT),
)
