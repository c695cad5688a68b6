"""The settings of what counts network facts: a mission kind or a badge criterion, each with its own way to count."""

from __future__ import annotations

from collections.abc import Sequence

import marshmallow as ma

from app.journal.counted_events import COUNTED_EVENTS, DECIDED_KINDS, FREE_KINDS
from app.journal.counter import CountRequirement, DistinctBy
from app.journal.event_labels import ACTIONS
from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonInt, JsonObject, Schema

LIKES_ALONE = "Likes alone qualify for nothing, and each kind listed here counts by itself: leave post.liked out."

ONE_SIDED = ErrorMessage(
    "{input} cannot be counted: only these count for whom they are about, {both}.",
    french="{input} ne peut pas compter : seuls ceux-ci comptent pour la personne qu’ils concernent, {both}.",
)

DECIDED = ErrorMessage(
    "{input} cannot be counted: it is decided for people, and only what they do counts.",
    french="{input} ne peut pas compter : cela se décide pour les personnes, et seul compte ce qu’elles font.",
)

FREE = ErrorMessage(
    "{input} cannot be counted: nobody should do it for a reward.",
    french="{input} ne peut pas compter : personne ne devrait le faire pour une récompense.",
)


class OneOfCountedEvents(ma.validate.OneOf):
    """A kind of fact, which counts for who acts, or one that counts for the counterpart, where that exists."""

    def __init__(self) -> None:
        super().__init__(COUNTED_EVENTS)

    def __call__(self, value: str) -> str:
        """The name, if it is that of a counted event."""
        if value in DECIDED_KINDS:
            raise ma.ValidationError(DECIDED.format(input=value))
        if value in FREE_KINDS:
            raise ma.ValidationError(FREE.format(input=value))
        if ":" in value and value not in COUNTED_EVENTS:
            both = ", ".join(name for name in COUNTED_EVENTS if ":" in name)
            raise ma.ValidationError(ONE_SIDED.format(input=value, both=both))
        return str(super().__call__(value))


def refuse_likes(facts: Sequence[str]) -> None:
    """Refuses likes among what counts."""
    if "post.liked" in facts:
        raise ma.ValidationError(LIKES_ALONE)


class CountingSettings(Schema):
    """Which facts count, how many, in which communities, and within how many days."""

    facts = ma.fields.List(
        ma.fields.Str(validate=OneOfCountedEvents()),
        required=True,
        validate=[ma.validate.Length(min=1), refuse_likes],
        metadata={
            "description": "The kinds of facts that count for who acts; `:counterpart` after one counts it for whom it is about.",
            "label": {"fr": "Ce qui compte", "en": "What counts"},
            "names": ACTIONS,
        },
    )
    wanted = JsonInt(
        required=True,
        validate=ma.validate.Range(1, 1000),
        metadata={
            "description": "How many it takes.",
            "label": {"fr": "Combien en faut-il", "en": "How many it takes"},
        },
    )
    communities = ma.fields.List(
        ma.fields.Str(),
        load_default=None,
        allow_none=True,
        validate=ma.validate.Length(min=1),
        metadata={
            "description": "Only in these communities, as the network names them; anywhere when absent.",
            "form": "communities",
            "is_open": True,
            "label": {"fr": "Seulement dans ces communautés", "en": "Only in these communities"},
            "hint": {
                "fr": "Celles que le réseau a nommées récemment. Partout si vous ne choisissez rien.",
                "en": "Those that the network named lately. Anywhere when you choose nothing.",
            },
        },
    )
    within_days = JsonInt(
        load_default=None,
        allow_none=True,
        validate=ma.validate.Range(1, 366),
        metadata={
            "description": "Days in which it counts, from its opening to the person; without end when absent.",
            "label": {"fr": "En combien de jours", "en": "Within how many days"},
            "hint": {
                "fr": "Depuis son ouverture à la personne. Sans limite si vous ne dites rien.",
                "en": "From its opening to the person. Without end when you say nothing.",
            },
        },
    )


def build_count_requirement(settings: JsonObject, by: DistinctBy) -> CountRequirement:
    """What loaded CountingSettings count: so many network facts that differ by that."""
    communities = tuple(settings["communities"]) if settings["communities"] else None
    return CountRequirement(
        tuple(settings["facts"]), by, settings["wanted"], communities=communities, within_days=settings["within_days"]
    )
