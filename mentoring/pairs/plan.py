"""Decides what a pair's sessions are about and how many there are: values in, values out."""

from __future__ import annotations

THEMES = ("profile", "first-message", "thanks", "listening", "practice", "review")
"""The guides in the order in which a pair meets them; the last session always looks back."""

MIN_SESSIONS = 3
"""How many sessions a shortened programme keeps, unless the pair has met as often already."""


def theme_for_session(number: int, whole: int) -> str:
    """The guide of a session, until the senior chooses another: in order, and looking back at the end."""
    if number >= whole > 1:
        return THEMES[-1]
    return THEMES[min(number, len(THEMES) - 1) - 1]


def reduced_session_count(whole: int, held: int, last_held: int) -> int:
    """How many sessions remain in all when a pair asks for fewer: one more at least, and none of those held is lost."""
    return min(whole, max(MIN_SESSIONS, held + 1, last_held))
