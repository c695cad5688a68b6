"""The criterion `breadth`: activities towards people of so many different teams."""

from __future__ import annotations

from app.journal.counter import DistinctBy
from app.journal.counting_settings import build_count_requirement
from app.kernel.schema import JsonObject
from badges.counting_settings import ActivityCountSettings, list_condition_lines
from badges.criterion import BadgeCriterion, CriterionWords


def _describe_settings(settings: JsonObject) -> CriterionWords:
    once = {
        "fr": "Chaque équipe compte une fois, celle où la personne était ce jour-là.",
        "en": "Each team counts once: that of the other person on that day.",
    }
    return CriterionWords(
        [*list_condition_lines(settings), once],
        {"fr": "%(done)s équipe sur %(wanted)s", "en": "%(done)s of %(wanted)s team"},
        {"fr": "%(done)s équipes sur %(wanted)s", "en": "%(done)s of %(wanted)s teams"},
    )


criterion = BadgeCriterion(
    "breadth",
    "Activities towards people of so many different teams.",
    {"fr": "Des échanges avec tant d’équipes", "en": "Exchanges with so many teams"},
    ActivityCountSettings,
    lambda settings: build_count_requirement(settings, DistinctBy.UNIT),
    _describe_settings,
)
