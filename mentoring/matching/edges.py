"""Candidate pairs of a large round, each with its fit, in the order of seniors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from mentoring.matching.barriers import allowed
from mentoring.matching.columns import Whole
from mentoring.matching.market import Market
from mentoring.matching.scoring import Fits, fits
from mentoring.matching.views import Pairs

SLICE = 200_000
"""Pairs that are scored at a time."""


@dataclass(frozen=True)
class Edges:
    """Pairs that the limits allow, each once."""

    rows: Whole
    cols: Whole
    fits: Fits

    def keys(self, juniors: int) -> Whole:
        """Each as `row * juniors + column`."""
        return self.rows * juniors + self.cols


def judged(market: Market, keys: Iterable[Whole]) -> Edges:
    """Of these pairs, as `row * juniors + column`, those that the limits allow."""
    width = len(market.offers)
    every = np.unique(np.concatenate([*keys, np.zeros(0, np.int64)]))
    kept, found = [np.zeros(0, np.int64)], [np.zeros(0)]
    for start in range(0, len(every), SLICE):
        part = every[start : start + SLICE]
        view = Pairs(market, *np.divmod(part, width))
        good = np.flatnonzero(allowed(view))
        kept.append(part[good])
        found.append(fits(view)[good])
    rows, cols = np.divmod(np.concatenate(kept), width)
    return Edges(rows, cols, np.concatenate(found))


def keys_of(market: Market, partner: Whole) -> Whole:
    """The pairs of a sharing, as keys."""
    rows = np.flatnonzero(partner >= 0)
    return rows * len(market.offers) + partner[rows]
