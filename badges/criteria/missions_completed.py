"""The criterion `missions-completed`: all of some missions, or so many of them."""

from __future__ import annotations

from badges.criterion import BadgeCriterion
from badges.listed_objects import ListedObjects, ListedSettings, build_listed_field, build_wanted_field


class MissionsCompletedSettings(ListedSettings):
    """Which missions, and how many of them."""

    listed = "missions"
    missions = build_listed_field(
        "The missions that count, by their slugs.",
        {"fr": "Les missions qui comptent", "en": "The missions that count"},
        form="missions",
    )
    wanted = build_wanted_field(all_of_them="Toutes")


_MISSIONS = ListedObjects(
    setting="missions",
    fact="mission.completed",
    prefix="mission",
    this={"fr": "cette mission", "en": "this mission"},
    plural={"fr": "missions", "en": "missions"},
    either={"fr": "une", "en": "one"},
)

criterion = BadgeCriterion(
    "missions-completed",
    "All of some missions, or so many of them.",
    {"fr": "Des missions terminées", "en": "Missions completed"},
    MissionsCompletedSettings,
    _MISSIONS.build_count_requirement,
    _MISSIONS.describe_settings,
)
