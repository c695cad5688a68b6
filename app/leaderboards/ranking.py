"""The one order of every board: higher score first, the first to reach it first; equal scores share a rank."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Score:
    """What one subject of a board has, when it was reached, and of how many people it speaks."""

    subject_id: int
    score: float
    reached_at: datetime
    name: str
    people: int | None = None


@dataclass(frozen=True)
class Ranked:
    """A score in its place."""

    rank: int
    score: Score


def ranked(scores: Iterable[Score]) -> list[Ranked]:
    """The scores in order. Rank is 1 + how many have a strictly higher score, so equals share it.

    Among equals the first to reach the score is shown first, then the subject's id decides.
    """
    ordered = sorted(scores, key=lambda score: (-score.score, score.reached_at, score.subject_id))
    placed: list[Ranked] = []
    for place, score in enumerate(ordered, 1):
        shares = placed and placed[-1].score.score == score.score
        placed.append(Ranked(placed[-1].rank if shares else place, score))
    return placed


def shown_of(rows: int, most: int) -> int:
    """How many rows of a board are shown from the top: its first half, three at least, `most` at most; never its bottom."""
    return min(most, max(3, (rows + 1) // 2))
