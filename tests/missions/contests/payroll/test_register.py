"""Running totals of a calendar year: what counts, what passes the ceiling, and that nothing later changes an earlier total."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.paging import BadCursor, encode_cursor
from missions.contests.payroll.register import (
    CeilingAlert,
    add_running_totals,
    build_register_page,
    group_by_person,
)
from missions.contests.prizes.models import PrizeHandOver
from tests.missions.contests.contest_makers import WORDS

FIRST_DAY = date(2026, 11, 1)


def make_hand_over(number: int, cents: int, *, person: int = 1, day: int = 0, sort: str = "gift") -> PrizeHandOver:
    """The record of that number, so many days after the first one."""
    return PrizeHandOver(
        id=number,
        person_id=person,
        external_id=f"p{person}",
        given_name="Camille",
        family_name=f"Martin {person}",
        contest=WORDS,
        prize=WORDS,
        value_cents=cents,
        prize_class=sort,
        handed_over_on=FIRST_DAY + timedelta(days=day),
        ceiling_cents=20000,
    )


HAND_OVERS = st.lists(
    st.tuples(
        st.integers(0, 30000), st.integers(1, 3), st.integers(0, 120), st.sampled_from(["gift", "chance", "work"])
    ),
    max_size=12,
).map(
    lambda drawn: [
        make_hand_over(number, cents, person=person, day=day, sort=sort)
        for number, (cents, person, day, sort) in enumerate(drawn)
    ]
)


@given(HAND_OVERS, st.integers(0, 12))
def test_a_total_is_the_sum_of_the_year_and_nothing_later_changes_it(hand_overs: list[PrizeHandOver], cut: int) -> None:
    lines = add_running_totals(reversed(hand_overs))
    assert [line.hand_over for line in lines] == hand_overs
    for place, line in enumerate(lines):
        same = [
            other.value_cents
            for other in hand_overs[: place + 1]
            if other.person_id == line.hand_over.person_id
            and other.handed_over_on.year == line.hand_over.handed_over_on.year
            and other.prize_class != "work"
        ]
        assert line.counted_cents == sum(same)
    assert add_running_totals(hand_overs[:cut]) == lines[:cut]


@pytest.mark.parametrize(
    ("cents", "alert"),
    [
        ([15999], CeilingAlert.NONE),
        ([16000], CeilingAlert.NEAR),
        ([10000, 10000], CeilingAlert.NEAR),
        ([10000, 10001], CeilingAlert.ABOVE),
    ],
)
def test_from_eighty_percent_on_a_total_is_near_its_ceiling(cents: list[int], alert: CeilingAlert) -> None:
    records = [make_hand_over(number, value) for number, value in enumerate(cents)]
    (year,) = group_by_person(add_running_totals(records))
    assert year.alert is alert


def test_what_rewards_work_is_pay_and_has_no_ceiling() -> None:
    (year,) = group_by_person(add_running_totals([make_hand_over(1, 90000, sort="work"), make_hand_over(2, 1000)]))
    assert (year.last.counted_cents, year.work_cents, year.alert) == (1000, 90000, CeilingAlert.NONE)


def test_people_come_page_by_page_each_once() -> None:
    people = group_by_person(add_running_totals([make_hand_over(n, 100, person=n) for n in range(1, 6)]))
    first = build_register_page(people, None, 2).people
    second = build_register_page(people, first.next_cursor, 2).people
    third = build_register_page(people, second.next_cursor, 2).people
    assert [*first.items, *second.items, *third.items] == people
    assert third.next_cursor is None
    with pytest.raises(BadCursor):
        build_register_page(people, encode_cursor(["a", 1]), 2)
