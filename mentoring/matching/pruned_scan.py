"""The juniors whom seniors of one language may meet, in parts: which parts are worth a look, and who in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mentoring.matching.arrays import Mask, Numbers, Whole
from mentoring.matching.factors import Factors
from mentoring.matching.partition import MOST, in_parts

NEAR = np.float32(0.001)
"""Whoever takes so little more than the best known is a candidate too, in parts of a fit."""

ROWS = 1_024
"""Seniors who look at a time, sorted by their value of the widest table, of which a few are then among them."""

Found = tuple[Whole, Whole, Numbers]


@dataclass(frozen=True)
class Sight:
    """Juniors in the order of their parts, one line of numbers for each factor; of each part the most it gives, and the least it costs."""

    factors: Factors
    able: Whole
    lines: Numbers
    dear: Numbers
    ends: Whole
    given: Numbers
    cheapest: Numbers

    def best_for(self, rows: Whole, least: Numbers) -> Iterator[tuple[Whole, Whole]]:
        """Pairs that take less than `least` from these seniors, or little more; `least` falls to what no pair undercuts."""
        mine, codes = self.factors.block(rows)
        wide, best = self.factors.wide, least[rows]
        lines = np.vstack([self.lines, wide.table[codes][:, wide.cols[self.able]]])
        hope = self._hope(rows)
        desk = _Desk(self, rows, np.empty((2, len(rows) * MOST), np.float32), np.empty(len(rows) * MOST, np.bool_))
        for part in np.argsort(hope.mean(axis=1), kind="stable").tolist():
            near = np.flatnonzero(hope[part] < best + NEAR)
            if len(near):
                seen = slice(int(self.ends[part - 1]) if part else 0, int(self.ends[part]))
                lost = np.matmul(mine[near], lines[:, seen], out=desk.room(len(near), seen))
                places, cols, costs = desk.look(near, lost, seen, best[near] + NEAR)
                np.minimum.at(best, places, costs)
                yield rows[places], self.able[cols]
        least[rows] = best

    def _hope(self, rows: Whole) -> Numbers:
        """What each part takes at least from each senior: a row for each part."""
        hope = self.given @ self.factors.rows[rows, : self.factors.asked].T
        hope += self.factors.rest[rows]
        np.maximum(hope, 0, out=hope)
        hope *= hope
        hope += self.cheapest[:, None]
        return hope


@dataclass(frozen=True)
class _Desk:
    """Room for one part at a time: fresh memory for each would cost as much as the look."""

    sight: Sight
    rows: Whole
    numbers: Numbers
    mask: Mask

    def room(self, height: int, seen: slice) -> Numbers:
        """Where the product goes."""
        width = seen.stop - seen.start
        return self.numbers[0, : height * width].reshape(height, width)

    def look(self, near: Whole, lost: Numbers, seen: slice, below: Numbers) -> Found:
        """Of these places in the block and this stretch of juniors, the pairs below what each may take, and what they take."""
        worth = self.numbers[1, : lost.size].reshape(lost.shape)
        mask = self.mask[: lost.size].reshape(lost.shape)
        np.multiply(lost, lost, out=worth)
        worth += self.sight.dear[seen]
        hits = np.flatnonzero(np.less(worth, below[:, None], out=mask))
        places, cols = np.divmod(hits, lost.shape[1])
        exact = lost.ravel()[hits] + self._missing(self.rows[near[places]], self.sight.able[seen][cols])
        costs = exact * exact + self.sight.dear[seen][cols]
        good = np.flatnonzero(costs < below[places])
        return near[places[good]], cols[good] + seen.start, costs[good]

    def _missing(self, rows: Whole, cols: Whole) -> Numbers:
        mine, theirs = self.sight.factors.starts
        missing: Numbers = self.sight.factors.missing_starts[np.bitwise_count(mine[rows] & theirs[cols]).sum(axis=1)]
        return missing


def over(factors: Factors, able: Whole, dear: Numbers, demand: Numbers) -> Sight:
    """Put these juniors in parts; `demand` says how much of each thing these seniors ask in all."""
    given = factors.cols[able, : factors.asked]
    parts = list(in_parts(given, demand))
    order, ends = np.concatenate(parts), np.cumsum([len(part) for part in parts])
    begins = np.append(0, ends[:-1])
    able = able[order]
    return Sight(
        factors=factors,
        able=able,
        lines=np.ascontiguousarray(factors.cols[able].T),
        dear=dear[able],
        ends=ends,
        given=np.maximum.reduceat(given[order], begins, axis=0),
        cheapest=np.minimum.reduceat(dear[able], begins),
    )
