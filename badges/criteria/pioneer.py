"""The criterion `pioneer`: among the first, who joined until a day."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from app.journal.counter import DistinctBy
from app.kernel.schema import JsonDate, JsonObject, Schema
from badges.criterion import BadgeCriterion, CriterionWords, DatedCountRequirement


class PioneerSettings(Schema):
    """Until when."""

    until = JsonDate(
        required=True,
        metadata={
            "description": "The last day on which joining counts, where the person works.",
            "label": {"fr": "Jusqu’à quel jour", "en": "Until which day"},
            "hint": {
                "fr": "Le dernier jour compris, là où la personne travaille.",
                "en": "The last day included, where the person works.",
            },
        },
    )


def _build_count_requirement(settings: JsonObject) -> DatedCountRequirement:
    until = date.fromisoformat(settings["until"])
    return DatedCountRequirement(("person.joined",), DistinctBy.KIND, 1, until_on=until)


def _describe_settings(settings: JsonObject) -> CriterionWords:
    until = date.fromisoformat(settings["until"])
    fr, en = (format_date(until, "long", locale) for locale in ("fr_FR", "en_GB"))
    return CriterionWords(
        [
            {
                "fr": f"Avoir rejoint Passerelle au plus tard le {fr}.",
                "en": f"Have joined Passerelle by {en} at the latest.",
            }
        ],
        {"fr": "%(done)s inscription sur %(wanted)s", "en": "%(done)s of %(wanted)s time joined"},
        {"fr": "%(done)s inscriptions sur %(wanted)s", "en": "%(done)s of %(wanted)s times joined"},
    )


criterion = BadgeCriterion(
    "pioneer",
    "Among the first: joined until a day.",
    {"fr": "Avoir rejoint Passerelle jusqu’à un jour", "en": "Having joined Passerelle until a day"},
    PioneerSettings,
    _build_count_requirement,
    _describe_settings,
)
