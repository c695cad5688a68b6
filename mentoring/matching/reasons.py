"""Why these two: the terms of the very score that paired them, the three strongest, one honest gap, and when they can meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mentoring.matching.arrays import as_mask
from mentoring.matching.comparisons import FULL
from mentoring.matching.part_names import given_and_missing
from mentoring.matching.problem import Market, places_of
from mentoring.matching.scoring import BEST, fits, terms
from mentoring.matching.settings import Term
from mentoring.matching.views import Pairs
from mentoring.matching.week import minutes_of

REASONS = 3
NAMED = (Term.SKILLS, Term.INTERESTS)
"""Terms that ask for things by name: where nothing was asked, nothing is missing."""


@dataclass(frozen=True)
class Part:
    """What one term adds to a pair, of what it could add at most; and by name what is given and what is missing."""

    term: Term
    share: float
    most: float
    given: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """The parts add up to a strength `u`, and the fit is `1 - (1 - u)²`. Starts are minutes of the round's week, in UTC."""

    senior_id: int
    junior_id: int
    parts: tuple[Part, ...]
    fit: float
    languages: tuple[str, ...]
    starts: tuple[int, ...]

    @property
    def reasons(self) -> tuple[Part, ...]:
        """The strongest parts. Whom somebody likes is theirs to tell: it counts, and is never said."""
        good = [part for part in self.parts if part.share > 0 and part.term is not Term.LIKES]
        return tuple(sorted(good, key=lambda part: -part.share)[:REASONS])

    @property
    def gap(self) -> Part | None:
        """The part of which most is missing, where something that was asked is."""
        lacking = [part for part in self.parts if part.share < part.most and part.term is not Term.LIKES]
        told = [part for part in lacking if part.missing or part.term not in NAMED]
        return max(told, key=lambda part: part.most - part.share, default=None)


def explain(market: Market, pairs: Sequence[tuple[int, int]]) -> list[Explanation]:
    """For each pair of a senior's and a junior's id."""
    rows, cols = places_of(market.wishes), places_of(market.offers)
    view = Pairs(
        market,
        np.array([rows[senior] for senior, _ in pairs], np.int64),
        np.array([cols[junior] for _, junior in pairs], np.int64),
    )
    parts = _parts(view)
    found, starts = fits(view).tolist(), market.row_starts[view.rows] & market.col_starts[view.cols]
    return [
        Explanation(
            senior_id=senior,
            junior_id=junior,
            parts=tuple(of_term[place] for of_term in parts),
            fit=found[place] / FULL,
            languages=tuple(sorted(market.wishes[rows[senior]].languages & market.offers[cols[junior]].languages)),
            starts=tuple(minutes_of(as_mask(starts[place]))),
        )
        for place, (senior, junior) in enumerate(pairs)
    ]


def _parts(view: Pairs) -> list[list[Part]]:
    found = []
    market = view.market
    pairs = [(market.wishes[row], market.offers[col]) for row, col in zip(view.rows, view.cols, strict=True)]
    for term, points in terms(view):
        weight = market.limits.weights.of(term)
        shares = (points * weight / BEST).tolist()
        found.append(
            [
                Part(term, share, weight / 100, *given_and_missing(term, *pair))
                for share, pair in zip(shares, pairs, strict=True)
            ]
        )
    return found
