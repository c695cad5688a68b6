"""The criterion `activity-count`: so many activities of some sorts."""

from __future__ import annotations

import marshmallow as ma

from app.journal.counter import DistinctBy
from app.journal.counting_settings import CountingSettings, build_count_requirement
from app.journal.event_labels import ACTIONS
from app.kernel.schema import JsonInt, JsonObject
from badges.criterion import BadgeCriterion, CriterionWords, Words


class ActivityCountSettings(CountingSettings):
    """Days run from the person's beginning: nothing opens a badge to them."""

    within_days = JsonInt(
        load_default=None,
        allow_none=True,
        validate=ma.validate.Range(1, 366),
        metadata={
            "description": "Days in which it counts, from the person's arrival or joining, the later one; without end when absent."
        },
    )


def _describe_settings(settings: JsonObject) -> CriterionWords:
    return CriterionWords(
        list_condition_lines(settings),
        {"fr": "%(done)s activité sur %(wanted)s", "en": "%(done)s of %(wanted)s activity"},
        {"fr": "%(done)s activités sur %(wanted)s", "en": "%(done)s of %(wanted)s activities"},
    )


def list_condition_lines(settings: JsonObject) -> list[Words]:
    """What counts, where and how long, for people: one sentence for each setting that is filled in."""
    actions = [ACTIONS.get(name, {"fr": name, "en": name}) for name in settings["facts"]]
    named = {language: ", ".join(action[language] for action in actions) for language in ("fr", "en")}
    lines: list[Words] = [{"fr": f"Ce qui compte : {named['fr']}.", "en": f"What counts: {named['en']}."}]
    if settings["communities"]:
        where = ", ".join(settings["communities"])
        lines.append({"fr": f"Seulement dans ces communautés : {where}.", "en": f"Only in these communities: {where}."})
    if settings["within_days"]:
        days = settings["within_days"]
        fr = f"Dans les {days} jours qui suivent votre arrivée, ou votre inscription si elle est plus tardive."
        lines.append({"fr": fr, "en": f"Within {days} days of your arrival, or of joining, whichever is later."})
    return lines


criterion = BadgeCriterion(
    "activity-count",
    "So many matching activities.",
    ActivityCountSettings,
    lambda settings: build_count_requirement(settings, DistinctBy.FACT),
    _describe_settings,
)
