"""The kind `distinct`: so many different people, communities or units."""

from __future__ import annotations

import marshmallow as ma

from app.journal.counter import CountRequirement, DistinctBy
from app.journal.counting_settings import CountingSettings
from app.kernel.schema import JsonObject
from missions.kind import CountingContext, MissionKind, Words, network_counting_builder

OF = {"people": DistinctBy.PERSON, "communities": DistinctBy.COMMUNITY, "units": DistinctBy.UNIT}
NAMES = {
    "people": {"fr": "des collègues différents", "en": "different colleagues"},
    "communities": {"fr": "des communautés différentes", "en": "different communities"},
    "units": {"fr": "des équipes différentes", "en": "different teams"},
}


PLACES = {
    "people": {"fr": "avec {wanted} collègues différents", "en": "with {wanted} different colleagues"},
    "communities": {"fr": "dans {wanted} communautés différentes", "en": "in {wanted} different communities"},
    "units": {"fr": "avec {wanted} équipes différentes", "en": "with {wanted} different teams"},
}
JOINED = {"fr": "{wanted} différentes en tout", "en": "{wanted} different ones in all"}
"""One joins a community; one does not join it in a community."""


class DistinctSettings(CountingSettings):
    """What must differ from one activity to the next."""

    of = ma.fields.Str(
        required=True,
        validate=ma.validate.OneOf(sorted(OF)),
        metadata={
            "description": "What must be different.",
            "label": {"fr": "Ce qui doit être différent", "en": "What must be different"},
            "names": NAMES,
        },
    )


def _build_count_requirement(context: CountingContext) -> CountRequirement:
    return network_counting_builder(OF[context.settings["of"]])(context)


def _describe_how_often(settings: JsonObject) -> Words:
    wanted = settings["wanted"]
    if wanted == 1:
        return {}
    joins = settings["of"] == "communities" and settings["facts"] == ["community.joined"]
    words = JOINED if joins else PLACES[settings["of"]]
    return {language: text.format(wanted=wanted) for language, text in words.items()}


kind = MissionKind(
    name="distinct",
    sentence="Activities towards so many different people, communities or units.",
    label={
        "fr": "Agir auprès de plusieurs collègues, communautés ou équipes",
        "en": "Act with several colleagues, communities or teams",
    },
    settings=DistinctSettings,
    counting=_build_count_requirement,
    how_often=_describe_how_often,
)
