"""The kind `profile`: some parts of a person's profile and choices."""

from __future__ import annotations

from collections.abc import Sequence

import marshmallow as ma

from app.journal.counter import CountRequirement, DistinctBy
from app.kernel.schema import JsonObject, Schema
from missions.kind import CompletionMode, CountingContext, MissionKind, PageBlock

PARTS = {"profile": "profile.updated", "charter": "charter.accepted", "choices": "choices.changed"}
NAMES = {
    "profile": {"fr": "compléter son profil sur le réseau", "en": "complete one’s profile on the network"},
    "charter": {"fr": "accepter la charte", "en": "accept the charter"},
    "choices": {"fr": "choisir qui voit quoi", "en": "choose who sees what"},
}
NOTES = {
    "profile": PageBlock(
        label={
            "fr": "Complétez votre profil sur le réseau de l’entreprise",
            "en": "Complete your profile on the company’s network",
        }
    ),
    "charter": PageBlock(label={"fr": "Acceptez la charte", "en": "Accept the charter"}, path="/welcome/charter"),
    "choices": PageBlock(label={"fr": "Choisissez qui voit quoi", "en": "Choose who sees what"}, path="/me/privacy"),
}


class ProfileSettings(Schema):
    """Which parts."""

    parts = ma.fields.List(
        ma.fields.Str(validate=ma.validate.OneOf(list(PARTS))),
        required=True,
        validate=ma.validate.Length(min=1),
        metadata={
            "description": "The parts that it takes, all of them.",
            "label": {"fr": "Ce qu’il faut", "en": "What it takes"},
            "names": NAMES,
        },
    )


def _build_count_requirement(context: CountingContext) -> CountRequirement:
    facts = tuple(dict.fromkeys(PARTS[part] for part in context.settings["parts"]))
    return CountRequirement(facts, DistinctBy.KIND, len(facts))


def _list_page_blocks(settings: JsonObject) -> Sequence[PageBlock]:
    return [NOTES[part] for part in dict.fromkeys(settings["parts"])]


kind = MissionKind(
    name="profile",
    sentence="Some parts of what one says of oneself and chooses, each once.",
    label={"fr": "Compléter son profil ou ses choix", "en": "Complete one’s profile or choices"},
    settings=ProfileSettings,
    counting=_build_count_requirement,
    completion_mode=CompletionMode.HOUSE,
    page_blocks=_list_page_blocks,
)
