"""How long a board of people rests between two builds, so that boards leave workers to others."""

from __future__ import annotations

from datetime import timedelta

SHORTEST_REST = timedelta(seconds=0.2)
REST_FACTOR = 4
"""A board of people is built again after so many times the duration of its build: it uses a fifth of a worker at most."""
LONGEST_SHARED_REST = timedelta(seconds=10)
"""Boards of people share that fifth of a worker, as long as none of them waits longer than this for the others."""


def compute_rest(took: timedelta, boards: int) -> timedelta:
    """How long a board rests after a build, where there are so many boards of people."""
    own = REST_FACTOR * took
    return max(SHORTEST_REST, own, min(boards * own, LONGEST_SHARED_REST))
