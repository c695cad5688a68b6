"""Seats are shared out by heads: whole, within the holders of each group, and as the textbooks count."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.contests.draw.apportionment import apportionment_methods, share_out_seats

groups = st.dictionaries(st.sampled_from("ABCDEF"), st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1)


@pytest.mark.parametrize("method", ["sainte-lague", "hamilton"])
@given(groups, st.integers(0, 80))
@pytest.mark.property
def test_all_seats_are_given_and_no_group_gets_more_than_its_holders(
    method: str, made: dict[str, tuple[int, int]], seats: int
) -> None:
    heads = {name: max(pair) for name, pair in made.items()}
    holders = {name: min(pair) for name, pair in made.items()}
    shared = share_out_seats(method, seats, heads, holders)
    assert shared.keys() == heads.keys()
    assert sum(shared.values()) == min(seats, sum(holders.values()))
    assert all(0 <= shared[name] <= holders[name] for name in heads)


@given(st.dictionaries(st.sampled_from("ABCDEF"), st.integers(1, 99), min_size=1), st.integers(0, 60))
@pytest.mark.property
def test_without_limits_each_way_keeps_its_own_promise(heads: dict[str, int], seats: int) -> None:
    """Hamilton stays within a seat of the exact share; Sainte-Laguë: no transfer of a seat evens out seats for each head."""
    full = dict.fromkeys(heads, 100)
    everybody = {name: max(count, 100) for name, count in heads.items()}
    shares = share_out_seats("hamilton", seats, everybody, full)
    exact = {name: Fraction(seats * count, sum(everybody.values())) for name, count in everybody.items()}
    assert all(abs(shares[name] - exact[name]) < 1 for name in heads)
    shares = share_out_seats("sainte-lague", seats, everybody, full)
    last_given = max((Fraction(2 * shares[name] - 1, everybody[name]) for name in heads), default=Fraction(0))
    assert all(Fraction(2 * shares[name] + 1, everybody[name]) >= last_given for name in heads)


@pytest.mark.parametrize(
    ("method", "expected"),
    [("sainte-lague", {"A": 3, "B": 1, "C": 0}), ("hamilton", {"A": 2, "B": 1, "C": 1})],
)
def test_four_seats_for_60_28_and_12_heads(method: str, expected: dict[str, int]) -> None:
    """Shares 2.4, 1.12 and 0.48: the largest fraction is C's; the averages 60 / 5 and 12 / 1 are equal, and A has more heads."""
    heads = {"A": 60, "B": 28, "C": 12}
    assert share_out_seats(method, 4, heads, heads) == expected


@pytest.mark.parametrize("method", ["sainte-lague", "hamilton"])
def test_equal_claims_go_to_more_heads_then_by_name(method: str) -> None:
    assert share_out_seats(method, 1, {"B": 5, "A": 5}, {"B": 5, "A": 5}) == {"A": 1, "B": 0}
    assert share_out_seats("hamilton", 2, {"A": 1, "B": 3}, {"A": 1, "B": 3}) == {"A": 0, "B": 2}


def test_both_ways_are_those_of_the_terms() -> None:
    assert list(apportionment_methods()) == ["hamilton", "sainte-lague"]
