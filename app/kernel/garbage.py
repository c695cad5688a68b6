"""Pauses the collector of garbage while many objects are made that stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def garbage_collector_paused() -> Iterator[None]:
    """Look for no cycles meanwhile: with hundreds of thousands of new objects, each look takes longer than the one before and finds nothing.

    The pause is for the whole process, so it serves work of some seconds. Two threads may pause at once: the first
    that ends lets the collector go on.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
