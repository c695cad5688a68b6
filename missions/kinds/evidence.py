"""The kind `evidence`: a text or a link that an ambassador or an animator reads and answers."""

from __future__ import annotations

from collections.abc import Sequence

import marshmallow as ma

from app.journal.counter import Counting, DistinctBy
from app.kernel.schema import JsonLocalised, JsonObject, Schema
from missions.kind import Ask, Counted, Door, Form, MissionKind, Note

TEXT = Ask(name="text", label={"fr": "Votre texte", "en": "Your text"}, form=Form.TEXT, most=4000, is_kept=True)
LINK = Ask(name="link", label={"fr": "Le lien", "en": "The link"}, form=Form.LINK, most=500, is_kept=True)
FORMS = {"text": (TEXT,), "link": (LINK,), "both": (TEXT, LINK)}


class EvidenceSettings(Schema):
    """What is to be sent, and what whoever reads it looks at."""

    instructions = JsonLocalised(
        required=True,
        most=2000,
        metadata={
            "description": "What is to be sent.",
            "label": {"fr": "Ce qui est à envoyer", "en": "What is to be sent"},
        },
    )
    looks_at = JsonLocalised(
        required=True,
        most=2000,
        metadata={
            "description": "What whoever reads it looks at; its author reads this too.",
            "label": {"fr": "Ce que regarde la personne qui relit", "en": "What whoever reads it looks at"},
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


def _notes(settings: JsonObject) -> Sequence[Note]:
    return (
        Note(label={"fr": "Ce qui est à envoyer", "en": "What is to be sent"}, text=settings["instructions"]),
        Note(label={"fr": "Ce qui est regardé", "en": "What is looked at"}, text=settings["looks_at"]),
    )


def _asks(settings: JsonObject) -> Sequence[Ask]:
    return FORMS[settings["form"]]


def _counting(asked: Counted) -> Counting:
    return Counting(("evidence.accepted",), DistinctBy.FACT, 1, among=asked.itself)


kind = MissionKind(
    name="evidence",
    sentence="A text or a link that an ambassador or an animator reads, answers and accepts.",
    label={"fr": "Quelque chose à faire relire", "en": "Something that somebody reads"},
    settings=EvidenceSettings,
    counting=_counting,
    door=Door.REVIEW,
    emits="evidence.accepted",
    notes=_notes,
    asks=_asks,
)
