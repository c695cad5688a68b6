"""The kind `meeting`: so many different colleagues met, each meeting confirmed by both."""

from __future__ import annotations

from collections.abc import Sequence

import marshmallow as ma

from app.journal.counter import CountRequirement, DistinctBy
from app.kernel.schema import JsonInt, JsonObject, Schema
from missions.kind import CompletionMode, CountingContext, InputType, MissionKind, Question

CODE = Question(
    name="code",
    label={"fr": "Le code que votre collègue vous montre", "en": "The code that your colleague shows you"},
    input_type=InputType.CODE,
)


class MeetingSettings(Schema):
    """Number of different colleagues."""

    wanted = JsonInt(
        required=True,
        validate=ma.validate.Range(1, 50),
        metadata={
            "description": "Number of different colleagues to meet.",
            "label": {"fr": "Nombre de collègues différents", "en": "Number of different colleagues"},
        },
    )


def _list_questions(_: JsonObject) -> Sequence[Question]:
    return (CODE,)


def _build_count_requirement(context: CountingContext) -> CountRequirement:
    return CountRequirement(
        ("meeting.confirmed",), DistinctBy.PERSON, context.settings["wanted"], among=context.mission_as_fact_objects
    )


kind = MissionKind(
    name="meeting",
    sentence="So many different colleagues met, each meeting confirmed by the two: one shows a code, the other types it.",
    label={"fr": "Rencontrer des collègues", "en": "Meet colleagues"},
    settings=MeetingSettings,
    counting=_build_count_requirement,
    completion_mode=CompletionMode.PAIR,
    emits="meeting.confirmed",
    questions=_list_questions,
)
