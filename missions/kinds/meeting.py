"""The kind `meeting`: so many different colleagues met, each meeting confirmed by both."""

from __future__ import annotations

from collections.abc import Sequence

import marshmallow as ma

from app.journal.counter import Counting, DistinctBy
from app.kernel.schema import JsonInt, JsonObject, Schema
from missions.kind import Ask, Counted, Door, Form, MissionKind

CODE = Ask(
    name="code",
    label={"fr": "Le code que votre collègue vous montre", "en": "The code that your colleague shows you"},
    form=Form.CODE,
)


class MeetingSettings(Schema):
    """How many different colleagues."""

    wanted = JsonInt(
        required=True,
        validate=ma.validate.Range(1, 50),
        metadata={
            "description": "How many different colleagues to meet.",
            "label": {"fr": "Combien de collègues différents", "en": "How many different colleagues"},
        },
    )


def _asks(_: JsonObject) -> Sequence[Ask]:
    return (CODE,)


def _counting(asked: Counted) -> Counting:
    return Counting(("meeting.confirmed",), DistinctBy.PERSON, asked.settings["wanted"], among=asked.itself)


kind = MissionKind(
    name="meeting",
    sentence="So many different colleagues met, each meeting confirmed by the two: one shows a code, the other types it.",
    label={"fr": "Des collègues rencontrés", "en": "Colleagues met"},
    settings=MeetingSettings,
    counting=_counting,
    door=Door.PAIR,
    emits="meeting.confirmed",
    asks=_asks,
)
