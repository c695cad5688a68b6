"""What an engine hands back: who goes with whom, what each junior's time is worth, and what is proved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.arrays import Whole


class Engine(Enum):
    """Which way an answer was found: exactly, exactly among candidates, or by auction where that solver is not installed."""

    DENSE = "dense"
    FLOW = "flow"
    AUCTION = "auction"


@dataclass(frozen=True)
class Solution:
    """For each senior the junior, or -1; for each junior the price of one place, in ten-thousandths of a fit.

    No sharing that matches as many has a higher sum of fits than `bound`.
    """

    engine: Engine
    partner: Whole
    prices: NDArray[np.float64]
    bound: float


def loads(partner: Whole, juniors: int) -> Whole:
    """How many seniors each junior has."""
    return np.bincount(partner[partner >= 0], minlength=juniors)
