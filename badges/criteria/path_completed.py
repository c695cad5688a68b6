"""The criterion `path-completed`: all of some paths, or so many of them."""

from __future__ import annotations

import marshmallow as ma

from app.journal.counter import CountRequirement, DistinctBy
from app.kernel.schema import JsonInt, JsonObject, Schema
from badges.criterion import BadgeCriterion, CriterionWords, Words, refuse_more_than_listed


class PathCompletedSettings(Schema):
    """Which paths, and how many of them."""

    paths = ma.fields.List(
        ma.fields.Str(),
        required=True,
        validate=ma.validate.Length(min=1),
        metadata={
            "description": "The paths that count, by their slugs.",
            "label": {"fr": "Les parcours qui comptent", "en": "The paths that count"},
            "form": "paths",
        },
    )
    wanted = JsonInt(
        load_default=None,
        allow_none=True,
        validate=ma.validate.Range(min=1),
        metadata={
            "description": "How many of them; all when absent.",
            "label": {"fr": "Combien en faut-il", "en": "How many it takes"},
            "hint": {"fr": "Tous si vous ne dites rien.", "en": "All of them when you say nothing."},
        },
    )

    @ma.validates_schema
    def _refuse_more_than_there_are(self, data: JsonObject, **_: object) -> None:
        refuse_more_than_listed(data["wanted"], data["paths"])


def _build_count_requirement(settings: JsonObject) -> CountRequirement:
    paths = tuple(dict.fromkeys(f"path:{slug}" for slug in settings["paths"]))
    wanted = settings["wanted"] or len(paths)
    return CountRequirement(("path.completed",), DistinctBy.OBJECT, wanted, among=paths)


def _describe_settings(settings: JsonObject) -> CriterionWords:
    return CriterionWords(
        [_describe_condition(len(set(settings["paths"])), settings["wanted"])],
        {"fr": "%(done)s parcours sur %(wanted)s", "en": "%(done)s of %(wanted)s path"},
        {"fr": "%(done)s parcours sur %(wanted)s", "en": "%(done)s of %(wanted)s paths"},
    )


def _describe_condition(listed: int, wanted: int | None) -> Words:
    if listed == 1:
        return {"fr": "Terminer ce parcours :", "en": "Complete this path:"}
    if wanted is None or wanted >= listed:
        return {"fr": f"Terminer ces {listed} parcours :", "en": f"Complete these {listed} paths:"}
    if wanted == 1:
        return {"fr": "Terminer un de ces parcours :", "en": "Complete one of these paths:"}
    return {"fr": f"Terminer {wanted} de ces parcours :", "en": f"Complete {wanted} of these paths:"}


criterion = BadgeCriterion(
    "path-completed",
    "All of some paths, or so many of them.",
    {"fr": "Des parcours terminés", "en": "Paths completed"},
    PathCompletedSettings,
    _build_count_requirement,
    _describe_settings,
)
