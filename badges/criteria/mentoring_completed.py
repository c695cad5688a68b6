"""The criterion `mentoring-completed`: mentoring pairs seen through to their last session, on either side."""

from __future__ import annotations

import marshmallow as ma

from app.journal.counter import CountRequirement, DistinctBy
from app.kernel.schema import JsonInt, JsonObject, Schema
from badges.criterion import BadgeCriterion, CriterionWords


class MentoringCompletedSettings(Schema):
    """How many pairs."""

    wanted = JsonInt(
        load_default=1,
        validate=ma.validate.Range(min=1),
        metadata={
            "description": "How many pairs seen through to the end, as senior or as junior; one when absent.",
            "label": {"fr": "Combien de binômes", "en": "How many pairs"},
        },
    )


def _build_count_requirement(settings: JsonObject) -> CountRequirement:
    return CountRequirement(("mentoring.completed",), DistinctBy.FACT, settings["wanted"])


def _describe_settings(_: JsonObject) -> CriterionWords:
    fr = "Mener un binôme de mentorat jusqu’à sa dernière séance, d’un côté ou de l’autre."
    return CriterionWords(
        [{"fr": fr, "en": "See a mentoring pair through to its last session, on either side."}],
        {"fr": "%(done)s binôme sur %(wanted)s", "en": "%(done)s of %(wanted)s pair"},
        {"fr": "%(done)s binômes sur %(wanted)s", "en": "%(done)s of %(wanted)s pairs"},
    )


criterion = BadgeCriterion(
    "mentoring-completed",
    "Mentoring pairs seen through to their last session, on either side.",
    {"fr": "Des binômes de mentorat menés à leur terme", "en": "Mentoring pairs seen through to the end"},
    MentoringCompletedSettings,
    _build_count_requirement,
    _describe_settings,
)
