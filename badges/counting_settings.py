"""The settings of criteria that count what people do on the network, and the lines that say them to people."""

from __future__ import annotations

import marshmallow as ma

from app.journal.counting_settings import CountingSettings
from app.journal.event_labels import ACTIONS
from app.kernel.schema import JsonInt, JsonObject
from badges.criterion import Words


class ActivityCountSettings(CountingSettings):
    """Days run from the person's beginning: nothing opens a badge to them."""

    within_days = JsonInt(
        load_default=None,
        allow_none=True,
        validate=ma.validate.Range(1, 366),
        metadata={
            "description": "Days in which it counts, from the person's arrival or joining, the later one; without end when absent.",
            "label": {"fr": "En combien de jours", "en": "Within how many days"},
            "hint": {
                "fr": "Depuis l’arrivée de la personne, ou son inscription si elle est plus tardive. Sans limite si vous ne dites rien.",
                "en": "From the person’s arrival or joining, the later one. Without end when you say nothing.",
            },
        },
    )


def list_condition_lines(settings: JsonObject) -> list[Words]:
    """What counts, where and how long, for people: one sentence for each setting that is filled in."""
    actions = [ACTIONS.get(name, {"fr": name, "en": name}) for name in settings["facts"]]
    named = {language: ", ".join(action[language] for action in actions) for language in ("fr", "en")}
    what: Words = {"fr": f"Ce qui compte : {named['fr']}.", "en": f"What counts: {named['en']}."}
    return [what, *list_limit_lines(settings)]


def list_limit_lines(settings: JsonObject) -> list[Words]:
    """Where and how long it counts: one sentence for each of the two that is filled in."""
    lines: list[Words] = []
    if settings["communities"]:
        where = ", ".join(settings["communities"])
        lines.append({"fr": f"Seulement dans ces communautés : {where}.", "en": f"Only in these communities: {where}."})
    if settings["within_days"]:
        days = settings["within_days"]
        fr = f"Dans les {days} jours qui suivent votre arrivée, ou votre inscription si elle est plus tardive."
        lines.append({"fr": fr, "en": f"Within {days} days of your arrival, or of joining, whichever is later."})
    return lines
