"""The one order of every board: higher score first, the first to reach it first; equal scores share a rank."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Score:
    """What one subject of a board has, and when it was reached."""

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
    """The scores in order. Rank is 1 + how many have a strictly higher score, so equals share it.

    Among equals the first to reach the score is shown first, then the subject's id decides.
    """
    ordered = sorted(scores, key=lambda score: (-score.score, score.reached_at, score.subject_id))
    placed: list[RankedScore] = []
    for place, score in enumerate(ordered, 1):
        shares = placed and placed[-1].score.score == score.score
        placed.append(RankedScore(place, placed[-1].rank if shares else place, score))
    return placed


def upper_half_size(rows: int) -> int:
    """How many rows of a board may be shown from the top: its first half, three at least; never its bottom."""
    return min(rows, max(3, (rows + 1) // 2))
