"""The words for each counted event, in French and English: what a person does, and what a rule says happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Words = Mapping[str, str]


@dataclass(frozen=True)
class EventLabel:
    """`action` is an infinitive ("publish a post"), `occurrence` follows « quand » or "when" ("you publish a post").

    An author of missions may count only events with an action; a rule of points may credit only those with an occurrence.
    """

    action: Words | None = None
    occurrence: Words | None = None


EVENT_LABELS: Mapping[str, EventLabel] = {
    "post.created": EventLabel(
        {"fr": "publier un message", "en": "publish a post"},
        {"fr": "vous publiez un message", "en": "you publish a post"},
    ),
    "answer.created": EventLabel(
        {"fr": "répondre à quelqu’un", "en": "answer someone"},
        {"fr": "vous répondez à un collègue", "en": "you answer a colleague"},
    ),
    "comment.created": EventLabel(
        {"fr": "commenter", "en": "comment on a post"},
        {"fr": "vous commentez un message", "en": "you comment on a post"},
    ),
    "answer.accepted:counterpart": EventLabel(
        {"fr": "donner une réponse qui est marquée utile", "en": "give an answer that is marked as useful"},
        {"fr": "une de vos réponses est marquée utile", "en": "one of your answers is marked as useful"},
    ),
    "answer.accepted": EventLabel(
        {"fr": "marquer une réponse comme utile", "en": "mark an answer as useful"},
        {"fr": "vous marquez une réponse comme utile", "en": "you mark an answer as useful"},
    ),
    "post.shared": EventLabel(
        {"fr": "partager un message", "en": "share a post"},
        {"fr": "vous partagez un message", "en": "you share a post"},
    ),
    "person.followed": EventLabel(
        {"fr": "suivre un collègue", "en": "follow a colleague"},
        {"fr": "vous suivez un collègue", "en": "you follow a colleague"},
    ),
    "community.joined": EventLabel(
        {"fr": "rejoindre une communauté", "en": "join a community"},
        {"fr": "vous rejoignez une communauté", "en": "you join a community"},
    ),
    "charter.accepted": EventLabel({"fr": "accepter la charte", "en": "accept the charter"}),
    "choices.changed": EventLabel({"fr": "régler qui voit quoi", "en": "choose who sees what"}),
    "mission.completed": EventLabel(
        {"fr": "terminer une mission", "en": "complete a mission"},
        {"fr": "vous terminez une mission", "en": "you complete a mission"},
    ),
    "post.liked": EventLabel(
        occurrence={"fr": "vous appréciez un message", "en": "you like a post"},
    ),
}
"""By the written name of the event. The house's own results and what takes something back have no label."""

ACTIONS: Mapping[str, Words] = {name: label.action for name, label in EVENT_LABELS.items() if label.action}
"""What an author of missions chooses from, in this order."""

OCCURRENCES: Mapping[str, Words] = {name: label.occurrence for name, label in EVENT_LABELS.items() if label.occurrence}
"""What a rule of points may credit."""
