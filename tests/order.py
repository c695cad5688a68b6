"""Runs the tests that take long first: a long one that begins last would leave the other test process with nothing to do.

What collection leaves in memory stays for the whole run, so the garbage collector looks at it neither meanwhile nor again.
"""

from __future__ import annotations

import gc

import pytest

LONG = ("long", "fault", "browser", "property")
"""Marks of tests that take long, or wait for much; the order is theirs, and chance decides within each.

A file that makes something costly for all its tests is `long`: what begins first stays in the process that began with it, so it is made once.
"""


def pytest_configure() -> None:
    """Spare the collector what is being imported."""
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort after the shuffle.

    Of two test processes each begins with a half of the list, and takes from the end of the other's when it has done its own.
    So the browser is in one half, what else takes long in the other, and both end with quick tests.
    """
    items.sort(key=_rank)
    browsing = [item for item in items if item.get_closest_marker("browser")]
    others = [item for item in items if not item.get_closest_marker("browser")]
    kept = len(others) - max(0, len(items) // 2 - len(browsing))
    items[:] = [*browsing, *others[kept:], *others[:kept]]


def pytest_collection_finish() -> None:
    """Spare the collector everything that was imported."""
    gc.freeze()
    gc.enable()


def _rank(item: pytest.Item) -> int:
    return next((place for place, mark in enumerate(LONG) if item.get_closest_marker(mark)), len(LONG))
