"""Counts of people told in groups that are large enough: the small ones together, and never one that subtraction would give away."""

from __future__ import annotations

from collections.abc import Mapping


def merge_small(counts: Mapping[str, int], *, least: int, into: str) -> dict[str, int]:
    """Groups in order of size, those under `least` merged; the next smallest joins them while they are too few together.

    Nothing at all is told where everybody together is too few.
    """
    order = sorted((name for name in counts if name != into), key=lambda name: (counts[name], name))
    merged = counts.get(into, 0)
    small = [name for name in order if counts[name] < least]
    shown = order[len(small) :]
    merged += sum(counts[name] for name in small)
    while shown and 0 < merged < least:
        merged += counts[shown.pop(0)]
    if 0 < merged < least:
        return {}
    told = {name: counts[name] for name in reversed(shown)}
    return told | ({into: merged} if merged else {})
