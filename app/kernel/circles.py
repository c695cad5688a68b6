"""What must come before what, and the circles that this may not have."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def find_circle(needs: Mapping[str, Collection[str]]) -> list[str] | None:
    """One circle among these needs, its first name repeated at its end ("a needs b needs a"); None when there is none."""
    settled: set[str] = set()
    for start in sorted(needs):
        circle = _find_circle_from(start, needs, settled, [])
        if circle:
            return circle
    return None


def _find_circle_from(
    name: str, needs: Mapping[str, Collection[str]], settled: set[str], trail: list[str]
) -> list[str] | None:
    if name in trail:
        return [*trail[trail.index(name) :], name]
    if name in settled:
        return None
    for needed in sorted(needs.get(name, ())):
        circle = _find_circle_from(needed, needs, settled, [*trail, name])
        if circle:
            return circle
    settled.add(name)
    return None
