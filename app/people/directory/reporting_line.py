"""Finds circles in the reporting lines."""

from __future__ import annotations

from collections.abc import Mapping


def list_reporting_cycles(reports_to: Mapping[str, str]) -> list[list[str]]:
    """Every circle of people who report to each other, each once, starting with its smallest name."""
    settled: set[str] = set()
    cycles = []
    for start in reports_to:
        walked: dict[str, None] = {}
        here: str | None = start
        while here is not None and here not in settled and here not in walked:
            walked[here] = None
            here = reports_to.get(here)
        if here is not None and here in walked:
            names = list(walked)
            cycles.append(_rotate_to_smallest_name(names[names.index(here) :]))
        settled.update(walked)
    return cycles


def _rotate_to_smallest_name(circle: list[str]) -> list[str]:
    first = circle.index(min(circle))
    return circle[first:] + circle[:first]
