"""The kind `declaration`: the person confirms that it is done, with a line or a link if the mission requires one."""

from __future__ import annotations

from collections.abc import Sequence

import marshmallow as ma

from app.journal.counter import CountRequirement, DistinctBy
from app.kernel.schema import JsonLocalisedText, JsonObject, Schema
from missions.kind import CompletionMode, CountingContext, InputType, MissionKind, Question

PROOFS = {"line": InputType.LINE, "link": InputType.LINK}
LABELS = {
    "line": {"fr": "En une ligne, ce que vous avez fait", "en": "In one line, what you did"},
    "link": {"fr": "Le lien vers ce que vous avez fait", "en": "The link to what you did"},
}


class DeclarationSettings(Schema):
    """What goes with the word of the person."""

    proof = ma.fields.Str(
        required=True,
        validate=ma.validate.OneOf(["none", *PROOFS]),
        metadata={
            "description": "To attach: nothing, a line or a link, which its author alone sees.",
            "label": {"fr": "À joindre", "en": "To attach"},
            "names": {
                "none": {"fr": "rien", "en": "nothing"},
                "line": {"fr": "une ligne", "en": "a line"},
                "link": {"fr": "un lien", "en": "a link"},
            },
        },
    )
    question = JsonLocalisedText(
        load_default=None,
        allow_none=True,
        most=200,
        metadata={
            "description": "What is asked above that line or link; a common sentence when absent.",
            "label": {"fr": "Ce qu’il faut faire", "en": "What to do"},
        },
    )


def _list_questions(settings: JsonObject) -> Sequence[Question]:
    proof = settings["proof"]
    if proof not in PROOFS:
        return ()
    label = settings["question"] or LABELS[proof]
    return (Question(name="proof", label=label, input_type=PROOFS[proof], max_length=300, is_kept=True),)


def _build_count_requirement(context: CountingContext) -> CountRequirement:
    return CountRequirement(("mission.declared",), DistinctBy.FACT, 1, among=context.mission_as_fact_objects)


kind = MissionKind(
    name="declaration",
    sentence="The person says that it is done, with a line or a link where that is asked for.",
    label={"fr": "Déclarer que c’est fait", "en": "Declare that it is done"},
    settings=DeclarationSettings,
    counting=_build_count_requirement,
    completion_mode=CompletionMode.FORM,
    emits="mission.declared",
    questions=_list_questions,
)
