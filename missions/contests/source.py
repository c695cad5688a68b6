"""What a contest may count: its written names ("post.created", "mission:slug", "points:slug"), and their words."""

from __future__ import annotations

from collections.abc import Mapping

from app.journal.event_labels import OCCURRENCES
from missions.contests.terms import Words

MISSION, RULE = "mission:", "points:"

EVENTS: Mapping[str, Words] = OCCURRENCES
"""The events that may be counted, by written name; the words follow « quand »."""

LIKES = frozenset({"post.liked"})
"""Events that qualify nobody when they stand alone."""


def label_mission(title: Words) -> Words:
    """What follows « quand » for a mission."""
    return {
        "fr": f"vous terminez la mission « {title.get('fr', '')} »",
        "en": f"you complete the mission “{title.get('en', '')}”",
    }
