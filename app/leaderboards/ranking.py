"""The order of every board: the higher score first, then the earlier moment; equal scores share a rank."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Score:
    """The score of one person or group, and when it was reached."""

    subject_id: int
    score: float
    reached_at: datetime


@dataclass(frozen=True)
class RankedScore:
    """A score in its place."""

    place: int
    rank: int
    score: Score


def rank_scores(scores: Iterable[Score]) -> list[RankedScore]:
    """The scores in order. A rank is 1 + the number of strictly higher scores, so equal scores share it.

    Among equal scores the one reached first comes first, then the lower id.
    """
    ordered = sorted(scores, key=lambda score: (-score.score, score.reached_at, score.subject_id))
    ranked: list[RankedScore] = []
    for place, score in enumerate(ordered, 1):
        shares = ranked and ranked[-1].score.score == score.score
        ranked.append(RankedScore(place, ranked[-1].rank if shares else place, score))
    return ranked


def upper_half_size(rows: int) -> int:
    """How many rows of a board may be shown from the top: its first half, three at least; never its bottom."""
    return min(rows, max(3, (rows + 1) // 2))


def first_half_size(rows: int) -> int:
    """How many groups of a board may show their rank: its first half, so that the last of three is not called third."""
    return (rows + 1) // 2
