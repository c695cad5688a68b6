"""The chance that a holder is among the first of an order of tickets, as a fraction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from missions.contests.draw.chances.integral import integrate_chance
from missions.contests.draw.chances.polynomial import count_steps, integrate_chance_exactly

Pool = Mapping[int, int]
"""How many holders have each number of tickets."""

MOST_STEPS = 300_000
"""Beyond so many steps with whole numbers, which take about a tenth of a second, the chance is computed in floating point."""

BILLION = 10**9


@dataclass(frozen=True)
class Chance:
    """A chance. One that is not exact is rounded to a billionth, and its error is below ten of them."""

    value: Fraction
    is_exact: bool = True


def compute_pool_chances(pool: Pool, seats: int) -> dict[int, Chance]:
    """For each number of tickets in the pool, the chance of a holder who has that many."""
    everybody = sum(pool.values())
    return {
        tickets: Chance(Fraction(min(seats, everybody), everybody))
        if len(pool) == 1
        else compute_chance(tickets, _without_holder(pool, tickets), seats)
        for tickets in sorted(pool)
    }


def compute_chance(tickets: int, others: Pool, seats: int) -> Chance:
    """The chance that a holder of so many tickets is among the first `seats`, beside these others."""
    if seats <= 0:
        return Chance(Fraction(0))
    if sum(others.values()) < seats:
        return Chance(Fraction(1))
    if count_steps(others, seats) <= MOST_STEPS:
        return Chance(integrate_chance_exactly(tickets, others, seats))
    return Chance(Fraction(round(integrate_chance(tickets, others, seats) * BILLION), BILLION), is_exact=False)


def _without_holder(pool: Pool, tickets: int) -> Pool:
    return {other: count - (other == tickets) for other, count in pool.items()}
