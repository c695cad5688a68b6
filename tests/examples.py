"""How many examples a property test draws: few in the suite, more on demand (`PROPERTY_TIMES=20 make test ARGS=tests/test_disorder.py`)."""

from __future__ import annotations

import os

TIMES = int(os.environ.get("PROPERTY_TIMES", "1"))
"""How many times as many examples as in the suite."""


def examples(number: int) -> int:
    """So many examples, or as many times more as PROPERTY_TIMES says."""
    return number * TIMES
