"""What is said of many waits: the middle one, and the one that only a twentieth of them exceed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Waits:
    """The median and the 95th percentile, in seconds."""

    median: float
    p95: float


def median_and_p95(seconds: Sequence[float]) -> Waits:
    """Both, of at least two waits."""
    return Waits(median(seconds), quantiles(seconds, n=20)[-1])
