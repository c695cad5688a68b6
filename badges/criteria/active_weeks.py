"""The criterion `active-weeks`: active in so many different weeks, of the person's own calendar."""

from __future__ import annotations

from app.journal.counter import DistinctBy
from app.journal.counting_settings import build_count_requirement
from app.kernel.schema import JsonObject
from badges.counting_settings import ActivityCountSettings, list_condition_lines
from badges.criterion import BadgeCriterion, CriterionWords


def _describe_settings(settings: JsonObject) -> CriterionWords:
    once = {
        "fr": "Une fois au moins par semaine, du lundi au dimanche ; les semaines n’ont pas à se suivre.",
        "en": "At least once a week, Monday to Sunday; the weeks need not follow one another.",
    }
    return CriterionWords(
        [*list_condition_lines(settings), once],
        {"fr": "%(done)s semaine sur %(wanted)s", "en": "%(done)s of %(wanted)s week"},
        {"fr": "%(done)s semaines sur %(wanted)s", "en": "%(done)s of %(wanted)s weeks"},
    )


criterion = BadgeCriterion(
    "active-weeks",
    "Active in so many different weeks, Monday to Sunday where the person works.",
    {"fr": "Être actif tant de semaines", "en": "Being active in so many weeks"},
    ActivityCountSettings,
    lambda settings: build_count_requirement(settings, DistinctBy.WEEK),
    _describe_settings,
)
