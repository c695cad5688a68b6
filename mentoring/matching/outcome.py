"""The answer of a round, by people's ids: what is proposed, what the programme's manager looks at, and who is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mentoring.matching.arrays import Whole
from mentoring.matching.augmenting_paths import Shortage
from mentoring.matching.comparisons import FULL
from mentoring.matching.problem import Market
from mentoring.matching.scoring import fits
from mentoring.matching.solution import Engine, Solution
from mentoring.matching.views import Pairs


@dataclass(frozen=True)
class Proposal:
    """A senior, a junior, and how well they fit, from 0 to 1."""

    senior_id: int
    junior_id: int
    fit: float


@dataclass(frozen=True)
class Competition:
    """These seniors may meet these juniors alone, who have fewer places than the seniors are; empty when all are matched."""

    senior_ids: tuple[int, ...]
    junior_ids: tuple[int, ...]
    places: int


@dataclass(frozen=True)
class Outcome:
    """Pairs and people by their ids, in their order. No sharing of as many has a higher sum than `bound`."""

    pairs: tuple[Proposal, ...]
    under_floor: tuple[Proposal, ...]
    unmatched: tuple[int, ...]
    competition: Competition
    engine: Engine
    total: float
    bound: float
    prices: Mapping[int, float]
    """What one place more of a junior would bring, for those whose time is scarce."""

    @property
    def short_of_best(self) -> float:
        """At most such a part of the best possible sum is missing."""
        return 1 - self.total / self.bound if self.bound else 0.0


def tell_outcome(market: Market, solution: Solution, shortage: Shortage) -> Outcome:
    """The same in ids and fractions."""
    rows = np.flatnonzero(solution.partner >= 0)
    cols = solution.partner[rows]
    found = fits(Pairs(market, rows, cols))
    proposals = sorted(
        (
            Proposal(market.wishes[row].person_id, market.offers[col].person_id, fit / FULL)
            for row, col, fit in zip(rows.tolist(), cols.tolist(), found.tolist(), strict=True)
        ),
        key=lambda one: one.senior_id,
    )
    floor = market.limits.floor
    dear = np.flatnonzero(solution.prices > 0).tolist()
    return Outcome(
        pairs=tuple(one for one in proposals if one.fit >= floor),
        under_floor=tuple(one for one in proposals if one.fit < floor),
        unmatched=_seniors(market, np.flatnonzero(solution.partner < 0)),
        competition=_competition(market, shortage),
        engine=solution.engine,
        total=float(found.sum()) / FULL,
        bound=solution.bound / FULL,
        prices={market.offers[col].person_id: float(solution.prices[col]) / FULL for col in dear},
    )


def _competition(market: Market, shortage: Shortage) -> Competition:
    juniors = sorted(market.offers[col].person_id for col in shortage.cols.tolist())
    return Competition(_seniors(market, shortage.rows), tuple(juniors), int(market.capacity[shortage.cols].sum()))


def _seniors(market: Market, rows: Whole) -> tuple[int, ...]:
    return tuple(sorted(market.wishes[row].person_id for row in rows.tolist()))
