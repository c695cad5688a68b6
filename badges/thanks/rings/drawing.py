"""Draws a ring: as many dots on a circle as it has people, and a line for each two who thanked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

MIDDLE, RADIUS = 50, 40
Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class RingDrawing:
    """In a square of a hundred: where the dots are, and between which two points the lines run."""

    dots: Sequence[Point]
    lines: Sequence[tuple[Point, Point]]


def draw_ring(people: int, ties: Sequence[tuple[int, int]]) -> RingDrawing:
    """The drawing of so many people and the ties between their places, from 0."""
    dots = [_place_dot(2 * pi * place / people) for place in range(people)]
    return RingDrawing(dots=dots, lines=[(dots[first], dots[last]) for first, last in ties])


def _place_dot(angle: float) -> Point:
    return round(MIDDLE + RADIUS * sin(angle), 1), round(MIDDLE - RADIUS * cos(angle), 1)
