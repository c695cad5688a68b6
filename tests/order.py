"""Runs the tests that take long first: a long one that begins last would leave the other test process with nothing to do.

What collection leaves in memory stays for the whole run, so the garbage collector does not look at it again.
"""

from __future__ import annotations

import gc

import pytest

LONG = ("fault", "browser", "property")
"""Marks of tests that take long, or wait for much; the order is theirs, and chance decides within each."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort after the shuffle."""
    items.sort(key=_rank)


def pytest_collection_finish() -> None:
    """Spare the collector everything that was imported."""
    gc.freeze()


def _rank(item: pytest.Item) -> int:
    return next((place for place, mark in enumerate(LONG) if item.get_closest_marker(mark)), len(LONG))
