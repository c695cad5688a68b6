"""The places that are missing: groups of seniors who compete for too few places, and the juniors whose place could be freed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mentoring.matching.arrays import BoolArray, IntArray, WordArray, pack_bool_columns, unpack_bool_columns
from mentoring.matching.constraints import build_allowed_pairs_mask
from mentoring.matching.outcome import MatchingOutcome
from mentoring.matching.problem import MatchingProblem, index_people_by_id
from mentoring.matching.solution import count_seniors_by_junior
from mentoring.matching.views import PairGrid, split_rows

MAX_SEARCH_WORDS = 2_000_000_000
"""Searches for single seniors that would read more words than this are replaced by the group of all."""

Competition = tuple[int, int]
"""How many seniors compete for how many places."""


@dataclass(frozen=True)
class MissingPlaces:
    """What is missing after a calculation.

    `by_senior` holds for each unmatched senior the places that a search from them alone reaches, and the seniors who may have no other; `groups` are
    the same people in groups that share nobody, the largest first; `can_be_freed` marks the juniors with a free place at the end of a chain of moves.
    """

    by_senior: Mapping[int, Competition]
    groups: Sequence[Competition]
    can_be_freed: BoolArray


@dataclass(frozen=True)
class _CompetitionGraph:
    """Which of the competing seniors may meet which juniors, as bits; `partner` is the position of their own junior, the last one for none."""

    reach: WordArray
    partner: IntArray
    capacity: IntArray

    def search_from_senior(self, place: int) -> Competition:
        """From a senior to the juniors they may meet, to the seniors who hold those, and so on; with all who may meet nobody else."""
        rows = np.zeros(len(self.partner), np.bool_)
        rows[place] = True
        while True:
            words = np.bitwise_or.reduce(self.reach[rows], axis=0)
            cols = self._unpack(words)
            wider = rows | cols[self.partner]
            if (wider == rows).all():
                rivals = self.reach.any(axis=1) & ~(self.reach & ~words).any(axis=1)
                return int((rows | rivals).sum()), int(self.capacity[cols].sum())
            rows = wider

    def iterate_separate_groups(self) -> Iterator[Competition]:
        """Groups of seniors who share no junior with another group."""
        left = np.ones(len(self.partner), np.bool_)
        while left.any():
            rows = np.zeros_like(left)
            rows[left.argmax()] = True
            while True:
                words = np.bitwise_or.reduce(self.reach[rows], axis=0)
                wider = rows | (self.reach & words).any(axis=1)
                if (wider == rows).all():
                    break
                rows = wider
            left &= ~rows
            yield int(rows.sum()), int(self.capacity[self._unpack(words)].sum())

    def _unpack(self, words: WordArray) -> BoolArray:
        return unpack_bool_columns(words[None, :])[0, : len(self.capacity)]


def find_place_shortage(problem: MatchingProblem, outcome: MatchingOutcome) -> MissingPlaces:
    """Look at an outcome once for all of its unmatched seniors; does nothing where all are matched."""
    if not outcome.unmatched:
        return MissingPlaces({}, (), np.zeros(len(problem.offers), np.bool_))
    partner = _build_partner_array(problem, outcome)
    by_senior, groups = _find_competitions(problem, outcome, partner)
    return MissingPlaces(by_senior, groups, _mark_juniors_who_can_be_freed(problem, partner))


def _build_partner_array(problem: MatchingProblem, outcome: MatchingOutcome) -> IntArray:
    rows, cols = index_people_by_id(problem.wishes), index_people_by_id(problem.offers)
    partner = np.full(len(rows), -1, np.int64)
    for pair in (*outcome.pairs, *outcome.under_floor):
        partner[rows[pair.senior_id]] = cols[pair.junior_id]
    return partner


def _find_competitions(
    problem: MatchingProblem, outcome: MatchingOutcome, partner: IntArray
) -> tuple[dict[int, Competition], list[Competition]]:
    competition = outcome.competition
    whole = len(competition.senior_ids), competition.places
    words = len(competition.senior_ids) * (len(competition.junior_ids) // 64 + 1)
    if words * len(outcome.unmatched) > MAX_SEARCH_WORDS:
        return dict.fromkeys(outcome.unmatched, whole), [whole]
    graph = _build_competition_graph(problem, outcome, partner)
    places = {senior_id: place for place, senior_id in enumerate(competition.senior_ids)}
    groups = sorted(graph.iterate_separate_groups(), reverse=True)
    return {senior_id: graph.search_from_senior(places[senior_id]) for senior_id in outcome.unmatched}, groups


def _build_competition_graph(
    problem: MatchingProblem, outcome: MatchingOutcome, partner: IntArray
) -> _CompetitionGraph:
    row_indexes, col_indexes = index_people_by_id(problem.wishes), index_people_by_id(problem.offers)
    rows = np.array([row_indexes[senior_id] for senior_id in outcome.competition.senior_ids], np.int64)
    cols = np.array([col_indexes[junior_id] for junior_id in outcome.competition.junior_ids], np.int64)
    position = np.full(len(problem.offers) + 1, -1)
    position[cols] = np.arange(len(cols))
    # One more column, which no senior may meet: the junior of a senior without one.
    blocks = [
        pack_bool_columns(np.pad(build_allowed_pairs_mask(PairGrid(problem, block, cols)), ((0, 0), (0, 1))))
        for block in split_rows(rows)
    ]
    return _CompetitionGraph(np.concatenate(blocks), position[partner[rows]], np.append(problem.capacity[cols], 0))


def _mark_juniors_who_can_be_freed(problem: MatchingProblem, partner: IntArray) -> BoolArray:
    """Juniors with a free place, then those whose senior may move to one of them, and so on: no one needs more than one search."""
    can_be_freed = count_seniors_by_junior(partner, len(problem.offers)) < problem.capacity
    fresh = np.flatnonzero(can_be_freed)
    while len(fresh):
        waiting = np.flatnonzero((partner >= 0) & ~can_be_freed[partner])
        movable = [
            block[build_allowed_pairs_mask(PairGrid(problem, block, fresh)).any(axis=1)]
            for block in split_rows(waiting)
        ]
        fresh = np.unique(partner[np.concatenate([np.zeros(0, np.int64), *movable])])
        can_be_freed[fresh] = True
    return can_be_freed
