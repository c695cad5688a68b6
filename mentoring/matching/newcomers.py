"""Suggests pairs for new volunteers at once, ranked by fit net of the prices of the last calculation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import floor

import numpy as np

from mentoring.matching.arrays import BoolArray, IntArray
from mentoring.matching.comparisons import FULL_SCORE
from mentoring.matching.net_bounds import HIGHEST, NetBounds, build_net_bounds
from mentoring.matching.outcome import ScoredPair
from mentoring.matching.problem import MatchingProblem, index_people_by_id
from mentoring.matching.ranked_pairs import NO_PAIRS, RankedPairs, rank_allowed_pairs
from mentoring.matching.scoring import FitArray
from mentoring.matching.views import PairList

MAX_SUGGESTIONS = 5


@dataclass(frozen=True)
class RollingRound:
    """The free people of a round between two calculations, laid out once for all of its newcomers.

    Prices, in ten-thousandths, keep a junior in demand for seniors with few alternatives. `waiting` and `places` change with
    each pair that is taken.
    """

    problem: MatchingProblem
    prices: FitArray
    waiting: BoolArray
    places: IntArray

    def suggest_pairs(self, person_id: int, most: int = MAX_SUGGESTIONS) -> list[ScoredPair]:
        """The best allowed pairs of this person with free people of the other side, the best first; none for a person who is not free."""
        row, col = self._rows.get(person_id, -1), self._cols.get(person_id, -1)
        if row >= 0 and self.waiting[row]:
            return self._list_scored_pairs(self._rank_pairs_of_senior(row, most))
        if col >= 0 and self.places[col] > 0:
            view = PairList(self.problem, np.flatnonzero(self.waiting), np.array([col]))
            return self._list_scored_pairs(rank_allowed_pairs(view, self.prices, most))
        return []

    def match_person(self, person_id: int) -> list[ScoredPair]:
        """Take the best suggestions from the floor on: one for a senior, as many as a junior has places. Both have one place less from now on."""
        good = [pair for pair in self.suggest_pairs(person_id) if pair.fit >= self.problem.limits.floor]
        taken: list[ScoredPair] = []
        for pair in good:
            row, col = self._rows[pair.senior_id], self._cols[pair.junior_id]
            if self.waiting[row] and self.places[col] > 0:
                self.waiting[row] = False
                self.places[col] -= 1
                taken.append(pair)
        return taken

    def _rank_pairs_of_senior(self, row: int, most: int) -> RankedPairs:
        """Judge the most promising juniors first, and stop before those who cannot be among the best."""
        self._bounds.bound_net_fits_of_senior(row)
        best, below = NO_PAIRS, HIGHEST
        for level in self._bounds.list_search_levels():
            least = max(level, floor(best.find_worst_net(most)))
            cols = self._bounds.select_juniors(least, below)
            view = PairList(self.problem, np.array([row]), cols[self.places[cols] > 0])
            best, below = best.merge_best(rank_allowed_pairs(view, self.prices, most), most), least
            if best.find_worst_net(most) >= least:
                break
        return best

    def _list_scored_pairs(self, ranked: RankedPairs) -> list[ScoredPair]:
        wishes, offers = self.problem.wishes, self.problem.offers
        return [
            ScoredPair(wishes[row].person_id, offers[col].person_id, fit / FULL_SCORE)
            for row, col, fit in zip(ranked.rows.tolist(), ranked.cols.tolist(), ranked.fits.tolist(), strict=True)
        ]

    @cached_property
    def _bounds(self) -> NetBounds:
        return build_net_bounds(self.problem, self.prices)

    @cached_property
    def _rows(self) -> dict[int, int]:
        return index_people_by_id(self.problem.wishes)

    @cached_property
    def _cols(self) -> dict[int, int]:
        return index_people_by_id(self.problem.offers)


def open_rolling_round(problem: MatchingProblem, prices: Mapping[int, float]) -> RollingRound:
    """All people of the problem are free; `prices` are those of the last calculation, for juniors whose places are scarce."""
    by_junior = np.array([prices.get(offer.person_id, 0.0) for offer in problem.offers]) * FULL_SCORE
    return RollingRound(problem, by_junior, np.ones(len(problem.wishes), np.bool_), problem.capacity.copy())
