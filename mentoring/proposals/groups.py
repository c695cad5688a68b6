"""Merges small groups, so that no shown count, and no difference of shown counts, is about too few people."""

from __future__ import annotations

from collections.abc import Mapping


def merge_small_groups(counts: Mapping[str, int], *, least: int, into: str) -> dict[str, int]:
    """Groups by size, largest first; those under `least` merge into `into`, which takes the next smallest until large enough.

    Empty where all people together are fewer than `least`.
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
    groups = {name: counts[name] for name in reversed(shown)}
    return groups | ({into: merged} if merged else {})
