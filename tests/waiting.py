"""Waits for what comes true in its own time, and no longer than a test should."""

from __future__ import annotations

import time
from collections.abc import Callable


def comes_true(promise: Callable[[], bool], within: float = 60) -> bool:
    """Whether the promise comes true within so many seconds."""
    deadline = time.monotonic() + within
    while not promise():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
