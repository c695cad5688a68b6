"""The best pairs of a search, by fit net of price; between equals, the order of the round decides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mentoring.matching.arrays import IntArray
from mentoring.matching.constraints import keep_allowed_pairs
from mentoring.matching.net_bounds import LOWEST
from mentoring.matching.scoring import FitArray, pair_fits
from mentoring.matching.views import PairList


@dataclass(frozen=True)
class RankedPairs:
    """Pairs, the best first, with their fits before and after the price of the junior, in ten-thousandths."""

    rows: IntArray
    cols: IntArray
    fits: FitArray
    nets: FitArray

    def merge_best(self, other: RankedPairs, most: int) -> RankedPairs:
        """The best pairs of both."""
        columns = ((getattr(side, name) for side in (self, other)) for name in ("rows", "cols", "fits", "nets"))
        return _rank_pairs(*(np.concatenate(list(column)) for column in columns), most=most)

    def find_worst_net(self, most: int) -> float:
        """The net fit that a pair needs to be among the `most` best."""
        return float(self.nets[most - 1]) if len(self.nets) >= most else float(LOWEST)


NO_PAIRS = RankedPairs(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0))


def rank_allowed_pairs(view: PairList, prices: FitArray, most: int) -> RankedPairs:
    """The best of the pairs of a view that every limit allows."""
    view = keep_allowed_pairs(view)
    rows, cols = np.broadcast_arrays(view.rows, view.cols)
    fits = pair_fits(view)
    return _rank_pairs(rows, cols, fits, fits - prices[cols], most=most)


def _rank_pairs(rows: IntArray, cols: IntArray, fits: FitArray, nets: FitArray, *, most: int) -> RankedPairs:
    if len(nets) > most:
        good = np.flatnonzero(nets >= np.partition(nets, -most)[-most])
        rows, cols, fits, nets = rows[good], cols[good], fits[good], nets[good]
    order = np.lexsort((cols, rows, -nets))[:most]
    return RankedPairs(rows[order], cols[order], fits[order], nets[order])
