"""The criterion `useful-answers`: so many answers that were marked as useful, or so many people who marked one."""

from __future__ import annotations

import marshmallow as ma

from app.journal.counter import CountRequirement, DistinctBy
from app.journal.counting_settings import build_count_requirement
from app.kernel.schema import JsonObject
from badges.counting_settings import ActivityCountSettings, list_limit_lines
from badges.criterion import BadgeCriterion, CriterionWords, Words

EVENTS = ["answer.accepted:counterpart"]
OF = {"answers": DistinctBy.FACT, "people": DistinctBy.PERSON}
PROGRESS: dict[str, tuple[Words, Words]] = {
    "answers": (
        {"fr": "%(done)s réponse utile sur %(wanted)s", "en": "%(done)s of %(wanted)s useful answer"},
        {"fr": "%(done)s réponses utiles sur %(wanted)s", "en": "%(done)s of %(wanted)s useful answers"},
    ),
    "people": (
        {"fr": "%(done)s personne aidée sur %(wanted)s", "en": "%(done)s of %(wanted)s person helped"},
        {"fr": "%(done)s personnes aidées sur %(wanted)s", "en": "%(done)s of %(wanted)s people helped"},
    ),
}
LINES: dict[str, Words] = {
    "answers": {
        "fr": "Donner des réponses que la personne qui demandait a marquées comme utiles.",
        "en": "Give answers that the person who asked marked as useful.",
    },
    "people": {
        "fr": "Donner une réponse utile à plusieurs personnes : chacune compte une fois.",
        "en": "Give a useful answer to several people: each of them counts once.",
    },
}


class UsefulAnswersSettings(ActivityCountSettings):
    """How many, of what, where and how long."""

    of = ma.fields.Str(
        load_default="answers",
        validate=ma.validate.OneOf(sorted(OF)),
        metadata={
            "description": "Whether answers are counted, or the people who marked one: each person counts once, those who do not take part never.",
            "label": {"fr": "Ce qui est compté", "en": "What is counted"},
            "names": {
                "answers": {"fr": "Les réponses", "en": "The answers"},
                "people": {
                    "fr": "Les personnes aidées, une fois chacune",
                    "en": "The people helped, each of them once",
                },
            },
        },
    )

    class Meta(ActivityCountSettings.Meta):
        exclude = ("facts",)


def _build_count_requirement(settings: JsonObject) -> CountRequirement:
    return build_count_requirement({**settings, "facts": EVENTS}, OF[settings["of"]])


def _describe_settings(settings: JsonObject) -> CriterionWords:
    return CriterionWords([LINES[settings["of"]], *list_limit_lines(settings)], *PROGRESS[settings["of"]])


criterion = BadgeCriterion(
    "useful-answers",
    "So many answers that were marked as useful, or so many people who marked one.",
    {"fr": "Tant de réponses utiles", "en": "So many useful answers"},
    UsefulAnswersSettings,
    _build_count_requirement,
    _describe_settings,
)
