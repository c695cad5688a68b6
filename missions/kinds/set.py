"""The kind `set`: so many of some other missions."""

from __future__ import annotations

import marshmallow as ma

from app.journal.counter import CountRequirement, DistinctBy
from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonInt, Schema
from missions.kind import CompletionMode, CountingContext, MissionKind

TOO_MANY = ErrorMessage("More than the set holds.", french="C’est plus que la liste n’en contient.")


class SetSettings(Schema):
    """Which missions, and how many of them."""

    missions = ma.fields.List(
        ma.fields.Str(),
        required=True,
        validate=ma.validate.Length(min=1),
        metadata={
            "description": "The missions that count, by their slugs.",
            "label": {"fr": "Les missions qui comptent", "en": "The missions that count"},
            "form": "missions",
        },
    )
    wanted = JsonInt(
        load_default=None,
        allow_none=True,
        validate=ma.validate.Range(min=1),
        metadata={
            "description": "How many of them; all when absent.",
            "label": {"fr": "Nombre de missions à terminer", "en": "Number of missions to complete"},
            "hint": {"fr": "Toutes, si vous laissez vide.", "en": "All of them, if left empty."},
        },
    )

    @ma.validates_schema
    def _check_wanted_is_reachable(self, data: dict[str, object], **_: object) -> None:
        missions, wanted = data.get("missions"), data.get("wanted")
        if isinstance(missions, list) and isinstance(wanted, int) and wanted > len(set(missions)):
            raise ma.ValidationError(TOO_MANY, "wanted")


def _build_count_requirement(context: CountingContext) -> CountRequirement:
    missions = tuple(dict.fromkeys(f"mission:{slug}" for slug in context.settings["missions"]))
    return CountRequirement(
        ("mission.completed",), DistinctBy.OBJECT, context.settings["wanted"] or len(missions), among=missions
    )


kind = MissionKind(
    name="set",
    sentence="So many of some other missions.",
    label={"fr": "Terminer d’autres missions", "en": "Complete other missions"},
    settings=SetSettings,
    counting=_build_count_requirement,
    completion_mode=CompletionMode.HOUSE,
    required_missions=lambda settings: tuple(settings["missions"]),
)
