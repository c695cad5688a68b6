"""What people do, as they would say it: the deeds that rules can be written about, each as a clause in both languages."""

from __future__ import annotations

from collections.abc import Mapping

CLAUSES: Mapping[str, Mapping[str, str]] = {
    "post.created": {"fr": "publier un message", "en": "publish a post"},
    "answer.created": {"fr": "répondre à quelqu’un", "en": "answer somebody"},
    "comment.created": {"fr": "commenter", "en": "comment on something"},
    "answer.accepted:counterpart": {
        "fr": "donner une réponse qui est marquée utile",
        "en": "give an answer that is marked as useful",
    },
    "answer.accepted": {"fr": "marquer une réponse comme utile", "en": "mark an answer as useful"},
    "post.shared": {"fr": "partager un message", "en": "share something"},
    "person.followed": {"fr": "suivre un collègue", "en": "follow a colleague"},
    "community.joined": {"fr": "rejoindre une communauté", "en": "join a community"},
    "charter.accepted": {"fr": "accepter la charte", "en": "accept the charter"},
    "choices.changed": {"fr": "régler qui voit quoi", "en": "choose who sees what"},
    "mission.completed": {"fr": "terminer une mission", "en": "complete a mission"},
}
"""A deed without a clause is none that an author can ask for: the house's own results, and what takes something back."""
