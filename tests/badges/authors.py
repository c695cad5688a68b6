"""Fills in the form of a badge as a browser would."""

from __future__ import annotations

BADGE = {
    "criterion": "activity-count",
    "slug": "",
    "name.fr": "Premier échange",
    "name.en": "First exchange",
    "description.fr": "Il reconnaît un premier échange.",
    "description.en": "It recognises a first exchange.",
    "settings.facts": ["post.created", "answer.created"],
    "settings.wanted": "2",
    "shape": "hexagon",
    "colour": "prune",
    "icon": "bolt",
    "valid_months": "12",
}
