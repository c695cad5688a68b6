"""The lost strength of every pair as a product of matrices: fast enough for all pairs of a large round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

import numpy as np

from mentoring.matching.arrays import (
    ComparisonTable,
    FloatArray,
    IntArray,
    WordArray,
)
from mentoring.matching.comparisons import FULL_SCORE
from mentoring.matching.problem import MatchingProblem
from mentoring.matching.scoring import MAX_COUNTED_STARTS
from mentoring.matching.settings import HardLimit, ScoreTerm

BROKEN_LIMIT = 64.0
"""The loss for a broken limit: more than all other terms together."""


@dataclass(frozen=True)
class LostStrengthFactors:
    """Rows times columns plus the widest table give `1 - u` of each pair with enough starts, or a lower value.

    Broken limits are included, except languages, dates, lines and forbidden pairs. The first `demand_width` numbers of each
    person are demand and supply; `minimum_rest` is the least sum of all other numbers, for each senior.
    """

    rows: FloatArray
    cols: FloatArray
    demand_width: int
    minimum_rest: FloatArray
    widest: ComparisonTable
    starts: tuple[WordArray, WordArray]
    starts_loss: FloatArray
    """The loss by number of common starts, from 0 on."""

    def rows_with_one_hot_columns(self, rows: IntArray) -> tuple[FloatArray, IntArray]:
        """The rows of these seniors, one-hot extended by the values of the widest table among them, and these values."""
        codes, inverse = np.unique(self.widest.rows[rows], return_inverse=True)
        return np.hstack([self.rows[rows], np.eye(len(codes), dtype=np.float32)[inverse]]), codes

    def lost_strength_of_grid(self, rows: IntArray, cols: IntArray) -> FloatArray:
        """`1 - u` of each of these seniors with each of these juniors without the loss of starts, or less; far above 1 where a limit is broken."""
        senior_rows, codes = self.rows_with_one_hot_columns(rows)
        lost: FloatArray = (
            senior_rows @ np.hstack([self.cols[cols], self.widest.table[codes][:, self.widest.cols[cols]].T]).T
        )
        return lost

    def loss_of_shared_meeting_starts(self, rows: IntArray, cols: IntArray) -> FloatArray:
        """What is lost by the number of common starts; rows and columns of one shape, or of shapes that spread over each other."""
        row_starts, col_starts = self.starts
        shared = (row_starts[rows, word] & col_starts[cols, word] for word in range(row_starts.shape[1]))
        counts = reduce(np.add, map(np.bitwise_count, shared), np.zeros(1, np.uint16))
        loss: FloatArray = self.starts_loss.take(counts)
        return loss


def build_pair_loss_matrix_factors(problem: MatchingProblem) -> LostStrengthFactors:
    """Build the factors of a whole problem."""
    weights = problem.limits.weights
    demands = [
        (demand.rows * (-weights.weight_of_term(term) / 100 / demand.total[:, None]), demand.cols)
        for term, demand in problem.demands.items()
    ]
    tables = sorted(_list_loss_tables(problem), key=lambda lookup: lookup.table.shape[1])
    constant = _build_constant_factors(problem)
    spread = [(lookup.table[lookup.rows], _build_one_hot_columns(lookup)) for lookup in tables[:-1]]
    rows, cols = (
        np.hstack([part[side] for part in (*demands, constant, *spread)], dtype=np.float32, casting="same_kind")
        for side in (0, 1)
    )
    minimum_rest = constant[0][:, 0]
    for lookup in tables:
        minimum_rest = minimum_rest + lookup.table.min(axis=1, initial=BROKEN_LIMIT)[lookup.rows]
    starts = problem.starts.shared_words[
        0
    ]  # Another clock week could only lower the count: the loss stays a lower bound.
    return LostStrengthFactors(
        rows=rows,
        cols=cols,
        demand_width=sum(part[0].shape[1] for part in demands),
        minimum_rest=minimum_rest.astype(np.float32),
        widest=tables[-1],
        starts=starts,
        starts_loss=_build_loss_by_meeting_start_count(
            weights.weight_of_term(ScoreTerm.SLOTS) / 100, 64 * starts[0].shape[1]
        ),
    )


def _list_loss_tables(problem: MatchingProblem) -> Iterator[ComparisonTable]:
    """Each table as a loss, in parts of the whole strength."""
    for term, lookup in problem.term_tables.items():
        yield _merge_equal_columns(
            lookup, lookup.table * (-problem.limits.weights.weight_of_term(term) / 100 / FULL_SCORE)
        )
    for limit, lookup in problem.limit_tables.items():
        if limit not in (HardLimit.LANGUAGE, HardLimit.DATES):
            yield _merge_equal_columns(lookup, np.where(lookup.table > 0, 0, BROKEN_LIMIT))


def _merge_equal_columns(lookup: ComparisonTable, table: FloatArray) -> ComparisonTable:
    """Merge values of juniors that are equal for every senior."""
    distinct, inverse = np.unique(table, axis=1, return_inverse=True)
    return ComparisonTable(lookup.rows, inverse.ravel()[lookup.cols], distinct.astype(np.float32))


def _build_loss_by_meeting_start_count(slots: float, most: int) -> FloatArray:
    counts = np.arange(1 + most)
    missing = slots * (1 - np.minimum(counts, MAX_COUNTED_STARTS) / MAX_COUNTED_STARTS)
    return np.where(counts > 0, missing, BROKEN_LIMIT).astype(np.float32)


def _build_one_hot_columns(lookup: ComparisonTable) -> FloatArray:
    return np.eye(lookup.table.shape[1], dtype=np.float32)[lookup.cols]


def _build_constant_factors(problem: MatchingProblem) -> tuple[FloatArray, FloatArray]:
    """The constant loss without slots."""
    rows, cols = np.ones((len(problem.wishes), 1), np.float32), np.ones((len(problem.offers), 1), np.float32)
    rows[:, 0] -= problem.limits.weights.weight_of_term(ScoreTerm.SLOTS) / 100
    return rows, cols
