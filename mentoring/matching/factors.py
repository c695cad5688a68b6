"""What the strength of every pair is made of, as two products of matrices: fast enough to look at all pairs of a large round."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from mentoring.matching.columns import Coded, Mask, Numbers, Whole, as_bits
from mentoring.matching.comparing import FULL
from mentoring.matching.market import Market
from mentoring.matching.scoring import ENOUGH_STARTS
from mentoring.matching.settings import Term

BROKEN = 64.0
"""What a broken limit takes away: more than everything else together could give back."""


@dataclass(frozen=True)
class Factors:
    """One product gives `1 - u` of each pair without its slots, the other what slots give before there are enough."""

    rows: Numbers
    cols: Numbers
    row_starts: Numbers
    col_starts: Numbers
    slots: float

    def among(self, cols: Whole) -> Factors:
        """Those of some juniors, who are numbered anew."""
        return replace(self, cols=self.cols[cols], col_starts=self.col_starts[cols])

    def lost(self, rows: Whole, cols: slice) -> Numbers:
        """`1 - u` of each pair or less, and far above 1 where a limit is broken."""
        found: Numbers = self.rows[rows] @ self.cols[cols].T
        slots = self.row_starts[rows] @ self.col_starts[cols].T
        found -= np.minimum(slots, self.slots, out=slots)
        return found


def make_factors(market: Market) -> Factors:
    """Of a whole market, once."""
    weights = market.limits.weights
    parts = [_likes(market)]
    parts += [
        (asked.rows * (-weights.of(term) / 100 / asked.whole[:, None]), asked.cols)
        for term, asked in market.asked.items()
    ]
    parts += [_spread(coded, coded.table * (-weights.of(term) / 100 / FULL)) for term, coded in market.terms.items()]
    parts += [_spread(coded, np.where(coded.table > 0, 0, BROKEN)) for coded in market.allowed.values()]
    rows, cols = (np.hstack([part[side] for part in parts]).astype(np.float32) for side in (0, 1))
    mine, theirs = as_bits(market.row_starts), as_bits(market.col_starts)
    used = np.flatnonzero(mine.any(axis=0) & theirs.any(axis=0))
    slots = weights.of(Term.SLOTS) / 100
    return Factors(rows, cols, _starts(mine, used) * np.float32(slots / ENOUGH_STARTS), _starts(theirs, used), slots)


def _starts(bits: Mask, used: Whole) -> Numbers:
    return bits[:, used].astype(np.float32)


def _likes(market: Market) -> tuple[Numbers, Numbers]:
    """What likes could give at most: their half, to each side that likes anybody."""
    half = market.limits.weights.of(Term.LIKES) / 200
    by_row, by_col = market.likes
    rows, cols = np.ones((len(market.wishes), 2), np.float32), np.zeros((len(market.offers), 2), np.float32)
    rows[np.unique(by_row.keys // max(by_row.width, 1)), 0] -= half
    cols[:, 0] = 1
    cols[np.unique(by_col.keys % max(by_col.width, 1)), 1] = -half
    return rows, cols


def _spread(coded: Coded, table: Numbers) -> tuple[Numbers, Numbers]:
    """A table as a product: the senior's row of it, and a 1 at the junior's value."""
    return table[coded.rows], np.eye(table.shape[1], dtype=np.float32)[coded.cols]
