"""Two views of a problem with one interface: a block (every row with every column) and a list of pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.arrays import (
    BoolArray,
    ComparisonTable,
    CountArray,
    FloatArray,
    IntArray,
    PairSet,
    count_shared_bits,
)
from mentoring.matching.demand import DemandAndSupply
from mentoring.matching.problem import MatchingProblem

Scalar = TypeVar("Scalar", bound=np.generic)
BLOCK_ROWS = 256
"""Rows in one block: its matrices stay in the processor's cache."""


class PairSelection(Protocol):
    """What limits and terms read; every result has the shape of the view."""

    @property
    def problem(self) -> MatchingProblem:
        """The problem that is viewed."""

    @property
    def shared_meeting_start_counts(self) -> CountArray:
        """The number of half hours at which both may start a session, in the clock week in which they are fewest."""

    def spread_senior_values(self, column: NDArray[Scalar]) -> NDArray[Scalar]:
        """An array of seniors, spread over the view."""

    def spread_junior_values(self, column: NDArray[Scalar]) -> NDArray[Scalar]:
        """An array of juniors, spread over the view."""

    def met_demand_count_by_pair(self, demand: DemandAndSupply) -> FloatArray:
        """How much of each demand is met."""

    def comparison_by_pair(self, lookup: ComparisonTable) -> FloatArray:
        """The entry of the table for both values."""

    def membership_in_pair_set(self, pair_set: PairSet) -> BoolArray:
        """Whether each pair is in the set."""


@dataclass(frozen=True)
class PairGrid:
    """Every one of these seniors with every one of these juniors: a matrix."""

    problem: MatchingProblem
    rows: IntArray
    cols: IntArray

    @cached_property
    def shared_meeting_start_counts(self) -> CountArray:
        starts = self.problem.starts
        counts = self._count_shared_starts_in_week(0, self.rows, self.cols)
        for week in range(1, len(starts.weeks)):
            row_moves, col_moves = starts.row_moves[week, self.rows], starts.col_moves[week, self.cols]
            for move in np.unique(row_moves):
                at, to = np.flatnonzero(row_moves == move), np.flatnonzero(col_moves != move)
                if len(to):
                    fewer = self._count_shared_starts_in_week(week, self.rows[at], self.cols[to])
                    counts[np.ix_(at, to)] = np.minimum(counts[np.ix_(at, to)], fewer)
        return counts

    def _count_shared_starts_in_week(self, week: int, rows: IntArray, cols: IntArray) -> CountArray:
        row_words, col_words = self.problem.starts.shared_words[week]
        row_starts, col_starts = row_words[rows], col_words[cols].T
        counts = np.zeros((len(rows), len(cols)), np.uint16)
        for word in range(row_starts.shape[1]):
            if row_starts[:, word].any() and col_starts[word].any():
                counts += np.bitwise_count(row_starts[:, word, None] & col_starts[word])
        return counts

    def spread_senior_values(self, column: NDArray[Scalar]) -> NDArray[Scalar]:
        return column[self.rows][:, None]

    def spread_junior_values(self, column: NDArray[Scalar]) -> NDArray[Scalar]:
        return column[self.cols][None, :]

    def met_demand_count_by_pair(self, demand: DemandAndSupply) -> FloatArray:
        return demand.rows[self.rows] @ demand.cols[self.cols].T

    def comparison_by_pair(self, lookup: ComparisonTable) -> FloatArray:
        return lookup.table[lookup.rows[self.rows]].take(lookup.cols[self.cols], axis=1)

    def membership_in_pair_set(self, pair_set: PairSet) -> BoolArray:
        return pair_set.membership_of_grid(self.rows, self.cols)


@dataclass(frozen=True)
class PairList:
    """The first of these seniors with the first of these juniors, and so on: a vector. One senior or one junior alone meets each of the others."""

    problem: MatchingProblem
    rows: IntArray
    cols: IntArray

    def keep_pairs(self, kept: BoolArray) -> PairList:
        """The pairs that a mask keeps."""
        rows, cols = (side[kept] if len(side) == len(kept) else side for side in (self.rows, self.cols))
        pairs = PairList(self.problem, rows, cols)
        if "shared_meeting_start_counts" in vars(self):  # Counted once, for the limit and for the fit.
            vars(pairs)["shared_meeting_start_counts"] = self.shared_meeting_start_counts[kept]
        return pairs

    @cached_property
    def shared_meeting_start_counts(self) -> CountArray:
        counts = (
            count_shared_bits(rows[self.rows], cols[self.cols]) for rows, cols in self.problem.starts.shared_words
        )
        return reduce(np.minimum, counts)

    def spread_senior_values(self, column: NDArray[Scalar]) -> NDArray[Scalar]:
        return column[self.rows]

    def spread_junior_values(self, column: NDArray[Scalar]) -> NDArray[Scalar]:
        return column[self.cols]

    def met_demand_count_by_pair(self, demand: DemandAndSupply) -> FloatArray:
        demanded, supplied = demand.packed_demand_and_supply
        return count_shared_bits(demanded[self.rows], supplied[self.cols]).astype(np.float32)

    def comparison_by_pair(self, lookup: ComparisonTable) -> FloatArray:
        return lookup.table[lookup.rows[self.rows], lookup.cols[self.cols]]

    def membership_in_pair_set(self, pair_set: PairSet) -> BoolArray:
        return pair_set.membership_of_pairs(self.rows, self.cols)


def split_rows(rows: IntArray, size: int = BLOCK_ROWS) -> Iterator[IntArray]:
    """Split rows into blocks of `size`."""
    return (rows[start : start + size] for start in range(0, len(rows), size))


def indices_of_all_people(problem: MatchingProblem) -> tuple[IntArray, IntArray]:
    """The indices of all seniors and of all juniors."""
    return np.arange(len(problem.wishes)), np.arange(len(problem.offers))
