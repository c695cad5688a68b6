"""Seniors of one set of languages at a time, with the juniors who have a place and share one: nobody looks at the others."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mentoring.matching.arrays import Whole
from mentoring.matching.problem import Market
from mentoring.matching.settings import Limit


def by_language(market: Market) -> Iterator[tuple[Whole, Whole]]:
    """Every senior is in one of these groups; groups for whom there is nobody are left out."""
    spoken = market.allowed[Limit.LANGUAGE]
    has_place = market.capacity > 0
    for code in range(len(spoken.table)):
        cols = np.flatnonzero((spoken.table[code] > 0)[spoken.cols] & has_place)
        if len(cols):
            yield np.flatnonzero(spoken.rows == code), cols
