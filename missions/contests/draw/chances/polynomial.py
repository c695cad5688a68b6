"""Chances in whole numbers, for small pools: the integral of a polynomial is a fraction."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

Polynomial = list[int]
"""The coefficients, the constant first."""


def count_steps(others: Mapping[int, int], seats: int) -> int:
    """How many whole numbers are computed: holders x seats x tickets."""
    return sum(others.values()) * seats * (sum(tickets * count for tickets, count in others.items()) + 1)


def integrate_chance_exactly(tickets: int, others: Mapping[int, int], seats: int) -> Fraction:
    """The chance that fewer than `seats` of the others come before a holder of so many tickets.

    Let x be the share of numbers above the holder's lowest number: its density is `tickets * x ** (tickets - 1)`. Another
    holder of t tickets comes later with chance `x ** t`. `earlier[m]` is the chance, in x, that exactly m others come before.
    """
    degree = sum(other * count for other, count in others.items())
    earlier = [[1] + [0] * degree] + [[0] * (degree + 1) for _ in range(seats - 1)]
    for other, count in others.items():
        for _ in range(count):
            earlier = _add_holder(earlier, other)
    total = [sum(column) for column in zip(*earlier, strict=True)]
    return sum(
        (Fraction(tickets * factor, power + tickets) for power, factor in enumerate(total) if factor), Fraction(0)
    )


def _add_holder(earlier: list[Polynomial], tickets: int) -> list[Polynomial]:
    """One more holder comes later (times x ** tickets), or is one more who comes before (times 1 - x ** tickets)."""
    shifted = [[0] * tickets + polynomial[:-tickets] for polynomial in earlier]
    fewer: list[Polynomial] = [[0] * len(earlier[0]), *earlier[:-1]]
    fewer_shifted: list[Polynomial] = [[0] * len(earlier[0]), *shifted[:-1]]
    return [
        [later + before - both for later, before, both in zip(*columns, strict=True)]
        for columns in zip(shifted, fewer, fewer_shifted, strict=True)
    ]
