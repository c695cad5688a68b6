"""What an engine returns: the partner of each senior, the price of each junior's place, and a proved bound."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.arrays import IntArray


class MatchingEngine(Enum):
    """The way a solution is computed: exactly, exactly among candidates, or by auction where that solver is not installed."""

    DENSE = "dense"
    FLOW = "flow"
    AUCTION = "auction"


@dataclass(frozen=True)
class EngineSolution:
    """For each senior the junior, or -1; for each junior the price of one place, in ten-thousandths of a fit.

    No solution that matches as many has a higher sum of fits than `bound`.
    """

    engine: MatchingEngine
    partner: IntArray
    prices: NDArray[np.float64]
    bound: float


def count_seniors_by_junior(partner: IntArray, juniors: int) -> IntArray:
    """The number of seniors of each junior."""
    return np.bincount(partner[partner >= 0], minlength=juniors)
