"""The criterion `activity-count`: so many activities of some sorts."""

from __future__ import annotations

from app.journal.counter import DistinctBy
from app.journal.counting_settings import build_count_requirement
from app.kernel.schema import JsonObject
from badges.counting_settings import ActivityCountSettings, list_condition_lines
from badges.criterion import BadgeCriterion, CriterionWords


def _describe_settings(settings: JsonObject) -> CriterionWords:
    return CriterionWords(
        list_condition_lines(settings),
        {"fr": "%(done)s activité sur %(wanted)s", "en": "%(done)s of %(wanted)s activity"},
        {"fr": "%(done)s activités sur %(wanted)s", "en": "%(done)s of %(wanted)s activities"},
    )


criterion = BadgeCriterion(
    "activity-count",
    "So many matching activities.",
    {"fr": "Tant d’activités", "en": "So many activities"},
    ActivityCountSettings,
    lambda settings: build_count_requirement(settings, DistinctBy.FACT),
    _describe_settings,
)
