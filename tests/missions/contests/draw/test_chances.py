"""Chances are those of the draw: as counting every order says, and as many draws come out."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations
from math import comb, log

import pytest

from missions.contests.draw.chances.chance import Chance, compute_chance, compute_pool_chances
from missions.contests.draw.chances.comparison import compare_draws, compute_shut_out_chance
from missions.contests.draw.chances.integral import compute_binomial_chances, integrate_chance
from missions.contests.draw.order import compute_holder_numbers
from missions.contests.draw.outcome import draw_outcome
from tests.missions.contests.draw.made_draws import make_entries, make_holders

POOLS = [({1: 3}, 2), ({1: 3, 2: 2}, 2), ({1: 2, 3: 2, 5: 1}, 3), ({1: 1, 4: 1}, 1), ({2: 4, 3: 1}, 4)]


def chances_one_ticket_after_the_other(pool: dict[int, int], seats: int) -> dict[int, Fraction]:
    """The same by hand: every ticket left is as likely to be next, and its holder leaves with all of theirs."""
    if not seats or not pool:
        return {}
    chances: dict[int, Fraction] = Counter()  # type: ignore[assignment]  # Adds up fractions.
    tickets = sum(number * count for number, count in pool.items())
    for number, count in pool.items():
        share = Fraction(number * count, tickets)
        chances[number] += share
        left = {other: many - (other == number) for other, many in pool.items() if many > (other == number)}
        for other, chance in chances_one_ticket_after_the_other(left, seats - 1).items():
            chances[other] += share * chance
    return chances


@pytest.mark.parametrize(("pool", "seats"), POOLS)
def test_exact_chances_are_those_of_tickets_drawn_one_after_the_other(pool: dict[int, int], seats: int) -> None:
    by_hand = chances_one_ticket_after_the_other(pool, seats)
    expected = {number: Chance(by_hand[number] / count) for number, count in pool.items()}
    assert compute_pool_chances(pool, seats) == expected


@pytest.mark.parametrize(
    ("pool", "seats"), [({1: 30, 5: 10}, 4), ({1: 5, 2: 3, 3: 2}, 9), ({1: 60, 40: 2}, 1), ({3: 20}, 19)]
)
def test_floating_point_agrees_with_whole_numbers_to_a_billionth(pool: dict[int, int], seats: int) -> None:
    for tickets in (1, 7, 500):
        exact = compute_chance(tickets, pool, seats)
        assert exact.is_exact
        assert abs(float(exact.value) - integrate_chance(tickets, pool, seats)) < 1e-9


@pytest.mark.parametrize("failure", [Fraction(1, 10**300), Fraction(1, 50), Fraction(1, 2), Fraction(999, 1000)])
def test_binomial_chances_are_those_of_whole_numbers(failure: Fraction) -> None:
    exact = [comb(40, number) * failure ** (40 - number) * (1 - failure) ** number for number in range(41)]
    chances = compute_binomial_chances(log(failure), 40, 41)
    assert list(chances) == pytest.approx([float(chance) for chance in exact], abs=1e-13)
    assert list(compute_binomial_chances(-800.0, 2, 3)) == pytest.approx([0, 0, 1], abs=1e-12)


def test_the_chances_of_a_large_pool_add_up_to_its_seats() -> None:
    pool = {1: 90_000, 3: 8_000, 10: 2_000}
    chances = compute_pool_chances(pool, 100)
    assert not any(chance.is_exact for chance in chances.values())
    total = sum((pool[tickets] * chance.value for tickets, chance in chances.items()), Fraction())
    assert abs(float(total) - 100) < 1e-4
    assert compute_pool_chances({1: 1_000_000}, 1_000) == {1: Chance(Fraction(1, 1000))}


def test_a_group_is_shut_out_as_often_as_counting_says() -> None:
    people = ["N", "N", "N", "S", "S"]
    shut_out = [picked for picked in combinations(range(5), 2) if "S" not in {people[place] for place in picked}]
    assert compute_shut_out_chance(Counter({1: 5}), Counter({1: 2}), 2).value == Fraction(len(shut_out), 10)
    assert compute_shut_out_chance(Counter({1: 3, 2: 1}), Counter({2: 1}), 1).value == Fraction(3, 5)
    assert compute_shut_out_chance(Counter({1: 5}), Counter({1: 3}), 3).value == 0
    assert compute_shut_out_chance(Counter({1: 5}), Counter(), 1).value == 1


def test_both_draws_stand_side_by_side_for_each_group() -> None:
    paris, brest = compare_draws("sainte-lague", 4, {"Paris": 75, "Brest": 25}, {"Paris": {1: 60}, "Brest": {1: 12}})[
        ::-1
    ]
    assert (paris.group, paris.seats, brest.seats) == ("Paris", 3, 1)
    assert (paris.plain[1].value, brest.plain[1].value) == (Fraction(4, 72), Fraction(4, 72))
    assert (paris.shared[1].value, brest.shared[1].value) == (Fraction(3, 60), Fraction(1, 12))
    assert float(brest.shut_out.value) == pytest.approx(0.4740, abs=1e-4)
    assert paris.shut_out.value < Fraction(1, 1000)


LIMIT = {7: 29.88, 5: 25.74, 3: 21.11, 1: 15.14}
"""Chi-square that a fair draw exceeds once in ten thousand, by the degrees of freedom. The draws are the same each time."""


def chi_square(counts: list[int], expected: list[float]) -> float:
    return sum((count - mean) ** 2 / mean for count, mean in zip(counts, expected, strict=True))


def test_each_of_eight_equal_holders_comes_first_equally_often() -> None:
    names = [holder.pseudonym for holder in make_holders([("", 1)] * 8)]
    counts = Counter(_first_of(f"{number:064x}", names, [1] * 8) for number in range(8_000))
    assert chi_square([counts[place] for place in range(8)], [1_000.0] * 8) < LIMIT[7]


def test_tickets_are_weights() -> None:
    names = [holder.pseudonym for holder in make_holders([("", 1)] * 4)]
    counts = Counter(_first_of(f"{number:064x}", names, [1, 2, 3, 4]) for number in range(10_000))
    assert chi_square([counts[place] for place in range(4)], [1_000.0, 2_000.0, 3_000.0, 4_000.0]) < LIMIT[3]


def test_within_a_group_everybody_wins_and_ranks_first_equally_often() -> None:
    holders = make_holders([("Nord", 1)] * 4 + [("Sud", 1)] * 2)
    entries = make_entries(holders, seats=3, alternates=0, heads={"Nord": 4, "Sud": 2})
    winners: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for number in range(3_000):
        outcome = draw_outcome(entries, f"{number:064x}")
        assert outcome.seats == {"Nord": 2, "Sud": 1}
        winners.update(winner.pseudonym for winner in outcome.winners)
        first[outcome.winners[0].group] += 1
    shares = chi_square([winners[holder.pseudonym] for holder in holders], [1_500.0] * 6)
    assert shares < LIMIT[5]
    assert chi_square([first["Nord"], first["Sud"]], [2_000.0, 1_000.0]) < LIMIT[1]


def _first_of(final_seed: str, names: list[str], tickets: list[int]) -> int:
    numbers = compute_holder_numbers(final_seed, names, tickets)
    return numbers.index(min(numbers))
