"""The kind `check-in`: being where a code is shown that changes all the time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import marshmallow as ma

from app.journal.counter import CountRequirement, DistinctBy
from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonLocalisedText, JsonMoment, JsonObject, Schema
from missions.kind import CompletionMode, CountingContext, InputType, MissionKind, OpeningHours, PageBlock, Question

ENDS_TOO_SOON = ErrorMessage("It ends before it starts.", french="Elle finirait avant de commencer.")

CODE = Question(
    name="code",
    label={"fr": "Les six chiffres affichés sur place", "en": "The six digits displayed on site"},
    input_type=InputType.CODE,
)


class CheckInSettings(Schema):
    """What takes place where, and from when until when the code is taken."""

    event = JsonLocalisedText(
        required=True,
        most=200,
        metadata={"description": "What takes place.", "label": {"fr": "L’événement", "en": "The event"}},
    )
    place = JsonLocalisedText(
        required=True,
        most=200,
        metadata={"description": "Where.", "label": {"fr": "Le lieu", "en": "The place"}},
    )
    starts_at = JsonMoment(
        required=True,
        metadata={"description": "From when the code is taken.", "label": {"fr": "À partir de", "en": "From"}},
    )
    ends_at = JsonMoment(
        required=True,
        metadata={"description": "Until when.", "label": {"fr": "Jusqu’à", "en": "Until"}},
    )

    @ma.validates_schema
    def _check_ends_after_start(self, data: dict[str, object], **_: object) -> None:
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if isinstance(starts, str) and isinstance(ends, str) and ends <= starts:
            raise ma.ValidationError(ENDS_TOO_SOON, "ends_at")


def _list_page_blocks(settings: JsonObject) -> Sequence[PageBlock]:
    return (
        PageBlock(label={"fr": "L’événement", "en": "The event"}, text=settings["event"]),
        PageBlock(label={"fr": "Le lieu", "en": "The place"}, text=settings["place"]),
    )


def _list_questions(_: JsonObject) -> Sequence[Question]:
    return (CODE,)


def _opening_hours(settings: JsonObject) -> OpeningHours:
    return OpeningHours(datetime.fromisoformat(settings["starts_at"]), datetime.fromisoformat(settings["ends_at"]))


def _build_count_requirement(context: CountingContext) -> CountRequirement:
    return CountRequirement(("presence.confirmed",), DistinctBy.FACT, 1, among=context.mission_as_fact_objects)


kind = MissionKind(
    name="check-in",
    sentence="Being where the code of the moment is shown, as a QR code or six digits.",
    label={"fr": "Venir à un événement", "en": "Come to an event"},
    settings=CheckInSettings,
    counting=_build_count_requirement,
    completion_mode=CompletionMode.PRESENCE,
    emits="presence.confirmed",
    page_blocks=_list_page_blocks,
    questions=_list_questions,
    opening_hours=_opening_hours,
)
