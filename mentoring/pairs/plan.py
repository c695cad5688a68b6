"""Decides the theme of each session and how many sessions a pair has."""

from __future__ import annotations

THEMES = ("profile", "first-message", "thanks", "listening", "practice", "review")
"""The guides in the order of the sessions; the last session is always a review."""

MIN_SESSIONS = 3
"""A shortened plan keeps at least this many sessions."""


def default_theme_of_session_number(number: int, whole: int) -> str:
    """The default theme of a session: in order, and a review at the end."""
    if number >= whole > 1:
        return THEMES[-1]
    return THEMES[min(number, len(THEMES) - 1) - 1]


def session_count_of_shortened_pair(whole: int, held_count: int, last_held: int) -> int:
    """The new total of sessions when a pair asks for fewer: at least one more, and no held session is dropped."""
    return min(whole, max(MIN_SESSIONS, held_count + 1, last_held))
