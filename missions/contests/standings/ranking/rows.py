"""The rows of a ranking that one person reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.leaderboards.packed_ranking import RankedPerson

TOP = 3
"""How many are shown at the head."""
NEIGHBOURS = 2
"""How many are shown on each side of oneself."""


@dataclass(frozen=True, kw_only=True)
class ContestRankingRow:
    """A place; without a name unless its holder agreed to be named."""

    rank: int
    score: int
    name: str | None
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class PersonalRanking:
    """What one person reads: the first rows, and their own among its neighbours; empty for whoever has nothing yet."""

    as_of: datetime | None
    top: Sequence[ContestRankingRow] = ()
    around: Sequence[ContestRankingRow] = ()


def build_ranking_rows(
    ranked: Iterable[RankedPerson], names: Mapping[int, str | None], person_id: int
) -> list[ContestRankingRow]:
    """The rows of those who still take part: the keys of `names`."""
    return [
        ContestRankingRow(rank=row.rank, score=row.score, name=names[row.person_id], is_own=row.person_id == person_id)
        for row in ranked
        if row.person_id in names
    ]
