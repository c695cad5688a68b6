"""How near the floor a pair must be to be put out all the same, for whoever runs the round to choose among."""

from __future__ import annotations

from collections.abc import Mapping

BANDS: Mapping[str, float] = {"near": 0.8, "half": 0.5, "all": 0.0}
"""Parts of the floor that a pair must reach."""


def least_fit(band: str, floor: float) -> float:
    """The fit from which on a pair is in that band."""
    return round(BANDS[band] * floor, 4)
