"""Scans the juniors of one language group part by part, and skips parts that cannot improve on the best candidate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mentoring.matching.arrays import BoolArray, FloatArray, IntArray
from mentoring.matching.factors import LostStrengthFactors
from mentoring.matching.partition import MAX_PART_SIZE, split_juniors_into_parts_of_like_skills

NEAR_BEST = np.float32(0.001)
"""A junior who costs at most so much more than the best is a candidate too, in parts of a fit."""

SCAN_ROWS = 1_024
"""Seniors scanned at a time, sorted by the widest table, so that each block has few of its values."""

ScanHits = tuple[IntArray, IntArray, FloatArray]


@dataclass(frozen=True)
class PartitionedJuniors:
    """Juniors in the order of their parts, one line for each factor; of each part the highest supply and the lowest price."""

    factors: LostStrengthFactors
    able: IntArray
    lines: FloatArray
    prices: FloatArray
    ends: IntArray
    supply: FloatArray
    lowest_prices: FloatArray

    def iterate_cheaper_pairs(self, rows: IntArray, best_cost: FloatArray) -> Iterator[tuple[IntArray, IntArray]]:
        """Yield the pairs of these seniors that cost less than `best_cost`, or little more; `best_cost` falls to the lowest cost."""
        row_factors, codes = self.factors.rows_with_one_hot_columns(rows)
        widest, best = self.factors.widest, best_cost[rows]
        lines = np.vstack([self.lines, widest.table[codes][:, widest.cols[self.able]]])
        minimum_costs = self._cost_lower_bounds_by_part(rows)
        buffers = _ScratchBuffers(
            self,
            rows,
            np.empty((2, len(rows) * MAX_PART_SIZE), np.float32),
            np.empty(len(rows) * MAX_PART_SIZE, np.bool_),
        )
        for part in np.argsort(minimum_costs.mean(axis=1), kind="stable").tolist():
            near = np.flatnonzero(minimum_costs[part] < best + NEAR_BEST)
            if len(near):
                part_slice = slice(int(self.ends[part - 1]) if part else 0, int(self.ends[part]))
                lost = np.matmul(
                    row_factors[near], lines[:, part_slice], out=buffers.product_buffer(len(near), part_slice)
                )
                places, cols, costs = buffers.list_pairs_below_cost(near, lost, part_slice, best[near] + NEAR_BEST)
                np.minimum.at(best, places, costs)
                yield rows[places], self.able[cols]
        best_cost[rows] = best

    def _cost_lower_bounds_by_part(self, rows: IntArray) -> FloatArray:
        """A lower bound of the cost of each part for each senior: a row for each part."""
        minimum_costs = self.supply @ self.factors.rows[rows, : self.factors.demand_width].T
        minimum_costs += self.factors.minimum_rest[rows]
        np.maximum(minimum_costs, 0, out=minimum_costs)
        minimum_costs *= minimum_costs
        minimum_costs += self.lowest_prices[:, None]
        return minimum_costs


@dataclass(frozen=True)
class _ScratchBuffers:
    """Memory reused for each part: fresh memory would cost as much as the scan."""

    index: PartitionedJuniors
    rows: IntArray
    numbers: FloatArray
    mask: BoolArray

    def product_buffer(self, height: int, part_slice: slice) -> FloatArray:
        """The memory for a product of this shape."""
        width = part_slice.stop - part_slice.start
        return self.numbers[0, : height * width].reshape(height, width)

    def list_pairs_below_cost(self, near: IntArray, lost: FloatArray, part_slice: slice, below: FloatArray) -> ScanHits:
        """The pairs of these seniors with this slice of juniors whose cost is under `below`: rows, columns and costs."""
        worth = self.numbers[1, : lost.size].reshape(lost.shape)
        mask = self.mask[: lost.size].reshape(lost.shape)
        np.multiply(lost, lost, out=worth)
        worth += self.index.prices[part_slice]
        hits = np.flatnonzero(np.less(worth, below[:, None], out=mask))
        places, cols = np.divmod(hits, lost.shape[1])
        exact = lost.ravel()[hits] + self.index.factors.loss_of_shared_meeting_starts(
            self.rows[near[places]], self.index.able[part_slice][cols]
        )
        costs = exact * exact + self.index.prices[part_slice][cols]
        good = np.flatnonzero(costs < below[places])
        return near[places[good]], cols[good] + part_slice.start, costs[good]


def build_partitioned_juniors(
    factors: LostStrengthFactors, able: IntArray, prices: FloatArray, demand: FloatArray
) -> PartitionedJuniors:
    """Split these juniors into parts; `demand` is the total demand of the group for each column."""
    supply = factors.cols[able, : factors.demand_width]
    parts = list(split_juniors_into_parts_of_like_skills(supply, demand))
    order, ends = np.concatenate(parts), np.cumsum([len(part) for part in parts])
    begins = np.append(0, ends[:-1])
    able = able[order]
    return PartitionedJuniors(
        factors=factors,
        able=able,
        lines=np.ascontiguousarray(factors.cols[able].T),
        prices=prices[able],
        ends=ends,
        supply=np.maximum.reduceat(supply[order], begins, axis=0),
        lowest_prices=np.minimum.reduceat(prices[able], begins),
    )
