"""The kind `evidence`: a text or a link that an ambassador or an animator reads and answers."""

from __future__ import annotations

from collections.abc import Sequence

import marshmallow as ma

from app.journal.counter import CountRequirement, DistinctBy
from app.kernel.schema import JsonLocalisedText, JsonObject, Schema
from missions.kind import CompletionMode, CountingContext, InputType, MissionKind, PageBlock, Question

TEXT = Question(
    name="text",
    label={"fr": "Votre texte", "en": "Your text"},
    input_type=InputType.TEXT,
    max_length=4000,
    is_kept=True,
)
LINK = Question(
    name="link", label={"fr": "Le lien", "en": "The link"}, input_type=InputType.LINK, max_length=500, is_kept=True
)
FORMS = {"text": (TEXT,), "link": (LINK,), "both": (TEXT, LINK)}


class EvidenceSettings(Schema):
    """What to send, and what the reviewer looks at."""

    instructions = JsonLocalisedText(
        required=True,
        most=2000,
        metadata={
            "description": "What to send.",
            "label": {"fr": "Ce qu’il faut envoyer", "en": "What to send"},
        },
    )
    looks_at = JsonLocalisedText(
        required=True,
        most=2000,
        metadata={
            "description": "What the reviewer checks; its author reads this too.",
            "label": {"fr": "Ce que la personne qui relit vérifie", "en": "What the reviewer checks"},
        },
    )
    form = ma.fields.Str(
        required=True,
        validate=ma.validate.OneOf(list(FORMS)),
        metadata={
            "description": "A text, a link, or both.",
            "label": {"fr": "Sous quelle forme", "en": "In which form"},
            "names": {
                "text": {"fr": "un texte", "en": "a text"},
                "link": {"fr": "un lien", "en": "a link"},
                "both": {"fr": "un texte et un lien", "en": "a text and a link"},
            },
        },
    )


def _list_page_blocks(settings: JsonObject) -> Sequence[PageBlock]:
    return (
        PageBlock(label={"fr": "Ce qu’il faut envoyer", "en": "What to send"}, text=settings["instructions"]),
        PageBlock(label={"fr": "Ce qui sera vérifié", "en": "What will be checked"}, text=settings["looks_at"]),
    )


def _list_questions(settings: JsonObject) -> Sequence[Question]:
    return FORMS[settings["form"]]


def _build_count_requirement(context: CountingContext) -> CountRequirement:
    return CountRequirement(("evidence.accepted",), DistinctBy.FACT, 1, among=context.mission_as_fact_objects)


kind = MissionKind(
    name="evidence",
    sentence="A text or a link that an ambassador or an animator reads, answers and accepts.",
    label={"fr": "Envoyer quelque chose à relire", "en": "Send something for review"},
    settings=EvidenceSettings,
    counting=_build_count_requirement,
    completion_mode=CompletionMode.REVIEW,
    emits="evidence.accepted",
    page_blocks=_list_page_blocks,
    questions=_list_questions,
)
