"""The criterion `path-completed`: all of some paths, or so many of them."""

from __future__ import annotations

from badges.criterion import BadgeCriterion
from badges.listed_objects import ListedObjects, ListedSettings, build_listed_field, build_wanted_field


class PathCompletedSettings(ListedSettings):
    """Which paths, and how many of them."""

    listed = "paths"
    paths = build_listed_field(
        "The paths that count, by their slugs.",
        {"fr": "Les parcours qui comptent", "en": "The paths that count"},
        form="paths",
    )
    wanted = build_wanted_field(all_of_them="Tous")


_PATHS = ListedObjects(
    setting="paths",
    fact="path.completed",
    prefix="path",
    this={"fr": "ce parcours", "en": "this path"},
    plural={"fr": "parcours", "en": "paths"},
    either={"fr": "un", "en": "one"},
)

criterion = BadgeCriterion(
    "path-completed",
    "All of some paths, or so many of them.",
    {"fr": "Des parcours terminés", "en": "Paths completed"},
    PathCompletedSettings,
    _PATHS.build_count_requirement,
    _PATHS.describe_settings,
)
