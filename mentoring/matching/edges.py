"""Candidate pairs of a large round, each with its fit, in the order of seniors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from mentoring.matching.arrays import Whole
from mentoring.matching.constraints import allowed
from mentoring.matching.problem import Market
from mentoring.matching.scoring import Fits, fits
from mentoring.matching.views import Pairs

SLICE = 50_000
"""Pairs that are scored at a time."""


@dataclass(frozen=True)
class Edges:
    """Pairs that the limits allow, each once, in the order of seniors and of juniors."""

    rows: Whole
    cols: Whole
    fits: Fits

    def keys(self, juniors: int) -> Whole:
        """Each as `row * juniors + column`."""
        return self.rows * juniors + self.cols

    def cheapest(self, prices: Fits, most: int) -> Edges:
        """So many of each senior, those that leave them most."""
        order = np.lexsort((prices[self.cols] - self.fits, self.rows))
        counts = np.bincount(self.rows)
        nth = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
        kept = np.sort(order[nth < most])
        return Edges(self.rows[kept], self.cols[kept], self.fits[kept])


NO_EDGES = Edges(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))


def judged(market: Market, keys: Iterable[Whole], known: Edges = NO_EDGES) -> Edges:
    """Those that are known, and of these pairs, as `row * juniors + column`, those that the limits allow."""
    width = len(market.offers)
    before = known.keys(width)
    new = _unknown(np.sort(np.concatenate([*keys, np.zeros(0, np.int64)])), before)
    kept, found = [before], [known.fits]
    for start in range(0, len(new), SLICE):
        part = new[start : start + SLICE]
        view = Pairs(market, *np.divmod(part, width))
        good = np.flatnonzero(allowed(view))
        kept.append(part[good])
        found.append(fits(view)[good])
    every = np.concatenate(kept)
    order = np.argsort(every, kind="stable")
    rows, cols = np.divmod(every[order], max(width, 1))
    return Edges(rows, cols, np.concatenate(found)[order])


def _unknown(keys: Whole, known: Whole) -> Whole:
    """Sorted keys, each once, without those that are known."""
    keys = keys[np.append(True, keys[1:] != keys[:-1])[: len(keys)]]
    if not len(known):
        return keys
    new: Whole = keys[known[np.searchsorted(known, keys).clip(max=len(known) - 1)] != keys]
    return new


def keys_of(market: Market, partner: Whole) -> Whole:
    """The pairs of a sharing, as keys."""
    rows = np.flatnonzero(partner >= 0)
    return rows * len(market.offers) + partner[rows]
