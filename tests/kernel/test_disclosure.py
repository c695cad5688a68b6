"""The gate of every aggregate: what a figure may mean, and that no part of a whole can be subtracted out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.disclosure import HIDDEN, DisclosureGate, Figure, get_counted_weeks

GATE = DisclosureGate(10)
SIZES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 40))


def test_nobody_one_and_nine_read_the_same_and_others_are_rounded_down_to_five() -> None:
    assert {GATE.show_people(people) for people in range(10)} == {HIDDEN}
    assert [GATE.show_people(people).value for people in (10, 12, 13, 17, 18, 295)] == [10, 10, 10, 15, 15, 295]


def test_a_part_is_hidden_with_a_small_rest() -> None:
    assert [GATE.show_part(part, 40).value for part in (9, 10, 29, 30, 40)] == [None, 10, 25, None, None]


def test_a_share_never_means_everybody_or_nobody_or_a_few() -> None:
    assert [GATE.show_share(part, 40).value for part in (0, 9, 10, 22, 30, 31, 40)] == [
        None,
        None,
        30,
        60,
        80,
        None,
        None,
    ]
    assert [GATE.show_share(part, 100).value for part in (0, 14, 15, 84, 85, 100)] == [10, 10, 20, 80, 90, 90]
    assert [GATE.is_mostly(part, whole) for part, whole in ((90, 99), (89, 100), (90, 100))] == [False, False, True]


def test_a_sum_has_two_digits_and_belongs_to_a_group() -> None:
    assert [GATE.show_amount(amount, 10).value for amount in (0, 3, 42, 1_234, 98_765)] == [0, 5, 40, 1_200, 99_000]
    assert GATE.show_amount(1_234, 9) is HIDDEN
    assert GATE.show_rate(13, 5, 10, step=0.5) == Figure(2.5)
    assert GATE.show_rate(13, 4, 8, step=0.5) is GATE.show_rate(0, 0, 10, step=0.5) is HIDDEN


def test_what_a_large_group_reached_is_rounded_down_if_enough_people_reached_it() -> None:
    assert [GATE.show_sum(amount, 10, 20).value for amount in (-50, 0, 49, 50, 1_249)] == [None, None, None, 50, 1_200]
    assert GATE.show_sum(1_000, 9, 20) is GATE.show_sum(1_000, 10, 19) is HIDDEN


@given(st.integers(0, 60), st.integers(1, 60))
@pytest.mark.property
def test_no_count_out_of_a_number_that_all_know_means_each_of_them(first: int, second: int) -> None:
    people, among = sorted((first, second))
    shown = GATE.show_people(people, among=among)
    could_be = [number for number in range(among + 1) if GATE.show_people(number, among=among) == shown]
    assert could_be != [among]


@given(SIZES)
@pytest.mark.property
def test_merged_parts_are_a_group_and_add_up_or_nothing_is_shown(sizes: dict[str, int]) -> None:
    alone, merged = GATE.merge_small_parts(sizes)
    groups = [*(sizes[name] for name in alone), *([sum(sizes[name] for name in merged)] if merged else [])]
    assert all(group >= 10 for group in groups)
    assert sum(groups) == (sum(sizes.values()) if groups else 0)
    assert bool(groups) == (sum(sizes.values()) >= 10)


@given(SIZES)
@pytest.mark.property
def test_hidden_parts_are_a_group_together(sizes: dict[str, int]) -> None:
    hidden = sum(sizes[name] for name, figure in GATE.show_parts(sizes).items() if figure == HIDDEN)
    assert hidden == 0 or hidden >= 10 or hidden == sum(sizes.values())


def test_a_look_moves_once_a_week() -> None:
    monday = datetime(2026, 3, 2, tzinfo=UTC)
    looks = {get_counted_weeks(monday + timedelta(hours=hours)) for hours in range(7 * 24)}
    assert looks == {(monday - timedelta(weeks=4), monday)}
